import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brierOf, coveredBy80, crpsOfSorted, pinball, reliability } from './scores.ts'

test('CRPS by hand: a point is its error, two draws lose half their distance', () => {
  expect(crpsOfSorted([5], 8)).toBe(3)
  // (|0-1| + |4-1|) / 2 - (0 + 4 + 4 + 0) / 4 / 2 = 2 - 1
  expect(crpsOfSorted([0, 4], 1)).toBe(1)
  // (2 + 1 + 2) / 3 - (2·(1 + 4 + 3)) / 9 / 2
  expect(crpsOfSorted([1, 2, 5], 3)).toBeCloseTo(5 / 3 - 8 / 9, 12)
})

test('CRPS is never negative, and moving draws and outcome together changes nothing', () => {
  const draws = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(draws, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (values, outcome) => {
      const sorted = values.sort((a, b) => a - b)
      const score = crpsOfSorted(sorted, outcome)
      expect(score).toBeGreaterThan(-1e-6)
      expect(
        crpsOfSorted(
          sorted.map((one) => one + 1000),
          outcome + 1000,
        ),
      ).toBeCloseTo(score, 5)
    }),
  )
})

test('coverage counts the ends of the band', () => {
  const draws = Array.from({ length: 11 }, (_, at) => at)
  expect([0.9, 1, 5, 9, 9.1].map((outcome) => coveredBy80(draws, outcome))).toEqual([false, true, true, true, false])
})

test('pinball, Brier and reliability by hand', () => {
  expect(pinball(10, 0.9, 20)).toBe(9)
  expect(pinball(10, 0.9, 0)).toBeCloseTo(1, 12)
  const said = [
    { chance: 0.25, came: true },
    { chance: 0.25, came: false },
    { chance: 1, came: true },
  ]
  expect(brierOf(said)).toBeCloseTo((0.5625 + 0.0625) / 3, 12)
  expect(reliability(said)).toEqual([
    { n: 2, said: 0.25, came: 0.5 },
    { n: 1, said: 1, came: 1 },
  ])
})
