import { Temporal } from 'temporal-polyfill'
import { Refusal } from './refusal.ts'
import { addDays, type PlainDate } from './time.ts'

/**
 * The published calendar of holidays and make-up workdays (调休). Covers [coveredFrom, coveredUntil); outside it nothing is
 * known, because the State Council announces each year's holidays only in the November before.
 */
export interface WorkdayCalendar {
  readonly coveredFrom: PlainDate
  readonly coveredUntil: PlainDate
  readonly holidays: ReadonlySet<PlainDate>
  readonly makeUpWorkdays: ReadonlySet<PlainDate>
}

export function isWorkday(calendar: WorkdayCalendar, date: PlainDate): boolean {
  if (date < calendar.coveredFrom || date >= calendar.coveredUntil) {
    throw new Refusal('calendar.not-covered', [{ code: 'calendar.not-covered', params: { date, until: calendar.coveredUntil } }])
  }
  if (calendar.makeUpWorkdays.has(date)) return true
  return !calendar.holidays.has(date) && Temporal.PlainDate.from(date).dayOfWeek <= 5
}

/** The `count`-th workday after `date` (before it when negative); `date` itself when count is 0. */
export function addWorkdays(calendar: WorkdayCalendar, date: PlainDate, count: number): PlainDate {
  const step = count < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step)
    if (isWorkday(calendar, day)) left -= 1
  }
  return day
}
