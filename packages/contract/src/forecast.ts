import { z } from 'zod'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { FORECAST_RULES, HORIZONS, QUALITY_KINDS, RETURN_SOURCES, TIMINGS } from './forecast-names.ts'
import { OFFICE, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, uuid, year, yearMonth, yuan } from './scalars.ts'

/** Draws of a forecast, unless somebody asks for another number. */
export const FORECAST_DRAWS = 10_000

const horizon = z.enum(HORIZONS).describe('Q1, H1, Q3 (three quarters), YE (the whole year), each from the first of January')
const chance = z.number().min(0).max(1)
const spread = z
  .object({ p10Yuan: yuan, p50Yuan: yuan, p90Yuan: yuan, meanYuan: yuan })
  .describe('in eight of ten years between p10 and p90')
export type ForecastSpread = z.infer<typeof spread>

const row = z.object({
  runId: uuid,
  year: z.number().int(),
  asOf: yearMonth.describe('the last month whose figures are known'),
  monthsKnown: z.number().int().min(0).max(12),
  issuedAt: instant,
  issuedBy: z.string().describe('login'),
  issuedByName: z.string(),
  timing: z.enum(TIMINGS).describe('afterwards: run later on what is on record of that month'),
  isProvisional: z.boolean().describe('the as-of month was not closed'),
  isSimulated: z.boolean().describe('stands on simulated figures'),
  targetYuan: yuan.nullable(),
  year10Yuan: yuan,
  year50Yuan: yuan,
  year90Yuan: yuan,
  reached: chance.nullable().describe('chance of reaching the target; null: the year has none'),
})
export type ForecastRow = z.infer<typeof row>

const job = z.object({
  jobId: uuid,
  year: z.number().int(),
  months: z.array(yearMonth).describe('as-of months, one forecast each'),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number().int().describe('steps of total'),
  total: z.number().int(),
  runs: z.array(uuid).describe('its forecasts, in the order of months, as far as they are there'),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  startedByName: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
})
export type ForecastJob = z.infer<typeof job>

const project = { projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable() }

const flag = z.object({
  ...project,
  kind: z.enum(QUALITY_KINDS),
  gate: z.enum(LIFE_GATES).nullable(),
  value: z.number().nullable().describe('months or a share of 0 to 1, by kind'),
  planYuan: yuan.describe('of the year: how much it weighs'),
})
export type ForecastFlag = z.infer<typeof flag>

const detail = z.object({
  ...row.shape,
  seed: z.number().int(),
  draws: z.number().int(),
  dataVersion: z.string().describe('SHA-256 of everything that was known'),
  codeVersion: z.string().describe('version of the engine and SHA-256 of its sources'),
  resultVersion: z.string().describe('SHA-256 of the result'),
  industryShareTarget: chance.nullable(),
  share: chance.nullable().describe('chance that industry reaches its share'),
  both: chance.nullable(),
  horizons: z.array(
    z.object({
      horizon,
      targetYuan: yuan.nullable(),
      planYuan: yuan.nullable(),
      total: spread,
      construction: spread.describe('construction and installation'),
      categories: z.array(z.object({ code: z.string(), spread })),
      clusters: z.array(z.object({ code: z.string(), spread })),
    }),
  ),
  path: z
    .array(
      z.object({
        month: yearMonth,
        spread,
        planYuan: yuan.nullable().describe('planned from January to this month'),
        isKnown: z.boolean(),
      }),
    )
    .describe('year to date at the end of each month'),
  flags: z.array(flag).describe('what speaks against trusting figures of a project; shown, never hidden'),
  sources: z
    .array(z.object({ source: z.enum(RETURN_SOURCES), projects: z.number().int() }))
    .describe('where the figures of the as-of month come from'),
  basis: z.object({
    years: z.number().int().describe('closed years learnt from; 0: priors alone'),
    poolWeight: z.number().describe('part of the draws that is read from above'),
    commonMedian: z.number(),
    commonDeviation: z.number(),
    width: z.number(),
  }),
  learnt: z
    .object({
      years: z.array(z.number().int()).describe('closed years of the zone'),
      projectYears: z.number().int().describe('projects and years that others are compared with'),
      expectation: z.number().nullable().describe('what came of the rest of those years by what a first look expected: 1 is as expected'),
      speed: z.number().nullable().describe('works against their planned duration: 1 is as planned'),
      isOwnSeason: z.boolean().describe('the months of the zone instead of the nation’s'),
      gates: z
        .array(z.object({ gate: z.enum(LIFE_GATES), passed: z.number().int(), exposed: z.number().int() }))
        .describe('how often a gate was passed, of the months in which it could have been'),
    })
    .nullable()
    .describe('null: no closed year, priors alone'),
  isExplained: z.boolean(),
})
export type ForecastDetail = z.infer<typeof detail>

const driver = z.object({
  ...project,
  gate: z.enum(LIFE_GATES),
  month: yearMonth.describe('passed in this month'),
  p50Yuan: yuan.describe('what the year gains'),
  meanYuan: yuan,
  reached: z.number().nullable().describe('points of probability, -1 to 1'),
})
export type ForecastDriver = z.infer<typeof driver>

const explanation = z.object({
  runId: uuid,
  waterfall: z
    .object({
      targetYuan: yuan,
      planYuan: yuan,
      paddingYuan: yuan,
      gatesYuan: yuan,
      speedYuan: yuan,
      commonYuan: yuan,
      forecastYuan: yuan,
    })
    .nullable()
    .describe('from the target to the median of the forecast; the steps add up, to the fen'),
  drivers: z.array(driver).describe('gates passed on their planned day, the largest gain first'),
  concentration: z.object({
    topThree: z.number().describe('part of the uncertainty that three projects carry'),
    half: z.number().int().describe('fewest projects that carry half of it'),
    projects: z.array(z.object({ ...project, share: z.number(), year: spread })),
  }),
})
export type ForecastExplanation = z.infer<typeof explanation>

const rule = z.enum(FORECAST_RULES)
const score = z.object({
  runId: uuid,
  year: z.number().int(),
  asOf: yearMonth,
  timing: z.enum(TIMINGS),
  isProvisional: z.boolean(),
  issuedAt: instant,
  horizon,
  p10Yuan: yuan,
  p50Yuan: yuan,
  p90Yuan: yuan,
  outcomeYuan: yuan,
  crpsYuan: yuan,
  isInside: z.boolean(),
  rank: z.number().describe('which part of the draws is at or below the outcome'),
  rules: z.array(z.object({ rule, crpsYuan: yuan })),
  isCounted: z.boolean().describe('the last forecast of its as-of month; earlier ones are shown and not counted twice'),
})
export type ForecastScore = z.infer<typeof score>

const record = z.object({
  timing: z.enum(TIMINGS),
  n: z.number().int().describe('forecasts of horizons that are over'),
  isSmall: z.boolean().describe('n below twenty: no claim follows from it'),
  inside: z.number().int().describe('of n, between p10 and p90'),
  coverage: z.number().nullable(),
  meanError: z.number().nullable().describe('mean of |p50 less outcome| by outcome'),
  crpsYuan: yuan.nullable().describe('mean'),
  rules: z
    .array(
      z.object({
        rule,
        n: z.number().int().describe('of the n, those for which it says anything'),
        crpsYuan: yuan.nullable().describe('its mean'),
        ownCrpsYuan: yuan.nullable().describe('our mean on the same n'),
      }),
    )
    .describe('simple rules on the same forecasts'),
  targets: z.object({
    n: z.number().int(),
    brier: z.number().nullable().describe('mean squared error of the chance of reaching the year’s target'),
  }),
  scores: z.array(score).describe('the newest first'),
  waiting: z.number().int().describe('issued horizons that are not over'),
})
export type ForecastRecord = z.infer<typeof record>

const runId = z.object({ runId: uuid })
const jobId = z.object({ jobId: uuid })

export const forecastRoutes = defineRoutes({
  'forecast.list': {
    method: 'GET',
    path: '/api/v1/forecasts',
    rights: OFFICE,
    query: z.object({ year: year.optional().describe('the latest that has a plan') }),
    response: z.object({
      year: z.number().int(),
      years: z.array(z.number().int()).describe('those that can be forecast, the latest first'),
      rows: z.array(row).describe('the newest first'),
      months: z.array(z.object({ month: yearMonth, isClosed: z.boolean() })).describe('as-of months that a forecast can be run for'),
      missing: z.array(yearMonth).describe('closed months before the latest without a forecast'),
      job: job.nullable().describe('what is under way in the zone, or else the last'),
    }),
    summary: { zh: '一年的预测', en: 'Forecasts of a year' },
  },
  'forecast.show': {
    method: 'GET',
    path: '/api/v1/forecasts/{runId}',
    rights: OFFICE,
    params: runId,
    response: detail,
    summary: { zh: '一次预测', en: 'One forecast' },
  },
  'forecast.explain': {
    method: 'GET',
    path: '/api/v1/forecasts/{runId}/explanation',
    rights: OFFICE,
    params: runId,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(10) }),
    response: explanation,
    summary: { zh: '预测的原因：瀑布图、节点影响、集中度', en: 'Why: waterfall, gates, concentration' },
  },
  'forecast.run': {
    method: 'POST',
    path: '/api/v1/forecasts',
    rights: PLANNERS,
    transaction: 'none',
    body: z.strictObject({
      year,
      asOf: z
        .union([yearMonth, z.array(yearMonth).min(1).max(24)])
        .optional()
        .describe('the latest month by default; several: one each'),
      draws: z.number().int().min(200).max(50_000).default(FORECAST_DRAWS),
      seed: z.number().int().min(0).max(4_294_967_295).optional().describe('made of year and month by default'),
    }),
    response: job,
    summary: { zh: '运行预测（后台任务）', en: 'Run a forecast, in the background' },
  },
  'forecast.job': {
    method: 'GET',
    path: '/api/v1/forecast-jobs/{jobId}',
    rights: OFFICE,
    params: jobId,
    response: job,
    summary: { zh: '预测任务的进度', en: 'How far a forecast is' },
  },
  'forecast.cancel': {
    method: 'POST',
    path: '/api/v1/forecast-jobs/{jobId}/cancel',
    rights: PLANNERS,
    transaction: 'none',
    params: jobId,
    response: job,
    summary: { zh: '取消预测任务', en: 'Cancel a forecast that is running' },
  },
  'forecast.rerun': {
    method: 'GET',
    path: '/api/v1/forecasts/{runId}/rerun',
    rights: OFFICE,
    transaction: 'none',
    params: runId,
    response: z.object({
      isSame: z.boolean().describe('the same result, to the bit'),
      resultVersion: z.string(),
      codeVersion: z.string().describe('of today'),
      isSameCode: z.boolean(),
    }),
    summary: { zh: '复算：与当时的结果逐位比对', en: 'Run it again and compare, to the bit' },
  },
  'forecast.score': {
    method: 'POST',
    path: '/api/v1/forecast-record',
    rights: PLANNERS,
    body: z.strictObject({}),
    response: z.object({ scored: z.number().int() }),
    summary: { zh: '给已到期的预测评分', en: 'Score the forecasts whose horizon is over' },
  },
  'forecast.record': {
    method: 'GET',
    path: '/api/v1/forecast-record',
    rights: OFFICE,
    query: z.object({ timing: z.enum(TIMINGS).default('current') }),
    response: record,
    summary: { zh: '预测战绩', en: 'Track record' },
  },
})
