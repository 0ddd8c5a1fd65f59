import { expect, test } from 'vitest'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { closedYearsBefore } from './closed-years.ts'

const period = (month: string, { from = month, isClosed = true } = {}) => ({
  month: month as YearMonth,
  firstMonth: from as YearMonth,
  closedAt: isClosed ? ('2024-01-12T00:00:00Z' as never) : null,
})
const whole = (year: number) => [
  period(`${year}-02`, { from: `${year}-01` }),
  ...Array.from({ length: 10 }, (_, at) => period(`${year}-${String(at + 3).padStart(2, '0')}`)),
]

test('a year teaches when all of its months were reported and closed, January with February as well, and only years after it', () => {
  const periods = [...whole(2022), ...whole(2023), period('2024-02', { from: '2024-01' })]
  expect(closedYearsBefore(periods, 2024)).toEqual([2022, 2023])
  expect(closedYearsBefore(periods, 2023)).toEqual([2022])
  expect(closedYearsBefore(periods.slice(1), 2024)).toEqual([2023])
  const open = periods.map((one) => (one.month === '2023-12' ? { ...one, closedAt: null } : one))
  expect(closedYearsBefore(open, 2024)).toEqual([2022])
})
