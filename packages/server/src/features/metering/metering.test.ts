// Metering from the books of an engine: nothing counts twice and nothing is lost, whatever is read when; bills equal their rows.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import { isUse, billedWork } from '@ballast/domain/metering/book-run.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { TEST_AUDIT_KEY } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { booksOf, bookRows, FATES, testCentre, type PlannedJob } from '../../testing/engine-books.ts'
import { holdFor, testVouchers, type VoucherZone } from '../../testing/vouchers.ts'
import { useEngines, type EnginePort, type JobRecord } from '../computing/index.ts'
import { proveLedger } from '../voucher/index.ts'
import { meterCentre, meterRecords } from './meter-centre.ts'
import type { MeteredCentre, Metering } from './metering.ts'
import { proveCentreDay } from './prove-day.ts'

let database: Database
let zone: VoucherZone
let operator: Client
let voucherId: Uuid
let centres = 0
beforeAll(async () => {
  database = await testDatabase()
  zone = await testVouchers(database, 'meter', { clock: fixedClock('2024-03-15T01:00:00Z') })
  operator = zone.operator
  voucherId = await zone.grant('tflops_s', '3000000000')
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const DAY = '2024-02-20' as PlainDate
const MORNING = Date.parse('2024-02-20T01:00:00Z') / 1000
const newCentre = () => testCentre(database, zone.ctx.zone.zoneId, `m${(centres += 1)}`, zone.firmId)
const meteringOf = (centre: MeteredCentre, rows: readonly JobRecord[], now = '2024-02-21T00:00:00Z'): Metering => ({
  database,
  clock: fixedClock(now),
  auditKey: TEST_AUDIT_KEY,
  zone: zone.ctx.zone,
  centre,
  engine: booksOf(rows),
})
async function planned(count: number, given: Partial<PlannedJob> = {}): Promise<PlannedJob[]> {
  const jobs = Array.from({ length: count }, (_, index) => ({
    ownId: newId(),
    fate: FATES[index % FATES.length] as PlannedJob['fate'],
    cards: 1 + (index % 8),
    seconds: 60 + index,
    submittedAt: MORNING + index * 10,
    ...given,
  }))
  for (const { ownId, fate } of jobs)
    if (fate !== 'past the platform') await zone.planner('voucher-hold.place', { params: { voucherId }, body: { ...holdFor(600, ownId) } })
  return jobs
}
const billed = (rows: readonly JobRecord[]): bigint => rows.filter(isUse).reduce((sum, row) => sum + billedWork(row), 0n)
const openHolds = async (jobs: readonly PlannedJob[]): Promise<number> => {
  const { holds } = await zone.firm('voucher.show', { params: { voucherId } })
  const ids = new Set<string>(jobs.map(({ ownId }) => ownId))
  return holds.filter(({ jobId, closedAt }) => ids.has(jobId) && closedAt === null).length
}
const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => [error.problem.code, ...error.problem.reasons.map(({ code }) => code)],
  )

test('whatever part of the books is read when, each run counts once: the day differs by nothing and no hold stays', async () => {
  const slices = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(slices, async (drawn) => {
      const jobs = await planned(20)
      const rows = bookRows(jobs)
      const centre = await newCentre()
      const metering = meteringOf(centre, rows)
      for (const [a, b] of drawn) await meterRecords(metering, rows.slice(Math.min(a, b), Math.max(a, b)))
      await meterCentre(metering)
      const proof = await proveCentreDay(metering, DAY)
      expect(proof).toMatchObject({ difference: 0n, faults: [], engine: billed(rows) })
      expect(proof.suspense).toBe(billed(rows.filter(({ ownId }) => ownId === '')))
      // A job that never began has no row to close it: that is for whoever submitted it to see.
      expect(await openHolds(jobs)).toBe(jobs.filter(({ fate }) => fate === 'never began').length)
      expect(await meterCentre(metering)).toMatchObject({ recorded: 0, suspended: 0, closed: 0 })
    }),
    { numRuns: 4 },
  )
  const checks = await database.read(zone.ctx.zone.zoneId, (tx) => proveLedger(tx, zone.ctx.zone.zoneId))
  expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([])
})

test('node failures cost nothing by the terms in force; a preempted run is charged for the time it used', async () => {
  const jobs = await planned(3)
  const rows = bookRows([
    { ...(jobs[0] as PlannedJob), fate: 'node failed, requeued', cards: 8, seconds: 100 },
    { ...(jobs[1] as PlannedJob), fate: 'preempted, then completed', cards: 8, seconds: 100 },
  ])
  await meterCentre(meteringOf(await newCentre(), rows))
  const { rows: uses } = await zone.firm('voucher-use.list', { query: { voucherId, limit: 500 } })
  const of = (job: number) =>
    uses
      .filter(({ jobId }) => jobId === jobs[job]?.ownId)
      .toSorted((a, b) => a.restart - b.restart)
      .map(({ endState, covered, free }) => [endState, covered, free])
  expect(of(0)).toEqual([
    ['node_fail', '0', '240000'],
    ['preempted', '240000', '0'],
    ['failed', '240000', '0'],
  ])
  expect(of(1)).toEqual([
    ['preempted', '240000', '0'],
    ['completed', '240000', '0'],
  ])
})

test('an end that its controller may not have saved yet is left alone, and so is the hold of its job', async () => {
  const centre = await newCentre()
  const jobs = await planned(1, { fate: 'completed', cards: 8, seconds: 100 })
  const rows = bookRows(jobs)
  const after = (seconds: number) => new Date(((rows[0]?.endedAt ?? 0) + seconds) * 1000).toISOString()
  expect(await meterCentre(meteringOf(centre, rows, after(10)))).toMatchObject({ recorded: 0, closed: 0 })
  // Nor is it missing yet.
  expect(await proveCentreDay(meteringOf(centre, rows, after(10)), DAY)).toMatchObject({ runs: 0, difference: 0n, faults: [] })
  expect(await meterCentre(meteringOf(centre, rows, after(20)))).toMatchObject({ recorded: 1, closed: 1 })
  const { rows: uses } = await zone.firm('voucher-use.list', { query: { voucherId, limit: 500 } })
  expect(uses.find(({ jobId }) => jobId === jobs[0]?.ownId)).toMatchObject({ covered: '240000', chargedYuan: '0.00' })
})

test('what the books get late the proof of the day meters; a row that changed afterwards it names, and no bill goes out', async () => {
  const centre = await newCentre()
  const rows = bookRows(await planned(2, { fate: 'completed', cards: 8, seconds: 100 }))
  await meterCentre(meteringOf(centre, rows.slice(0, 1)))
  expect(await proveCentreDay(meteringOf(centre, rows), DAY)).toMatchObject({ runs: 2, difference: 0n, metered: 480_000n })
  const changed = rows.map((row, index) => (index === 0 ? { ...row, elapsedSeconds: 90 } : row))
  const proof = await proveCentreDay(meteringOf(centre, changed), DAY)
  expect(proof).toMatchObject({ difference: -24_000n, faults: [{ fault: 'differs', engine: 216_000n, ours: 240_000n }] })
  const { days } = await operator('metering.read', {})
  expect(days.find(({ centreCode }) => centreCode === centre.code)).toMatchObject({ day: DAY, difference: '-24000' })
  expect(await codesOf(operator('compute-bill.issue', { body: { month: '2024-02' } }))).toEqual([
    'compute-bill.refused',
    'compute-bill.day-differs',
  ])
  expect((await proveCentreDay(meteringOf(centre, rows), DAY)).difference).toBe(0n)
})

test('an operator has the books read and a day proved now; a day to come and a firm are refused', async () => {
  const centre = await newCentre()
  const rows = bookRows(await planned(2, { fate: 'completed', cards: 8, seconds: 100 }))
  const engine = booksOf(rows) as EnginePort
  useEngines(database, {
    of: () => Promise.resolve(engine),
    nodes: () => Promise.resolve([]),
    reservations: () => Promise.resolve([]),
    forget: () => undefined,
    close: () => undefined,
  })
  const asked = { body: { centreId: centre.centreId, day: DAY } }
  expect(await operator('metering.prove', asked)).toMatchObject({ day: DAY, runs: 2, engine: '480000', metered: '480000', difference: '0' })
  expect(await operator('metering.prove', asked)).toMatchObject({ metered: '480000', faults: [] })
  expect(await codesOf(zone.firm('metering.prove', asked))).toContain('action.forbidden')
  const never = operator('metering.prove', { body: { centreId: centre.centreId, day: '2199-01-01' } })
  expect(await codesOf(never)).toContain('metering.day-to-come')
})

test('use past the platform is assigned to a firm with a reason, once, and is charged for', async () => {
  const centre = await newCentre()
  const rows = bookRows(await planned(1, { fate: 'past the platform', cards: 8, seconds: 3600 }))
  await meterCentre(meteringOf(centre, rows))
  const open = (await operator('metering.suspense', { query: { limit: 500 } })).rows.filter(({ centreCode }) => centreCode === centre.code)
  expect(open).toMatchObject([{ reason: 'no-job', account: 'firm-1', enterpriseNameZh: '甲公司', amount: '8640000', assigned: null }])
  const { suspenseId, version } = open[0] as (typeof open)[number]
  const assign = { params: { suspenseId }, body: { enterpriseId: zone.otherFirmId, reason: '借用账号，已核实' }, ifMatch: version }
  expect(await codesOf(zone.firm('metering.assign', assign))).toContain('action.forbidden')
  expect(await codesOf(zone.firm('metering.suspense', { query: {} }))).toContain('action.forbidden')
  expect(await operator('metering.assign', assign)).toMatchObject({ enterpriseNameZh: '乙公司', assigned: { reason: '借用账号，已核实' } })
  expect(await codesOf(operator('metering.assign', assign))).toEqual(['metering.refused', 'metering.is-assigned'])
  expect((await zone.otherFirm('voucher-use.list', { query: {} })).rows).toMatchObject([{ centre: centre.code, chargedYuan: '28.80' }])
  expect(await proveCentreDay(meteringOf(centre, rows), DAY)).toMatchObject({ difference: 0n, suspense: 0n, metered: 8_640_000n })
})

test('bills are issued once, equal their rows, and stay; what comes late stands on the next, a correction on one of its own', async () => {
  expect(await codesOf(operator('compute-bill.issue', { body: { month: '2024-03' } }))).toContain('compute-bill.month-not-over')
  const issued = await operator('compute-bill.issue', { body: { month: '2024-02' } })
  expect(issued.bills).toBe(2)
  expect(await codesOf(operator('compute-bill.issue', { body: { month: '2024-02' } }))).toContain('compute-bill.nothing')
  const { rows: bills, unbilled } = await zone.otherFirm('compute-bill.list', { query: {} })
  expect(unbilled).toEqual([])
  expect(bills).toMatchObject([{ enterpriseNameZh: '乙公司', month: '2024-02', runs: 1, amount: '8640000', chargedYuan: '28.80' }])
  const billId = bills[0]?.billId as Uuid
  expect(await codesOf(zone.firm('compute-bill.show', { params: { billId } }))).toContain('compute-bill.not-found')
  const { zoneId } = zone.ctx.zone
  const write = (text: string) => database.write(zoneId, (tx) => sql.raw(text).execute(tx))
  await expect(write('update compute_bill set charged_fen = 0')).rejects.toThrow(/permission denied/)
  await expect(write('delete from compute_bill_line')).rejects.toThrow(/permission denied/)

  const late = bookRows(await planned(1, { fate: 'completed', cards: 8, seconds: 100, submittedAt: MORNING + 86_400 }))
  await meterCentre(meteringOf(await newCentre(), late, '2024-02-22T00:00:00Z'))
  expect((await zone.firm('compute-bill.list', { query: {} })).unbilled).toMatchObject([{ month: '2024-02', runs: 1 }])
  const correct = (yuan: string) => operator('compute-bill.correct', { params: { billId }, body: { yuan, reason: '减免' } })
  expect(await codesOf(correct('-28.81'))).toContain('compute-bill.below-zero')
  const correction = await correct('-8.80')
  expect(correction).toMatchObject({ correctsBillNo: bills[0]?.billNo, chargedYuan: '-8.80', runs: 0 })
  expect(await zone.otherFirm('compute-bill.show', { params: { billId } })).toMatchObject({
    bill: { chargedYuan: '28.80' },
    cards: [{ cardType: 'A', runs: 1, chargedYuan: '28.80' }],
    netYuan: '20.00',
  })
  for (const id of [billId, correction.billId])
    for (const format of ['pdf', 'xlsx'] as const) {
      const file = await zone.otherFirm('compute-bill.file', { params: { billId: id }, query: { format } })
      expect((await file.slice(0, 4).text()).replace('PK\u0003\u0004', 'xlsx')).toBe(format === 'pdf' ? '%PDF' : 'xlsx')
    }
})

test('what the books have is charged at the price that its centre had on the day it began, and the day still differs by nothing', async () => {
  const { zoneId } = zone.ctx.zone
  const centre = await newCentre()
  const price = {
    zone_id: zoneId,
    centre_id: centre.centreId,
    card_type: 'A',
    set_by: 'operator',
    set_at: '2024-01-01T00:00:00Z' as Instant,
  }
  await database.write(zoneId, (tx) =>
    tx
      .insertInto('compute_centre_price')
      .values([
        { ...price, from_on: '2024-02-01' as PlainDate, fen_per_p_hour: 1333n },
        { ...price, from_on: '2024-02-21' as PlainDate, fen_per_p_hour: 100n },
      ])
      .execute(),
  )
  // An hour on eight cards by day, over midnight in Beijing, and after it.
  const given = { fate: 'past the platform' as const, cards: 8, seconds: 3600 }
  const since = (at: string) => planned(1, { ...given, submittedAt: Date.parse(at) / 1000 })
  const jobs = [...(await planned(1, given)), ...(await since('2024-02-20T15:30:00Z')), ...(await since('2024-02-20T16:30:00Z'))]
  const rows = bookRows(jobs)
  await meterCentre(meteringOf(centre, rows))
  const found = (await operator('metering.suspense', { query: { limit: 500 } })).rows.filter(({ centreCode }) => centreCode === centre.code)
  for (const { suspenseId, version } of found) {
    const body = { enterpriseId: zone.otherFirmId, reason: '已核实' }
    await operator('metering.assign', { params: { suspenseId }, body, ifMatch: version })
  }
  const uses = (await zone.otherFirm('voucher-use.list', { query: { limit: 500 } })).rows.filter((row) => row.centre === centre.code)
  expect(uses.map(({ endedOn, yuanPerPHour, chargedYuan }) => [endedOn, yuanPerPHour, chargedYuan].join(' ')).toSorted()).toEqual([
    '2024-02-20 13.33 31.99',
    '2024-02-21 1.00 2.40',
    '2024-02-21 13.33 31.99',
  ])
  expect(await proveCentreDay(meteringOf(centre, rows), DAY)).toMatchObject({ difference: 0n, metered: 8_640_000n })
  expect(await proveCentreDay(meteringOf(centre, rows), '2024-02-21' as PlainDate)).toMatchObject({ difference: 0n, metered: 17_280_000n })
})
