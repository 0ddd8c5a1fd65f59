// Dispatched and reported figures of a bulletin, held against those of the reconciliation, to the fen.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bulletin } from '@ballast/contract/bulletin.ts'
import type { Client } from '@ballast/contract/client.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'
import { setBusinessDate } from '../../testing/watched.ts'

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
  await setBusinessDate(database, ctx, '2024-04-10')
  // Amounts that nothing divides evenly; January is reported with February, and April is open.
  await database.system(async (tx) => {
    for (const table of ['report_correction', 'report_return', 'dispatch_entry', 'report_period']) {
      await sql`delete from ${sql.table(table)} where zone_id = ${zoneId}`.execute(tx)
    }
    await sql`insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on, closed_at, closed_by) values
      (${zoneId}, '2024-02-01', '2024-01-01', '2024-03-01', '2024-03-07', '2024-03-12', now(), 'test'),
      (${zoneId}, '2024-03-01', '2024-03-01', '2024-04-01', '2024-04-08', '2024-04-11', now(), 'test'),
      (${zoneId}, '2024-04-01', '2024-04-01', '2024-05-01', '2024-05-08', '2024-05-11', null, null)`.execute(tx)
    await sql`insert into dispatch_entry (zone_id, entry_id, project_id, month_ym, construction_fen, installation_fen, equipment_fen, other_fen, land_fen,
        source_kind, told_by, told_by_name, told_on, told_at, superseded_at)
      select ${zoneId}::uuid, gen_random_uuid(), p.project_id, m.month::date, 100000007 + row_number() over (order by p.project_no, m.month, s.old) * 1013, 0, 3, 0, 0,
        'simulated', 't', 't', m.month::date, now(), case when s.old then now() end
      from project p, (values ('2024-01-01'), ('2024-02-01'), ('2024-03-01')) m(month), (values (true), (false)) s(old) where p.zone_id = ${zoneId}`.execute(
      tx,
    )
    await sql`insert into report_return (zone_id, project_id, month_ym, state, construction_fen, equipment_fen, method, source_kind, modified_by, modified_at)
      select ${zoneId}::uuid, p.project_id, m.month::date, m.state, 90000011 + row_number() over (order by p.project_no, m.month) * 997, 5, 'progress', 'simulated', 't', now()
      from project p, (values ('2024-02-01', 'closed'), ('2024-03-01', 'closed'), ('2024-04-01', 'submitted')) m(month, state)
      where p.zone_id = ${zoneId} and p.project_no < 'ET24-150'`.execute(tx)
    await sql`insert into report_correction (zone_id, correction_id, project_id, month_ym, appears_ym, construction_fen, installation_fen, equipment_fen,
        used_equipment_fen, renewal_equipment_fen, other_fen, old_buildings_fen, land_fen, reason_code, note, source_kind, corrected_by, corrected_at)
      select ${zoneId}::uuid, gen_random_uuid(), p.project_id, '2024-02-01', '2024-03-01', -333, 0, 0, 0, 0, 0, 0, 0, 'other', 't', 'simulated', 't', now()
      from project p where p.zone_id = ${zoneId} and p.project_no < 'ET24-020'`.execute(tx)
  })
}, 120_000)
afterAll(async () => {
  await close()
  await database.close()
})

const drafted = async (month: string): Promise<Bulletin> => client('bulletin.draft', { body: { month } })
const reconciled = (through: string, group: 'category' | 'cluster') =>
  client('reconciliation.read', { params: { year: 2024 }, query: { through, group } })
const sumYuan = (amounts: readonly (string | undefined)[]) => formatYuan(sumFen(amounts.map((yuan) => parseYuan(yuan ?? '0.00'))))

test('March: cumulative figures are those of the reconciliation, as a whole and by category and cluster', async () => {
  const { figures, layout } = await drafted('2024-03')
  for (const group of ['category', 'cluster'] as const) {
    const { rows, totals } = await reconciled('2024-03', group)
    expect([figures.cumulativeYuan, figures.dispatched?.cumulativeYuan, figures.reported?.cumulativeYuan]).toEqual([
      totals.planYuan,
      totals.dispatchedYuan,
      totals.reportedYuan,
    ])
    const own = group === 'category' ? figures.categories : figures.clusters
    for (const row of own.filter(({ code }) => code !== '-')) {
      const there = rows.find(({ key }) => key === row.code)
      expect([row.code, row.dispatched?.cumulativeYuan, row.reported?.cumulativeYuan]).toEqual([
        row.code,
        there?.dispatchedYuan ?? '0.00',
        there?.reportedYuan ?? '0.00',
      ])
    }
  }
  expect(sumYuan(figures.categories.map(({ reported }) => reported?.cumulativeYuan))).toBe(figures.reported?.cumulativeYuan)
  expect(sumYuan(figures.months.map(({ reportedYuan }) => reportedYuan ?? undefined))).toBe(figures.reported?.cumulativeYuan)
  expect(sumYuan(figures.months.map(({ dispatchedYuan }) => dispatchedYuan ?? undefined))).toBe(figures.dispatched?.cumulativeYuan)
  expect(figures).toMatchObject({ isDoneSimulated: true, reported: { since: '2024-03' } })
  expect(figures.months.slice(3).every(({ reportedYuan, dispatchedYuan }) => reportedYuan === null && dispatchedYuan === null)).toBe(true)
  expect(JSON.stringify(layout.sections[0])).toContain('3月上报完成投资（纳统数）')
})

test('February: the report covers January, and the correction that appears in March does not count yet', async () => {
  const { figures, layout } = await drafted('2024-02')
  expect(figures.reported?.cumulativeYuan).toBe((await reconciled('2024-02', 'category')).totals.reportedYuan)
  expect(figures.reported).toMatchObject({ since: '2024-01', monthYuan: figures.reported?.cumulativeYuan })
  expect(JSON.stringify(layout.sections[0])).toContain('1—2月上报完成投资（纳统数）')
})

test('January has no report of its own, April is not closed: the bulletin says so', async () => {
  const january = await drafted('2024-01')
  expect(january.figures.reported).toBeNull()
  expect(january.figures.dispatched).not.toBeNull()
  const april = await drafted('2024-04')
  expect([april.figures.reported, april.figures.dispatched]).toEqual([null, null])
  expect(JSON.stringify(april.layout.sections[0])).toContain('4月尚无上报数据和调度数据')
})
