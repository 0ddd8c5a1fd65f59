import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDayNumber, dayNumber, type PlainDate, type YearMonth } from '../shared/time.ts'
import { daysFrom, paceAmount, paceOf } from './pace.ts'

const at = (first: string, last: string, on: string) => {
  const { passed, whole } = paceOf(first as YearMonth, last as YearMonth, on as PlainDate)
  return Number(passed) / Number(whole)
}

test('at the end of March a quarter of the year is over and the whole of the first quarter; half of February is 1.5 months', () => {
  expect(at('2024-01', '2024-12', '2024-03-31')).toBe(0.25)
  expect(at('2024-01', '2024-03', '2024-03-31')).toBe(1)
  expect(at('2023-01', '2023-03', '2023-02-14')).toBe(0.5)
  expect(at('2024-01', '2024-03', '2023-12-31')).toBe(0)
  expect(at('2024-01', '2024-03', '2024-04-10')).toBe(1)
})

test('it grows every day, from nothing to the whole, and never promises more than the amount', () => {
  const day = fc.integer({ min: dayNumber('2023-12-20' as PlainDate), max: dayNumber('2025-01-10' as PlainDate) })
  fc.assert(
    fc.property(day, fc.bigInt({ min: 0n, max: 10n ** 14n }), (number, amount) => {
      const on = (step: number) => paceOf('2024-01' as YearMonth, '2024-12' as YearMonth, dateOfDayNumber(number + step))
      const [today, tomorrow] = [on(0), on(1)]
      const grown = tomorrow.passed * today.whole - today.passed * tomorrow.whole
      const isInside = dateOfDayNumber(number + 1) >= '2024-01-01' && dateOfDayNumber(number + 1) <= '2024-12-31'
      expect(isInside ? grown > 0n : grown === 0n).toBe(true)
      expect(paceAmount(amount, today) <= amount).toBe(true)
    }),
  )
})

test('days from one to another include both', () => {
  expect(daysFrom('2024-02-28' as PlainDate, '2024-03-01' as PlainDate)).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
  expect(daysFrom('2024-03-02' as PlainDate, '2024-03-01' as PlainDate)).toEqual([])
})
