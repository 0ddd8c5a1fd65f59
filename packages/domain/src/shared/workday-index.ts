import { dateOfDayNumber, dayNumber, weekdayOf, type PlainDate } from './time.ts'
import type { WorkdayCalendar } from './workday.ts'

/** A calendar laid out so that each question about working days is one look-up. Null: the calendar does not reach that far. */
export interface WorkdayIndex {
  /** The first day that is known; null: none is. */
  readonly coveredFrom: PlainDate | null
  /** Working days after `after`, up to and with `through`. */
  between(after: PlainDate, through: PlainDate): number | null
  /** The `count`-th working day after `date`; `date` itself when the count is 0. */
  after(date: PlainDate, count: number): PlainDate | null
}

export function workdayIndex(calendar: WorkdayCalendar | null): WorkdayIndex {
  if (calendar === null) return { coveredFrom: null, between: () => null, after: (date, count) => (count === 0 ? date : null) }
  const from = dayNumber(calendar.coveredFrom)
  const until = dayNumber(calendar.coveredUntil)
  const [holidays, makeUps] = [calendar.holidays, calendar.makeUpWorkdays].map((days) => new Set([...days].map(dayNumber))) as [
    Set<number>,
    Set<number>,
  ]
  const workdays: number[] = []
  /** How many working days lie before the day `from + index`. */
  const before: number[] = []
  for (let day = from; day < until; day += 1) {
    before.push(workdays.length)
    if (makeUps.has(day) || (!holidays.has(day) && weekdayOf(day) < 5)) workdays.push(day)
  }
  before.push(workdays.length)
  /** Working days of the calendar up to and with a day. */
  const upTo = (date: PlainDate): number | undefined => before[dayNumber(date) + 1 - from]
  return {
    coveredFrom: calendar.coveredFrom,
    between(after, through) {
      const [first, last] = [upTo(after), upTo(through)]
      return first === undefined || last === undefined ? null : last - first
    },
    after(date, count) {
      if (count === 0) return date
      const done = upTo(date)
      const found = done === undefined ? undefined : workdays[done + count - 1]
      return found === undefined ? null : dateOfDayNumber(found)
    },
  }
}

/** Working days left until a day; negative when it is past. */
export function workdaysUntil(workdays: WorkdayIndex, today: PlainDate, on: PlainDate): number | null {
  if (on >= today) return workdays.between(today, on)
  const past = workdays.between(on, today)
  return past === null ? null : -past
}
