import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePercent, percentText } from './ratio.ts'
import { Refusal } from './refusal.ts'

test('a percentage with four decimals is the parts per million and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -5_000_000n, max: 5_000_000n }), (ppm) => {
      expect(parsePercent(percentText(ppm, 4))).toBe(ppm)
    }),
  )
})

test('a percentage is written with as many decimals as asked for', () => {
  expect(percentText(600_000n)).toBe('60.00')
  expect(percentText(333_333n, 4)).toBe('33.3333')
  expect(percentText(1_000_000n, 0)).toBe('100')
})

test('a percentage finer than a part per million, or no number, is refused', () => {
  expect(parsePercent(' 12.5 ')).toBe(125_000n)
  for (const text of ['', 'x', '1e2', '33.33333', '.5']) expect(() => parsePercent(text)).toThrow(Refusal)
})
