import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crpsOfLevels, distance, isInside, rankOf } from './score.ts'

const even = Array.from({ length: 99 }, (_, place) => BigInt(place + 1) * 1_000_000n)

test('of one figure said with certainty the CRPS is how far it is off', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), fc.bigInt(-(10n ** 14n), 10n ** 14n), (figure, outcome) => {
      const certain = Array.from({ length: 99 }, () => figure)
      expect(distance(crpsOfLevels(certain, outcome), distance(figure, outcome))).toBeLessThanOrEqual(1n)
    }),
  )
})

test('of an even spread from 0 to 100 million the CRPS in its middle is a twelfth of it, and grows outwards', () => {
  // The integral for a uniform law of width w and its middle is w/12.
  expect(Number(crpsOfLevels(even, 50_000_000n)) / 100_000_000).toBeCloseTo(1 / 12, 2)
  expect(crpsOfLevels(even, 90_000_000n)).toBeGreaterThan(crpsOfLevels(even, 70_000_000n))
  expect(crpsOfLevels(even, 300_000_000n) - crpsOfLevels(even, 200_000_000n)).toBe(100_000_000n)
})

test('the band holds its ends; the rank counts hundredths', () => {
  expect([9_999_999n, 10_000_000n, 90_000_000n, 90_000_001n].map((outcome) => isInside(even, outcome))).toEqual([false, true, true, false])
  expect([0n, 50_000_000n, 10n ** 12n].map((outcome) => rankOf(even, outcome))).toEqual([0n, 500_000n, 990_000n])
})
