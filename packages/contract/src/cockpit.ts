import { z } from 'zod'
import { OFFICE } from './roles.ts'
import { defineRoutes } from './route.ts'
import { ratio, sourceKind, uuid, year, yearMonth, yuan } from './scalars.ts'

export const TRACE_LEVELS = ['target', 'category', 'cluster', 'project', 'parcel', 'month', 'composition'] as const
export const COMPOSITION_PARTS = ['construction', 'installation', 'equipment', 'other'] as const
export const TRACE_PARTS = [...COMPOSITION_PARTS, 'construction-installation', 'land'] as const
/** Stands in the path for what has no category, no cluster or no parcel. */
export const NONE = '-'

/** A part of the plan that is traced instead of the whole: every sum is then of this part alone. */
const traceScope = z.object({
  since: yearMonth.optional().describe('first month that counts'),
  through: yearMonth.optional().describe('last month that counts'),
  part: z.enum(TRACE_PARTS).optional().describe('one part of the composition; land is part of other'),
  place: z.enum(['placed', 'floating']).optional().describe('only what stands on a parcel or corridor, or only what does not'),
  countable: z.enum(['yes', 'no']).default('yes').describe('"no": the amounts that do not count as fixed-asset investment'),
  source: sourceKind.optional().describe('only amounts of this source'),
})

/** How far down: each step needs the one before; category and cluster follow from the project, a category from its cluster. */
const tracePath = z.object({
  category: z.string().optional().describe('code, or "-": without category'),
  cluster: z.string().optional().describe('code, or "-": without cluster'),
  projectNo: z.string().optional(),
  projectId: uuid.optional(),
  parcelId: z
    .union([uuid, z.literal(NONE)])
    .optional()
    .describe('id, or "-": on no parcel'),
  month: yearMonth.optional(),
})

const traceStep = z.object({
  level: z.enum(TRACE_LEVELS),
  code: z.string(),
  id: uuid.nullable(),
  name: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  yuan,
  sourceKind: sourceKind.nullable(),
  childrenSumYuan: yuan.describe('sum of the lines below this step'),
  equal: z.boolean(),
})

const traceChild = z.object({
  level: z.enum(TRACE_LEVELS),
  kind: z
    .enum(['line', 'unplanned', 'uncategorised', 'unclustered', 'floating'])
    .describe('other than "line": what is not decomposed any further, so that the lines add up to the step'),
  code: z.string(),
  id: uuid.nullable(),
  name: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  yuan,
  sourceKind: sourceKind.nullable().describe('the weakest source in it: simulated before entered before public'),
  hasChildren: z.boolean(),
})

export const planTrace = z.object({
  year: z.number().int(),
  versionId: uuid,
  version: z.number().int().nullable(),
  title: z.string(),
  steps: z.array(traceStep),
  children: z.array(traceChild),
  childrenSumYuan: yuan,
  equal: z.boolean(),
  differenceYuan: yuan.describe('the last step less the sum of its lines'),
})
export type PlanTrace = z.infer<typeof planTrace>

const frame = {
  code: z.string().describe('"-": without one'),
  name: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  frameYuan: yuan.nullable().describe('null: the breakdown tree has no such node'),
  plannedYuan: yuan,
  projects: z.number().int(),
}

export const GATE_PERIODS = ['Q1', 'Q2', 'Q3', 'Q4', 'year'] as const
export const MARKS = ['Q1', 'H1', 'first-three-quarters', 'year'] as const

export const cockpit = z.object({
  year: z.number().int(),
  versionId: uuid,
  version: z.number().int().nullable().describe('number of the adopted version; null for a draft'),
  title: z.string(),
  targetYuan: yuan.nullable().describe('total investment of the year'),
  targetSource: sourceKind.nullable(),
  targetCitation: z.string().nullable(),
  framedYuan: yuan.describe('given to the nodes under the root of the breakdown tree'),
  plannedYuan: yuan.describe('countable plans of the projects'),
  placedYuan: yuan.describe('of it on a parcel or corridor'),
  unplannedYuan: yuan.describe('target less planned; negative when the plans go beyond it'),
  floatingYuan: yuan.describe('planned, but on no parcel and no corridor'),
  notCountableYuan: yuan,
  simulatedYuan: yuan.describe('planned amounts that are simulated'),
  constructionYuan: yuan,
  installationYuan: yuan,
  equipmentYuan: yuan,
  otherYuan: yuan,
  landYuan: yuan.describe('part of other'),
  constructionInstallationShare: ratio.nullable(),
  equipmentShare: ratio.nullable(),
  industry: z.object({
    yuan,
    share: ratio.nullable(),
    targetShare: ratio.nullable(),
    isMet: z.boolean().nullable(),
    differenceYuan: yuan.nullable().describe('industry less its share of the target of what is planned; negative: missing'),
  }),
  byCategory: z.array(z.object({ ...frame, isIndustry: z.boolean() })),
  byCluster: z.array(z.object({ ...frame, categoryCode: z.string(), color: z.string().nullable() })),
  byMonth: z.array(
    z.object({
      month: yearMonth,
      yuan,
      cumulativeYuan: yuan,
      constructionYuan: yuan,
      installationYuan: yuan,
      equipmentYuan: yuan,
      otherYuan: yuan,
    }),
  ),
  marks: z.array(
    z.object({
      period: z.enum(MARKS),
      through: yearMonth,
      plannedYuan: yuan,
      targetYuan: yuan.nullable(),
      isMet: z.boolean().nullable(),
    }),
  ),
  topProjects: z.array(
    z.object({
      projectId: uuid,
      projectNo: z.string(),
      name: z.string(),
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      categoryCode: z.string().nullable(),
      clusterCode: z.string().nullable(),
      yuan,
      sourceKind,
    }),
  ),
  gates: z.array(
    z.object({
      period: z.enum(GATE_PERIODS),
      starts: z.number().int(),
      completions: z.number().int(),
      productions: z.number().int(),
      startsTarget: z.number().int().nullable(),
      completionsTarget: z.number().int().nullable(),
      productionsTarget: z.number().int().nullable(),
    }),
  ),
  projects: z.number().int(),
  parcels: z.number().int(),
  corridors: z.number().int(),
  enterprises: z.number().int().describe('owners of the projects of the plan'),
})
export type Cockpit = z.infer<typeof cockpit>

export const cockpitPlaces = z.object({
  places: z.array(
    z.object({
      parcelId: uuid,
      kind: z.enum(['parcel', 'corridor']),
      name: z.string(),
      lng: z.number(),
      lat: z.number(),
      yuan,
      projects: z.number().int(),
      categoryCode: z.string().nullable(),
      clusterCode: z.string().nullable(),
      color: z.string().nullable(),
    }),
  ),
})
export type CockpitPlaces = z.infer<typeof cockpitPlaces>

export const cockpitRoutes = defineRoutes({
  'cockpit.read': {
    method: 'GET',
    path: '/api/v1/cockpit/{year}',
    rights: OFFICE,
    response: cockpit,
    params: z.object({ year }),
    query: z.object({ versionId: uuid.optional() }),
    summary: { zh: '驾驶舱', en: 'Cockpit: the year on one screen' },
  },
  'cockpit.places': {
    method: 'GET',
    path: '/api/v1/cockpit/{year}/places',
    rights: OFFICE,
    response: cockpitPlaces,
    params: z.object({ year }),
    query: z.object({ versionId: uuid.optional() }),
    summary: { zh: '驾驶舱地图：落在地块上的计划', en: 'Map of the cockpit: the plan on its parcels' },
  },
  'cockpit.check': {
    method: 'GET',
    path: '/api/v1/cockpit/{year}/check',
    rights: OFFICE,
    response: z.object({ errors: z.number().int(), warnings: z.number().int(), openWarnings: z.number().int() }),
    params: z.object({ year }),
    query: z.object({ versionId: uuid.optional() }),
    summary: { zh: '驾驶舱：检查的结论', en: 'Cockpit: how many errors and warnings the check finds' },
  },
  'plan.trace': {
    method: 'GET',
    path: '/api/v1/plans/{year}/trace',
    rights: OFFICE,
    response: planTrace,
    params: z.object({ year }),
    query: tracePath.extend(traceScope.shape).extend({ versionId: uuid.optional() }),
    summary: { zh: '追溯：从目标到地块、月份、构成', en: 'Trace: from the target to parcel, month and composition' },
  },
})
