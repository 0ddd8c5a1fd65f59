import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '@ballast/domain/shared/money.ts'
import { commonFactor } from './common.ts'
import { bandWidth, learn, type ClosedYear } from './learn.ts'
import { runForecast } from './run.ts'
import { syntheticTown } from './synthetic/town.ts'
import { input, portfolio, project } from './testing/portfolio.ts'

const PLACES = Array.from({ length: 12 }, () => [] as number[])
const years = (errors: readonly number[], paces: readonly number[] = []) => ({
  errors: PLACES.map(() => errors),
  paces: PLACES.map(() => paces),
})

test('the common factor lies between "no bias" and what the zone’s own years were off by, and years make it surer', () => {
  const logs = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(logs, fc.integer({ min: 0, max: 11 }), (errors, known) => {
      const { mean, deviation } = commonFactor(years(errors), known)
      const average = errors.reduce((sum, one) => sum + one, 0) / errors.length
      expect(Math.abs(mean)).toBeLessThanOrEqual(Math.abs(average) + 1e-12)
      expect(mean * average).toBeGreaterThanOrEqual(0)
      expect(deviation).toBeGreaterThan(0)
    }),
  )
  const surer = [0, 1, 2, 5, 20].map((n) => commonFactor(years(Array.from({ length: n }, () => 0.2)), 3).deviation)
  expect(surer).toEqual([...surer].sort((a, b) => b - a))
  // A closed year that went as expected except for its pace: a pace of +0.5 takes 0.2 with it, once three months are known.
  expect(commonFactor(years([0.2], [0.5]), 6, 0.5).mean).toBeCloseTo(0.2, 9)
  expect(commonFactor(years([0.2], [0.5]), 6, 0).mean).toBeCloseTo(0, 9)
  expect(commonFactor(years([]), 1, 0.3).mean).toBeCloseTo(0.04, 9)
  expect(commonFactor(years([]), 12, -9).mean).toBeCloseTo(-0.2, 9)
})

test('months that were better than the year’s beginning let expect lift what is still to come, beyond what their projects tell', () => {
  const at = (perMonth: bigint) => {
    const reportedFen = Array.from({ length: 4 }, () => fen(perMonth))
    const silent = project({ id: 'silent', gates: [], cumulativeBeforeFen: fen(0n), reportedFen: [0n, 0n, 0n, 0n].map(fen) })
    return runForecast(input([project({ id: 'busy', reportedFen }), silent], { asOf: '2024-04' as never }), { draws: 200, seed: 2 }).basis
  }
  expect(at(14_000_000_000n).commonMedian).toBeGreaterThan(at(7_000_000_000n).commonMedian)
})

test('a band gets wider when outcomes lay far out, narrower when they lay near, never by more than the limits, and slowly', () => {
  expect(bandWidth([], 0)).toBe(1)
  expect(bandWidth([1, -1, 1], 0)).toBeCloseTo(1, 9)
  expect(bandWidth([2], 0)).toBeCloseTo(Math.sqrt(14 / 11), 9)
  expect(bandWidth([], 10)).toBeLessThan(bandWidth([], 5))
  expect(bandWidth([9, -9, 9], 0)).toBe(1.6)
  expect(
    bandWidth(
      Array.from({ length: 50 }, () => 0),
      9,
    ),
  ).toBe(0.7)
})

test('no closed year teaches nothing; a closed year is held against the others alone', () => {
  expect(learn([])).toBeNull()
  const town: ClosedYear[] = syntheticTown(1040, 3)
  const [first, ...rest] = town as [ClosedYear, ...ClosedYear[]]
  const twice = {
    ...first,
    projects: first.projects.map((one) => ({ ...one, reportedFen: one.reportedFen.map((amount) => fen(amount * 2n)) })),
  }
  const [once, doubled] = [learn([first, ...rest], [0, 6]), learn([twice, ...rest], [0, 6])]
  // Twice as much came of the same plans: further off by log 2, for the expectation comes from the other years.
  expect((doubled?.errors[0]?.[0] as number) - (once?.errors[0]?.[0] as number)).toBeCloseTo(Math.LN2, 9)
  expect(once?.paces[6]).toHaveLength(3)
  expect(once?.errors[3]).toEqual([])
  expect(runForecast(portfolio(5), { draws: 50, seed: 1 }).basis).toMatchObject({ years: 0, width: 1 })
})
