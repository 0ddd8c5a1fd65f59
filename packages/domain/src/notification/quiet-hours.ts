import { addDays, dayNumber, officialClock, officialInstant, weekdayOf, type Instant, type PlainDate } from '../shared/time.ts'
import type { WorkdayCalendar } from '../shared/workday.ts'

/** "08:00", official time. */
export type TimeOfDay = string

export interface QuietHours {
  /** From this time on it is quiet, over midnight when it ends earlier in the day; from and until the same: never by the hour. */
  readonly quietFrom: TimeOfDay
  readonly quietUntil: TimeOfDay
  /** Days on which nobody works are quiet as a whole. */
  readonly quietDays: boolean
  /** When a digest leaves, on days that are not quiet. */
  readonly digestTime: TimeOfDay
}

export const PRESET_HOURS: QuietHours = { quietFrom: '21:00', quietUntil: '08:00', quietDays: true, digestTime: '08:30' }

/** The longest official holiday has nine days; what does not open within a month never will. */
const LONGEST_QUIET_DAYS = 31

/** Where the calendar says nothing, Saturday and Sunday are free. A message must not wait for a notice of the State Council. */
function isWorked(calendar: WorkdayCalendar | null, date: PlainDate): boolean {
  const isKnown = calendar !== null && date >= calendar.coveredFrom && date < calendar.coveredUntil
  if (isKnown && calendar.makeUpWorkdays.has(date)) return true
  return weekdayOf(dayNumber(date)) < 5 && !(isKnown && calendar.holidays.has(date))
}

/** The open parts of a day that is not quiet as a whole, each from its first to before its last moment. */
function openParts({ quietFrom, quietUntil }: QuietHours): readonly (readonly [from: string, until: string])[] {
  const [from, until] = [`${quietFrom}:00`, `${quietUntil}:00`]
  if (from === until) return [['00:00:00', '24:00:00']]
  if (from > until) return [[until, from]]
  return [
    ['00:00:00', from],
    [until, '24:00:00'],
  ]
}

export function isQuiet(at: Instant, hours: QuietHours, calendar: WorkdayCalendar | null): boolean {
  const { date, time } = officialClock(at)
  if (hours.quietDays && !isWorked(calendar, date)) return true
  return isQuietAt(time, hours)
}

const isQuietAt = (time: string, hours: QuietHours): boolean => !openParts(hours).some(([from, until]) => from <= time && time < until)
/** Whether a time of day is quiet by the hour. */
export const isQuietTime = (time: TimeOfDay, hours: QuietHours): boolean => isQuietAt(`${time}:00`, hours)

/** The first moment from `at` on that is not quiet; `at` itself when it is not. */
export function nextOpen(at: Instant, hours: QuietHours, calendar: WorkdayCalendar | null): Instant {
  if (!isQuiet(at, hours, calendar)) return at
  const now = officialClock(at)
  for (let days = 0, date = now.date; days <= LONGEST_QUIET_DAYS; days += 1, date = addDays(date, 1)) {
    if (hours.quietDays && !isWorked(calendar, date)) continue
    const part = openParts(hours).find(([from, until]) => from < until && (days > 0 || from > now.time))
    if (part !== undefined) return officialInstant(`${date}T${part[0]}`) as Instant
  }
  return at
}

/** When the digest leaves that something of this moment comes into. */
export function nextDigest(at: Instant, hours: QuietHours, calendar: WorkdayCalendar | null): Instant {
  const now = officialClock(at)
  const time = `${hours.digestTime}:00`
  let date = time > now.time ? now.date : addDays(now.date, 1)
  for (let days = 0; hours.quietDays && !isWorked(calendar, date) && days <= LONGEST_QUIET_DAYS; days += 1) date = addDays(date, 1)
  return officialInstant(`${date}T${time}`) as Instant
}
