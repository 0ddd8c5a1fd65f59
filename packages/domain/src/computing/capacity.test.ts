import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawP, inCommissioning, isWhole, parseTflops, powerOf, PRECISIONS, tflopsText, type CardCapacity } from './capacity.ts'

const count = fc.option(fc.integer({ min: 0, max: 20_000 }))
const card: fc.Arbitrary<CardCapacity> = fc.record({
  planned: count,
  seen: count,
  power: fc.dictionary(fc.constantFrom(...PRECISIONS), fc.bigInt({ min: 1n, max: 10_000_000n })),
})

test('2000P are 6,410 cards of 312 TFLOPS; what the engine does not have yet is in commissioning', () => {
  const cards = [{ planned: 6410, seen: 6400, power: { fp16: 312_000n, fp64: 9_700n } }]
  expect(powerOf(cards)).toEqual([
    { precision: 'fp64', inUse: 62_080_000n, commissioning: 97_000n },
    { precision: 'fp16', inUse: 1_996_800_000n, commissioning: 3_120_000n },
  ])
  expect(drawP(1_996_800_000n)).toBe('1,996.80')
  expect(isWhole(cards)).toBe(false)
  expect(isWhole([{ planned: 6410, seen: 6410 }])).toBe(true)
  expect(isWhole([{ planned: null, seen: 6410 }])).toBe(false)
  expect(isWhole([])).toBe(false)
})

test('in use and in commissioning together are what is planned, or what is there where that is more', () => {
  fc.assert(
    fc.property(fc.array(card), (cards) => {
      for (const { precision, inUse, commissioning } of powerOf(cards)) {
        const whole = cards.reduce((sum, { planned, seen, power }) => {
          return sum + BigInt(Math.max(planned ?? 0, seen ?? 0)) * (power[precision] ?? 0n)
        }, 0n)
        expect(inUse + commissioning).toBe(whole)
      }
    }),
  )
})

test('a sum of centres is the sum of their powers, and none is negative', () => {
  fc.assert(
    fc.property(fc.array(card), fc.array(card), (some, others) => {
      const of = (cards: CardCapacity[], precision: string) => powerOf(cards).find((one) => one.precision === precision)
      for (const { precision, inUse, commissioning } of powerOf([...some, ...others])) {
        expect(inUse).toBe((of(some, precision)?.inUse ?? 0n) + (of(others, precision)?.inUse ?? 0n))
        expect(commissioning).toBe((of(some, precision)?.commissioning ?? 0n) + (of(others, precision)?.commissioning ?? 0n))
      }
      for (const one of [...some, ...others]) expect(inCommissioning(one)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('TFLOPS are read to the thousandth and written as they were', () => {
  fc.assert(fc.property(fc.bigInt({ min: 1n, max: 9_999_999_999n }), (gflops) => parseTflops(tflopsText(gflops)) === gflops))
  for (const text of ['', '0', '1.2345', '-3', '9,7', '1e3']) expect(() => parseTflops(text)).toThrow()
})
