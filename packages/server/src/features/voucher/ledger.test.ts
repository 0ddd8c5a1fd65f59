// The ledger of vouchers: never overspent, whatever comes at once and in whatever order; the proof finds what somebody bent.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testDatabase } from '../../testing/database.ts'
import { holdFor, testRun, testVouchers, type VoucherZone } from '../../testing/vouchers.ts'
import { proveLedger } from './proof.view.ts'

let database: Database
let zone: VoucherZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await testVouchers(database, 'ledger')
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

/** Eight cards of 300 TFLOPS for an hour. */
const HOUR = 8_640_000n
const hold = (voucherId: Uuid, seconds: number, jobId?: string) =>
  zone.planner('voucher-hold.place', { params: { voucherId }, body: holdFor(seconds, jobId) })
const record = (...uses: ReturnType<typeof testRun>[]) => zone.planner('voucher-use.record', { body: { uses } })
const balancesOf = async (voucherId: Uuid) => (await zone.firm('voucher.show', { params: { voucherId } })).voucher.balances
const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => error.problem.reasons.map(({ code }) => code),
  )
const proof = async () => {
  const { checks } = await zone.planner('voucher-ledger.verify', { query: {} })
  return checks.filter(({ wrong }) => wrong > 0).map(({ code }) => code)
}

test('a hold is cards × TFLOPS × limit; what ran is captured, the rest goes back, and the same job is held for once', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR * 3n))
  const jobId = newId()
  const placed = await hold(voucherId, 7200, jobId)
  expect(placed).toMatchObject({ amount: String(HOUR * 2n), captured: '0', closedAt: null })
  expect(await hold(voucherId, 7200, jobId)).toEqual(placed)
  expect(await codesOf(hold(voucherId, 3600, jobId))).toEqual(['voucher.job-held-differently'])
  expect(await balancesOf(voucherId)).toMatchObject({ free: String(HOUR), held: String(HOUR * 2n) })
  const run = testRun(zone.firmId, { jobId })
  expect(await record(run, run)).toMatchObject({ recorded: 1, known: 1, covered: String(HOUR), chargedYuan: '0.00' })
  expect(await record(run)).toMatchObject({ recorded: 0, known: 1 })
  expect(await codesOf(record({ ...run, elapsedSeconds: 1 }))).toEqual(['voucher-use.differs'])
  expect(await balancesOf(voucherId)).toEqual({
    granted: String(HOUR * 3n),
    free: String(HOUR * 2n),
    held: '0',
    used: String(HOUR),
    redeemed: '0',
    expired: '0',
  })
})

test('a requeued job takes from one hold; what runs over its limit comes from the voucher, and beyond that it is charged', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR * 2n))
  const jobId = newId()
  await hold(voucherId, 3600, jobId)
  await record(testRun(zone.firmId, { jobId, elapsedSeconds: 1800, endState: 'preempted', isLast: false }))
  expect(await balancesOf(voucherId)).toMatchObject({ free: String(HOUR), held: String(HOUR / 2n), used: String(HOUR / 2n) })
  await record(testRun(zone.firmId, { jobId, restart: 1, elapsedSeconds: 3600, endState: 'node_fail', isLast: false }))
  expect(await balancesOf(voucherId)).toMatchObject({ held: String(HOUR / 2n), used: String(HOUR / 2n) })
  // An hour and a half more than is held and free together: 1.5 × 2.4 P·h at 12 yuan.
  const answer = await record(testRun(zone.firmId, { jobId, restart: 2, elapsedSeconds: 3 * 3600 }))
  expect(answer).toMatchObject({ covered: String((HOUR * 3n) / 2n), chargedYuan: '43.20' })
  expect(await balancesOf(voucherId)).toMatchObject({ free: '0', held: '0', used: String(HOUR * 2n) })
  expect(await proof()).toEqual([])
})

test('100 jobs at once on one voucher overspend it by nothing', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR * 37n))
  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => hold(voucherId, 3600)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(37)
  const refusals = answers.flatMap((one) => (one.status === 'rejected' ? [(one.reason as ProblemError).problem.code] : []))
  expect(new Set(refusals)).toEqual(new Set(['voucher.short']))
  expect(await balancesOf(voucherId)).toMatchObject({ free: '0', held: String(HOUR * 37n) })
})

test('whatever is held, captured and released in whatever order at once, nothing is lost and nothing below zero', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR * 6n))
  const jobIds = Array.from({ length: 8 }, () => newId())
  const doing = fc.record({
    what: fc.constantFrom('hold', 'capture', 'capture-part', 'release'),
    job: fc.integer({ min: 0, max: 7 }),
    seconds: fc.integer({ min: 1, max: 7200 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { minLength: 4, maxLength: 16 }), async (doings) => {
      const answers = await Promise.allSettled(
        doings.map(({ what, job, seconds }) => {
          const jobId = jobIds[job] as Uuid
          if (what === 'hold') return hold(voucherId, seconds, jobId)
          if (what === 'release') return zone.planner('voucher-hold.release', { params: { jobId } })
          return record(testRun(zone.firmId, { jobId, elapsedSeconds: seconds, isLast: what === 'capture' }))
        }),
      )
      for (const answer of answers)
        if (answer.status === 'rejected') expect((answer.reason as ProblemError).problem.status).toBeLessThan(500)
      const { granted, free, held, used, expired } = await balancesOf(voucherId)
      expect(BigInt(free) + BigInt(held) + BigInt(used) + BigInt(expired)).toBe(BigInt(granted))
      expect([free, held, used].every((amount) => BigInt(amount) >= 0n)).toBe(true)
    }),
    { numRuns: 6 },
  )
  expect(await proof()).toEqual([])
})

test('debits equal credits and balances add up to zero, whatever part of the ledger is asked for', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR))
  await hold(voucherId, 1800)
  for (const query of [{}, { voucherId }, { step: 'hold' as const }, { unit: 'yuan' as const }]) {
    const { rows, sums, count } = await zone.planner('voucher-ledger.list', { query })
    expect(count).toBeGreaterThan(0)
    expect(rows.length).toBeGreaterThan(0)
    for (const unit of ['tflops_s', 'yuan']) {
      const own = sums.filter((sum) => sum.unit === unit)
      const total = (of: 'debit' | 'credit' | 'balance') => own.reduce((sum, row) => sum + BigInt(row[of].replace('.', '')), 0n)
      expect(total('debit')).toBe(total('credit'))
      expect(total('balance')).toBe(0n)
    }
  }
  const { rows } = await zone.firm('voucher-ledger.list', { query: { voucherId } })
  expect(rows.map(({ step, from, to }) => [step, from.balance, to.balance])).toEqual([
    ['hold', String(HOUR / 2n), String(HOUR / 2n)],
    ['grant', rows[1]?.from.balance, String(HOUR)],
  ])
  expect((await zone.otherFirm('voucher-ledger.list', { query: { voucherId } })).count).toBe(0)
})

test('with hand-written SQL nobody changes a posting, posts a way that there is not, or takes more than there is', async () => {
  const { zoneId } = zone.ctx.zone
  const write = (text: string) => database.write(zoneId, (tx) => sql.raw(text).execute(tx))
  await expect(write('update voucher_posting set amount = 1')).rejects.toThrow(/permission denied/)
  await expect(write('delete from voucher_posting')).rejects.toThrow(/permission denied/)
  await expect(write(`update voucher_account set balance = -1 where kind = 'pool'`)).rejects.toThrow(/check constraint/)
  await expect(write(`update voucher_account set kind = 'budget'`)).rejects.toThrow(/permission denied/)
  const again = (what: string) => `insert into voucher_posting select (jsonb_populate_record(g, ${what})).* from voucher_posting g limit 1`
  await expect(write(again(`jsonb_build_object('posting_id', gen_random_uuid())`))).rejects.toThrow(/unique constraint/)
  await expect(
    write(again(`jsonb_build_object('posting_id', gen_random_uuid(), 'to_kind', 'used', 'from_no', 99, 'to_no', 99)`)),
  ).rejects.toThrow(/check constraint/)
  const scoped = { zoneId, reach: { userId: newId(), enterpriseId: zone.firmId, manager: null, bureau: null } }
  const own = (text: string) => database.write(scoped, (tx) => sql.raw(text).execute(tx))
  await expect(own('update voucher_account set balance = 1')).rejects.toThrow(/permission denied/)
  await expect(own(again(`jsonb_build_object('posting_id', gen_random_uuid())`))).rejects.toThrow(/permission denied/)
})

test('the proof finds a bent balance, a lost posting and a use that nobody took', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR))
  const jobId = newId()
  await hold(voucherId, 3600, jobId)
  await record(testRun(zone.firmId, { jobId }))
  expect(await proof()).toEqual([])
  class Undo extends Error {}
  /** What the proof says while the database is bent; nothing of it stays. */
  const bent = async (text: string): Promise<string[]> => {
    let found: string[] = []
    await database
      .system(async (tx) => {
        await sql.raw(text).execute(tx)
        found = (await proveLedger(tx, zone.ctx.zone.zoneId)).filter(({ wrong }) => wrong > 0).map(({ code }) => code)
        throw new Undo()
      })
      .catch((error: unknown) => expect(error).toBeInstanceOf(Undo))
    return found
  }
  const ofVoucher = `voucher_id = '${voucherId}'`
  expect(await bent(`update voucher_account set balance = balance + 1 where kind = 'used' and ${ofVoucher}`)).toEqual([
    'voucher-proof.balance',
    'voucher-proof.zero',
    'voucher-proof.granted',
    'voucher-proof.used',
  ])
  expect(await bent(`delete from voucher_posting where step = 'capture' and ${ofVoucher}`)).toEqual(['voucher-proof.balance'])
  expect(await bent(`update voucher_posting set from_balance = from_balance + 1 where step = 'hold' and ${ofVoucher}`)).toEqual([
    'voucher-proof.chain',
  ])
  expect(await bent(`delete from voucher_use where ${ofVoucher}`)).toEqual(['voucher-proof.used'])
})

test('what is held lapses, what is free expires after the last day, and what comes back later expires at once', async () => {
  const voucherId = await zone.grant('tflops_s', String(HOUR * 3n))
  const [early, late] = [newId(), newId()]
  await hold(voucherId, 3600, early)
  await hold(voucherId, 3600, late)
  const { zoneId } = zone.ctx.zone
  const set = (text: string) => database.system((tx) => sql.raw(text).execute(tx))
  await set(`update voucher_hold set expires_at = '2024-01-14' where job_id = '${early}'`)
  expect(await zone.planner('voucher.expire', {})).toEqual({ vouchers: 0, holds: 1 })
  expect(await balancesOf(voucherId)).toMatchObject({ free: String(HOUR * 2n), held: String(HOUR), expired: '0' })
  await set(`update zone set business_on = '2025-03-15' where zone_id = '${zoneId}'`)
  expect(await codesOf(hold(voucherId, 60))).toEqual(['voucher.not-valid'])
  expect((await zone.planner('voucher.expire', {})).vouchers).toBeGreaterThanOrEqual(1)
  expect(await balancesOf(voucherId)).toMatchObject({ free: '0', held: String(HOUR), expired: String(HOUR * 2n) })
  await record(testRun(zone.firmId, { jobId: late, elapsedSeconds: 1800 }))
  expect(await balancesOf(voucherId)).toMatchObject({ free: '0', held: '0', used: String(HOUR / 2n), expired: String((HOUR * 5n) / 2n) })
  await set(`update zone set business_on = '2024-03-15' where zone_id = '${zoneId}'`)
  expect(await proof()).toEqual([])
})
