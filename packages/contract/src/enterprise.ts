import { z } from 'zod'
import { customValues, enteredFact, factSource, flag, history, listedSources, listOf, sortBy } from './list.ts'
import { READERS, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, sourceKind, uuid, version, year, yuan } from './scalars.ts'

export const ENTERPRISE_SORTS = [
  'nameZh',
  'nameEn',
  'creditCode',
  'groupName',
  'parent',
  'projects',
  'totalYuan',
  'planYuan',
  'sourceKind',
  'modifiedAt',
] as const
export const ENTERPRISE_OPTIONAL_FIELDS = ['creditCode', 'groupName', 'parent', 'notes'] as const

/** What the enterprise list, its export and its totals select by. All given conditions must hold. */
export const enterpriseFilter = z.object({
  q: z.string().max(200).optional().describe('each word must stand in a name, code, pinyin or pinyin initials'),
  groupName: listOf(z.string()).optional(),
  parentEnterpriseId: listOf(uuid).optional(),
  sourceKind: listOf(sourceKind).optional(),
  custom: listOf(z.string().regex(/^[a-z][a-z0-9_]*:.+$/s, 'request.not-a-field-filter'))
    .optional()
    .describe('field code:text that its value contains; or >=, <= or = with a number (money in yuan) or a date'),
  missing: listOf(z.enum(ENTERPRISE_OPTIONAL_FIELDS)).optional().describe('facts that must be empty'),
  present: listOf(z.enum(ENTERPRISE_OPTIONAL_FIELDS)).optional().describe('facts that must be there'),
  hasProject: flag.optional(),
  hasPlan: flag.optional().describe('owns a project in the plan of planYear'),
  creditCodeOverridden: flag.optional().describe('the credit code fails its check and somebody has overruled it'),
  publicOnly: flag.optional().describe('public enterprises only; facts without a published source are left out of rows and totals'),
  planYear: year.optional().describe('year of the plan columns; the business date’s year when missing'),
})
export type EnterpriseFilter = z.output<typeof enterpriseFilter>

const facts = {
  enterpriseId: uuid,
  version,
  nameZh: z.string(),
  creditCode: z.string().nullable(),
  creditCodeOverrideReason: z.string().nullable(),
  creditCodeOverriddenBy: z.string().nullable(),
  nameEn: z.string().nullable(),
  shortName: z.string().nullable(),
  aliases: z.array(z.string()),
  groupName: z.string().nullable(),
  parent: z.object({ enterpriseId: uuid, nameZh: z.string(), nameEn: z.string().nullable() }).nullable(),
  notes: z.string().nullable(),
  custom: customValues,
  sourceKind,
  citation: z.string().nullable(),
  modifiedAt: instant,
  modifiedBy: z.string(),
}

export const enterpriseListRow = z.object({
  ...facts,
  projects: z.number().int(),
  totalYuan: yuan.describe('total investment of its projects'),
  planYuan: yuan.describe('countable plan of planYear of its projects'),
  ...listedSources,
  simulated: listedSources.simulated.describe('fields whose value is simulated; totalYuan and planYuan when any part of them is'),
})
export type EnterpriseListRow = z.infer<typeof enterpriseListRow>

export const enterpriseList = z.object({
  rows: z.array(enterpriseListRow),
  next: z.string().nullable().describe('cursor of the next page'),
  planYear: z.number().int(),
  totals: z.object({ count: z.number().int(), projects: z.number().int(), totalYuan: yuan, planYuan: yuan }).nullable(),
})
export type EnterpriseList = z.infer<typeof enterpriseList>

export const enterprise = z.object({
  ...facts,
  createdAt: instant,
  projects: z.array(
    z.object({
      projectId: uuid,
      projectNo: z.string(),
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      categoryCode: z.string().nullable(),
      clusterCode: z.string().nullable(),
      totalYuan: yuan.nullable(),
      planYuan: yuan.nullable(),
      sourceKind,
      simulated: z.array(z.enum(['totalYuan', 'planYuan'])).describe('amounts that are simulated'),
    }),
  ),
  planYear: z.number().int(),
  affiliates: z.array(
    z.object({
      enterpriseId: uuid,
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      relation: z.enum(['parent', 'subsidiary', 'same-parent', 'same-group']),
    }),
  ),
  provenance: z.record(z.string(), factSource),
  entered: z.record(z.string(), enteredFact),
})
export type Enterprise = z.infer<typeof enterprise>

const text = z.string().trim().min(1).max(500)

/** Missing leaves a fact as it is, null clears it, lists are replaced as a whole. */
export const enterprisePatch = z
  .strictObject({
    nameZh: text,
    creditCode: text.max(64).nullable(),
    creditCodeOverrideReason: text.nullable().describe('why a code with a wrong check character is right all the same'),
    nameEn: text.nullable(),
    shortName: text.nullable(),
    aliases: z.array(text).max(50),
    groupName: text.nullable(),
    parent: text.nullable().describe('name or credit code of the enterprise that controls this one'),
    notes: z.string().max(10_000).nullable(),
    custom: customValues,
  })
  .partial()
export type EnterprisePatch = z.output<typeof enterprisePatch>

const byId = z.object({ enterpriseId: uuid })

export const enterpriseRoutes = defineRoutes({
  'enterprise.list': {
    method: 'GET',
    path: '/api/v1/enterprises',
    rights: READERS,
    query: enterpriseFilter.extend({
      ...paging.shape,
      sort: sortBy(ENTERPRISE_SORTS).default('nameZh'),
      withTotals: flag.optional().describe('missing: with the first page only'),
    }),
    response: enterpriseList,
    summary: { zh: '企业列表', en: 'List of enterprises' },
  },
  'enterprise.show': {
    method: 'GET',
    path: '/api/v1/enterprises/{enterpriseId}',
    rights: READERS,
    params: byId,
    query: z.object({ planYear: year.optional() }),
    response: enterprise,
    summary: { zh: '企业详情', en: 'One enterprise' },
  },
  'enterprise.history': {
    method: 'GET',
    path: '/api/v1/enterprises/{enterpriseId}/history',
    rights: READERS,
    params: byId,
    query: paging,
    response: history,
    summary: { zh: '企业变更历史', en: 'What was changed in an enterprise, by whom and when' },
  },
  'enterprise.create': {
    method: 'POST',
    path: '/api/v1/enterprises',
    rights: PLANNERS,
    body: enterprisePatch.required({ nameZh: true }),
    response: enterprise,
    summary: { zh: '新建企业', en: 'Enter an enterprise' },
  },
  'enterprise.edit': {
    method: 'PATCH',
    path: '/api/v1/enterprises/{enterpriseId}',
    rights: PLANNERS,
    params: byId,
    body: enterprisePatch,
    ifMatch: true,
    response: enterprise,
    summary: { zh: '修改企业', en: 'Edit an enterprise' },
  },
  'enterprise.delete': {
    method: 'DELETE',
    path: '/api/v1/enterprises/{enterpriseId}',
    rights: PLANNERS,
    params: byId,
    ifMatch: true,
    response: z.object({ enterpriseId: uuid }),
    summary: { zh: '删除企业', en: 'Delete an enterprise' },
  },
})
