import { z } from 'zod'
import {
  COMPOSITION_PARTS,
  FUNDING_SOURCES,
  GATES,
  PROJECT_NATURES,
  RELATION_KINDS,
  type CompositionPart,
  type FundingSource,
  type Gate,
} from '@ballast/domain/project/project-row.ts'
import { area, bbox, customValues, enteredFact, factSource, fieldChange, flag, history, listedSources, listOf, sortBy } from './list.ts'
import { READERS, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, ratio, sourceKind, uuid, version, year, yearMonth, yuan, yuanInput } from './scalars.ts'

/** One property of the same schema for each name. */
const each = <K extends string, S extends z.ZodType>(names: readonly K[], schema: S): z.ZodObject<Record<K, S>> =>
  z.object(Object.fromEntries(names.map((name) => [name, schema])) as Record<K, S>)

export const PROJECT_SORTS = [
  'nameZh',
  'nameEn',
  'projectNo',
  'projectCode',
  'owner',
  'category',
  'cluster',
  'industryCode',
  'nature',
  'totalYuan',
  'planYuan',
  'bureau',
  'serviceManager',
  'address',
  'statAreaCode',
  'parcels',
  'sourceKind',
  'modifiedAt',
  ...GATES.map((gate) => `gates.${gate}` as const),
] as const

/** Facts of a project that may be missing. */
export const PROJECT_OPTIONAL_FIELDS = [
  'projectCode',
  'owner',
  'categoryCode',
  'clusterCode',
  'industryCode',
  'nature',
  'totalFen',
  'bureauCode',
  'serviceManager',
  'address',
  'statAreaCode',
  'notes',
  ...GATES.map((gate) => `gates.${gate}` as const),
] as const

type GateLimits = Record<`${Gate}_from` | `${Gate}_to`, z.ZodOptional<typeof plainDate>>

/** What the project list, its export and its totals select by. All given conditions must hold. */
export const projectFilter = z.object({
  q: z.string().max(200).optional().describe('each word must stand in a name, code, pinyin or pinyin initials'),
  projectNo: listOf(z.string()).optional(),
  categoryCode: listOf(z.string()).optional(),
  clusterCode: listOf(z.string()).optional(),
  industryCode: listOf(z.string()).optional().describe('a class, or the beginning of one (C39)'),
  nature: listOf(z.enum(PROJECT_NATURES)).optional(),
  bureauCode: listOf(z.string()).optional(),
  serviceManager: listOf(z.string()).optional(),
  ownerEnterpriseId: listOf(uuid).optional(),
  tag: listOf(z.string()).optional().describe('any of them'),
  sourceKind: listOf(sourceKind).optional(),
  addressContains: z.string().max(200).optional(),
  custom: listOf(z.string().regex(/^[a-z][a-z0-9_]*:.+$/s, 'request.not-a-field-filter'))
    .optional()
    .describe('field code:text that its value contains; or >=, <= or = with a number (money in yuan) or a date'),
  missing: listOf(z.enum(PROJECT_OPTIONAL_FIELDS)).optional().describe('facts that must be empty'),
  present: listOf(z.enum(PROJECT_OPTIONAL_FIELDS)).optional().describe('facts that must be there'),
  totalMinYuan: yuanInput.optional(),
  totalMaxYuan: yuanInput.optional(),
  planMinYuan: yuanInput.optional(),
  planMaxYuan: yuanInput.optional(),
  hasParcel: flag.optional(),
  hasPlan: flag.optional().describe('stands in the plan of planYear'),
  publicOnly: flag
    .optional()
    .describe('public projects only; facts without a published source (simulated, or entered by a user) are left out of rows and totals'),
  planYear: year.optional().describe('year of the plan columns; the business date’s year when missing'),
  bbox: bbox.optional(),
  area: area.optional(),
  ...(Object.fromEntries(
    GATES.flatMap((gate) => [
      [`${gate}_from`, plainDate.optional()],
      [`${gate}_to`, plainDate.optional()],
    ]),
  ) as GateLimits),
})
export type ProjectFilter = z.output<typeof projectFilter>

const composition = each<CompositionPart, z.ZodNullable<typeof yuan>>(COMPOSITION_PARTS, yuan.nullable()).describe(
  'yuan; land is part of other',
)
const funding = each<FundingSource, z.ZodNullable<typeof yuan>>(FUNDING_SOURCES, yuan.nullable()).describe('yuan')
const gates = each<Gate, z.ZodNullable<typeof plainDate>>(GATES, plainDate.nullable())

const facts = {
  projectId: uuid,
  version,
  projectNo: z.string(),
  projectCode: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  shortName: z.string().nullable(),
  owner: z.object({ enterpriseId: uuid, nameZh: z.string(), nameEn: z.string().nullable(), creditCode: z.string().nullable() }).nullable(),
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  industryCode: z.string().nullable(),
  nature: z.enum(PROJECT_NATURES).nullable(),
  totalYuan: yuan.nullable(),
  composition,
  gates,
  bureauCode: z.string().nullable(),
  serviceManager: z.string().nullable(),
  address: z.string().nullable(),
  statAreaCode: z.string().nullable(),
  tags: z.array(z.string()),
  custom: customValues,
  notes: z.string().nullable(),
  sourceKind,
  citation: z.string().nullable(),
  modifiedAt: instant,
  modifiedBy: z.string(),
}

export const projectListRow = z.object({
  ...facts,
  planYuan: yuan.nullable().describe('countable plan of planYear; null: not in the plan'),
  planSourceKind: sourceKind.nullable(),
  parcels: z.number().int(),
  parcelNames: z.array(z.string()).describe('main names'),
  parcelNamesEn: z.array(z.string()).describe('English names in the same order; the main name where there is none'),
  ...listedSources,
})
export type ProjectListRow = z.infer<typeof projectListRow>

export const projectList = z.object({
  rows: z.array(projectListRow),
  next: z.string().nullable().describe('cursor of the next page'),
  planYear: z.number().int(),
  totals: z
    .object({ count: z.number().int(), totalYuan: yuan, planYuan: yuan })
    .nullable()
    .describe('of the whole selection; only with the first page, or when asked for'),
})
export type ProjectList = z.infer<typeof projectList>

const projectPlan = z.object({
  year: z.number().int(),
  versionId: uuid,
  number: z.number().int().nullable(),
  title: z.string(),
  status: z.string(),
  nodeCode: z.string().nullable(),
  nodeNameZh: z.string().nullable(),
  nodeNameEn: z.string().nullable(),
  annualYuan: yuan,
  plannedYuan: yuan.describe('sum of the countable months'),
  notCountableYuan: yuan,
  profile: z.string(),
  note: z.string().nullable(),
  sourceKind,
  citation: z.string().nullable(),
  months: z.array(
    z.object({
      month: yearMonth,
      countable: z.boolean(),
      notCountableReason: z.string().nullable(),
      yuan,
      constructionYuan: yuan,
      installationYuan: yuan,
      equipmentYuan: yuan,
      otherYuan: yuan,
      landYuan: yuan,
    }),
  ),
  shares: z.array(z.object({ parcelId: uuid, name: z.string(), nameEn: z.string().nullable(), share: ratio, method: z.string(), yuan })),
})

export const project = z.object({
  ...facts,
  funding,
  projectCodeCheck: z.enum(['valid', 'legacy']).nullable().describe('legacy: given before 2020-11, cannot be checked'),
  createdAt: instant,
  parcels: z.array(
    z.object({
      parcelId: uuid,
      name: z.string(),
      nameEn: z.string().nullable(),
      kind: z.enum(['parcel', 'corridor']),
      areaM2: z.string().nullable().describe('the part that this project uses; null: all of it'),
      floorAreaM2: z.string().nullable(),
      areaOfficialM2: z.string().nullable(),
      areaComputedM2: z.string().nullable(),
      landUseCode: z.string().nullable(),
      status: z.string().nullable(),
    }),
  ),
  relations: z.array(
    z.object({
      kind: z.enum(RELATION_KINDS),
      direction: z.enum(['from', 'to']).describe('from: this project is the later phase, the part, the renewal'),
      projectId: uuid,
      projectNo: z.string(),
      nameZh: z.string(),
      nameEn: z.string().nullable(),
    }),
  ),
  plans: z.array(projectPlan).describe('the plans in force that this project stands in, latest year first'),
  provenance: z
    .record(z.string(), factSource)
    .describe('by field: totalFen, composition.equipment, funding.bond, gates.signing, parcels …'),
  entered: z.record(z.string(), enteredFact),
  notices: z.array(z.object({ code: z.string(), message: z.string(), at: z.string().optional() })).describe('to know, not to refuse'),
})
export type Project = z.infer<typeof project>

const text = z.string().trim().min(1).max(500)
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/, 'request.not-a-decimal')

/** Missing leaves a fact as it is, null clears it. Named parts are patched part by part, lists replaced as a whole. */
export const projectPatch = z
  .strictObject({
    projectNo: text.max(64),
    projectCode: text.max(64).nullable(),
    nameZh: text,
    nameEn: text.nullable(),
    shortName: text.nullable(),
    owner: text.nullable().describe('name or credit code of an enterprise of the register'),
    categoryCode: text.nullable(),
    clusterCode: text.nullable(),
    industryCode: text.nullable(),
    nature: z.enum(PROJECT_NATURES).nullable(),
    totalYuan: yuanInput.nullable(),
    composition: each<CompositionPart, z.ZodNullable<typeof yuanInput>>(COMPOSITION_PARTS, yuanInput.nullable()).partial().strict(),
    funding: each<FundingSource, z.ZodNullable<typeof yuanInput>>(FUNDING_SOURCES, yuanInput.nullable()).partial().strict(),
    gates: each<Gate, z.ZodNullable<typeof plainDate>>(GATES, plainDate.nullable()).partial().strict(),
    bureauCode: text.nullable(),
    serviceManager: text.nullable(),
    address: text.nullable(),
    statAreaCode: text.nullable(),
    relations: z.array(z.strictObject({ kind: z.enum(RELATION_KINDS), projectNo: text })).max(100),
    parcels: z
      .array(z.strictObject({ name: text, areaM2: decimal.nullable().optional(), floorAreaM2: decimal.nullable().optional() }))
      .max(200),
    tags: z.array(text.max(50)).max(50),
    custom: customValues,
    notes: z.string().max(10_000).nullable(),
  })
  .partial()
export type ProjectPatch = z.output<typeof projectPatch>

const byId = z.object({ projectId: uuid })

export const projectRoutes = defineRoutes({
  'project.list': {
    method: 'GET',
    path: '/api/v1/projects',
    rights: READERS,
    query: projectFilter.extend({
      ...paging.shape,
      sort: sortBy(PROJECT_SORTS).default('nameZh'),
      withTotals: flag.optional().describe('missing: with the first page only'),
    }),
    response: projectList,
    summary: { zh: '项目列表', en: 'List of projects' },
  },
  'project.show': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}',
    rights: READERS,
    params: byId,
    response: project,
    summary: { zh: '项目详情', en: 'One project' },
  },
  'project.history': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/history',
    rights: READERS,
    params: byId,
    query: paging,
    response: history,
    summary: { zh: '项目变更历史', en: 'What was changed in a project, by whom and when' },
  },
  'project.create': {
    method: 'POST',
    path: '/api/v1/projects',
    rights: PLANNERS,
    body: projectPatch.required({ projectNo: true, nameZh: true }),
    response: project,
    summary: { zh: '新建项目', en: 'Enter a project' },
  },
  'project.edit': {
    method: 'PATCH',
    path: '/api/v1/projects/{projectId}',
    rights: PLANNERS,
    params: byId,
    body: projectPatch,
    ifMatch: true,
    response: project,
    summary: { zh: '修改项目', en: 'Edit a project' },
  },
  'project.delete': {
    method: 'DELETE',
    path: '/api/v1/projects/{projectId}',
    rights: PLANNERS,
    params: byId,
    ifMatch: true,
    response: z.object({ projectId: uuid }),
    summary: { zh: '删除项目', en: 'Delete a project' },
  },
  'project.save-many': {
    method: 'POST',
    path: '/api/v1/projects/batch',
    rights: PLANNERS,
    body: z.object({
      rows: z
        .array(z.strictObject({ projectId: uuid, version, changes: projectPatch }))
        .min(1)
        .max(2000),
      dryRun: z.boolean().default(false).describe('says what would change and writes nothing'),
    }),
    response: z.object({
      rows: z
        .array(z.object({ projectId: uuid, version, outcome: z.enum(['changed', 'unchanged']), changes: z.array(fieldChange) }))
        .describe('in the order given, with the versions after the save'),
    }),
    summary: { zh: '批量修改项目', en: 'Edit many projects: all rows or none' },
  },
})
