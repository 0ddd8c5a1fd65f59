import { addDays, addMonths, firstDayOf, monthOfDate, type PlainDate, type YearMonth } from '../shared/time.ts'
import type { WorkdayIndex } from '../shared/workday-index.ts'

export interface Batch {
  /** The month in whose batch a project goes into the library. */
  readonly month: YearMonth
  readonly dueOn: PlainDate
}

/** The last day for the packs of a month's batch: the day on which the returns of the month before are due. Null: the calendar does not reach. */
export function batchDue(month: YearMonth, dueAfter: number, workdays: WorkdayIndex): PlainDate | null {
  return workdays.after(addDays(firstDayOf(month), -1), dueAfter)
}

/** The batch that a pack handed in on a day belongs to: the first whose last day has not passed. */
export function batchOn(today: PlainDate, dueAfter: number, workdays: WorkdayIndex): Batch | null {
  for (let month = monthOfDate(today); ; month = monthOfDate(addMonths(firstDayOf(month), 1))) {
    const dueOn = batchDue(month, dueAfter, workdays)
    if (dueOn === null) return null
    if (dueOn >= today) return { month, dueOn }
  }
}
