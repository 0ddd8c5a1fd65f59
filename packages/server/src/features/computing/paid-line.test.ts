// A firm's work at its own cost: from the line that the operator opens to the share of the bill that its money voucher gives back.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { priceOf } from '@ballast/domain/voucher/computing-power.ts'
import { END_STATES } from '@ballast/domain/voucher/settle.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testCentres, type CentreZone } from '../../testing/centres.ts'
import { testDatabase } from '../../testing/database.ts'
import { holdFor, testRun } from '../../testing/vouchers.ts'

let database: Database
let zone: CentreZone
let centreId: Uuid
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'paid', ['c1'])
  centreId = zone.centres[0] as Uuid
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

/** Eight cards of 300 TFLOPS for a minute: 0.04 P·h, 0.48 yuan. */
const MINUTE = 144_000n
const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => [error.problem.code, ...error.problem.reasons.map(({ code }) => code)],
  )
const setToday = (on: string) =>
  database.system((tx) => sql.raw(`update zone set business_on = '${on}' where zone_id = '${zone.ctx.zone.zoneId}'`).execute(tx))
const lineBody = (minutes: bigint, more: object = {}) => ({
  enterpriseId: zone.firmId,
  amount: String(MINUTE * minutes),
  fromOn: '2024-03-15',
  untilOn: '2024-12-31',
  note: '合同 HT-1',
  ...more,
})
const openLine = (minutes: bigint, more: object = {}, client: Client = zone.operator) =>
  client('paid-line.open', { body: lineBody(minutes, more) })
const close = ({ voucherId, version }: { voucherId: string; version: string }) =>
  zone.operator('paid-line.close', { params: { voucherId }, ifMatch: version })
const jobBody = (voucherId: string, limitMinutes: number) => ({
  voucherId,
  centreId,
  name: '训练',
  cardType: 'A',
  cards: 8,
  limitMinutes,
  template: { kind: 'training' as const, command: 'python train.py' },
})
const submit = (voucherId: string, minutes: number, client: Client = zone.firm) =>
  client('compute-job.submit', { body: jobBody(voucherId, minutes) })
const balancesOf = async (voucherId: string) => (await zone.firm('voucher.show', { params: { voucherId } })).voucher.balances
const faults = async () => {
  const { checks } = await zone.planner('voucher-ledger.verify', { query: {} })
  return checks.filter(({ wrong }) => wrong > 0)
}
/** Rounds until the job is settled. */
async function settled(voucherId: string) {
  for (let turn = 0; turn < 40; turn += 1) {
    await zone.roundAt(centreId)
    const { rows } = await zone.firm('compute-job.list', { query: { voucherId } })
    if (rows.every(({ state }) => state === 'settled')) return rows
    zone.pass(30)
  }
  throw new Error('not settled')
}

test('work on a paid line is quoted, charged, billed, and redeemed by the share of a money voucher, to the fen', async () => {
  zone.fresh(8)
  const before = await zone.planner('voucher.pool', { params: { year: 2024 }, query: {} })
  const line = await openLine(30n)
  expect(line).toMatchObject({ voucherNo: 'ZF-2024-0001', isPaid: true, unit: 'tflops_s', note: '合同 HT-1', closedAt: null })
  expect(line.balances).toMatchObject({ granted: String(MINUTE * 30n), free: String(MINUTE * 30n) })
  const quote = await zone.firm('compute-job.quote', { body: jobBody(line.voucherId, 10) })
  expect(quote).toMatchObject({ isPaid: true, yuan: '4.80', reasons: [] })
  expect(await codesOf(submit(line.voucherId, 31))).toContain('voucher.short')
  await submit(line.voucherId, 10)
  expect(await balancesOf(line.voucherId)).toMatchObject({ held: String(MINUTE * 10n), free: String(MINUTE * 20n) })
  await zone.roundAt(centreId)
  // The centre lets no more of it be used than is held there.
  expect(Number(zone.fakes.get(centreId)?.envelopes.get('zf-2024-0001')?.tflopsMinutes)).toBe(Number(MINUTE * 10n) / 60)
  const [job] = await settled(line.voucherId)
  const { rows: uses } = await zone.firm('voucher-use.list', { query: { voucherId: line.voucherId } })
  const [use] = uses
  if (job === undefined || use === undefined || uses.length !== 1) throw new Error('one run was expected')
  const charged = priceOf(BigInt(use.amount), 1200n)
  const yuan = (fen: bigint) => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
  expect(charged).toBeGreaterThan(0n)
  expect(use).toMatchObject({ isPaid: true, covered: use.amount, free: '0', chargedYuan: yuan(charged), isUnbilled: true })
  expect(job).toMatchObject({ isPaid: true, held: '0', used: use.amount, chargedYuan: yuan(charged) })
  const { held, used, free } = await balancesOf(line.voucherId)
  expect({ held, used, free }).toEqual({ held: '0', used: use.amount, free: String(MINUTE * 30n - BigInt(use.amount)) })

  const moneyId = await zone.grant('yuan', '100')
  await setToday('2024-04-02')
  await zone.operator('compute-bill.issue', { body: { month: '2024-03' } })
  const { rows: bills } = await zone.firm('compute-bill.list', { query: {} })
  // What was charged is not from quota.
  expect(bills).toMatchObject([{ runs: 1, amount: use.amount, covered: '0', free: '0', chargedYuan: yuan(charged) }])
  const papers = {
    voucherId: moneyId,
    contractNo: 'HT-1',
    contractOn: '2024-03-01',
    supplierName: '算力中心公司',
    supplierCreditCode: '91110302MA01B2BB1X',
    invoiceNo: 'FP-1',
    invoiceOn: '2024-04-01',
    invoiceYuan: yuan(charged),
    computeYuan: yuan(charged),
    paidOn: '2024-04-02',
    isUnrelated: true,
    isNotSubsidisedElsewhere: true,
    useIds: [use.useId],
  }
  expect(await codesOf(zone.firm('redemption.apply', { body: { ...papers, voucherId: line.voucherId } }))).toContain('redemption.is-quota')
  const filed = await zone.firm('redemption.apply', { body: papers })
  const asked = { params: { redemptionId: filed.redemptionId } }
  const checked = await zone.planner('redemption.check', { ...asked, ifMatch: filed.version })
  const redeemed = await zone.finance('redemption.redeem', { ...asked, body: { paymentNo: 'P-1' }, ifMatch: checked.version })
  // 20 % of what was paid, rounded down.
  expect(redeemed).toMatchObject({ state: 'redeemed', meteredYuan: yuan(charged), amountYuan: yuan(charged / 5n) })
  await setToday('2024-03-15')
  // The pool has the grant of the money voucher more, and of the line nothing.
  const after = await zone.planner('voucher.pool', { params: { year: 2024 }, query: {} })
  const quota = ({ pools, rows }: typeof before) => [pools, rows].map((list) => list.filter(({ unit }) => unit === 'tflops_s'))
  expect(quota(after)).toEqual(quota(before))
  expect(await faults()).toEqual([])
})

test('lines are no public money: in no pool, cap, export or promise, and apart in the ledger and its sums', async () => {
  await zone.planner('voucher.set-terms', {
    body: {
      fromOn: '2024-03-16',
      redemptionShare: '0.2',
      firmCapYuan: null,
      firmCapTflopsSeconds: String(MINUTE * 10n),
      validityMonths: 12,
      freeEndStates: ['node_fail'],
    },
  })
  await setToday('2024-03-16')
  await openLine(1000n, { enterpriseId: zone.otherFirmId })
  const pool = await zone.planner('voucher.pool', { params: { year: 2024 }, query: {} })
  expect(pool.rows.filter(({ key, unit }) => key === zone.otherFirmId && unit === 'tflops_s')).toEqual([])
  const csv = await zone.planner('voucher.export', { params: { year: 2024 }, query: { unit: 'tflops_s', format: 'csv' } })
  expect(await csv.text()).not.toContain('乙公司')
  const { rows } = await zone.planner('computing-use.read', { query: { month: '2024-03' } })
  expect(rows.filter(({ granted }) => granted !== '0')).toEqual([])
  // A cap that the line alone would have gone beyond.
  await zone.grant('tflops_s', String(MINUTE * 10n), zone.otherFirm)
  const { totals } = await zone.otherFirm('voucher.list', { query: {} })
  expect(totals.map(({ unit, isPaid, balances }) => [unit, isPaid, balances.granted])).toEqual([
    ['tflops_s', false, String(MINUTE * 10n)],
    ['yuan', false, '0.00'],
    ['tflops_s', true, String(MINUTE * 1000n)],
  ])
  const { sums } = await zone.planner('voucher-ledger.list', { query: {} })
  const balance = (kind: string, isPaid: boolean) =>
    sums.find((sum) => sum.unit === 'tflops_s' && sum.kind === kind && sum.isPaid === isPaid)?.balance
  expect(balance('budget', false)).toBe('-3600000000000')
  expect(balance('budget', true)).toBe(String(-1030n * MINUTE))
  expect(balance('pool', true)).toBe('0')
  await setToday('2024-03-15')
  expect(await faults()).toEqual([])
})

test('who may open a line, what it is refused for, and that a firm sees its own alone', async () => {
  for (const client of [zone.firm, zone.planner, zone.finance])
    expect(await codesOf(openLine(1n, {}, client))).toContain('action.forbidden')
  expect(await codesOf(openLine(0n, { enterpriseId: newId(), fromOn: '2024-03-16', untilOn: '2024-03-14' }))).toEqual([
    'paid-line.refused',
    'paid-line.no-such-firm',
    'voucher.no-amount',
    'paid-line.ends-before',
    'paid-line.is-past',
  ])
  const line = await openLine(5n)
  const mine = async (client: Client) => (await client('paid-line.list', {})).rows.map(({ voucherId }) => voucherId)
  expect(await mine(zone.firm)).toContain(line.voucherId)
  expect(await mine(zone.operator)).toContain(line.voucherId)
  expect(await mine(zone.otherFirm)).not.toContain(line.voucherId)
  expect(await codesOf(submit(line.voucherId, 1, zone.otherFirm))).toContain('compute-job.not-own-voucher')
  expect(await codesOf(zone.otherFirm('voucher.show', { params: { voucherId: line.voucherId } }))).toContain('voucher.not-found')
  const { rows } = await zone.firm('voucher-ledger.list', { query: { voucherId: line.voucherId } })
  // What all firms have been opened stands in the budget: that posting is not theirs to read.
  expect(rows.map(({ step, from, to }) => [step, from.balance, to.balance])).toEqual([['grant', '0', String(MINUTE * 5n)]])
  const later = await openLine(5n, { fromOn: '2024-03-16' })
  expect(await codesOf(submit(later.voucherId, 1))).toContain('voucher.not-valid')
})

test('closed, a line gives up what is free; what its jobs hold is theirs, what they leave expires, and it is closed once', async () => {
  zone.fresh(8)
  const line = await openLine(20n)
  await submit(line.voucherId, 10)
  const quotaId = await zone.grant('tflops_s', String(MINUTE))
  expect(await codesOf(close({ voucherId: quotaId, version: '1' }))).toContain('paid-line.not-found')
  expect(await codesOf(close({ ...line, version: '7' }))).toContain('changed-meanwhile')
  const closed = await close(line)
  expect(closed.balances).toMatchObject({ free: '0', held: String(MINUTE * 10n), expired: String(MINUTE * 10n) })
  expect(closed.closedByName).toBe('运营员')
  expect(await codesOf(close(closed))).toEqual(['paid-line.refused', 'paid-line.is-closed'])
  expect(await codesOf(submit(line.voucherId, 1))).toContain('paid-line.is-closed')
  const [job] = await settled(line.voucherId)
  expect(job?.chargedYuan).not.toBe('0.00')
  const { free, held, used, expired } = await balancesOf(line.voucherId)
  expect({ free, held }).toEqual({ free: '0', held: '0' })
  expect(BigInt(used) + BigInt(expired)).toBe(MINUTE * 20n)
  expect(await faults()).toEqual([])
  const { rows } = await database.read(zone.ctx.zone.zoneId, (tx) =>
    sql<{ action: string }>`select action from audit_entry where subject_id = ${line.voucherId} and action like 'paid-line.%'
      order by entry_id`.execute(tx),
  )
  expect(rows.map(({ action }) => action)).toEqual(['paid-line.open', 'paid-line.close'])
})

test('a line goes on with its contract: its last day and note change, what stands in the way is named, and nothing is lost meanwhile', async () => {
  const line = await openLine(5n, { untilOn: '2024-03-20' })
  const edit = ({ voucherId, version }: { voucherId: string; version: string }, untilOn: string, client: Client = zone.operator) =>
    client('paid-line.edit', { params: { voucherId }, ifMatch: version, body: { untilOn, note: '续签合同 HT-9' } })
  expect(await codesOf(edit(line, '2024-12-31', zone.firm))).toContain('action.forbidden')
  expect(await codesOf(edit({ ...line, version: '7' }, '2024-12-31'))).toContain('changed-meanwhile')
  expect(await codesOf(edit(line, '2024-03-14'))).toEqual(['paid-line.refused', 'paid-line.ends-before', 'paid-line.is-past'])
  const later = await edit(line, '2024-12-31')
  expect(later).toMatchObject({ untilOn: '2024-12-31', note: '续签合同 HT-9', version: '2', balances: line.balances })
  await setToday('2024-03-21')
  await zone.planner('voucher.expire', {})
  expect(await balancesOf(line.voucherId)).toMatchObject({ free: String(MINUTE * 5n), expired: '0' })
  const [one, other] = await Promise.all(['2025-01-31', '2025-02-28'].map((untilOn) => codesOf(edit(later, untilOn))))
  // Two at once: one of them is told, and the other's day stands.
  expect([one, other].toSorted((a, b) => Number(a?.length) - Number(b?.length))).toEqual([[], ['changed-meanwhile', 'changed-meanwhile']])
  const stands = (await zone.operator('paid-line.list', {})).rows.find(({ voucherId }) => voucherId === line.voucherId)
  expect(stands).toMatchObject({ untilOn: one?.length === 0 ? '2025-01-31' : '2025-02-28', version: '3' })
  const sooner = await edit({ ...later, version: '3' }, '2024-03-21')
  await setToday('2024-03-22')
  expect(await codesOf(submit(line.voucherId, 1))).toContain('voucher.not-valid')
  expect(await codesOf(edit(sooner, '2024-12-31'))).toEqual(['paid-line.refused', 'paid-line.has-ended'])
  await zone.planner('voucher.expire', {})
  expect(await balancesOf(line.voucherId)).toMatchObject({ free: '0', expired: String(MINUTE * 5n) })
  await setToday('2024-03-15')
  const closed = await close(await openLine(1n))
  expect(await codesOf(edit(closed, '2024-12-31'))).toEqual(['paid-line.refused', 'paid-line.is-closed'])
  expect(await faults()).toEqual([])
})

test('whatever ran on a line is charged at the price but for what is free, within its limit and beyond, and the ledger proves', async () => {
  const drawn = fc.record({
    held: fc.integer({ min: 1, max: 7200 }),
    elapsed: fc.integer({ min: 0, max: 20_000 }),
    endState: fc.constantFrom(...END_STATES),
    isLast: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 6 }), async (runs) => {
      const line = await openLine(300n)
      const { voucherId } = line
      for (const { held, elapsed, endState, isLast } of runs) {
        const jobId = newId()
        const isHeld = await zone
          .planner('voucher-hold.place', { params: { voucherId }, body: holdFor(held, jobId) })
          .then(() => true)
          .catch(() => false)
        if (!isHeld) continue
        const run = testRun(zone.firmId, { jobId, elapsedSeconds: elapsed, endState, isLast, centre: `p${voucherId.slice(-8)}` })
        await zone.planner('voucher-use.record', { body: { uses: [run] } })
      }
      const { rows } = await zone.firm('voucher-use.list', { query: { voucherId } })
      for (const { amount, covered, free, chargedYuan, endState } of rows) {
        const paid = BigInt(amount) - BigInt(free)
        expect(BigInt(chargedYuan.replace('.', ''))).toBe(priceOf(paid, 1200n))
        expect(BigInt(free)).toBe(endState === 'node_fail' ? BigInt(amount) : 0n)
        expect(BigInt(covered) <= paid).toBe(true)
      }
      const { granted, free, held, used, expired } = await balancesOf(voucherId)
      expect(BigInt(used)).toBe(rows.reduce((sum, { covered }) => sum + BigInt(covered), 0n))
      expect(BigInt(free) + BigInt(held) + BigInt(used) + BigInt(expired)).toBe(BigInt(granted))
      expect(await faults()).toEqual([])
    }),
    { numRuns: 8 },
  )
})

test('submits at once hold no more of a line than it has, and closed in the middle of them it leaves nothing that can be held', async () => {
  const line = await openLine(7n)
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => submit(line.voucherId, 1)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
  expect(await balancesOf(line.voucherId)).toMatchObject({ free: '0', held: String(MINUTE * 7n) })
  const other = await openLine(50n)
  const [closed] = await Promise.allSettled([close(other), ...Array.from({ length: 10 }, () => submit(other.voucherId, 1))])
  expect(closed.status).toBe('fulfilled')
  const { rows } = await zone.firm('compute-job.list', { query: { voucherId: other.voucherId } })
  for (const { jobId } of rows) await zone.planner('voucher-hold.release', { params: { jobId } })
  expect(await balancesOf(other.voucherId)).toMatchObject({ free: '0', held: '0', expired: String(MINUTE * 50n) })
  expect(await faults()).toEqual([])
})

test('the database keeps lines and public money apart, and the proof finds a charge that is not the price', async () => {
  const line = await openLine(10n)
  const quotaId = await zone.grant('tflops_s', String(MINUTE))
  const write = (text: string) => database.write(zone.ctx.zone.zoneId, (tx) => sql.raw(text).execute(tx))
  const bend = (text: string) => database.system((tx) => sql.raw(text).execute(tx))
  const poolOf = (voucherId: string) => `(select pool_id from voucher where voucher_id = '${voucherId}')`
  await expect(write(`update voucher set is_paid = false where voucher_id = '${line.voucherId}'`)).rejects.toThrow(/permission denied/)
  await expect(bend(`update voucher set pool_id = ${poolOf(quotaId)} where voucher_id = '${line.voucherId}'`)).rejects.toThrow(
    /foreign key/,
  )
  await expect(bend(`update voucher set pool_id = ${poolOf(line.voucherId)} where voucher_id = '${quotaId}'`)).rejects.toThrow(
    /foreign key/,
  )
  await expect(
    bend(`update voucher set closed_at = now(), closed_by = 'x', closed_by_name = 'x' where voucher_id = '${quotaId}'`),
  ).rejects.toThrow(/check constraint/)
  const jobId = newId()
  await zone.planner('voucher-hold.place', { params: { voucherId: line.voucherId }, body: holdFor(60, jobId) })
  await zone.planner('voucher-use.record', { body: { uses: [testRun(zone.firmId, { jobId, elapsedSeconds: 60, centre: 'bent' })] } })
  expect(await faults()).toEqual([])
  const change = (by: string) => bend(`update voucher_use set charged_fen = charged_fen ${by} where job_id = '${jobId}'`)
  await change('- 1')
  expect((await faults()).map(({ code }) => code)).toEqual(['voucher-proof.charged'])
  await change('+ 1')
  expect(await faults()).toEqual([])
})
