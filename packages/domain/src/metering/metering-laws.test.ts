import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JOB_STATES } from '../computing/engine-states.ts'
import type { PlainDate } from '../shared/time.ts'
import { priceOf } from '../voucher/computing-power.ts'
import { attributionOf, type Register } from './attribution.ts'
import { billByCard, billSum } from './bill.ts'
import { billedWork, cardsOf, isUse, lastRun, runKey, runsAgain, windowSince, type BookRun, type EndedRun } from './book-run.ts'
import { proveDay, type BookedRow } from './day-proof.ts'
import { daysToProve } from './days-to-prove.ts'
import { workByHour } from './hours.ts'

const run = (given: Partial<BookRun> = {}): BookRun => ({
  jobId: '7',
  ownId: 'ours',
  account: 'firm-1',
  state: 'completed',
  submittedAt: 1000,
  startedAt: 1060,
  endedAt: 4660,
  elapsedSeconds: 3600,
  billedTflops: 2400,
  cards: { a800: 8 },
  restarts: 0,
  ...given,
})
const register: Register<'a' | 'b'> = {
  jobs: new Map([['ours', 'a']]),
  accounts: new Map([
    ['firm-1', 'a'],
    ['firm-2', 'b'],
  ]),
  cards: new Map([
    ['a800', 'A800'],
    ['h800', 'H800'],
  ]),
  hasRate: (cardType, at) => cardType === 'A800' && at >= 1000,
}
const whose = (given: Partial<BookRun>) => {
  const one = run(given)
  return isUse(one) ? attributionOf(one, register) : undefined
}

test('use is what had cards, ran and is over; a revoked row ran elsewhere', () => {
  const counted = JOB_STATES.filter((state) => isUse(run({ state })))
  expect(counted).toEqual(['completed', 'failed', 'cancelled', 'timeout', 'out-of-memory', 'deadline', 'node-fail', 'preempted'])
  expect(isUse(run({ cards: {} }))).toBe(false)
  expect(isUse(run({ startedAt: null }))).toBe(false)
  expect(billedWork(run())).toBe(8_640_000n)
})

test('a run of a job of ours is its firm’s, whoever submitted it; everything else goes to suspense with a reason', () => {
  expect(whose({})).toEqual({ kind: 'metered', enterpriseId: 'a', cardType: 'A800' })
  expect(cardsOf(run())).toBe(8)
  // Whoever left, and his account with him: the job is still the firm's.
  expect(whose({ account: 'gone' })).toMatchObject({ kind: 'metered', enterpriseId: 'a' })
  expect(whose({ account: 'firm-2' })).toMatchObject({ reason: 'other-account', enterpriseId: 'b' })
  expect(whose({ ownId: '' })).toMatchObject({ reason: 'no-job', enterpriseId: 'a', cardType: 'A800' })
  expect(whose({ ownId: '', account: 'root' })).toMatchObject({ reason: 'unknown-account', enterpriseId: null })
  expect(whose({ cards: { l20: 8 } })).toMatchObject({ reason: 'unknown-card', cardType: null })
  expect(whose({ cards: { a800: 4, h800: 4 } })).toMatchObject({ reason: 'mixed-cards' })
  expect(whose({ cards: { h800: 8 } })).toMatchObject({ reason: 'no-rate', cardType: 'H800' })
  expect(whose({ startedAt: 999 })).toMatchObject({ reason: 'no-rate' })
})

test('a job is over with its last row, and not before the engine had the time to start it again', () => {
  const preempted = run({ state: 'preempted', endedAt: 5000 })
  expect(lastRun([preempted], 5100, 600)).toBeUndefined()
  expect(lastRun([preempted], 5600, 600)).toBe(preempted)
  const again = run({ state: 'pending', startedAt: null, endedAt: null, restarts: 1 })
  expect(lastRun([preempted, again], 99_999, 600)).toBeUndefined()
  const done = run({ restarts: 1 })
  expect(lastRun([done, preempted], 5001, 600)).toBe(done)
  const first = run({ state: 'preempted', endedAt: 5000 }) as EndedRun
  expect(runsAgain(first, [first])).toBe(false)
  expect(runsAgain(first, [first, again])).toBe(true)
  expect(runsAgain(first, [first, run({ restarts: 1, startedAt: 5030 })])).toBe(true)
})

test('windows overlap and never run ahead of the clock', () => {
  const sizes = { overlap: 7200, first: 86_400 }
  expect(windowSince(null, 100_000, sizes)).toEqual({ from: 13_600, until: 100_000 })
  expect(windowSince(90_000, 100_000, sizes)).toEqual({ from: 82_800, until: 100_000 })
  expect(windowSince(200_000, 100_000, sizes)).toEqual({ from: 100_000, until: 100_000 })
})

const rows = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 60 }),
    amount: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    on: fc.constantFrom('metered', 'suspense'),
  }),
  { selector: ({ id }) => id },
)

test('what is booked as the books have it differs by zero; every other difference is the sum of what is named', () => {
  const labelled = <R extends { id: number }>(row: R) => ({ ...row, key: String(row.id), label: `c1/${row.id}` })
  fc.assert(
    fc.property(rows, fc.func(fc.constantFrom('same', 'lost', 'changed', 'extra')), (all, fate) => {
      const engine = all.filter(({ id }) => fate(id) !== 'extra').map(labelled)
      const booked = all
        .filter(({ id }) => fate(id) !== 'lost')
        .map((row) => labelled({ ...row, amount: row.amount + (fate(row.id) === 'changed' ? 1n : 0n) })) as BookedRow[]
      const proof = proveDay(engine, booked)
      expect(proof.difference).toBe(proof.faults.reduce((sum, { engine: theirs, ours }) => sum + theirs - ours, 0n))
      expect(proof.faults.length).toBe(all.filter(({ id }) => fate(id) !== 'same').length)
    }),
  )
  const twice = labelled({ id: 1, amount: 5n })
  expect(proveDay([twice, twice], [{ ...twice, on: 'metered' }])).toMatchObject({ difference: 5n, faults: [{ fault: 'twice' }] })
})

test('a bill equals its rows to the fen, by whatever card they are added', () => {
  const billed = fc.record({
    cardType: fc.constantFrom('A', 'B', 'C'),
    amount: fc.bigInt({ min: 0n, max: 10n ** 13n }),
    rate: fc.bigInt({ min: 1n, max: 5000n }),
    covered: fc.bigInt({ min: 0n, max: 10n ** 13n }),
  })
  fc.assert(
    fc.property(fc.array(billed), (drawn) => {
      const runs = drawn.map(({ rate, ...one }) => ({ ...one, free: 0n, chargedFen: priceOf(one.amount, rate) }))
      const total = billSum(runs)
      expect(total.chargedFen).toBe(runs.reduce((sum, { chargedFen }) => sum + chargedFen, 0n))
      for (const of of ['chargedFen', 'amount', 'covered'] as const)
        expect(billByCard(runs).reduce((sum, card) => sum + card[of], 0n)).toBe(total[of])
    }),
  )
})

test('work cut at full hours adds up to what it was', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 200_000 }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  fc.assert(
    fc.property(span, ([startedAt, seconds, perSecond]) => {
      const parts = workByHour({ startedAt, endedAt: startedAt + seconds, perSecond })
      expect(parts.reduce((sum, { amount }) => sum + amount, 0n)).toBe(perSecond * BigInt(seconds))
      expect(parts.every(({ amount }) => amount <= perSecond * 3600n)).toBe(true)
      expect(new Set(parts.map(({ hour }) => hour)).size).toBe(parts.length)
    }),
  )
  expect(workByHour({ startedAt: 3000, endedAt: 7800, perSecond: 2n })).toEqual([
    { hour: 0, amount: 1200n },
    { hour: 1, amount: 7200n },
    { hour: 2, amount: 1200n },
  ])
})

test('the key of a row is the same for the same row alone', () => {
  const changes: Partial<BookRun>[] = [{ jobId: '8' }, { submittedAt: 1001 }, { ownId: '' }, { restarts: 1 }]
  expect(new Set([run(), ...changes.map(run)].map(runKey)).size).toBe(5)
  expect(runKey(run({ state: 'failed', elapsedSeconds: 1 }))).toBe(runKey(run()))
})

test('every complete day is proved once, one that differed again for a week, and never a day to come', () => {
  const even = (day: string) => ({ day: day as PlainDate, isEven: true })
  const uneven = (day: string) => ({ day: day as PlainDate, isEven: false })
  const last = '2024-03-02' as PlainDate
  expect(daysToProve([], last)).toEqual(['2024-03-02'])
  expect(daysToProve([even('2024-02-28')], last)).toEqual(['2024-02-29', '2024-03-01', '2024-03-02'])
  expect(daysToProve([even('2024-03-02'), uneven('2024-02-25'), uneven('2024-02-24')], last)).toEqual(['2024-02-25'])
  // Somebody proved today before its end: it is looked at again when it is complete.
  expect(daysToProve([uneven('2024-03-03'), even('2024-03-02')], last)).toEqual([])
  expect(daysToProve([even('2020-01-01')], last)).toHaveLength(31)
})
