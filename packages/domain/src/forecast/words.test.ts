import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseYi } from '../shared/money.ts'
import { chanceWords, isSaidInTenths, tenthsOf, twoDigits } from './words.ts'

test.each([
  [0, '几乎没有', 'hardly any'],
  [0.0099, '几乎没有', 'hardly any'],
  [0.01, '低于一成', 'less than one in ten'],
  [0.0999, '低于一成', 'less than one in ten'],
  [0.1, '约一成', 'about one in ten'],
  [0.34, '约三成', 'about three in ten'],
  [0.949, '约九成', 'about nine in ten'],
  [0.96, '九成以上', 'more than nine in ten'],
  [0.99, '几乎肯定', 'almost certain'],
  [1, '几乎肯定', 'almost certain'],
])('a chance of %d is said as tenths', (chance, zh, en) => {
  expect(chanceWords(chance)).toEqual({ zh, en })
})

test('dots never tell another tale than the words', () => {
  const said = ['一', '二', '三', '四', '五', '六', '七', '八', '九']
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      const { zh } = chanceWords(chance)
      const tenths = tenthsOf(chance)
      expect(isSaidInTenths(chance)).toBe(zh.startsWith('约'))
      if (isSaidInTenths(chance)) expect(zh).toBe(`约${said[tenths - 1]}成`)
      else expect(tenths).toBe(['九成以上', '几乎肯定'].includes(zh) ? 10 : chance < 0.05 ? 0 : 1)
      expect(Math.abs(tenths / 10 - chance)).toBeLessThanOrEqual(0.05 + 1e-12)
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
