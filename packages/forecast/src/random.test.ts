import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hudson, isMonotone, spentAt, STANDARD_CURVE, timeAt } from './curve.ts'
import { normalQuantile } from './multiplier.ts'
import { bitsOf, EXPONENTIAL, EXPONENTIAL_SHIFT, streamKey, t5Of, uniformOf } from './random.ts'
import { NATIONAL_SEASON, seasonFrom } from './season.ts'
import { meanOf, quantileOfSorted, quantilesInPlace } from './statistics.ts'

const stream = (owner: number, purpose: number, of: (key: number, draw: number) => number, draws = 20_000) => {
  const key = streamKey(3, owner, purpose)
  return Float64Array.from({ length: draws }, (_, draw) => of(key, draw))
}
const deviation = (values: Float64Array) => {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((one) => (one - mean) ** 2)))
}

test('uniform, exponential and t numbers have the mean and spread they should', () => {
  const uniform = stream(1, 16, uniformOf)
  expect(meanOf(uniform)).toBeCloseTo(0.5, 2)
  expect(deviation(uniform)).toBeCloseTo(Math.sqrt(1 / 12), 2)
  const waits = stream(2, 17, (key, draw) => EXPONENTIAL[bitsOf(key, draw) >>> EXPONENTIAL_SHIFT] as number)
  expect(meanOf(waits)).toBeCloseTo(1, 1)
  const t = stream(3, 0, t5Of)
  expect(meanOf(t)).toBeCloseTo(0, 1)
  // Clipping at four deviations takes a little off.
  expect(deviation(t)).toBeGreaterThan(0.95)
  expect(deviation(t)).toBeLessThan(1.01)
  expect(Math.max(...t)).toBeLessThanOrEqual(4)
})

test('streams of different owners and purposes are not correlated: no pair beyond five deviations, of 780', () => {
  const streams = Array.from({ length: 40 }, (_, at) =>
    stream(at >> 2, 16 + (at & 3), uniformOf, 2000).map((one) => (one - 0.5) * Math.sqrt(12)),
  )
  let worst = 0
  for (const [a, one] of streams.entries()) {
    for (const other of streams.slice(a + 1)) {
      const correlation = one.reduce((sum, value, at) => sum + value * (other[at] as number), 0) / Math.sqrt(one.length)
      worst = Math.max(worst, Math.abs(correlation))
    }
  }
  expect(worst).toBeLessThan(5)
})

test('the curve of the worked example, its inverse, and what is no curve', () => {
  expect(STANDARD_CURVE.a).toBeCloseTo(0.0936, 4)
  expect(STANDARD_CURVE.b).toBeCloseTo(2.4512, 4)
  expect(STANDARD_CURVE.c).toBeCloseTo(-1.5448, 4)
  expect(isMonotone(STANDARD_CURVE)).toBe(true)
  expect(isMonotone(hudson(1.5, 1.5))).toBe(false)
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => {
      expect(timeAt(STANDARD_CURVE, spentAt(STANDARD_CURVE, x))).toBeCloseTo(x, 9)
    }),
  )
})

test('weights of the months add up to twelve, and known months have none left', () => {
  expect(NATIONAL_SEASON.reduce((sum, one) => sum + one, 0)).toBeCloseTo(12, 12)
  expect([...seasonFrom(NATIONAL_SEASON, 10)].slice(0, 11)).toEqual(Array.from({ length: 11 }, () => 0))
})

test('quantiles by selection are those of the sorted values', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 }), (values) => {
      const sorted = Float64Array.from(values).sort()
      const levels = [0.1, 0.5, 0.9]
      expect(quantilesInPlace(Float64Array.from(values), levels)).toEqual(levels.map((p) => quantileOfSorted(sorted, p)))
    }),
    // A zero below zero is a zero.
    { examples: [[[-0]], [[-0, 0, -0]]] },
  )
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6)
  expect(normalQuantile(0.01)).toBeCloseTo(-2.326348, 6)
})
