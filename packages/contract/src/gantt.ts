import { z } from 'zod'
import { LIFE_GATES, STANDINGS } from '@ballast/domain/gate/life.ts'
import { lightColour } from './light.ts'
import { flag, listOf } from './list.ts'
import { projectFilter } from './project.ts'
import { PLANNERS, READERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, yuan } from './scalars.ts'

export const GANTT_SORTS = ['start', '-start', 'nameZh', '-nameZh', 'nameEn', '-nameEn', 'slip', '-slip'] as const

export const baseline = z.object({
  baselineId: uuid,
  name: z.string().describe('as it was given; of one taken with a plan, made from its year and number'),
  plan: z
    .object({ versionId: uuid, year: z.number().int(), number: z.number().int() })
    .nullable()
    .describe('the plan version with whose adoption it was taken; null: taken by hand'),
  takenBy: z.string(),
  takenAt: instant,
  projects: z.number().int().describe('in reach of who asks'),
})
export type Baseline = z.infer<typeof baseline>

const gateDates = z
  .partialRecord(z.enum(LIFE_GATES), z.array(plainDate.nullable()))
  .describe('by gate a date for each project; a gate for which no project has one is left out')

/** A column an attribute instead of an object a project: 2,000 projects repeat no names. */
export const gantt = z.object({
  businessOn: plainDate.describe('the date that counts as today, to which slips are counted'),
  planYear: z.number().int(),
  baseline: baseline.nullable(),
  count: z.number().int(),
  planYuan: yuan.describe('sum over the projects'),
  earliestOn: plainDate.nullable(),
  latestOn: plainDate.nullable(),
  projects: z
    .object({
      projectId: z.array(uuid),
      projectNo: z.array(z.string()),
      nameZh: z.array(z.string()),
      nameEn: z.array(z.string().nullable()),
      shortName: z.array(z.string().nullable()),
      categoryCode: z.array(z.string().nullable()),
      clusterCode: z.array(z.string().nullable()),
      serviceManager: z.array(z.string().nullable()),
      standing: z.array(z.enum(STANDINGS)),
      planYuan: z.array(yuan.nullable()).describe('countable plan of planYear; null: not in the plan'),
      slipDays: z
        .array(z.number().int().nullable())
        .describe(
          'days by which the latest open gate is expected after its plan, or after the baseline; null: nothing to compare, or stopped',
        ),
      light: z.array(lightColour.nullable()).describe('of its worst light; null: not asked for, or not for who asks'),
      sourceKind: z.array(sourceKind),
      isSimulated: z.array(z.boolean()).describe('a date of the project is simulated'),
    })
    .describe('columns of equal length, in the order asked for'),
  planned: gateDates,
  forecast: gateDates,
  actual: gateDates,
  baselineDates: gateDates,
})
export type Gantt = z.infer<typeof gantt>

const byId = z.object({ baselineId: uuid })

export const ganttRoutes = defineRoutes({
  'gantt.read': {
    method: 'GET',
    path: '/api/v1/gantt',
    rights: READERS,
    query: projectFilter.extend({
      projectId: listOf(uuid).optional(),
      baselineId: uuid.optional(),
      withLights: flag.optional(),
      sort: z.enum(GANTT_SORTS).default('start').describe('"-" in front: descending; projects without a value last'),
    }),
    response: gantt,
    summary: { zh: '进度甘特图：计划、预计、实际与基线', en: 'Gantt of the portfolio: plan, forecast, actual and a baseline' },
  },
  'baseline.list': {
    method: 'GET',
    path: '/api/v1/baselines',
    rights: READERS,
    response: z.object({ baselines: z.array(baseline).describe('newest first') }),
    summary: { zh: '节点基线', en: 'Baselines of gate dates' },
  },
  'baseline.take': {
    method: 'POST',
    path: '/api/v1/baselines',
    rights: PLANNERS,
    body: z.strictObject({ name: z.string().trim().min(1).max(100) }),
    response: baseline,
    summary: { zh: '留存基线：记下此刻的全部计划日期', en: 'Take a baseline: keep all planned dates as they are' },
  },
  'baseline.remove': {
    method: 'DELETE',
    path: '/api/v1/baselines/{baselineId}',
    rights: PLANNERS,
    params: byId,
    response: byId,
    summary: { zh: '删除手工留存的基线', en: 'Remove a baseline that was taken by hand' },
  },
})
