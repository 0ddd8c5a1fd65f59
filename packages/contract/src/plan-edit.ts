import { COMPARATORS, PROFILES, SCOPE_KINDS, SHARE_METHODS } from '@ballast/domain/plan/plan-row.ts'
import { z } from 'zod'
import { OFFICE, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, ratio, sourceKind, uuid, version, year, yearMonth, yuan, yuanInput } from './scalars.ts'

const name = { nameZh: z.string(), nameEn: z.string() }
const signedYuan = yuan.describe('yuan; negative: less')

export const planVersion = z.object({
  versionId: uuid,
  year: z.number().int(),
  number: z.number().int().nullable().describe('1, 2, … in order of adoption; null: never adopted'),
  status: z.enum(['draft', 'adopted', 'discarded']),
  isInForce: z.boolean(),
  title: z.string(),
  reason: z.string(),
  parentVersionId: uuid.nullable(),
  createdBy: z.string(),
  createdAt: instant,
  adoptedBy: z.string().nullable(),
  adoptedAt: instant.nullable(),
  version,
})
export type PlanVersion = z.infer<typeof planVersion>

export const composition = z.object({
  constructionYuan: yuan,
  installationYuan: yuan,
  equipmentYuan: yuan,
  otherYuan: yuan,
  landYuan: yuan.describe('of which: part of otherYuan'),
})
const compositionInput = z.object({
  constructionYuan: yuanInput,
  installationYuan: yuanInput,
  equipmentYuan: yuanInput,
  otherYuan: yuanInput,
  landYuan: yuanInput,
})

export const planTreeNode = z.object({
  nodeId: uuid,
  parentId: uuid.nullable(),
  code: z.string(),
  ...name,
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  sort: z.number().int(),
  depth: z.number().int(),
  hasChildren: z.boolean(),
  frameYuan: yuan,
  decomposedYuan: yuan.describe('frames of the children'),
  undecomposedYuan: signedYuan.describe('未分解: frame less children; negative where they exceed it'),
  plannedYuan: yuan.describe('plans of the projects on this node and below'),
  ownPlannedYuan: yuan,
  differenceYuan: signedYuan.describe('planned less frame: positive is over-programmed'),
  projects: z.number().int(),
  ownProjects: z.number().int(),
  version,
})
export type PlanTreeNode = z.infer<typeof planTreeNode>

export const planTarget = z.object({
  targetId: uuid,
  indicator: z.string(),
  ...name,
  unit: z.enum(['fen', 'ppm', 'count']),
  scopeKind: z.enum(SCOPE_KINDS),
  scopeCode: z.string(),
  scopeNameZh: z.string(),
  scopeNameEn: z.string(),
  period: z.string(),
  comparator: z.enum(COMPARATORS),
  valueYuan: yuan.nullable(),
  valueRatio: ratio.nullable(),
  valueCount: z.number().int().nullable(),
  reachedYuan: yuan.nullable(),
  reachedRatio: ratio.nullable(),
  reachedCount: z.number().int().nullable(),
  standing: z.enum(['met', 'missed', 'unknown']),
  gapYuan: yuan,
  note: z.string().nullable(),
  sourceKind,
  citation: z.string().nullable(),
  version,
})
export type PlanTarget = z.infer<typeof planTarget>

export const planMatrixRow = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  shortName: z.string().nullable(),
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  nodeId: uuid.nullable(),
  annualYuan: yuan,
  monthsYuan: yuan.describe('sum of the countable months'),
  notCountableYuan: yuan,
  months: z.array(yuan).length(12).describe('countable, January to December'),
  sharePpm: z.number().int(),
  profile: z.enum(PROFILES),
  sourceKind,
  citation: z.string().nullable(),
  version,
})
export type PlanMatrixRow = z.infer<typeof planMatrixRow>

export const planMonth = composition.extend({
  month: yearMonth,
  totalYuan: yuan,
  notCountableReason: z.string().nullable().describe('null: countable'),
})

export const projectPlan = z.object({
  versionId: uuid,
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  nodeId: uuid.nullable(),
  annualYuan: yuan,
  profile: z.enum(PROFILES),
  note: z.string().nullable(),
  totalYuan: yuan.nullable().describe('total investment of the project'),
  startOn: plainDate.nullable(),
  completionOn: plainDate.nullable(),
  months: z.array(planMonth),
  shares: z.array(
    z.object({
      parcelId: uuid,
      parcel: z.string(),
      kind: z.string(),
      sharePpm: z.number().int(),
      method: z.enum(SHARE_METHODS),
      yuan: yuan.describe('the part of the countable year on this place, by cumulative rounding'),
    }),
  ),
  places: z
    .array(z.object({ parcelId: uuid, parcel: z.string(), areaM2: z.string().nullable(), floorAreaM2: z.string().nullable() }))
    .describe('parcels of the project in the register, with what it uses of them'),
  sourceKind,
  citation: z.string().nullable(),
  version,
})
export type ProjectPlan = z.infer<typeof projectPlan>

export const planBreach = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  subject: z.string(),
  kind: z.enum(['plan', 'target', 'node', 'project']),
  id: z.string(),
  code: z.string(),
  ...name,
  amountYuan: yuan,
  sentence: z.string().describe('in the caller’s language'),
  acceptance: z.object({ reason: z.string(), acceptedBy: z.string(), acceptedAt: instant }).nullable(),
})
export type PlanBreach = z.infer<typeof planBreach>

export const planCheck = z.object({
  versionId: uuid,
  targetYuan: yuan,
  plannedYuan: yuan,
  unplannedYuan: yuan,
  unplacedYuan: yuan,
  floatingYuan: yuan,
  errors: z.number().int(),
  warnings: z.number().int(),
  openWarnings: z.number().int(),
  breaches: z.array(planBreach),
})
export type PlanCheckAnswer = z.infer<typeof planCheck>

const change = z.enum(['added', 'removed', 'changed'])
const details = z
  .array(
    z.object({
      field: z.enum(['name', 'code', 'parent', 'category', 'cluster', 'sort', 'node', 'annual', 'profile', 'note']),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  )
  .describe('what else changed: names in the caller’s language, money as yuan')
export const planDiff = z.object({
  from: planVersion,
  to: planVersion,
  gainedYuan: yuan,
  lostYuan: yuan,
  netYuan: signedYuan,
  targets: z.array(
    z.object({
      change,
      key: z.string(),
      ...name,
      unit: z.enum(['fen', 'ppm', 'count']),
      comparator: z.enum(COMPARATORS),
      before: z.string().nullable().describe('yuan, a ratio or a count: see unit'),
      after: z.string().nullable(),
      details,
    }),
  ),
  nodes: z.array(
    z.object({
      change,
      nodeId: uuid,
      code: z.string(),
      ...name,
      beforeYuan: yuan.nullable(),
      afterYuan: yuan.nullable(),
      deltaYuan: signedYuan,
      details,
    }),
  ),
  projects: z.array(
    z.object({
      change,
      projectId: uuid,
      projectNo: z.string(),
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      beforeYuan: yuan,
      afterYuan: yuan,
      deltaYuan: signedYuan,
      months: z.array(z.object({ month: yearMonth, deltaYuan: signedYuan })),
      hasMoved: z.boolean(),
      hasOtherShares: z.boolean(),
      hasOtherComposition: z.boolean(),
      details,
    }),
  ),
})
export type PlanDiff = z.infer<typeof planDiff>

export const planConflict = z.object({
  key: z.string(),
  entity: z.string().describe('"project:<id>", "node:<id>" or "target:<key>"'),
  name: z.string(),
  field: z.string().describe('of the cell; "*": one side removed what the other changed; "in-use": removed here, needed there'),
  kind: z
    .enum(['yuan', 'yuan-pair', 'ratio', 'count', 'text', 'profile', 'presence'])
    .describe('how base, mine and theirs are to be read; a pair is "other/land"'),
  base: z.string().nullable().describe('names in the caller’s language, money as yuan; null: not there'),
  mine: z.string().nullable(),
  theirs: z.string().nullable(),
})
export type PlanConflict = z.infer<typeof planConflict>

const ofYear = { params: z.object({ year }), query: z.object({ versionId: uuid.optional() }) }
const ofVersion = z.object({ versionId: uuid })
const ofNode = z.object({ versionId: uuid, nodeId: uuid })
const ofTarget = z.object({ versionId: uuid, targetId: uuid })
const ofProject = z.object({ versionId: uuid, projectId: uuid })
const reason = z.string().trim().min(1).max(2000)
const named = z.object({ versionId: uuid })
const targetValue = {
  valueYuan: yuanInput.nullish(),
  valueRatio: z
    .string()
    .regex(/^-?\d+(\.\d{1,6})?$/, 'request.not-a-decimal')
    .nullish()
    .describe('0.6 is 60 %'),
  valueCount: z.number().int().min(0).nullish(),
  note: z.string().max(2000).nullish(),
}
const monthInput = compositionInput.extend({ month: yearMonth, notCountableReason: z.string().max(500).nullable() })
const projectFields = {
  nodeCode: z.string().nullish(),
  annualYuan: yuanInput.optional(),
  profile: z.enum(PROFILES).optional(),
  note: z.string().max(2000).nullish(),
  months: z.array(monthInput).max(24).optional(),
}
const nodeFields = {
  parentCode: z.string().nullish(),
  nameZh: z.string().trim().min(1).max(200).optional(),
  nameEn: z.string().trim().min(1).max(200).optional(),
  categoryCode: z.string().nullish(),
  clusterCode: z.string().nullish(),
  frameYuan: yuanInput.optional(),
  sort: z.number().int().optional(),
}

export const planEditRoutes = defineRoutes({
  'plan.versions': {
    method: 'GET',
    path: '/api/v1/plans/{year}/versions',
    rights: OFFICE,
    params: z.object({ year }),
    response: z.object({ versions: z.array(planVersion) }),
    summary: { zh: '计划的各版本', en: 'Versions of the plan' },
  },
  'plan.tree': {
    method: 'GET',
    path: '/api/v1/plans/{year}/tree',
    rights: OFFICE,
    ...ofYear,
    response: z.object({ versionId: uuid, nodes: z.array(planTreeNode), withoutNodeYuan: yuan, withoutNode: z.number().int() }),
    summary: { zh: '分解树', en: 'The breakdown tree with its sums' },
  },
  'plan.targets': {
    method: 'GET',
    path: '/api/v1/plans/{year}/targets',
    rights: OFFICE,
    ...ofYear,
    response: z.object({
      versionId: uuid,
      targets: z.array(planTarget),
      indicators: z.array(
        z.object({ id: z.string(), ...name, unit: z.enum(['fen', 'ppm', 'count']), scopes: z.array(z.enum(SCOPE_KINDS)) }),
      ),
      scopes: z.array(z.object({ kind: z.enum(SCOPE_KINDS), code: z.string(), ...name })),
    }),
    summary: { zh: '目标与计划达到的数', en: 'Targets, and what the plan reaches' },
  },
  'plan.matrix': {
    method: 'GET',
    path: '/api/v1/plans/{year}/matrix',
    rights: OFFICE,
    params: z.object({ year }),
    query: paging.extend({
      versionId: uuid.optional(),
      nodeId: uuid.optional().describe('this node and what is under it'),
      categoryCode: z.string().optional(),
      clusterCode: z.string().optional(),
      search: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: z.object({
      versionId: uuid,
      rows: z.array(planMatrixRow),
      next: z.string().nullable(),
      total: z.object({
        projects: z.number().int(),
        annualYuan: yuan,
        monthsYuan: yuan,
        notCountableYuan: yuan,
        months: z.array(yuan).length(12),
      }),
    }),
    summary: { zh: '项目 × 月份矩阵', en: 'Projects by months' },
  },
  'plan.project': {
    method: 'GET',
    path: '/api/v1/plan-versions/{versionId}/projects/{projectId}',
    rights: OFFICE,
    params: ofProject,
    response: projectPlan,
    summary: { zh: '一个项目的年度计划', en: 'One project’s plan of the year' },
  },
  'plan.candidates': {
    method: 'GET',
    path: '/api/v1/plan-versions/{versionId}/candidates',
    rights: OFFICE,
    params: ofVersion,
    query: z.object({ search: z.string().max(100).optional() }),
    response: z.object({
      projects: z.array(z.object({ projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable() })),
    }),
    summary: { zh: '尚未列入计划的项目', en: 'Projects that are not in the plan yet' },
  },
  'plan.places': {
    method: 'GET',
    path: '/api/v1/plan-places',
    rights: OFFICE,
    query: z.object({ search: z.string().max(100).default('') }),
    response: z.object({ places: z.array(z.object({ parcelId: uuid, parcel: z.string(), kind: z.string() })) }),
    summary: { zh: '可落地的地块与走廊', en: 'Parcels and corridors that can carry a plan' },
  },
  'plan.check': {
    method: 'GET',
    path: '/api/v1/plans/{year}/check',
    rights: OFFICE,
    ...ofYear,
    response: planCheck,
    summary: { zh: '检查：没有悬空', en: 'The check: nothing floats' },
  },
  'plan.diff': {
    method: 'GET',
    path: '/api/v1/plan-diff',
    rights: OFFICE,
    query: z.object({ from: uuid, to: uuid }),
    response: planDiff,
    summary: { zh: '两个版本的差别', en: 'What changed from one version to another' },
  },
  'plan.rebase-preview': {
    method: 'GET',
    path: '/api/v1/plan-versions/{versionId}/rebase',
    rights: OFFICE,
    params: ofVersion,
    response: z.object({ isNeeded: z.boolean(), conflicts: z.array(planConflict) }),
    summary: { zh: '草案与生效版本之间的冲突', en: 'What stands between a draft and the version in force' },
  },
  'plan.draft': {
    method: 'POST',
    path: '/api/v1/plans/{year}/drafts',
    rights: PLANNERS,
    params: z.object({ year }),
    body: z.object({ title: z.string().trim().min(1).max(200), reason: z.string().max(2000).default('') }),
    response: named,
    summary: { zh: '编制首个草案', en: 'Begin the first draft of a year' },
  },
  'plan.adjust': {
    method: 'POST',
    path: '/api/v1/plans/{year}/adjustments',
    rights: PLANNERS,
    params: z.object({ year }),
    body: z.object({ title: z.string().trim().min(1).max(200), reason }),
    response: named,
    summary: { zh: '发起计划调整', en: 'Start an adjustment of the plan in force' },
  },
  'plan.adopt': {
    method: 'POST',
    path: '/api/v1/plan-versions/{versionId}/adopt',
    rights: PLANNERS,
    params: ofVersion,
    ifMatch: true,
    response: z.object({ versionId: uuid, number: z.number().int() }),
    summary: { zh: '计划生效', en: 'Put a draft in force' },
  },
  'plan.rebase': {
    method: 'POST',
    path: '/api/v1/plan-versions/{versionId}/rebase',
    rights: PLANNERS,
    params: ofVersion,
    ifMatch: true,
    body: z.object({ resolutions: z.record(z.string(), z.enum(['mine', 'theirs'])).default({}) }),
    response: z.object({ versionId: uuid, conflicts: z.number().int() }),
    summary: { zh: '草案变基', en: 'Put a draft onto the version in force' },
  },
  'plan.discard': {
    method: 'POST',
    path: '/api/v1/plan-versions/{versionId}/discard',
    rights: PLANNERS,
    params: ofVersion,
    ifMatch: true,
    response: named,
    summary: { zh: '放弃草案', en: 'Discard a draft' },
  },
  'plan.add-node': {
    method: 'POST',
    path: '/api/v1/plan-versions/{versionId}/nodes',
    rights: PLANNERS,
    params: ofVersion,
    body: z.object({
      code: z
        .string()
        .trim()
        .regex(/^[\w.-]{1,60}$/, 'request.not-a-name'),
      ...nodeFields,
      nameZh: z.string().trim().min(1).max(200),
    }),
    response: z.object({ nodeId: uuid }),
    summary: { zh: '增加分解节点', en: 'Add a node to the tree' },
  },
  'plan.edit-node': {
    method: 'PATCH',
    path: '/api/v1/plan-versions/{versionId}/nodes/{nodeId}',
    rights: PLANNERS,
    params: ofNode,
    ifMatch: true,
    body: z.object(nodeFields),
    response: z.object({ nodeId: uuid, version }),
    summary: { zh: '修改分解节点', en: 'Edit a node of the tree' },
  },
  'plan.remove-node': {
    method: 'DELETE',
    path: '/api/v1/plan-versions/{versionId}/nodes/{nodeId}',
    rights: PLANNERS,
    params: ofNode,
    ifMatch: true,
    response: z.object({ nodeId: uuid }),
    summary: { zh: '删除分解节点', en: 'Remove a node without children and projects' },
  },
  'plan.add-target': {
    method: 'POST',
    path: '/api/v1/plan-versions/{versionId}/targets',
    rights: PLANNERS,
    params: ofVersion,
    body: z.object({
      indicator: z.string(),
      scopeKind: z.enum(SCOPE_KINDS),
      scopeCode: z.string().default(''),
      period: z.string(),
      comparator: z.enum(COMPARATORS),
      ...targetValue,
    }),
    response: z.object({ targetId: uuid }),
    summary: { zh: '增加目标', en: 'Add a target' },
  },
  'plan.edit-target': {
    method: 'PATCH',
    path: '/api/v1/plan-versions/{versionId}/targets/{targetId}',
    rights: PLANNERS,
    params: ofTarget,
    ifMatch: true,
    body: z.object(targetValue),
    response: z.object({ targetId: uuid, version }),
    summary: { zh: '修改目标', en: 'Edit a target' },
  },
  'plan.remove-target': {
    method: 'DELETE',
    path: '/api/v1/plan-versions/{versionId}/targets/{targetId}',
    rights: PLANNERS,
    params: ofTarget,
    ifMatch: true,
    response: z.object({ targetId: uuid }),
    summary: { zh: '删除目标', en: 'Remove a target' },
  },
  'plan.add-project': {
    method: 'POST',
    path: '/api/v1/plan-versions/{versionId}/projects',
    rights: PLANNERS,
    params: ofVersion,
    body: z.object({ projectNo: z.string(), ...projectFields, annualYuan: yuanInput }),
    response: projectPlan,
    summary: { zh: '项目列入计划', en: 'Put a project into the plan' },
  },
  'plan.edit-project': {
    method: 'PATCH',
    path: '/api/v1/plan-versions/{versionId}/projects/{projectId}',
    rights: PLANNERS,
    params: ofProject,
    ifMatch: true,
    body: z.object(projectFields),
    response: projectPlan,
    summary: { zh: '修改项目年度计划', en: 'Edit a project’s plan of the year' },
  },
  'plan.remove-project': {
    method: 'DELETE',
    path: '/api/v1/plan-versions/{versionId}/projects/{projectId}',
    rights: PLANNERS,
    params: ofProject,
    ifMatch: true,
    response: z.object({ projectId: uuid }),
    summary: { zh: '项目移出计划', en: 'Take a project out of the plan' },
  },
  'plan.place': {
    method: 'PUT',
    path: '/api/v1/plan-versions/{versionId}/projects/{projectId}/shares',
    rights: PLANNERS,
    params: ofProject,
    ifMatch: true,
    body: z.object({
      method: z.enum(SHARE_METHODS).describe('area and floor_area: by what the project uses of its parcels; by_hand: as given'),
      shares: z
        .array(z.object({ parcel: z.string(), sharePpm: z.number().int().min(0).max(1_000_000) }))
        .max(200)
        .default([]),
    }),
    response: projectPlan,
    summary: { zh: '计划落地：地块份额', en: 'Place a project’s plan on parcels' },
  },
  'plan.spread': {
    method: 'POST',
    path: '/api/v1/plan-spread',
    rights: OFFICE,
    body: z.object({
      composition: compositionInput,
      months: z.array(yearMonth).min(1).max(12),
      profile: z.enum(PROFILES),
      weights: z.array(z.number().int().min(0)).max(12).optional(),
    }),
    response: z.object({ months: z.array(planMonth) }),
    summary: { zh: '分月试算', en: 'Preview of a profile; writes nothing' },
  },
  'plan.accept-warning': {
    method: 'PUT',
    path: '/api/v1/plan-versions/{versionId}/acceptances',
    rights: PLANNERS,
    params: ofVersion,
    body: z.object({ rule: z.string(), subject: z.string(), reason }),
    response: named,
    summary: { zh: '接受警告并说明理由', en: 'Accept a warning with a reason' },
  },
  'plan.withdraw-acceptance': {
    method: 'DELETE',
    path: '/api/v1/plan-versions/{versionId}/acceptances',
    rights: PLANNERS,
    params: ofVersion,
    query: z.object({ rule: z.string(), subject: z.string() }),
    response: named,
    summary: { zh: '撤回对警告的接受', en: 'Take an acceptance back' },
  },
})
