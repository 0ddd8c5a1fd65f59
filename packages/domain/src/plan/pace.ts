import {
  addDays,
  addMonths,
  dayNumber,
  firstDayOf,
  monthNumber,
  monthOfDate,
  yearOf,
  type PlainDate,
  type YearMonth,
} from '../shared/time.ts'
import { fen, type Fen } from '../shared/money.ts'

/** 序时进度: the part of a span of months that is over, as an exact fraction. */
export interface Pace {
  readonly passed: bigint
  readonly whole: bigint
}

const monthIndex = (month: YearMonth): number => yearOf(month) * 12 + monthNumber(month)

/**
 * How much of the months `first` to `last` is over when a day ends. Each month counts the same, and in a month each calendar day: so it is 3/12 at
 * the end of March, as offices say it, and grows every day. Working days do not come into it: sites work on other days than offices.
 */
export function paceOf(first: YearMonth, last: YearMonth, on: PlainDate): Pace {
  const months = BigInt(monthIndex(last) - monthIndex(first) + 1)
  const month = monthOfDate(on)
  if (month < first) return { passed: 0n, whole: 1n }
  if (month > last) return { passed: 1n, whole: 1n }
  const days = BigInt(dayNumber(addMonths(firstDayOf(month), 1)) - dayNumber(firstDayOf(month)))
  return { passed: BigInt(monthIndex(month) - monthIndex(first)) * days + BigInt(on.slice(8, 10)), whole: months * days }
}

/** What of an amount should be done by then, to the fen below. */
export const paceAmount = (amount: bigint, { passed, whole }: Pace): Fen => fen((amount * passed) / whole)

/** The days from one to another, both included. */
export const daysFrom = (first: PlainDate, last: PlainDate): PlainDate[] =>
  Array.from({ length: Math.max(0, dayNumber(last) - dayNumber(first) + 1) }, (_, index) => addDays(first, index))
