// With the day of a zone: what ended expires, and firms hear of what ends soon, once a month and once a week ahead.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { setNeedsContract, testCentres, type CentreZone } from '../../testing/centres.ts'
import { TEST_AUDIT_KEY } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import type { Database } from '../../platform/database.ts'
import { proveLedger } from '../voucher/index.ts'
import { turnOfDay } from './turn-of-day.ts'

let database: Database
let zone: CentreZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'turning', ['c1', 'c2'])
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

/** The day begins, twice, as with two servers. @returns of what was told then for the first time: kind, values, for whom */
async function turn(on: PlainDate) {
  const before = new Set((await told()).map(({ key }) => key))
  const given = { database, clock: zone.clock, auditKey: TEST_AUDIT_KEY, zone: { ...zone.ctx.zone, businessOn: on } }
  await Promise.all([turnOfDay(given), turnOfDay(given)])
  await turnOfDay(given)
  return (await told()).filter(({ key }) => !before.has(key)).map(({ kind, params, audience }) => ({ kind, params, audience }))
}
const told = async () =>
  (
    await database.system((tx) =>
      sql<{ key: string; kind: string; params: object; audience: object }>`select event_key as key, kind, params, audience
        from notification_event where zone_id = ${zone.ctx.zone.zoneId}
          and kind in ('quota-ending', 'contract-ending', 'paid-line-opened') order by event_key`.execute(tx),
    )
  ).rows
const voucherOf = async (voucherId: string) => (await zone.firm('voucher.show', { params: { voucherId } })).voucher
async function lastDay(voucherId: string): Promise<PlainDate> {
  return (await voucherOf(voucherId)).untilOn as PlainDate
}

test('what is left of a voucher is told a month and a week before its last day, to its firm alone, and expires after it', async () => {
  const voucherId = await zone.grant('tflops_s', '144000000')
  const untilOn = await lastDay(voucherId)
  const { voucherNo } = await voucherOf(voucherId)
  expect(await turn(addDays(untilOn, -31))).toEqual([])
  const ending = {
    kind: 'quota-ending',
    params: { what: { zh: '算力券', en: 'voucher' }, no: voucherNo, until: untilOn, amount: { zh: '40 P·h', en: '40 P·h' } },
    audience: { enterpriseId: zone.firmId },
  }
  expect(await turn(addDays(untilOn, -30))).toEqual([ending])
  expect(await turn(addDays(untilOn, -8))).toEqual([])
  expect(await turn(addDays(untilOn, -7))).toEqual([ending])
  expect(await turn(untilOn)).toEqual([])
  expect((await voucherOf(voucherId)).balances).toMatchObject({ free: '144000000', expired: '0' })
  expect(await turn(addDays(untilOn, 1))).toEqual([])
  expect((await voucherOf(voucherId)).balances).toMatchObject({ free: '0', expired: '144000000' })
  expect(
    (await database.read(zone.ctx.zone.zoneId, (tx) => proveLedger(tx, zone.ctx.zone.zoneId))).filter(({ wrong }) => wrong > 0),
  ).toEqual([])
})

test('a day nobody turned is made up for; a voucher of which nothing is free is no news', async () => {
  const voucherId = await zone.grant('yuan', '500')
  const untilOn = await lastDay(voucherId)
  // Nobody was there a month ahead: it is told when somebody is, and as of then.
  expect(await turn(addDays(untilOn, -20))).toMatchObject([
    { kind: 'quota-ending', params: { amount: { zh: '500.00 元', en: '500.00 yuan' } } },
  ])
  expect(await turn(addDays(untilOn, 3))).toEqual([])
  expect((await voucherOf(voucherId)).balances).toMatchObject({ free: '0.00', expired: '500.00' })
  const used = await zone.grant('tflops_s', '8640000')
  const jobId = '0190b8d0-0000-7000-8000-00000000a001'
  await zone.planner('voucher-hold.place', {
    params: { voucherId: used },
    body: { jobId, cardType: 'A', cards: 8, limitSeconds: 3600, expiresAt: '2026-03-20T00:00:00.000Z' },
  })
  expect(await turn(addDays(await lastDay(used), -5))).toEqual([])
})

test('a paid line is told of when it opens and before it ends, unless it was closed', async () => {
  const open = (note: string) =>
    zone.operator('paid-line.open', {
      body: { enterpriseId: zone.otherFirmId, amount: '3600000', fromOn: '2024-03-15', untilOn: '2024-12-31', note },
    })
  const line = await open('合同 HT-7')
  const closed = await open('合同 HT-8')
  await zone.operator('paid-line.close', { params: { voucherId: closed.voucherId }, ifMatch: closed.version })
  const opened = (await told()).filter(({ kind }) => kind === 'paid-line-opened')
  expect(opened).toHaveLength(2)
  expect(opened.map(({ params }) => params)).toContainEqual({
    no: line.voucherNo,
    amount: { zh: '1 P·h', en: '1 P·h' },
    from: '2024-03-15',
    until: '2024-12-31',
    note: '合同 HT-7',
  })
  expect(opened.map(({ audience }) => audience)).toEqual(Array.from({ length: 2 }, () => ({ enterpriseId: zone.otherFirmId })))
  expect(await turn('2024-12-28' as PlainDate)).toMatchObject([
    {
      kind: 'quota-ending',
      params: { what: { zh: '自费额度', en: 'paid line' }, no: line.voucherNo },
      audience: { enterpriseId: zone.otherFirmId },
    },
  ])
})

test('a contract is told of before it ends where its centre needs one and the firm has none that goes on', async () => {
  const [c1, c2] = zone.centres as [Uuid, Uuid]
  await setNeedsContract(zone, c1, true)
  const add = (centreId: Uuid, contractNo: string, fromOn: string, untilOn: string, enterpriseId = zone.firmId) =>
    zone.operator('compute-contract.add', { body: { centreId, enterpriseId, contractNo, fromOn, untilOn, note: null } })
  await add(c1, 'HT-1', '2026-01-01', '2026-06-30')
  await add(c1, 'HT-2', '2026-01-01', '2026-06-30', zone.otherFirmId)
  await add(c1, 'HT-3', '2026-07-01', '2027-06-30', zone.otherFirmId)
  await add(c2, 'HT-4', '2026-01-01', '2026-06-30')
  const ending = {
    kind: 'contract-ending',
    params: { no: 'HT-1', until: '2026-06-30', centre: { zh: '中心c1', en: 'Centre c1' } },
    audience: { enterpriseId: zone.firmId },
  }
  expect(await turn('2026-05-30' as PlainDate)).toEqual([])
  expect(await turn('2026-05-31' as PlainDate)).toEqual([ending])
  // A firm that renews hears nothing any more.
  await add(c1, 'HT-5', '2026-06-15', '2026-12-31')
  expect(await turn('2026-06-25' as PlainDate)).toEqual([])
})
