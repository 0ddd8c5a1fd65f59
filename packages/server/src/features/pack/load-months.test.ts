// The months of the reference pack, as they stand in the database after the use cases have worked them off.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseWan, sumFen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { loadedPackDatabase, REFERENCE_PACK } from '../../testing/pack.ts'
import { casesOf, findPeriod } from '../report/index.ts'
import { readCsv } from './pack-csv.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase({ withMonths: true }))
})
afterAll(() => database.close())

const rowsOf = (path: string) => readCsv(readFileSync(join(REFERENCE_PACK, path), 'utf8')).rows.map(({ cells }) => cells)
type Cells = ReturnType<typeof rowsOf>[number]
const MAIN = ['construction_wan', 'installation_wan', 'equipment_wan', 'other_wan']
const totalOf = (cells: Cells): bigint => sumFen(MAIN.map((column) => parseWan(cells[column] ?? '0')))
const query = async <Row>(text: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  database.read(ctx.zone.zoneId, async (tx) => (await text.execute(tx)).rows)

test('23 periods are closed, January with February; March is open, with returns in every state, some late', async () => {
  const periods = await query(sql<{ month: YearMonth; first: YearMonth; isClosed: boolean; dueOn: string }>`
    select to_char(month_ym, 'YYYY-MM') as month, to_char(first_month_ym, 'YYYY-MM') as first, closed_at is not null as "isClosed", due_on as "dueOn"
    from report_period order by month_ym`)
  expect(periods.filter(({ isClosed }) => isClosed)).toHaveLength(23)
  expect(periods.at(-1)).toEqual({ month: '2024-03', first: '2024-03', isClosed: false, dueOn: '2024-04-11' })
  expect(periods.filter(({ first, month }) => first !== month).map(({ month }) => month)).toEqual(['2022-02', '2023-02', '2024-02'])
  const states = await query(sql<{ state: string; n: bigint }>`
    select state, count(*) as n from report_return where month_ym = '2024-03-01' group by state order by state`)
  expect(states.map(({ state }) => state)).toEqual(['draft', 'in_review', 'returned', 'submitted', 'verified'])
})

test('what was reported, corrected and told is what the files say, to the fen', async () => {
  const reported = await query(sql<{ key: string; fen: bigint }>`
    select p.project_no || ' ' || to_char(r.month_ym, 'YYYY-MM') as key, r.total_fen as fen from report_return r join project p using (zone_id, project_id)`)
  const inFiles = new Map(rowsOf('report-returns.csv').map((cells) => [`${cells['project_no']} ${cells['month']}`, totalOf(cells)]))
  expect(new Map(reported.map(({ key, fen }) => [key, fen]))).toEqual(inFiles)
  const [corrected] = await query(
    sql<{ fen: bigint; n: bigint }>`select sum(total_fen)::bigint as fen, count(*) as n from report_correction`,
  )
  const corrections = rowsOf('report-corrections.csv')
  expect(corrected).toEqual({ fen: sumFen(corrections.map(totalOf)), n: BigInt(corrections.length) })
  const told = await query(sql<{ key: string; fen: bigint }>`
    select p.project_no || ' ' || to_char(d.month_ym, 'YYYY-MM') as key, d.total_fen as fen from dispatch_entry d join project p using (zone_id, project_id)
    where d.superseded_at is null`)
  const last = new Map(rowsOf('dispatch-entries.csv').map((cells) => [`${cells['project_no']} ${cells['month']}`, totalOf(cells)]))
  expect(new Map(told.map(({ key, fen }) => [key, fen]))).toEqual(last)
})

test('2023 closes above 100 billion yuan, as its published figure says, and the books of 2024 begin with all that was before', async () => {
  const [year] = await query(sql<{ fen: bigint; published: bigint }>`
    select (select sum(total_fen) from report_return where month_ym between '2023-01-01' and '2023-12-01' and state = 'closed')::bigint
      + (select sum(total_fen) from report_correction where month_ym between '2023-01-01' and '2023-12-01')::bigint as fen,
      (select value_fen from year_figure where year = 2023 and indicator = 'total-investment') as published`)
  expect(year?.fen).toBeGreaterThan(year?.published as bigint)
  expect(year?.fen).toBeLessThan(((year?.published as bigint) * 102n) / 100n)
  const [before] = await query(sql<{ fen: bigint }>`
    select (select sum(cumulative_fen) from report_opening)::bigint
      + (select sum(total_fen) from report_return where month_ym < '2024-01-01')::bigint
      + (select sum(total_fen) from report_correction where month_ym < '2024-01-01')::bigint as fen`)
  const books = await database.read(ctx.zone.zoneId, async (tx) =>
    casesOf(tx, ctx, await findPeriod(tx, ctx, '2024-03' as YearMonth), 'report.list'),
  )
  expect(sumFen(books.map((record) => record.books.lastYearEndFen))).toBe(before?.fen)
})

test('nobody verified what he had handed in, nothing is more than its project, and the plan of the year is untouched', async () => {
  const own = await query(sql`select 1 from report_return where submitted_by = verified_by`)
  expect(own).toEqual([])
  const [counts] = await query(sql<{ over: bigint; answered: bigint; planned: bigint }>`
    select count(*) filter (where r.cumulative_fen > r.plan_total_fen) as over,
      count(*) filter (where r.cumulative_fen > r.plan_total_fen and exists (select from report_reason a where a.zone_id = r.zone_id
        and a.project_id = r.project_id and a.month_ym = r.month_ym and a.rule = 'R6')) as answered,
      (select count(*) from plan_project) as planned
    from report_return r`)
  expect(counts?.over).toBe(counts?.answered)
  expect(counts?.over).toBeGreaterThan(0n)
  expect(counts?.planned).toBe(202n)
})

test('funds, payments for land, visits and commitments are those of the files; every pack stands where it says, its gate passed by the queue', async () => {
  const sumOf = (path: string, where: (cells: Cells) => boolean = () => true) =>
    sumFen(
      rowsOf(path)
        .filter(where)
        .map((cells) => parseWan(cells['amount_wan'] as string)),
    )
  const [kept] = await query(sql<Record<string, bigint>>`select
    (select sum(amount_fen) from fund_movement where kind = 'release')::bigint as released,
    (select sum(amount_fen) from fund_movement where kind = 'spending')::bigint as spent,
    (select sum(amount_fen) from land_payment where counts_ym is not null)::bigint as land,
    (select count(*) from project_visit where source_kind = 'simulated' and kept_on is not null) as kept,
    (select count(*) from project_commitment where result is not null) as reviewed`)
  expect(kept).toEqual({
    released: sumOf('fund-movements.csv', ({ kind }) => kind === 'release'),
    spent: sumOf('fund-movements.csv', ({ kind }) => kind === 'spending'),
    land: sumOf('land-payments.csv', ({ counts_in }) => counts_in !== undefined),
    kept: BigInt(rowsOf('visits.csv').filter(({ kept_on }) => kept_on !== undefined).length),
    reviewed: BigInt(rowsOf('commitments.csv').filter(({ result }) => result !== undefined).length),
  })
  const packs = await query(sql<{ no: string; state: string }>`
    select p.project_no as no, case when g.actual_on is not null then 'registered' else r.state end as state
    from registration r join project p using (zone_id, project_id)
    left join gate_progress g on g.zone_id = r.zone_id and g.project_id = r.project_id and g.gate = 'registration'`)
  expect(new Map(packs.map(({ no, state }) => [no, state]))).toEqual(
    new Map(rowsOf('registrations.csv').map(({ project_no, state }) => [project_no, state])),
  )
  const gates = rowsOf('gate-progress.csv').filter(({ gate, actual_on }) => gate === 'registration' && actual_on !== undefined)
  const passed = await query(sql<{ no: string; on: string }>`
    select p.project_no as no, g.actual_on as on from gate_progress g join project p using (zone_id, project_id)
    where g.gate = 'registration' and g.actual_on is not null and g.source_kind <> 'entered'`)
  expect(new Map(passed.map(({ no, on }) => [no, on]))).toEqual(new Map(gates.map(({ project_no, actual_on }) => [project_no, actual_on])))
  expect(await query(sql`select 1 from notification_event`)).toEqual([])
})

test('a voucher to begin with is asked for and granted as any other is, and marked as simulated', async () => {
  const [voucher] = await query(sql<Record<string, unknown>>`
    select e.name_zh as firm, v.unit, v.amount, v.granted_on as "grantedOn", v.source_kind as "sourceKind", a.source_kind as asked,
      (select balance from voucher_account k where k.voucher_id = v.voucher_id and k.kind = 'voucher') as free
    from voucher v join voucher_application a using (zone_id, application_id) join enterprise e on e.enterprise_id = v.enterprise_id`)
  const amount = 200n * 3_600_000n
  expect(voucher).toEqual({
    firm: '模拟企业001',
    unit: 'tflops_s',
    amount,
    free: amount,
    grantedOn: '2024-04-10',
    sourceKind: 'simulated',
    asked: 'simulated',
  })
})
