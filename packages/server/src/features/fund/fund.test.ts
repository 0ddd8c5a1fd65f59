// Funds and land payments through the whole HTTP surface.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { ProblemError, Client } from '@ballast/contract/client.ts'
import type { Database } from '../../platform/database.ts'
import { testUser } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'
import { fundsReleasedInQuarter } from './index.ts'

let database: Database
let zone: ReturnsZone
let finance: Client
let leader: Client
beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
  const { zoneId } = zone.ctx.zone
  await testUser(database, zoneId, { login: 'finance', role: 'finance', nameZh: '财政员' })
  await testUser(database, zoneId, { login: 'leader', role: 'leader' })
  finance = zone.http.client('finance@zone')
  leader = zone.http.client('leader@zone')
})
afterAll(async () => {
  await zone.http.app.close()
  await database.close()
})

const of = (projectNo: string) => ({ params: { projectId: zone.ids[projectNo] as string } })
const release = (projectNo: string, movedOn: string, amountYuan: string, source: 'zone_budget' | 'special_bond' = 'zone_budget') =>
  finance('fund.release', { ...of(projectNo), body: { movedOn, amountYuan, source, batch: '第一批' } })
const spend = (projectNo: string, movedOn: string, amountYuan: string, client = zone.reporter) =>
  client('fund.spend', { ...of(projectNo), body: { movedOn, amountYuan } })
const refusedWith = (request: Promise<unknown>): Promise<string[]> =>
  request.then(
    () => [],
    (error: ProblemError) => error.problem.reasons.map(({ code, at }) => (at === undefined ? code : `${code} ${at}`)),
  )

test('released, spent, idle: to the fen, since the oldest release that is not wholly spent', async () => {
  await release('A', '2023-12-20', '1000000.01')
  await release('A', '2024-02-10', '2000000', 'special_bond')
  const spent = await spend('A', '2024-02-20', '1000000.02')
  expect(spent).toMatchObject({
    releasedYuan: '3000000.01',
    spentYuan: '1000000.02',
    idleYuan: '1999999.99',
    idleShare: '0.6667',
    idleSince: '2024-02-10',
    daysIdle: 23,
  })
  expect(spent.movements.map(({ kind, movedOn, byName }) => [kind, movedOn, byName])).toEqual([
    ['spending', '2024-02-20', '填报人'],
    ['release', '2024-02-10', '财政员'],
    ['release', '2023-12-20', '财政员'],
  ])
})

test('no more is spent than was released, on any day; a release stays under what was spent of it', async () => {
  expect(await refusedWith(spend('A', '2024-01-05', '1000000.02'))).toEqual(['fund.overdrawn amountYuan'])
  expect(await refusedWith(spend('A', '2024-03-04', '2000000'))).toEqual(['fund.overdrawn amountYuan'])
  expect(await refusedWith(spend('A', '2024-03-05', '0'))).toEqual(['fund.after-today movedOn', 'fund.not-positive amountYuan'])
  const { movements } = await finance('fund.show', of('A'))
  const covering = movements.find(({ movedOn }) => movedOn === '2024-02-10')
  const withdraw = (client: Client, movementId = covering?.movementId ?? '', ifMatch = covering?.version ?? '') =>
    client('fund.withdraw', { params: { ...of('A').params, movementId }, body: { reason: '登记有误' }, ifMatch })
  expect(await refusedWith(withdraw(finance))).toEqual(['fund.overdrawn movementId'])
  expect(await refusedWith(withdraw(zone.manager))).toEqual(['action.forbidden'])
  const last = movements[0]
  const after = await withdraw(finance, last?.movementId, last?.version)
  expect(after).toMatchObject({ spentYuan: '0.00', idleSince: '2023-12-20' })
  expect(after.movements[0]?.withdrawn).toMatchObject({ reason: '登记有误' })
  expect(await refusedWith(withdraw(finance, last?.movementId, last?.version))).toEqual(['changed-meanwhile'])
  await spend('A', '2024-02-20', '1000000.02')
})

test('ten who spend at once do not spend more than there is', async () => {
  await release('B', '2024-03-01', '50')
  const spent = await Promise.allSettled(Array.from({ length: 10 }, () => spend('B', '2024-03-02', '10')))
  expect(spent.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  expect((await zone.manager('fund.show', of('B'))).idleYuan).toBe('0.00')
})

test('who reaches only some projects sees only their money, in the database too', async () => {
  await release('C', '2024-01-31', '500000')
  expect((await zone.manager('fund.list', { query: {} })).rows.map(({ projectNo }) => projectNo)).toEqual(['A', 'B'])
  expect(await refusedWith(zone.reporter('fund.list', { query: {} }))).toEqual(['action.forbidden'])
  await expect(zone.manager('fund.show', of('C'))).rejects.toMatchObject({ problem: { status: 404 } })
  await expect(spend('C', '2024-03-01', '1')).rejects.toMatchObject({ problem: { status: 404 } })
  const { zoneId } = zone.ctx.zone
  const reach = { userId: zone.ctx.user.userId, manager: '王管家', enterpriseId: null, bureau: null }
  const forged = database.write({ zoneId, reach }, (tx) =>
    sql`insert into fund_movement (zone_id, movement_id, project_id, kind, moved_on, amount_fen, source, source_kind, entered_by, entered_by_name, entered_at)
      values (${zoneId}, gen_random_uuid(), ${zone.ids['A']}, 'release', '2024-03-01', 1, 'other', 'entered', 'x', 'x', now())`.execute(tx),
  )
  await expect(forged).rejects.toThrow(/row-level security/)
})

test('the page’s totals are the sums of its rows; a quarter counts what was released in it', async () => {
  const all = await leader('fund.list', { query: {} })
  expect(all.rows.map(({ projectNo, idleYuan, inQuarterYuan }) => [projectNo, idleYuan, inQuarterYuan])).toEqual([
    ['A', '1999999.99', '2000000.00'],
    ['C', '500000.00', '500000.00'],
    ['B', '0.00', '50.00'],
  ])
  expect(all.totals).toEqual({
    projects: 3,
    releasedYuan: '3500050.01',
    spentYuan: '1000050.02',
    idleYuan: '2499999.99',
    idleShare: '0.7143',
    inQuarterYuan: '2500050.00',
  })
  expect(all.sources).toEqual([
    { source: 'zone_budget', releasedYuan: '1500050.01', inQuarterYuan: '500050.00' },
    { source: 'special_bond', releasedYuan: '2000000.00', inQuarterYuan: '2000000.00' },
  ])
  const bonds = await leader('fund.list', { query: { source: 'special_bond', year: 2023, quarter: 4, idle: true } })
  expect(bonds.rows.map(({ projectNo, inQuarterYuan }) => [projectNo, inQuarterYuan])).toEqual([['A', '1000000.01']])
  const quarter = await database.read(zone.ctx.zone.zoneId, (tx) =>
    fundsReleasedInQuarter(tx, zone.ctx.zone.zoneId, { year: 2024, quarter: 1 }, '2024-03-04' as never),
  )
  expect(quarter).toEqual({ releasedFen: 250005000n, projects: 3, idleFen: 249999999n })
})

test('land is paid day by day; each payment counts in a month, or says why it does not', async () => {
  const enter = (body: { paidOn: string; amountYuan: string; countsIn: string | null; reasonCode?: string }) =>
    zone.reporter('land-payment.enter', { ...of('A'), body: { instalment: '首付款', ...body } })
  expect(await refusedWith(enter({ paidOn: '2024-03-05', amountYuan: '-1', countsIn: '2024-02', reasonCode: 'lease' }))).toEqual([
    'land-payment.after-today paidOn',
    'land-payment.not-positive amountYuan',
    'land-payment.counts-before-paid countsIn',
    'land-payment.reason-of-not-countable reasonCode',
  ])
  expect(await refusedWith(enter({ paidOn: '2024-03-01', amountYuan: '1', countsIn: null, reasonCode: 'none' }))).toEqual([
    'land-payment.reason-needed reasonCode',
  ])
  await enter({ paidOn: '2024-02-05', amountYuan: '30000000.5', countsIn: '2024-02' })
  const list = await enter({ paidOn: '2024-02-06', amountYuan: '100', countsIn: null, reasonCode: 'lease' })
  expect(list).toMatchObject({ paidYuan: '30000100.50', countableYuan: '30000000.50', reportedYuan: '0.00' })
  const [last] = list.payments
  const withdrawn = await zone.reporter('land-payment.withdraw', {
    params: { ...of('A').params, paymentId: last?.paymentId as string },
    body: { reason: '重复' },
    ifMatch: last?.version as string,
  })
  expect(withdrawn).toMatchObject({ paidYuan: '30000000.50', countableYuan: '30000000.50' })
  expect(withdrawn.payments).toHaveLength(2)
  await expect(zone.reporter('land-payment.list', of('C'))).rejects.toMatchObject({ problem: { status: 404 } })
})
