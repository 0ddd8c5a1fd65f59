import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, drawWan, fen, formatWanExact, formatYuan, parseWan, parseYuan } from './money.ts'

const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(fen)

test('parts of an allocation add up to the whole, each within a fen of its exact share', () => {
  fc.assert(
    fc.property(amount, fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 }), (total, weights) => {
      const parts = allocate(total, weights)
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total)
      const whole = weights.reduce((sum, weight) => sum + weight, 0n)
      if (whole === 0n) return
      parts.forEach((part, index) => {
        const error = part * whole - total * (weights[index] as bigint)
        expect(error < whole && -error < whole).toBe(true)
      })
    }),
  )
})

test('yuan and 万元 texts read back as the same amount', () => {
  fc.assert(fc.property(amount, (value) => parseYuan(formatYuan(value)) === value && parseWan(formatWanExact(value)) === value))
})

test('an amount finer than a fen is refused, not rounded', () => {
  expect(() => parseYuan('0.005')).toThrow('money.finer-than-fen')
  expect(parseYuan('0.050')).toBe(5n)
  expect(() => parseYuan('1e3')).toThrow('money.not-a-number')
})

test('drawn amounts are rounded half away from zero and grouped', () => {
  expect(drawWan(fen(123_456_789_00n))).toBe('12,345.68')
  expect(drawWan(fen(-5_000n), 0)).toBe('0')
  expect(drawWan(fen(1_00n), 2)).toBe('0.00')
})
