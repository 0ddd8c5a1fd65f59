// Planned, dispatched and reported of the reference zone: whatever they are grouped by, rows add up to totals, to the fen.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError, Client } from '@ballast/contract/client.ts'
import { RECONCILIATION_GROUPS } from '@ballast/contract/reconciliation.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'

let database: Database
let ctx: Context
let client: Client
let close: () => Promise<unknown>
const FEATURES = ['planYuan', 'dispatchedYuan', 'reportedYuan', 'toPlanYuan', 'toDispatchedYuan'] as const

beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase())
  const http = await testHttp(database)
  client = http.client('admin')
  close = () => http.app.close()
  const { zoneId } = ctx.zone
  // Amounts that no share divides evenly; January comes with February's report.
  await database.system(async (tx) => {
    await sql`insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on, closed_at, closed_by) values
      (${zoneId}, '2024-02-01', '2024-01-01', '2024-03-01', '2024-03-07', '2024-03-12', now(), 'test'),
      (${zoneId}, '2024-03-01', '2024-03-01', '2024-04-01', '2024-04-08', '2024-04-11', now(), 'test')`.execute(tx)
    await sql`insert into dispatch_entry (zone_id, entry_id, project_id, month_ym, construction_fen, installation_fen, equipment_fen, other_fen, land_fen,
        source_kind, told_by, told_by_name, told_on, told_at, superseded_at)
      select ${zoneId}::uuid, gen_random_uuid(), p.project_id, m.month::date, 100000007 + row_number() over (order by p.project_no, m.month, s.old) * 1013, 0, 3, 0, 0,
        'simulated', 't', 't', m.month::date, now(), case when s.old then now() end
      from project p, (values ('2024-01-01'), ('2024-02-01'), ('2024-03-01')) m(month), (values (true), (false)) s(old) where p.zone_id = ${zoneId}`.execute(
      tx,
    )
    await sql`insert into report_return (zone_id, project_id, month_ym, state, construction_fen, equipment_fen, method, source_kind, modified_by, modified_at)
      select ${zoneId}::uuid, p.project_id, m.month::date, m.state, 90000011 + row_number() over (order by p.project_no, m.month) * 997, 5, 'progress', 'simulated', 't', now()
      from project p, (values ('2024-02-01', 'closed'), ('2024-03-01', 'closed')) m(month, state) where p.zone_id = ${zoneId} and p.project_no < 'ET24-150'`.execute(
      tx,
    )
    await sql`insert into report_correction (zone_id, correction_id, project_id, month_ym, appears_ym, construction_fen, installation_fen, equipment_fen,
        used_equipment_fen, renewal_equipment_fen, other_fen, old_buildings_fen, land_fen, reason_code, note, source_kind, corrected_by, corrected_at)
      select ${zoneId}::uuid, gen_random_uuid(), p.project_id, '2024-02-01', '2024-03-01', -333, 0, 0, 0, 0, 0, 0, 0, 'other', 't', 'simulated', 't', now()
      from project p where p.zone_id = ${zoneId} and p.project_no < 'ET24-020'`.execute(tx)
  })
})
afterAll(async () => {
  await close()
  await database.close()
})

const read = (query: Parameters<typeof client<'reconciliation.read'>>[1]['query'] = {}) =>
  client('reconciliation.read', { params: { year: 2024 }, query })

test('the last closed month is asked for by default; a correction counts from the report in which it appears', async () => {
  const march = await read()
  expect(march.through).toBe('2024-03')
  const february = await read({ through: '2024-02' })
  const { rows } = await database.system((tx) =>
    sql<{
      reported: bigint
      corrected: bigint
      february: bigint
      told: bigint
      planned: bigint
    }>`select (select sum(total_fen) from report_return)::bigint as reported,
      (select sum(total_fen) from report_return where month_ym = '2024-02-01')::bigint as february,
      (select sum(total_fen) from report_correction)::bigint as corrected,
      (select sum(total_fen) from dispatch_entry where superseded_at is null)::bigint as told,
      (select sum(m.total_fen) from plan_month m join year_plan y on y.adopted_version_id = m.version_id
        where y.year = 2024 and m.countable and m.month_ym <= '2024-03-01')::bigint as planned`.execute(tx),
  )
  const [sums] = rows as [(typeof rows)[0] & {}]
  expect(march.totals.reportedYuan).toBe(formatYuan(sums.reported + sums.corrected))
  expect(february.totals.reportedYuan).toBe(formatYuan(sums.february))
  expect(march.totals.dispatchedYuan).toBe(formatYuan(sums.told))
  expect(march.isSimulated).toBe(true)
  expect(march.totals.planYuan).toBe(formatYuan(sums.planned))
})

test.each(RECONCILIATION_GROUPS)('by %s, rows add up to the totals and every figure to its difference', async (group) => {
  const { rows, totals } = await read({ group })
  for (const key of FEATURES) expect(formatYuan(sumFen(rows.map((row) => parseYuan(row[key]))))).toBe(totals[key])
  for (const row of rows) {
    expect(parseYuan(row.toPlanYuan)).toBe(parseYuan(row.reportedYuan) - parseYuan(row.planYuan))
    expect(parseYuan(row.toDispatchedYuan)).toBe(parseYuan(row.reportedYuan) - parseYuan(row.dispatchedYuan))
  }
  expect(rows.length).toBeGreaterThan(1)
})

test('a project’s months show the three figures; February is held against January and February; a reason answers once', async () => {
  const projectId = (await read({ q: 'ET24-001' })).rows[0]?.key as Uuid
  const { months } = await client('reconciliation.months', { params: { projectId, year: 2024 } })
  const [january, february, march] = months
  expect(months).toHaveLength(12)
  expect(january).toMatchObject({ reportedYuan: null, differenceYuan: null, state: null })
  const told = parseYuan(january?.dispatchedYuan as string) + parseYuan(february?.dispatchedYuan as string)
  expect(february?.differenceYuan).toBe(formatYuan(parseYuan(february?.reportedYuan as string) - 333n - told))
  expect(march).toMatchObject({ state: 'closed', files: 0, reason: null })
  expect((await read({ q: 'ET24-001' })).rows[0]).toMatchObject({ monthsReported: 2, monthsProven: 0, unexplained: 2 })
  const explain = (ifMatch: string, reasonCode = 'invoice') =>
    client('reconciliation.explain', { params: { projectId, month: '2024-02' }, body: { reasonCode, note: '三月到票' }, ifMatch })
  const after = await explain('0')
  expect(after.months[1]?.reason).toMatchObject({ reasonCode: 'invoice', note: '三月到票', by: 'admin', version: '1' })
  const codeOf = (request: Promise<unknown>) => request.catch((error: ProblemError) => error.problem.code)
  expect(await codeOf(explain('0'))).toBe('changed-meanwhile')
  expect(await codeOf(explain('1', 'nothing'))).toBe('reconciliation.refused')
  expect((await read({ q: 'ET24-001' })).rows[0]).toMatchObject({ unexplained: 1 })
})
