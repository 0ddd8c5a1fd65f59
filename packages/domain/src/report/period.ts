import { Refusal } from '../shared/refusal.ts'
import {
  addDays,
  addMonths,
  firstDayOf,
  monthNumber,
  monthOfDate,
  yearMonthOf,
  yearOf,
  type PlainDate,
  type YearMonth,
} from '../shared/time.ts'
import { isHandedIn, type ReturnState } from './return-state.ts'
import type { WorkdayIndex } from '../shared/workday-index.ts'

/** When a zone's reports open, are due and close, in working days after the month's last day. */
export interface PeriodRule {
  readonly opensAfter: number
  readonly dueAfter: number
  readonly closesAfter: number
  /** January is not released by itself: it is reported with February. */
  readonly joinsJanuary: boolean
}

export interface Period {
  /** The last month that is reported; the name of the period. */
  readonly month: YearMonth
  readonly firstMonth: YearMonth
  readonly opensOn: PlainDate
  readonly dueOn: PlainDate
  readonly closesOn: PlainDate
}

export const monthAfter = (month: YearMonth): YearMonth => monthOfDate(addMonths(firstDayOf(month), 1))
export const lastDayOf = (month: YearMonth): PlainDate => addDays(firstDayOf(monthAfter(month)), -1)

/** The period in which a month is reported. */
export const periodOf = (month: YearMonth, { joinsJanuary }: Pick<PeriodRule, 'joinsJanuary'>): YearMonth =>
  joinsJanuary && monthNumber(month) === 1 ? yearMonthOf(yearOf(month), 2) : month

/** The period that follows one. */
export const periodAfter = (month: YearMonth, rule: Pick<PeriodRule, 'joinsJanuary'>): YearMonth => periodOf(monthAfter(month), rule)

/** Lays the dates of a period out on the calendar of working days; refuses a month that has no period and days that the calendar does not know. */
export function layPeriod(month: YearMonth, rule: PeriodRule, workdays: WorkdayIndex): Period {
  if (periodOf(month, rule) !== month) throw new Refusal('period.refused', [{ code: 'report.R10', params: { month } }])
  const end = lastDayOf(month)
  const on = (count: number): PlainDate => {
    const day = workdays.after(end, count)
    if (day === null) throw new Refusal('calendar.not-covered', [{ code: 'calendar.not-covered', params: { date: end, until: '—' } }])
    return day
  }
  const firstMonth = rule.joinsJanuary && monthNumber(month) === 2 ? yearMonthOf(yearOf(month), 1) : month
  return { month, firstMonth, opensOn: on(rule.opensAfter), dueOn: on(rule.dueAfter), closesOn: on(rule.closesAfter) }
}

/** Whether a return may be handed in today: from the opening on, until it is due or, by exception, later. */
export function submissionLock(
  period: Period & { readonly isClosed: boolean },
  exceptionUntil: PlainDate | null,
  today: PlainDate,
): 'period-closed' | 'not-open-yet' | 'past-due' | null {
  if (period.isClosed) return 'period-closed'
  if (today < period.opensOn) return 'not-open-yet'
  if (today > period.dueOn && (exceptionUntil === null || today > exceptionUntil)) return 'past-due'
  return null
}

/** Whether a return should have been handed in by now and was not; one that went back is owed again. */
export const isReturnLate = (
  { state, exceptionUntil }: { readonly state: ReturnState | null; readonly exceptionUntil: PlainDate | null },
  { dueOn, isClosed }: { readonly dueOn: PlainDate; readonly isClosed: boolean },
  today: PlainDate,
): boolean => !isClosed && today > (exceptionUntil ?? dueOn) && !isHandedIn(state)
