// The board of a quarter: its sums are those of its projects, its last day is its figures, and starts are judged by their planned day.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'
import { testUser } from '../../testing/context.ts'

let database: Database
let zone: ReturnsZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
  await testUser(database, zone.ctx.zone.zoneId, { login: 'leader', role: 'leader', nameZh: '领导' })
})
afterAll(async () => {
  await zone.http.app.close()
  await database.close()
})

const board = (quarter: number) => zone.http.client('leader@zone')('quarter.read', { params: { year: 2024, quarter } })
const amounts = (yuan: string) => ({
  constructionYuan: yuan,
  installationYuan: '0.00',
  equipmentYuan: '0.00',
  otherYuan: '0.00',
  landYuan: '0.00',
})

test('what is told of a month again replaces what was told: the last day is the figure, and no quarter takes another’s', async () => {
  const id = zone.ids['A'] as Uuid
  for (const [month, yuan] of [
    ['2024-01', '3000000.00'],
    ['2024-02', '5000000.00'],
    ['2024-02', '4000000.00'],
  ] as const) {
    await zone.manager('dispatch.tell', { params: { projectId: id }, body: { month, ...amounts(yuan) } })
  }
  const first = await board(1)
  expect(first.dispatchedYuan).toBe('7000000.00')
  const known = first.days.filter(({ dispatchedYuan }) => dispatchedYuan !== null)
  expect(known.at(-1)).toMatchObject({ on: '2024-03-04', dispatchedYuan: '7000000.00' })
  expect(first.days.at(-1)).toMatchObject({ on: '2024-03-31', dispatchedYuan: null })
  expect((await board(2)).dispatchedYuan).toBe('0.00')
})

// (2 + 4/31) / 3 = 0.70967…
test('pace: on 4 March two months and 4 of 31 days of three are over', async () => {
  const { pace, asOf, days } = await board(1)
  expect([asOf, pace]).toEqual(['2024-03-04', '0.7097'])
  expect(days).toHaveLength(31 + 29 + 31)
})

test('a start is planned, made, pulled forward or overdue by its day; a list is the projects of its tag, and adds up', async () => {
  const { zoneId } = zone.ctx.zone
  await database.write(zoneId, async (tx) => {
    const starts = [
      ['A', '2024-02-10', '2024-02-20'],
      ['B', '2024-05-10', '2024-03-01'],
      ['C', '2024-03-02', null],
    ] as const
    for (const [projectNo, planned, actual] of starts) {
      const id = zone.ids[projectNo]
      await sql`insert into project_gate (zone_id, project_id, gate, planned_on) values (${zoneId}, ${id}, 'construction_start', ${planned})
        on conflict (zone_id, project_id, gate) do update set planned_on = excluded.planned_on`.execute(tx)
      await sql`update gate_progress set actual_on = ${actual}::date, passed_at = case when ${actual}::date is null then null else passed_at end,
        passed_by = case when ${actual}::date is null then null else passed_by end
        where zone_id = ${zoneId} and project_id = ${id} and gate = 'construction_start'`.execute(tx)
    }
    await sql`update project set tags = array['重点推进'] where zone_id = ${zoneId} and project_no in ('A', 'C')`.execute(tx)
  })
  const { starts, lists, projects } = await board(1)
  expect(starts).toMatchObject({ planned: 2, made: 2, pulledForward: 1, overdue: [zone.ids['C']], pulled: [zone.ids['B']] })
  const [key, completing] = lists
  expect(new Set(key?.projects)).toEqual(new Set([zone.ids['A'], zone.ids['C']]))
  expect(completing?.projects).toEqual([])
  const own = projects.filter(({ projectId }) => key?.projects.includes(projectId))
  expect(parseYuan(key?.dispatchedYuan as string)).toBe(sumFen(own.map(({ dispatchedYuan }) => parseYuan(dispatchedYuan))))
})

test('the board is the office’s: an enterprise and a service manager are refused', async () => {
  for (const client of [zone.reporter, zone.manager]) {
    await expect(client('quarter.read', { params: { year: 2024, quarter: 1 } })).rejects.toMatchObject({
      problem: { code: 'action.forbidden' },
    })
  }
})
