// A forecast of the reference zone: made in a thread, kept with what it stands on, made again to the bit, scored when its horizon is over.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { ForecastJob } from '@ballast/contract/forecast.ts'
import { QUALITY_KINDS as SHOWN_KINDS } from '@ballast/contract/forecast-names.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { QUALITY_KINDS } from '@ballast/forecast/quality.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'
import { forecastMissing } from './forecast-missing.ts'
import { gatherForecast } from './gather.ts'
import { inputText } from './input-text.ts'
import { jobKey } from './start-forecast.ts'

let database: Database
let ctx: Context
let client: Client
let close: () => Promise<unknown>

beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase())
  const http = await testHttp(database)
  client = http.client('planner')
  close = () => http.app.close()
  const { zoneId } = ctx.zone
  // Figures of this test alone: two closed reports, the first of which covers January, and one that is open.
  await database.system(async (tx) => {
    for (const table of ['report_correction', 'report_event', 'report_reason', 'report_not_countable', 'report_return', 'report_period'])
      await sql`delete from ${sql.table(table)} where zone_id = ${zoneId}`.execute(tx)
    await sql`insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on, closed_at, closed_by) values
      (${zoneId}, '2024-02-01', '2024-01-01', '2024-03-01', '2024-03-07', '2024-03-12', now(), 'test'),
      (${zoneId}, '2024-03-01', '2024-03-01', '2024-04-01', '2024-04-08', '2024-04-11', null, null)`.execute(tx)
    await sql`insert into report_return (zone_id, project_id, month_ym, state, construction_fen, equipment_fen, method, source_kind, modified_by, modified_at)
      select ${zoneId}::uuid, p.project_id, m.month::date, m.state, 9000000001 + row_number() over (order by p.project_no, m.month) * 997, 5, 'progress', 'simulated', 't', now()
      from project p, (values ('2024-02-01', 'closed'), ('2024-03-01', 'verified')) m(month, state) where p.zone_id = ${zoneId} and p.project_no between 'ET24-001' and 'ET24-060'`.execute(
      tx,
    )
  })
})
afterAll(async () => {
  await close()
  await database.close()
})

async function ended({ jobId }: ForecastJob): Promise<ForecastJob> {
  await jobsOf(database).ended(jobKey(ctx.zone.zoneId, jobId as never))
  return client('forecast.job', { params: { jobId } })
}
const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => error.problem.reasons.map(({ code }) => code),
  )
const fenOf = (yuan: string) => parseYuan(yuan)

test('every doubt that the engine has is named in the contract', () => {
  expect([...SHOWN_KINDS].sort()).toEqual([...QUALITY_KINDS].sort())
})

test('a forecast is made in the background, kept, and made again to the bit; asked for again it is the same one', async () => {
  const done = await ended(await client('forecast.run', { body: { year: 2024, asOf: '2024-02', draws: 1000 } }))
  expect(done).toMatchObject({ state: 'done', done: done.total, reasons: [] })
  const runId = done.runs[0] as string
  const shown = await client('forecast.show', { params: { runId } })
  expect(shown).toMatchObject({ asOf: '2024-02', monthsKnown: 2, timing: 'current', isProvisional: false, isSimulated: true, draws: 1000 })
  const { rows } = await database.system((tx) =>
    sql<{ fen: bigint }>`select sum(total_fen)::bigint as fen from report_return where month_ym = '2024-02-01'`.execute(tx),
  )
  // What is known is what was reported, to the fen, and January has half of its report.
  expect(shown.path[1]).toMatchObject({ isKnown: true, spread: { p50Yuan: formatYuan(rows[0]?.fen as bigint) } })
  expect(fenOf(shown.path[0]?.spread.p50Yuan as string) * 2n - (rows[0]?.fen as bigint)).toBeLessThanOrEqual(60n)
  expect(shown.path[11]?.spread).toEqual(shown.horizons.find(({ horizon }) => horizon === 'YE')?.total)
  const why = await client('forecast.explain', { params: { runId }, query: {} })
  const { targetYuan, planYuan, paddingYuan, gatesYuan, speedYuan, commonYuan, forecastYuan } = why.waterfall ?? expect.fail()
  expect(sumFen([targetYuan, planYuan, paddingYuan, gatesYuan, speedYuan, commonYuan].map(fenOf))).toBe(fenOf(forecastYuan))
  expect(forecastYuan).toBe(shown.year50Yuan)
  expect(await client('forecast.rerun', { params: { runId } })).toMatchObject({
    isSame: true,
    isSameCode: true,
    resultVersion: shown.resultVersion,
  })
  const again = await ended(await client('forecast.run', { body: { year: 2024, asOf: '2024-02', draws: 1000 } }))
  expect(again.runs).toEqual([runId])
  expect((await client('forecast.list', { query: { year: 2024 } })).rows.map((row) => row.runId)).toEqual([runId])
})

test('before the year begins nothing is known; an open month is provisional; January is not alone; another year is nothing', async () => {
  const { runs } = await ended(await client('forecast.run', { body: { year: 2024, asOf: ['2023-12', '2024-03'], draws: 400 } }))
  const [before, march] = await Promise.all(runs.map((runId) => client('forecast.show', { params: { runId } })))
  expect(before).toMatchObject({ monthsKnown: 0, timing: 'afterwards' })
  expect(march).toMatchObject({ monthsKnown: 3, timing: 'current', isProvisional: true })
  expect(march?.sources.find(({ source }) => source === 'verified')).toEqual({ source: 'verified', projects: 60 })
  const refused = (year: number, asOf: string) => codesOf(client('forecast.run', { body: { year, asOf } }))
  expect(await refused(2024, '2024-01')).toEqual(['forecast.month-joined'])
  expect(await refused(2024, '2024-05')).toEqual(['forecast.month-not-known'])
  expect(await refused(2019, '2019-05')).toEqual(['forecast.no-data'])
})

test('what comes later changes nothing of what was known: figures, corrections, dates of gates', async () => {
  const { zoneId } = ctx.zone
  const known = async () =>
    inputText((await database.read(zoneId, (tx) => gatherForecast(tx, ctx, { year: 2024, asOf: '2024-02' as never }))).input)
  await database.system((tx) => sql`update report_period set closed_at = now(), closed_by = 't' where zone_id = ${zoneId}`.execute(tx))
  const first = await known()
  await database.system(async (tx) => {
    await sql`update report_return set state = 'closed', construction_fen = construction_fen * 3 where zone_id = ${zoneId} and month_ym = '2024-03-01'`.execute(
      tx,
    )
    await sql`insert into report_correction (zone_id, correction_id, project_id, month_ym, appears_ym, construction_fen, installation_fen, equipment_fen,
        used_equipment_fen, renewal_equipment_fen, other_fen, old_buildings_fen, land_fen, reason_code, note, source_kind, corrected_by, corrected_at)
      select ${zoneId}::uuid, gen_random_uuid(), p.project_id, '2024-02-01', '2024-03-01', -333, 0, 0, 0, 0, 0, 0, 0, 'other', 't', 'simulated', 't', now()
      from project p where p.zone_id = ${zoneId} and p.project_no < 'ET24-020'`.execute(tx)
    await sql`insert into gate_date_change (zone_id, change_id, project_id, gate, which, from_on, to_on, reason_code, changed_by, changed_at)
      select g.zone_id, gen_random_uuid(), g.project_id, g.gate, 'planned', g.planned_on, g.planned_on + 90, 'x', 't', now()
      from project_gate g where g.zone_id = ${zoneId} and g.gate = 'completion'`.execute(tx)
    await sql`update project_gate set planned_on = planned_on + 90 where zone_id = ${zoneId} and gate = 'completion'`.execute(tx)
  })
  expect((await known()) === first).toBe(true)
})

test('the quarter that is over is scored once, against what was reported by then, beside the simple rules', async () => {
  const { scored } = await client('forecast.score', { body: {} })
  expect(scored).toBe(2)
  expect((await client('forecast.score', { body: {} })).scored).toBe(0)
  const { rows } = await database.system((tx) =>
    sql<{
      fen: bigint
    }>`select ((select sum(total_fen) from report_return) + (select sum(total_fen) from report_correction))::bigint as fen`.execute(tx),
  )
  const record = await client('forecast.record', { query: { timing: 'current' } })
  expect(record).toMatchObject({ n: 1, isSmall: true })
  const [score] = record.scores
  expect(score).toMatchObject({ asOf: '2024-02', horizon: 'Q1', outcomeYuan: formatYuan(rows[0]?.fen as bigint), isCounted: true })
  expect(score?.rules.map(({ rule }) => rule)).toEqual(['plan', 'linear', 'evm'])
  expect((await client('forecast.record', { query: { timing: 'afterwards' } })).n).toBe(1)
})

test('what was issued cannot be written again, by anybody of the application; a job can be cancelled and says so', async () => {
  const { zoneId } = ctx.zone
  for (const statement of [
    sql`update forecast_run set p50_fen = 0`,
    sql`delete from forecast_run`,
    sql`update forecast_outcome set crps_fen = 0`,
  ])
    await expect(database.write(zoneId, (tx) => statement.execute(tx))).rejects.toThrow(/permission denied/)
  const job = await client('forecast.run', { body: { year: 2024, asOf: '2024-03', draws: 50_000 } })
  expect(await codesOf(client('forecast.run', { body: { year: 2024 } }))).toEqual(['forecast.busy'])
  expect(await client('forecast.cancel', { params: { jobId: job.jobId } })).toMatchObject({ state: 'cancelled' })
  expect(await ended(job)).toMatchObject({ state: 'cancelled', runs: [], reasons: [{ code: 'forecast.cancelled', message: '已取消' }] })
})

test('a start begins what was never forecast of the closed months, once', async () => {
  const { zoneId } = ctx.zone
  const missing = async () => (await client('forecast.list', { query: {} })).missing
  expect(await missing()).toEqual([])
  await database.system(async (tx) => {
    await sql`delete from forecast_outcome where run_id in (select run_id from forecast_run where as_of_ym = '2023-12-01')`.execute(tx)
    await sql`delete from forecast_run where as_of_ym = '2023-12-01'`.execute(tx)
  })
  expect(await missing()).toEqual(['2023-12'])
  const given = { database, clock: ctx.clock, auditKey: ctx.auditKey }
  const begin = () => forecastMissing(given, [ctx.zone], (message) => expect.fail(message))
  await begin()
  await begin()
  const { job } = await client('forecast.list', { query: {} })
  expect(await ended(job as ForecastJob)).toMatchObject({ state: 'done', months: ['2023-12'], startedByName: '系统' })
  expect(await missing()).toEqual([])
  await begin()
  expect((await client('forecast.list', { query: {} })).job?.jobId).toBe(job?.jobId)
  const entries = await database.read(zoneId, (tx) =>
    sql<{ actor: string }>`select distinct actor from audit_entry where subject_id = ${job?.jobId}`.execute(tx),
  )
  expect(entries.rows).toEqual([{ actor: 'system' }])
})
