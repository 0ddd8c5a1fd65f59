import { Refusal } from './refusal.ts'

declare const plainDate: unique symbol
declare const yearMonth: unique symbol
declare const instant: unique symbol
/** 'YYYY-MM-DD', no time zone. Texts compare in calendar order. */
export type PlainDate = string & { readonly [plainDate]: true }
/** 'YYYY-MM'. */
export type YearMonth = string & { readonly [yearMonth]: true }
/** ISO 8601 in UTC, e.g. '2024-01-15T02:00:00.000Z'. */
export type Instant = string & { readonly [instant]: true }

/** The time zone of every zone of the product: official deadlines are in Beijing time. */
export const OFFICIAL_TIME_ZONE = 'Asia/Shanghai'

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  if (month < 1 || month > 12) return 0
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export function parsePlainDate(text: string): PlainDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const day = Number(match?.[3])
  if (!match || day < 1 || day > daysInMonth(Number(match[1]), Number(match[2]))) {
    throw new Refusal('date.not-a-date', [{ code: 'date.not-a-date', params: { text } }])
  }
  return text as PlainDate
}

export function parseYearMonth(text: string): YearMonth {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new Refusal('date.not-a-month', [{ code: 'date.not-a-month', params: { text } }])
  return text as YearMonth
}

export const yearMonthOf = (year: number, month: number): YearMonth =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}` as YearMonth
export const monthOfDate = (date: PlainDate): YearMonth => date.slice(0, 7) as YearMonth
export const firstDayOf = (month: YearMonth): PlainDate => `${month}-01` as PlainDate
export const monthsOfYear = (year: number): YearMonth[] => Array.from({ length: 12 }, (_, index) => yearMonthOf(year, index + 1))
export const monthNumber = (month: YearMonth): number => Number(month.slice(5, 7))
export const yearOf = (date: PlainDate | YearMonth): number => Number(date.slice(0, 4))

const DAY_MS = 86_400_000
/** Days since 1970-01-01; the place of a date on a drawn axis. */
export const dayNumber = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
export const dateOfDayNumber = (day: number): PlainDate => new Date(day * DAY_MS).toISOString().slice(0, 10) as PlainDate
/** Calendar days from one date to another; negative when the other is earlier. */
export const addDays = (date: PlainDate, days: number): PlainDate => dateOfDayNumber(dayNumber(date) + days)
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from)
/** 0 for Monday to 6 for Sunday; day 0 is a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** The same day so many months later, or the last day of that month where it has no such day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const count = Number(date.slice(0, 4)) * 12 + monthNumber(monthOfDate(date)) - 1 + months
  const month = yearMonthOf(Math.floor(count / 12), (count % 12) + 1)
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(Math.floor(count / 12), (count % 12) + 1))
  return `${month}-${String(day).padStart(2, '0')}` as PlainDate
}

/** @param milliseconds since 1970 */
export const instantAt = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant
/** Whole seconds since 1970. */
export const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1000)

/** A wall-clock time "2024-01-10T09:30:00" as an instant; without an offset of its own it is Beijing time. Null for what is no time. */
export function officialInstant(local: string, offset = '+08:00'): Instant | null {
  const milliseconds = Date.parse(`${local}${/^[+-]\d{2}:\d{2}$/.test(offset) ? offset : '+08:00'}`)
  return Number.isNaN(milliseconds) ? null : instantAt(milliseconds)
}

const OFFICIAL_OFFSET_MS = 8 * 3600_000

/** When an official day begins, in seconds since 1970. */
export const startOfDay = (day: PlainDate): number => Date.parse(`${day}T00:00:00Z`) / 1000 - OFFICIAL_OFFSET_MS / 1000

/** The official date and time of day, to the second. */
export function officialClock(at: Instant): { date: PlainDate; time: string } {
  const text = new Date(Date.parse(at) + OFFICIAL_OFFSET_MS).toISOString()
  return { date: text.slice(0, 10) as PlainDate, time: text.slice(11, 19) }
}
/** The quarter of the year that a month lies in, 1 to 4. */
export const quarterOf = (month: YearMonth): number => Math.ceil(monthNumber(month) / 3)
