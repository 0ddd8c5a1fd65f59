import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Uuid } from '../shared/ids.ts'
import { Refusal } from '../shared/refusal.ts'
import type { PlainDate } from '../shared/time.ts'
import { drawPHours, exactPHours, parsePHours, priceOf, workOf } from './computing-power.ts'
import { grantObstacles, lastDayOf } from './grant.ts'
import { ACCOUNT_KINDS, post, POSTING_STEPS, WAYS, type Account, type Move } from './ledger.ts'
import { editObstacles, hasEnded, lineObstacles } from './paid-line.ts'
import { redemptionAmount, redemptionObstacles, type RedemptionCase } from './redemption.ts'
import { settle } from './settle.ts'
import { inForce, rateOn, type Terms } from './terms.ts'

const date = (text: string) => text as PlainDate

test('a P-hour is 3,600,000 TFLOPS·s; eight cards of 312 TFLOPS for an hour are 2.496 P·h', () => {
  expect(parsePHours('1')).toBe(3_600_000n)
  expect(workOf(8n, 312n, 3600n)).toBe(parsePHours('2.496'))
  expect(exactPHours(workOf(8n, 312n, 3600n))).toBe('2.496 P·h')
  expect(exactPHours(3_600_013n)).toBe('1 P·h + 13 TFLOPS·s')
  expect(exactPHours(0n)).toBe('0 P·h')
  expect(drawPHours(-4_500_000_000n)).toBe('-1,250.00')
  expect(() => parsePHours('0.000001')).toThrow(Refusal)
  expect(() => workOf(9_000_000_000n, 9_000_000_000n, 1n)).toThrow(Refusal)
})

test('P-hours of five decimals come back as they were written', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n), (hundredThousandths) => {
      const amount = hundredThousandths * 36n
      expect(parsePHours(exactPHours(amount).replace(' P·h', ''))).toBe(amount)
    }),
  )
})

test('a price is within half a fen of the exact one', () => {
  // 2.496 P·h at ¥12.00: 29.952 yuan.
  expect(priceOf(workOf(8n, 312n, 3600n), 1200n)).toBe(2995n)
  expect(priceOf(1_800_000n, 1n)).toBe(1n)
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 6n), (amount, rate) => {
      const off = priceOf(amount, rate) * 3_600_000n - amount * rate
      expect(off > -1_800_000n && off <= 1_800_000n).toBe(true)
    }),
  )
})

const account = (kind: Account['kind'], balance: bigint): Account => ({ accountId: kind as Uuid, kind, unit: 'fen', balance, postings: 0n })

test('whatever is moved, both sides of each posting agree, the accounts add up to what they did, and none but the budget is below zero', () => {
  const moves = fc.array(fc.record({ step: fc.constantFrom(...POSTING_STEPS), amount: fc.bigInt(0n, 1000n) }), { maxLength: 30 })
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 3000n), { minLength: 7, maxLength: 7 }), moves, (balances, given) => {
      const before = ACCOUNT_KINDS.map((kind, index) => account(kind, balances[index] as bigint))
      const standing = new Map(before.map((one) => [one.kind, one.balance]))
      let postings: ReturnType<typeof post>
      try {
        postings = post(before, given)
      } catch (error) {
        expect((error as Refusal).code).toBe('voucher.short')
        return
      }
      expect(postings).toHaveLength(given.filter(({ amount }) => amount > 0n).length)
      for (const { step, amount, from, to } of postings) {
        expect([from.account.kind, to.account.kind]).toEqual(WAYS[step])
        expect(from.balance).toBe((standing.get(from.account.kind) as bigint) - amount)
        standing.set(from.account.kind, from.balance)
        expect(to.balance).toBe((standing.get(to.account.kind) as bigint) + amount)
        standing.set(to.account.kind, to.balance)
      }
      for (const [kind, balance] of standing) if (kind !== 'budget') expect(balance >= 0n).toBe(true)
      const sum = (values: Iterable<bigint>) => [...values].reduce((total, value) => total + value, 0n)
      expect(sum(standing.values())).toBe(sum(before.map(({ balance }) => balance)))
    }),
  )
})

test('a move that would leave an account short refuses all of them, each with what is left', () => {
  const moves: Move[] = [
    { step: 'hold', amount: 60n },
    { step: 'hold', amount: 60n },
    { step: 'redeem', amount: 70n },
  ]
  const reasons = () => {
    try {
      post([account('voucher', 100n), account('hold', 0n), account('redeemed', 0n)], moves)
    } catch (error) {
      return (error as Refusal).reasons
    }
    return []
  }
  expect(reasons()).toEqual([
    { code: 'voucher.short-voucher', params: { left: '¥0.40', wanted: '¥0.60' } },
    { code: 'voucher.short-hold', params: { left: '¥0.60', wanted: '¥0.70' } },
  ])
})

test('a use is covered, free or charged, to the last TFLOPS·s, and takes no more than hold and voucher have', () => {
  const amount = fc.bigInt(0n, 10n ** 12n)
  const ends = fc.record({ isFree: fc.boolean(), isLast: fc.boolean(), isExpired: fc.boolean(), runsAgain: fc.boolean() })
  fc.assert(
    fc.property(amount, amount, amount, ends, (used, held, voucherFree, end) => {
      const { moves, captured, covered, free, uncovered } = settle(used, { held, voucherFree, ...end })
      const { isFree, isLast, runsAgain } = end
      expect(covered + free + uncovered).toBe(used)
      expect(captured <= held && covered - captured <= voucherFree).toBe(true)
      // What is held for its next run is touched last.
      if (runsAgain && !isFree && captured > 0n) expect(covered - captured).toBe(voucherFree)
      const accounts = (['voucher', 'hold', 'used', 'expired'] as const).map((kind) =>
        account(kind, kind === 'voucher' ? voucherFree : kind === 'hold' ? held : 0n),
      )
      const after = new Map(post(accounts, moves).flatMap(({ from, to }) => [from, to].map((side) => [side.account.kind, side.balance])))
      expect(after.get('used') ?? 0n).toBe(covered)
      if (isLast) expect(after.get('hold') ?? held).toBe(held === 0n ? held : 0n)
    }),
  )
})

test('on a paid line the same is taken, and all that is not free is charged', () => {
  const amount = fc.bigInt(0n, 10n ** 12n)
  const ends = fc.record({ isFree: fc.boolean(), isLast: fc.boolean(), isExpired: fc.boolean(), runsAgain: fc.boolean() })
  fc.assert(
    fc.property(amount, amount, amount, ends, (used, held, voucherFree, end) => {
      const quota = settle(used, { held, voucherFree, ...end })
      const paid = settle(used, { held, voucherFree, ...end, isPaid: true })
      expect(paid).toEqual({ ...quota, charged: used - quota.free })
      expect(paid.covered + paid.free + paid.uncovered).toBe(used)
      expect(quota.charged).toBe(quota.uncovered)
    }),
  )
})

const terms: Terms = {
  fromOn: date('2024-01-01'),
  redemptionPpm: 200_000n,
  firmCapFen: 200_000_000n,
  firmCapTflopsS: null,
  validityMonths: 12,
  freeEndStates: ['node_fail'],
}

test('the newest terms that have begun hold; a voucher of twelve months ends the day before the next year’s', () => {
  const later = { ...terms, fromOn: date('2024-07-01') }
  expect(inForce([later, terms], date('2024-06-30'))).toBe(terms)
  expect(inForce([terms, later], date('2024-07-01'))).toBe(later)
  expect(inForce([terms], date('2023-12-31'))).toBeUndefined()
  const rate = { cardType: 'a', fromOn: date('2024-01-01'), tflops: 312n, fenPerPHour: 1200n }
  expect(rateOn([rate, { ...rate, cardType: 'b' }], 'a', date('2024-02-01'))).toBe(rate)
  expect(lastDayOf(date('2024-03-15'), terms)).toBe('2025-03-14')
})

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code)

test('a paid line names everything that stands in its way, and gives nothing once it is closed or past', () => {
  const fine = { hasFirm: true, amount: 1n, fromOn: date('2024-03-15'), untilOn: date('2024-03-15'), today: date('2024-03-15') }
  expect(lineObstacles(fine)).toEqual([])
  expect(codes(lineObstacles({ ...fine, hasFirm: false, amount: 0n, untilOn: date('2024-03-14') }))).toEqual([
    'paid-line.no-such-firm',
    'voucher.no-amount',
    'paid-line.ends-before',
    'paid-line.is-past',
  ])
  expect(hasEnded({ untilOn: date('2024-03-15'), isClosed: false }, date('2024-03-15'))).toBe(false)
  expect(hasEnded({ untilOn: date('2024-03-15'), isClosed: false }, date('2024-03-16'))).toBe(true)
  expect(hasEnded({ untilOn: date('2024-03-15'), isClosed: true }, date('2024-03-01'))).toBe(true)
})

test('a paid line goes on, or ends today at the earliest, while it is neither closed nor over', () => {
  const line = { fromOn: date('2024-03-10'), untilOn: date('2024-03-20'), isClosed: false }
  expect(editObstacles(line, date('2024-12-31'), date('2024-03-20'))).toEqual([])
  expect(editObstacles(line, date('2024-03-15'), date('2024-03-15'))).toEqual([])
  expect(codes(editObstacles(line, date('2024-03-14'), date('2024-03-15')))).toEqual(['paid-line.is-past'])
  expect(codes(editObstacles(line, date('2024-03-09'), date('2024-03-01')))).toEqual(['paid-line.ends-before'])
  expect(codes(editObstacles(line, date('2024-12-31'), date('2024-03-21')))).toEqual(['paid-line.has-ended'])
  expect(codes(editObstacles({ ...line, isClosed: true }, date('2024-12-31'), date('2024-03-21')))).toEqual(['paid-line.is-closed'])
})

test('a grant names everything that stands in its way', () => {
  const fine = { unit: 'fen' as const, asked: 100n, granted: 100n, poolLeft: 100n, grantedThisYear: 0n, terms }
  expect(grantObstacles(fine)).toEqual([])
  expect(codes(grantObstacles({ ...fine, granted: 101n, grantedThisYear: 199_999_900n }))).toEqual([
    'voucher.more-than-asked',
    'voucher.pool-short',
    'voucher.firm-cap',
  ])
  expect(codes(grantObstacles({ ...fine, poolLeft: undefined, terms: undefined, granted: 0n }))).toEqual([
    'voucher.nothing-granted',
    'voucher.no-terms',
    'voucher.no-pool',
  ])
  // No cap on quota in these terms.
  expect(grantObstacles({ ...fine, unit: 'tflops_s', grantedThisYear: 10n ** 15n })).toEqual([])
})

const use = {
  useId: 'u',
  label: 'c/1',
  endedOn: date('2024-05-01'),
  chargedFen: 100_000n,
  isPaidByQuota: false,
  redeemedIn: null,
  isUnbilled: false,
}
const papers: RedemptionCase = {
  today: date('2024-06-10'),
  enterpriseName: '甲公司',
  enterpriseCreditCode: '91110000000000000A',
  voucher: { fromOn: date('2024-03-01'), untilOn: date('2025-02-28'), isMoney: true },
  contractOn: date('2024-03-02'),
  supplierName: '算力中心公司',
  supplierCreditCode: '91110000000000000B',
  invoiceOn: date('2024-06-01'),
  invoiceFen: 150_000n,
  computeFen: 100_000n,
  paidOn: date('2024-06-02'),
  isUnrelated: true,
  isNotSubsidisedElsewhere: true,
  uses: [use],
  correctedFen: 0n,
  contractIn: null,
}

test('a redemption names everything that its papers and rows lack', () => {
  expect(redemptionObstacles(papers)).toEqual([])
  expect(codes(redemptionObstacles({ ...papers, uses: [] }))).toEqual(['redemption.no-use'])
  expect(codes(redemptionObstacles({ ...papers, correctedFen: 1n }))).toEqual(['redemption.more-than-metered'])
  const bad: RedemptionCase = {
    ...papers,
    today: date('2025-03-01'),
    supplierName: ' 甲 公司',
    computeFen: 150_001n,
    paidOn: date('2024-03-01'),
    isUnrelated: false,
    isNotSubsidisedElsewhere: false,
    voucher: { ...papers.voucher, isMoney: false },
    uses: [{ ...use, endedOn: date('2024-02-29'), isPaidByQuota: true, redeemedIn: 'D-1', isUnbilled: true }],
    contractIn: 'D-0',
  }
  expect(codes(redemptionObstacles(bad))).toEqual([
    'redemption.is-quota',
    'redemption.voucher-expired',
    'redemption.not-declared-unrelated',
    'redemption.own-supplier',
    'redemption.subsidised-elsewhere',
    'redemption.more-than-invoice',
    'redemption.contract-taken',
    'redemption.paid-before-contract',
    'redemption.more-than-metered',
    'redemption.use-outside',
    'redemption.use-by-quota',
    'redemption.use-not-billed',
    'redemption.use-redeemed',
  ])
})

test('a redemption is its share rounded down, bounded by the voucher and by the year’s cap', () => {
  const given = { ppm: 333_333n, voucherLeft: 1_000_000n, firmCap: 200_000n, redeemedThisYear: 0n }
  expect(redemptionAmount(100_001n, given)).toEqual({ amount: 33_333n, limit: 'share' })
  expect(redemptionAmount(100_001n, { ...given, voucherLeft: 30_000n })).toMatchObject({ amount: 30_000n, limit: 'voucher' })
  expect(redemptionAmount(100_001n, { ...given, redeemedThisYear: 190_000n })).toMatchObject({ amount: 10_000n, limit: 'firm-cap' })
  expect(redemptionAmount(100_001n, { ...given, redeemedThisYear: 250_000n })).toMatchObject({ amount: 0n, limit: 'firm-cap' })
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 6n), fc.bigInt(0n, 10n ** 12n), (paid, ppm, voucherLeft) => {
      const { amount } = redemptionAmount(paid, { ppm, voucherLeft, firmCap: null, redeemedThisYear: 0n })
      expect(amount >= 0n && amount <= voucherLeft && amount * 1_000_000n <= paid * ppm).toBe(true)
    }),
  )
})
