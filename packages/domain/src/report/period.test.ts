import { expect, test } from 'vitest'
import type { PlainDate, YearMonth } from '../shared/time.ts'
import { workdayIndex } from '../shared/workday-index.ts'
import { layPeriod, periodAfter, periodOf, submissionLock } from './period.ts'

const day = (text: string) => text as PlainDate
const month = (text: string) => text as YearMonth
const RULE = { opensAfter: 1, dueAfter: 5, closesAfter: 8, joinsJanuary: true }
// Spring Festival 10–17 February 2024 with work on 4 and 18 February; Qingming 4–6 April with work on 7 April; Labour Day 1–5 May with work
// on 28 April and 11 May.
const workdays = workdayIndex({
  coveredFrom: day('2024-01-01'),
  coveredUntil: day('2025-01-01'),
  holidays: new Set(
    [
      '01-01',
      '02-10',
      '02-11',
      '02-12',
      '02-13',
      '02-14',
      '02-15',
      '02-16',
      '02-17',
      '04-04',
      '04-05',
      '04-06',
      '05-01',
      '05-02',
      '05-03',
      '05-04',
      '05-05',
    ].map((text) => day(`2024-${text}`)),
  ),
  makeUpWorkdays: new Set(['02-04', '02-18', '04-07', '04-28', '05-11'].map((text) => day(`2024-${text}`))),
})

test('March 2024: Qingming stands in between, and Sunday 7 April is worked', () => {
  // Working days of April: 1, 2, 3, 7, 8, 9, 10, 11.
  expect(layPeriod(month('2024-03'), RULE, workdays)).toEqual({
    month: '2024-03',
    firstMonth: '2024-03',
    opensOn: '2024-04-01',
    dueOn: '2024-04-08',
    closesOn: '2024-04-11',
  })
})

test('April 2024: Labour Day first, then Saturday 11 May is worked', () => {
  // Working days of May: 6, 7, 8, 9, 10, 11, 13, 14.
  expect(layPeriod(month('2024-04'), RULE, workdays)).toMatchObject({ opensOn: '2024-05-06', dueOn: '2024-05-10', closesOn: '2024-05-14' })
})

test('January is reported with February; without that rule it stands by itself and runs into Spring Festival', () => {
  expect(layPeriod(month('2024-02'), RULE, workdays)).toMatchObject({ firstMonth: '2024-01', opensOn: '2024-03-01' })
  expect(() => layPeriod(month('2024-01'), RULE, workdays)).toThrow()
  // Working days of February: 1, 2, 4, 5, 6, 7, 8, 9, 18.
  expect(layPeriod(month('2024-01'), { ...RULE, joinsJanuary: false, closesAfter: 9 }, workdays)).toMatchObject({
    opensOn: '2024-02-01',
    dueOn: '2024-02-06',
    closesOn: '2024-02-18',
  })
  expect([periodOf(month('2024-01'), RULE), periodAfter(month('2023-12'), RULE), periodAfter(month('2024-02'), RULE)]).toEqual([
    '2024-02',
    '2024-02',
    '2024-03',
  ])
})

test('a month beyond the calendar is refused, not guessed', () => {
  expect(() => layPeriod(month('2024-12'), RULE, workdays)).toThrow()
})

test('each lock has its own day', () => {
  const period = { ...layPeriod(month('2024-03'), RULE, workdays), isClosed: false }
  const on = (text: string, until: string | null = null) => submissionLock(period, until as PlainDate | null, day(text))
  expect([on('2024-03-31'), on('2024-04-01'), on('2024-04-08'), on('2024-04-09')]).toEqual(['not-open-yet', null, null, 'past-due'])
  expect([on('2024-04-09', '2024-04-10'), on('2024-04-11', '2024-04-10')]).toEqual([null, 'past-due'])
  expect(submissionLock({ ...period, isClosed: true }, null, day('2024-04-02'))).toBe('period-closed')
})
