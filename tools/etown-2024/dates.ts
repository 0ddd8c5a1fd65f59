import { isWorkday, type WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { Random } from './random.ts'

/** The business date of the demonstration. */
export const BUSINESS_DATE = '2024-04-10' as PlainDate

const pad = (part: number): string => String(part).padStart(2, '0')
export const dateOf = (year: number, month: number, day: number): PlainDate => {
  const years = year + Math.floor((month - 1) / 12)
  return `${years}-${pad(((((month - 1) % 12) + 12) % 12) + 1)}-${pad(day)}` as PlainDate
}

/** Months from the year 0, for arithmetic on months. */
export const monthIndex = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1

const weekday = (date: PlainDate): number => {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number]
  // 2000-01-02 was a Sunday.
  const day = Date.UTC(year, month - 1, dayOfMonth) - Date.UTC(2000, 0, 2)
  return (((day / 86_400_000) % 7) + 7) % 7
}

/** The day itself or the next one on which offices work; outside the calendar, the next weekday. */
export function onWorkday(calendar: WorkdayCalendar, date: PlainDate): PlainDate {
  for (let day = date; ; day = addDays(day, 1)) {
    const covered = day >= calendar.coveredFrom && day < calendar.coveredUntil
    if (covered ? isWorkday(calendar, day) : weekday(day) !== 0 && weekday(day) !== 6) return day
  }
}

/**
 * A day inside a period that was published only roughly: a year ("2024"), a half ("2024-H1"), a month ("2024-07"). A whole
 * date stays as it is. Not before `after`.
 */
export function dayWithin(text: string, random: Random, calendar: WorkdayCalendar, after: PlainDate | undefined): PlainDate {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text as PlainDate
  const year = Number(text.slice(0, 4))
  const [first, last] = text.endsWith('-H1') ? [3, 6] : text.length === 4 ? [3, 9] : [Number(text.slice(5, 7)), Number(text.slice(5, 7))]
  const drawn = dateOf(year, random.whole(first, last), random.whole(3, 25))
  const day = onWorkday(calendar, after !== undefined && drawn <= after ? addDays(after, random.whole(4, 12)) : drawn)
  if (!day.startsWith(text.slice(0, text.endsWith('-H1') ? 4 : 7))) throw new Error(`No day in ${text} after ${after}: ${day}`)
  return day
}
