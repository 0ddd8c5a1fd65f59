import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseYi } from '../shared/money.ts'
import { chanceWords, tenthsOf, twoDigits } from './words.ts'

test.each([
  [0, { kind: 'hardly' }],
  [0.0099, { kind: 'hardly' }],
  [0.01, { kind: 'below-one' }],
  [0.0999, { kind: 'below-one' }],
  [0.1, { kind: 'about', tenths: 1, zh: '一', en: 'one' }],
  [0.34, { kind: 'about', tenths: 3, zh: '三', en: 'three' }],
  [0.949, { kind: 'about', tenths: 9, zh: '九', en: 'nine' }],
  [0.96, { kind: 'above-nine' }],
  [0.99, { kind: 'almost-sure' }],
  [1, { kind: 'almost-sure' }],
])('a chance of %d is said as tenths', (chance, words) => {
  expect(chanceWords(chance)).toEqual(words)
})

test('dots never tell another tale than the words', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      const words = chanceWords(chance)
      if (words.kind === 'about') expect(tenthsOf(chance)).toBe(words.tenths)
      if (words.kind === 'above-nine' || words.kind === 'almost-sure') expect(tenthsOf(chance)).toBe(10)
      expect(Math.abs(tenthsOf(chance) / 10 - chance)).toBeLessThanOrEqual(0.05 + 1e-12)
    }),
  )
})

test('an amount in words has two significant digits, rounded half away from zero', () => {
  expect(twoDigits(parseYi('963.7'))).toBe(parseYi('960'))
  expect(twoDigits(parseYi('995'))).toBe(parseYi('1000'))
  expect(twoDigits(-parseYi('1.25'))).toBe(-parseYi('1.3'))
  expect(twoDigits(7n)).toBe(7n)
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (amount) => {
      const rounded = twoDigits(amount)
      expect(rounded.toString().replace('-', '').replace(/0+$/, '').length).toBeLessThanOrEqual(2)
      const away = rounded > amount ? rounded - amount : amount - rounded
      expect(away * 19n <= (amount < 0n ? -amount : amount)).toBe(true)
    }),
  )
})
