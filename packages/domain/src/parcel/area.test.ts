import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaDifferencePpm, fenPerMu, formatHundredths, muText, parseHundredths } from './area.ts'

test('one mu is 2000/3 square metres', () => {
  expect(muText('2000')).toBe('3.00')
  expect(muText('531130')).toBe('796.70')
  expect(muText('666.67')).toBe('1.00')
})

test('an amount per mu is exact to the fen', () => {
  expect(fenPerMu(300_000n, '2000.00')).toBe(100_000n)
  expect(fenPerMu(84_200_000_000n, '531130')).toBe(105_686_618n)
  expect(fenPerMu(1n, '0.00')).toBeNull()
})

test('square metres survive text and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (hundredths) => {
      expect(parseHundredths(formatHundredths(hundredths))).toBe(hundredths)
    }),
  )
  expect(() => parseHundredths('1.234')).toThrow()
  expect(parseHundredths('6.5')).toBe(650n)
})

test('a difference of areas is in parts per million of the official one', () => {
  expect(areaDifferencePpm('101', '100')).toBe(10_000n)
  expect(areaDifferencePpm('98.5', '100')).toBe(-15_000n)
})
