import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@ballast/contract/client.ts'
import type { ForecastDetail, ForecastJob, ForecastRow } from '@ballast/contract/forecast.ts'
import { TIMINGS, type Timing } from '@ballast/contract/forecast-names.ts'
import type { ScenarioResult, WireChange } from '@ballast/contract/scenario.ts'
import { EXIT, print, textOption, UsageError, wholeOption, yearOption, YEAR, type Command, type Run } from '../command.ts'
import { percent, yi } from '../draw.ts'
import { gateName, nameOf } from '../names.ts'
import { textTable } from '../text-table.ts'

const AS_OF = { value: 'YYYY-MM', zh: '截至月份（默认：最近已关账的月份）', en: 'the last known month (default: the latest closed)' }
export const FORECAST_OPTIONS = { year: YEAR, 'as-of': AS_OF }
const POLL_MS = 200

function asOfOption(run: Run): string | undefined {
  const month = textOption(run, 'as-of')
  if (month === undefined || /^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month
  throw new UsageError(run.say(`--as-of ${month} 不是月份`, `--as-of ${month} is not a month`))
}

async function untilOver(client: Client, started: ForecastJob): Promise<ForecastJob> {
  let job = started
  while (job.state === 'running') {
    await sleep(POLL_MS)
    job = await client('forecast.job', { params: { jobId: job.jobId } })
  }
  return job
}

/** The last forecast of the year, or of one month of it. */
export async function findForecast(run: Run, client: Client): Promise<ForecastRow | undefined> {
  const asOf = asOfOption(run)
  const { rows } = await client('forecast.list', { query: { year: await yearOption(run) } })
  return rows.find((row) => asOf === undefined || row.asOf === asOf)
}

const chanceText = (chance: number | null): string => percent(chance === null ? null : chance.toFixed(4))

function draw(run: Run, forecast: ForecastDetail): string {
  const table = textTable(
    [
      { title: run.say('期间', 'horizon') },
      { title: 'P10', align: 'right' },
      { title: 'P50', align: 'right' },
      { title: 'P90', align: 'right' },
      { title: run.say('目标', 'target'), align: 'right' },
    ],
    forecast.horizons.map(({ horizon, total, targetYuan }) => [
      horizon,
      yi(total.p10Yuan),
      yi(total.p50Yuan),
      yi(total.p90Yuan),
      targetYuan === null ? '—' : yi(targetYuan),
    ]),
  )
  const notes = [
    ...(forecast.timing === 'afterwards' ? [run.say('事后补算', 'run afterwards')] : []),
    ...(forecast.isProvisional ? [run.say('截至月份尚未关账', 'the month was not closed')] : []),
    ...(forecast.isSimulated ? [run.say('含模拟数据', 'holds simulated figures')] : []),
  ]
  return [
    run.say(`${forecast.year} 年预测，截至 ${forecast.asOf}（亿元）`, `Forecast of ${forecast.year} as of ${forecast.asOf} (100 M yuan)`),
    ...(notes.length > 0 ? [notes.join(run.say('，', ', '))] : []),
    table,
    run.say(
      `达到目标 ${chanceText(forecast.reached)} · 产业占比达标 ${chanceText(forecast.share)} · 两者 ${chanceText(forecast.both)} · 数据疑点 ${forecast.flags.length}`,
      `target ${chanceText(forecast.reached)} · share of industry ${chanceText(forecast.share)} · both ${chanceText(forecast.both)} · doubts ${forecast.flags.length}`,
    ),
    run.say(
      `种子 ${forecast.seed} · ${forecast.draws} 次 · 程序 ${forecast.codeVersion} · 数据 ${forecast.dataVersion.slice(0, 12)}`,
      `seed ${forecast.seed} · ${forecast.draws} draws · code ${forecast.codeVersion} · data ${forecast.dataVersion.slice(0, 12)}`,
    ),
  ].join('\n')
}

/** The changes of a file: a list, or a scenario that has one. */
async function changesOf(run: Run, path: string): Promise<WireChange[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(run.say(`读不了 ${path}：${error.message}`, `cannot read ${path}: ${error.message}`))
  })
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw new UsageError(run.say(`${path} 不是 JSON`, `${path} is not JSON`))
  }
  // What of them cannot be read the server says, all at once.
  return (Array.isArray(given) ? given : (given as { changes?: unknown } | null)?.changes) as WireChange[]
}

function drawScenario(run: Run, { asOf, base, outcome }: ScenarioResult): string {
  const table = textTable(
    [
      { title: run.say('期间', 'horizon') },
      ...['P10', 'P50', 'P90', run.say('原 P50', 'P50 before')].map((title) => ({ title, align: 'right' as const })),
    ],
    outcome.horizons.map(({ horizon, spread }, place) => [
      horizon,
      yi(spread.p10Yuan),
      yi(spread.p50Yuan),
      yi(spread.p90Yuan),
      yi(base.horizons[place]?.spread.p50Yuan ?? spread.p50Yuan),
    ]),
  )
  return [
    run.say(`推演，预测截至 ${asOf}（亿元）`, `What if, forecast as of ${asOf} (100 M yuan)`),
    table,
    run.say(
      `达到目标 ${chanceText(base.reached)} → ${chanceText(outcome.reached)}`,
      `target ${chanceText(base.reached)} → ${chanceText(outcome.reached)}`,
    ),
  ].join('\n')
}

export function missingForecast(run: Run): number {
  run.terminal.err(run.say('没有预测；请先 ballast forecast run', 'There is no forecast; run ballast forecast run first'))
  return EXIT.refused
}

export const forecastCommands: readonly Command[] = [
  {
    name: 'forecast run',
    summary: { zh: '运行年度预测', en: 'forecast where the year will land' },
    options: {
      year: YEAR,
      'as-of': AS_OF,
      draws: { value: 'N', zh: '抽样次数（默认 10000）', en: 'number of draws (default 10000)' },
      seed: { value: 'N', zh: '随机种子（默认由年月得出）', en: 'seed of the random numbers (default: made of year and month)' },
    },
    examples: ['forecast run --year 2024 --as-of 2024-02', 'forecast run --year 2024 --as-of 2023-12 --json'],
    run: async (run) => {
      const client = await run.client()
      const asOf = asOfOption(run)
      const seed = textOption(run, 'seed')
      const started = await client('forecast.run', {
        body: {
          year: await yearOption(run),
          draws: wholeOption(run, 'draws', { least: 200, most: 50_000 }, 10_000),
          ...(asOf === undefined ? {} : { asOf }),
          ...(seed === undefined ? {} : { seed: wholeOption(run, 'seed', { least: 0, most: 4_294_967_295 }, 0) }),
        },
      })
      const job = await untilOver(client, started)
      const runId = job.runs.at(-1)
      if (job.state !== 'done' || runId === undefined) {
        for (const { message } of job.reasons) run.terminal.err(message)
        return EXIT.refused
      }
      print(run, await client('forecast.show', { params: { runId } }), (forecast) => draw(run, forecast))
      return EXIT.ok
    },
  },
  {
    name: 'forecast nightly',
    summary: {
      zh: '按最近已关账的月份预测并给到期的预测评分（由系统定时每夜执行；数据没变就不另发布）',
      en: 'forecast as of the latest closed month and score what is over; for a nightly timer, the same data are not issued twice',
    },
    options: { year: YEAR },
    examples: ['forecast nightly', 'forecast nightly --zone etown --json'],
    run: async (run) => {
      const client = await run.client()
      const job = await untilOver(client, await client('forecast.run', { body: { year: await yearOption(run) } }))
      const { scored } = await client('forecast.score', { body: {} })
      print(run, { state: job.state, runs: job.runs, reasons: job.reasons, scored }, ({ state, runs, reasons }) =>
        [
          state === 'done'
            ? run.say(
                `截至 ${job.months.join('、')} 的预测：${runs.join('、')}`,
                `Forecast as of ${job.months.join(', ')}: ${runs.join(', ')}`,
              )
            : reasons.map(({ message }) => message).join('\n'),
          run.say(`评分 ${scored} 项`, `${scored} scored`),
        ].join('\n'),
      )
      return job.state === 'done' ? EXIT.ok : EXIT.refused
    },
  },
  {
    name: 'forecast explain',
    summary: { zh: '最近一次预测的原因', en: 'why the last forecast is what it is' },
    options: FORECAST_OPTIONS,
    examples: ['forecast explain --year 2024', 'forecast explain --as-of 2024-02 --json'],
    run: async (run) => {
      const client = await run.client()
      const found = await findForecast(run, client)
      if (found === undefined) return missingForecast(run)
      print(run, await client('forecast.explain', { params: { runId: found.runId }, query: {} }), ({ drivers, concentration }) => {
        const share = chanceText(concentration.topThree)
        const lines = drivers.map((driver) => {
          const gate = gateName(run, driver.gate)
          return run.say(
            `若「${nameOf(run, driver)}」${driver.month} 底前${gate}，年底 +${yi(driver.meanYuan)} 亿元`,
            `If "${nameOf(run, driver)}" passes ${gate} by the end of ${driver.month}: +${yi(driver.meanYuan)} (100 M yuan)`,
          )
        })
        return [run.say(`三个项目占不确定性的 ${share}`, `Three projects carry ${share} of the uncertainty`), ...lines].join('\n')
      })
      return EXIT.ok
    },
  },
  {
    name: 'forecast scenario',
    summary: { zh: '推演：改动之后年底落在哪里', en: 'where the year would land with changes' },
    options: {
      year: YEAR,
      'as-of': AS_OF,
      changes: { value: 'FILE', zh: '改动文件（JSON）', en: 'file of changes (JSON)' },
      scenario: { value: 'ID', zh: '已保存的情景', en: 'a scenario that was kept' },
    },
    examples: ['forecast scenario --year 2024 --as-of 2024-02 --changes changes.json --json', 'forecast scenario --scenario ID --json'],
    run: async (run) => {
      const [file, scenarioId] = [textOption(run, 'changes'), textOption(run, 'scenario')]
      if ((file === undefined) === (scenarioId === undefined))
        throw new UsageError(run.say('请给 --changes 或 --scenario 之一', 'give either --changes or --scenario'))
      const given = file === undefined ? undefined : await changesOf(run, file)
      const client = await run.client()
      const kept = scenarioId === undefined ? undefined : await client('scenario.show', { params: { scenarioId } })
      const runId = kept?.runId ?? (await findForecast(run, client))?.runId
      if (runId === undefined) return missingForecast(run)
      const changes = given ?? kept?.changes ?? []
      print(run, await client('scenario.try', { body: { runId, changes } }), (result) => drawScenario(run, result))
      return EXIT.ok
    },
  },
  {
    name: 'forecast score',
    summary: { zh: '给到期的预测评分并显示战绩', en: 'score forecasts that are over, and show the record' },
    options: { timing: { value: TIMINGS.join('|'), zh: '当期（默认）或事后补算', en: 'current (default), or run afterwards' } },
    examples: ['forecast score', 'forecast score --timing afterwards --json'],
    run: async (run) => {
      const given = textOption(run, 'timing') ?? 'current'
      if (!TIMINGS.includes(given as Timing))
        throw new UsageError(run.say(`--timing 应为 ${TIMINGS.join('|')}`, `--timing is ${TIMINGS.join('|')}`))
      const client = await run.client()
      await client('forecast.score', { body: {} })
      print(run, await client('forecast.record', { query: { timing: given as Timing } }), (record) =>
        [
          run.say(`n = ${record.n}，八成区间命中 ${record.inside}`, `n = ${record.n}, inside the 80 % band ${record.inside}`),
          ...(record.isSmall ? [run.say('样本不足，不下结论', 'The sample is too small for a conclusion')] : []),
          ...record.rules.map(
            ({ rule, n, crpsYuan, ownCrpsYuan }) =>
              `${rule}  n=${n}  CRPS ${crpsYuan === null ? '—' : yi(crpsYuan)} / ${ownCrpsYuan === null ? '—' : yi(ownCrpsYuan)}`,
          ),
        ].join('\n'),
      )
    },
  },
]
