import fc from 'fast-check'
import { expect, test } from 'vitest'
import { learnCorrection, NO_CORRECTION } from './correction.ts'
import { estimateWaits } from './estimate-waits.ts'
import type { QueueNow } from './queue.ts'
import { recordOf } from './record.ts'
import { rehearse } from './rehearsal/rehearse.ts'
import { learnRunShares } from './run-share.ts'
import { playQueue } from './simulate-queue.ts'

const HOUR = 3_600
const job = (id: string, cards: number, limit: number) => ({ id, tenant: 'a', cards, limit })

test('a queue by hand: the large job waits for both, a short one slips in before it, a long one may not', () => {
  const queue: QueueNow = {
    at: 1_000,
    cards: 8,
    running: [
      { ...job('r1', 4, HOUR), startedAt: 0 },
      { ...job('r2', 2, 2 * HOUR), startedAt: 0 },
    ],
    waiting: [
      { ...job('large', 8, HOUR), submittedAt: 900 },
      { ...job('long', 2, 3 * HOUR), submittedAt: 950 },
      { ...job('short', 2, HOUR), submittedAt: 960 },
      { ...job('too-large', 9, HOUR), submittedAt: 970 },
    ],
  }
  // r1 really ends at 2,000 and r2 at 3,000; by the limits the large one may expect to start at 7,200.
  const waits = playQueue(queue, Float64Array.of(2_000, 3_000, 600, 600, 1_500, 600))
  // The short one holds two cards from 1,000 to 2,500; at 3,000 the large one has all eight; the long one starts when it has ended.
  expect([...waits]).toEqual([2_000, 2_600, 0, Infinity])
})

const aJob = fc.record({
  cards: fc.constantFrom(1, 2, 4, 8, 16),
  limit: fc.integer({ min: 60, max: 20_000 }),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('no draw of a queue uses more cards than there are, and what fits at once and is first starts at once', () => {
  fc.assert(
    fc.property(fc.array(aJob, { minLength: 1, maxLength: 25 }), (jobs) => {
      const cards = 16
      const queue: QueueNow = {
        at: 0,
        cards,
        running: [],
        waiting: jobs.map((one, index) => ({ ...job(String(index), one.cards, one.limit), submittedAt: 0 })),
      }
      const runs = Float64Array.from(jobs, ({ limit, part }) => limit * part)
      const waits = playQueue(queue, runs)
      expect(waits[0]).toBe(0)
      for (const at of waits) {
        const used = jobs.reduce((sum, one, index) => {
          const from = waits[index] as number
          return from <= at && at < from + (runs[index] as number) ? sum + one.cards : sum
        }, 0)
        expect(used).toBeLessThanOrEqual(cards)
      }
    }),
  )
})

test('a job runs no longer than its limit and no less than it has; tenants are told apart once they have shown themselves', () => {
  const ended = Array.from({ length: 200 }, (_, index) => [
    { tenant: 'quick', cards: 1, limit: HOUR, ran: 30 + (index % 7) },
    { tenant: 'slow', cards: 1, limit: HOUR, ran: HOUR - (index % 11) },
  ]).flat()
  const shares = learnRunShares(ended)
  const draws = (tenant: string, elapsed = 0) =>
    Array.from({ length: 300 }, (_, draw) => shares.draw({ tenant, cards: 1, limit: HOUR }, 77, draw, elapsed)).toSorted((a, b) => a - b)
  expect(draws('quick')[150]).toBeLessThan(60)
  expect(draws('slow')[150]).toBeGreaterThan(0.9 * HOUR)
  for (const ran of draws('quick', 1_800)) expect(ran).toBeGreaterThan(1_800)
  for (const ran of [...draws('slow'), ...draws('new')]) expect(ran).toBeLessThanOrEqual(HOUR)
})

test('a correction brings estimates that are three times too short to where they belong, and counts who still waits', () => {
  const past = (waited: number, hasStarted = true) => ({ simulated: { p50: 1_000, p90: 2_000 }, cards: 1, waited, hasStarted })
  const started = Array.from({ length: 400 }, (_, index) => past(3_000 + 10 * (index % 50)))
  const { p50, p90 } = learnCorrection(started).of({ p50: 1_000, p90: 2_000 }, 1)
  expect(p50).toBeGreaterThan(2_900)
  expect(p90).toBeGreaterThanOrEqual(3_400)
  expect(NO_CORRECTION.of({ p50: 1, p90: 2 }, 1)).toEqual({ p50: 1, p90: 2 })
  const waiting = Array.from({ length: 100 }, () => past(50_000, false))
  expect(learnCorrection([...started, ...waiting]).of({ p50: 1_000, p90: 2_000 }, 1).p90).toBeGreaterThan(10_000)
})

test('who waits within what was told teaches too: that nine in ten of the quick have started says little while as many still wait', () => {
  const simulated = { p50: 1_000, p90: 2_000 }
  const started = Array.from({ length: 400 }, (_, index) => ({ simulated, cards: 1, waited: 100 + index, hasStarted: true }))
  const waiting = Array.from({ length: 400 }, (_, index) => ({ simulated, cards: 1, waited: 600 + index, hasStarted: false }))
  const told = (past: typeof started) => learnCorrection(past).of(simulated, 1)
  expect(told(started).p90).toBeLessThan(500)
  // Half have started within 500 seconds, so that half take longer than that.
  expect(told([...started, ...waiting]).p50).toBeGreaterThan(480)
  expect(told([...started, ...waiting]).p90).toBeGreaterThan(990)
  // Nobody has started: there is no reason to promise less than was simulated.
  expect(told(waiting)).toEqual({ p50: 1_000, p90: 2_000 })
})

const aPast = fc.record({
  p50: fc.integer({ min: 0, max: 100_000 }),
  more: fc.integer({ min: 0, max: 100_000 }),
  cards: fc.constantFrom(1, 4, 8, 32),
  waited: fc.integer({ min: 0, max: 500_000 }),
  hasStarted: fc.boolean(),
})

test('whatever happened before, a corrected P90 is no less than its P50, and longer waits never make it shorter', () => {
  const pastOf = (rows: readonly { p50: number; more: number; cards: number; waited: number; hasStarted: boolean }[], times: number) =>
    rows.map(({ p50, more, cards, waited, hasStarted }) => ({
      simulated: { p50, p90: p50 + more },
      cards,
      waited: waited * times,
      hasStarted,
    }))
  fc.assert(
    fc.property(fc.array(aPast, { maxLength: 60 }), aPast, (rows, { p50, more, cards }) => {
      const simulated = { p50, p90: p50 + more }
      const told = learnCorrection(pastOf(rows, 1)).of(simulated, cards)
      expect(told.p50).toBeGreaterThanOrEqual(0)
      expect(told.p90).toBeGreaterThanOrEqual(told.p50)
      const longer = learnCorrection(pastOf(rows, 3)).of(simulated, cards)
      expect(longer.p90).toBeGreaterThanOrEqual(told.p90 - 1e-6)
    }),
  )
})

test('the same queue and experience give the same estimate, and its P90 is no less than its P50', () => {
  const queue: QueueNow = {
    at: 5_000,
    cards: 8,
    running: [{ ...job('r', 8, HOUR), startedAt: 4_000 }],
    waiting: [
      { ...job('first', 8, HOUR), submittedAt: 4_500 },
      { ...job('second', 1, HOUR), submittedAt: 4_600 },
    ],
  }
  const shares = learnRunShares([])
  const [first, second] = estimateWaits(queue, shares, NO_CORRECTION)
  expect(estimateWaits(queue, shares, NO_CORRECTION)).toEqual([first, second])
  expect(first?.p90).toBeGreaterThanOrEqual(first?.p50 ?? Infinity)
  // Nothing starts before something ends.
  expect(first?.p50).toBeGreaterThan(0)
})

test('a record by hand: an estimate counts once its P90 has passed, late while its job has not started, and not of a job given up before', () => {
  expect(recordOf([])).toBeNull()
  const told = { p50: 100, p90: 200, engine: 1_000, hasStarted: true, age: 500 }
  const due = [
    { ...told, waited: 150 },
    { ...told, waited: 250 },
    { ...told, waited: 90, engine: 500 },
    { ...told, waited: 400, engine: null, hasStarted: false },
  ]
  const notYet = [
    { ...told, waited: 20, age: 199 },
    { ...told, waited: 199, age: 199, hasStarted: false },
    { ...told, waited: 180, hasStarted: false },
  ]
  expect(recordOf(notYet)).toBeNull()
  expect(recordOf([...due, ...notYet])).toEqual({
    n: 4,
    within90: 0.5,
    within50: 0.25,
    medianError: 100,
    beside: { n: 3, medianError: 50, engineMedianError: 750 },
  })
})

test('on made-up jobs estimates are nearer than half of what the engine is off', () => {
  const { test: record, summary } = rehearse({ seed: 5, jobs: 900, load: 0.9, nodes: 12 })
  expect(summary.meanCards).toBeGreaterThan(3)
  expect(record?.n).toBeGreaterThan(20)
  expect(record?.medianError).toBeLessThan((record?.beside?.engineMedianError ?? 0) / 2)
})
