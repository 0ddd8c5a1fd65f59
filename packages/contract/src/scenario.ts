import { z } from 'zod'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { HORIZONS } from './forecast-names.ts'
import { OFFICE, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, version, year, yearMonth, yuan, yuanInput } from './scalars.ts'

const LONGEST = 200
const months = z.array(yuanInput).length(12).describe('January to December')

const added = z.strictObject({
  projectId: uuid.describe('of the register, or a new one'),
  name: z.string().trim().min(1).max(200),
  category: z.string().max(40),
  cluster: z.string().max(40).nullable(),
  isIndustry: z.boolean(),
  sector: z.string().max(40).describe('its type, or else its category: what its spending curve is learnt with'),
  totalYuan: yuanInput,
  startOn: plainDate.describe('planned start of construction'),
  constructionMonths: z.number().int().min(1).max(240),
  planYuan: months,
})

/** What somebody tries out. One sentence of a scenario. */
export const scenarioChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gate'),
    projectId: uuid,
    gate: z.enum(LIFE_GATES),
    on: plainDate.describe('passed in the month of this day'),
  }),
  z.strictObject({
    kind: z.literal('months'),
    projectId: uuid,
    deltaYuan: months.describe('more or less than planned, January to December'),
  }),
  z.strictObject({
    kind: z.literal('funds'),
    fromProjectId: uuid,
    toProjectId: uuid,
    month: z.number().int().min(1).max(12),
    yuan: yuanInput,
  }),
  z.strictObject({ kind: z.literal('drop'), projectId: uuid }),
  z.strictObject({ kind: z.literal('add'), project: added }),
])
export type WireChange = z.infer<typeof scenarioChange>
const changes = z.array(scenarioChange).max(LONGEST)

const spread = z.object({ p10Yuan: yuan, p50Yuan: yuan, p90Yuan: yuan, meanYuan: yuan })
const chance = z.number().min(0).max(1).nullable().describe('null: the year has nothing to reach')
const outcome = z.object({
  horizons: z.array(z.object({ horizon: z.enum(HORIZONS), spread })),
  path: z.array(spread).length(12).describe('year to date at the end of each month'),
  reached: chance,
  share: chance,
  both: chance,
})
export type WireOutcome = z.infer<typeof outcome>

const result = z.object({
  runId: uuid,
  asOf: yearMonth,
  base: outcome.describe('the forecast'),
  outcome: outcome.describe('the forecast with the changes, of the same random numbers'),
  resultVersion: z.string().describe('SHA-256 of base and outcome as canonical JSON'),
})
export type ScenarioResult = z.infer<typeof result>

const scenario = z.object({
  scenarioId: uuid,
  version,
  year: z.number().int(),
  name: z.string(),
  isShared: z.boolean(),
  isMine: z.boolean(),
  ownerNameZh: z.string(),
  ownerNameEn: z.string(),
  modifiedAt: instant,
  changes,
  ...result.shape,
})
export type Scenario = z.infer<typeof scenario>

const named = { projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable() }
const reserve = z.object({
  ...named,
  category: z.string(),
  cluster: z.string().nullable(),
  isIndustry: z.boolean(),
  sector: z.string(),
  totalYuan: yuan.nullable(),
  startOn: plainDate.nullable(),
})
export type ReserveProject = z.infer<typeof reserve>

const name = z.string().trim().min(1).max(100)
const scenarioId = z.object({ scenarioId: uuid })

export const scenarioRoutes = defineRoutes({
  'forecast.input': {
    method: 'GET',
    path: '/api/v1/forecasts/{runId}/input',
    rights: OFFICE,
    params: z.object({ runId: uuid }),
    response: z.object({
      runId: uuid,
      year: z.number().int(),
      asOf: yearMonth,
      draws: z.number().int(),
      seed: z.number().int(),
      input: z.string().describe('what the engine was given, as the text that was hashed: with draws and seed it gives the forecast again'),
      dataVersion: z.string(),
      targetYuan: yuan.nullable(),
      projects: z.array(z.object(named)),
      reserve: z.array(reserve).describe('active projects of the register that are not in the forecast'),
    }),
    summary: { zh: '一次预测的输入，供推演', en: 'What a forecast was given, for trying out' },
  },
  'scenario.try': {
    method: 'POST',
    path: '/api/v1/scenario-trials',
    rights: OFFICE,
    transaction: 'none',
    body: z.strictObject({ runId: uuid, changes }),
    response: result,
    summary: { zh: '推演：改动之后落在哪里（不保存）', en: 'Where the year would land with changes; nothing is kept' },
  },
  'scenario.list': {
    method: 'GET',
    path: '/api/v1/scenarios',
    rights: OFFICE,
    query: z.object({ year: year.optional() }),
    response: z.object({ scenarios: z.array(scenario) }),
    summary: { zh: '我的情景与共享情景', en: 'My scenarios and those shared in the zone' },
  },
  'scenario.show': {
    method: 'GET',
    path: '/api/v1/scenarios/{scenarioId}',
    rights: OFFICE,
    params: scenarioId,
    response: scenario,
    summary: { zh: '一个情景', en: 'One scenario' },
  },
  'scenario.save': {
    method: 'POST',
    path: '/api/v1/scenarios',
    rights: OFFICE,
    transaction: 'none',
    body: z.strictObject({ runId: uuid, name, changes: changes.min(1), isShared: z.boolean().default(false) }),
    response: scenario,
    summary: { zh: '保存情景', en: 'Keep a scenario' },
  },
  'scenario.edit': {
    method: 'PATCH',
    path: '/api/v1/scenarios/{scenarioId}',
    rights: OFFICE,
    transaction: 'none',
    params: scenarioId,
    body: z.strictObject({ name: name.optional(), changes: changes.min(1).optional(), isShared: z.boolean().optional() }),
    ifMatch: true,
    response: scenario,
    summary: { zh: '修改、重命名或共享我的情景', en: 'Change, rename or share my scenario' },
  },
  'scenario.remove': {
    method: 'DELETE',
    path: '/api/v1/scenarios/{scenarioId}',
    rights: OFFICE,
    params: scenarioId,
    ifMatch: true,
    response: scenarioId,
    summary: { zh: '删除我的情景', en: 'Remove my scenario' },
  },
  'scenario.draft-plan': {
    method: 'POST',
    path: '/api/v1/scenarios/{scenarioId}/plan-draft',
    rights: PLANNERS,
    params: scenarioId,
    body: z.strictObject({}),
    response: z.object({
      versionId: uuid.describe('a draft adjustment of the plan in force'),
      year: z.number().int(),
      planned: z.number().int().describe('projects whose plan it changes'),
      leftOut: z.array(z.string()).describe('what a plan does not hold, in the caller’s language'),
    }),
    summary: { zh: '由情景生成计划调整草案', en: 'Make a draft adjustment of the plan of a scenario' },
  },
})
