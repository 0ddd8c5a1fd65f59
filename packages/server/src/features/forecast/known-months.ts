import { monthAfter } from '@ballast/domain/report/period.ts'
import { firstDayOf, yearMonthOf, yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { PeriodRecord } from '../report/index.ts'

type Period = Pick<PeriodRecord, 'month' | 'firstMonth' | 'closedAt'>

export interface KnownMonth {
  readonly month: YearMonth
  readonly isClosed: boolean
}

/** The as-of months of a year, the earliest first: December before it where it has a plan, then every month that was or is being reported. */
export function knownMonths(periods: readonly Period[], year: number, hasPlan: boolean): KnownMonth[] {
  const before = yearMonthOf(year - 1, 12)
  const opened = periods.find(({ month }) => month === before)
  const own = periods.filter(({ month }) => yearOf(month) === year).toSorted((a, b) => (a.month < b.month ? -1 : 1))
  return [
    ...(hasPlan ? [{ month: before, isClosed: opened === undefined || opened.closedAt !== null }] : []),
    ...own.map(({ month, closedAt }) => ({ month, isClosed: closedAt !== null })),
  ]
}

/** Whether nothing later was closed: a forecast as of this month is made in its own time. */
export const isLatest = (periods: readonly Period[], month: YearMonth): boolean =>
  periods.every((period) => period.closedAt === null || period.month <= month)

/** Whether the month is reported with a later one. */
export const isJoined = (periods: readonly Period[], month: YearMonth): boolean =>
  periods.some((period) => period.firstMonth <= month && month < period.month)

/** The first day after a month. */
export const dayAfter = (month: YearMonth): PlainDate => firstDayOf(monthAfter(month))
