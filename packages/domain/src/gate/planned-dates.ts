import { Temporal } from 'temporal-polyfill'
import { isWorkday, type WorkdayCalendar } from '../shared/workday.ts'
import { addDays, type PlainDate } from '../shared/time.ts'
import type { LifeGate } from './life.ts'

/** One gate of a project as its dates are planned. */
export interface Leg {
  readonly gate: LifeGate
  readonly plannedOn: PlainDate | null
  readonly isPassed: boolean
  /** The template: working days after the gate before it; null: without a usual distance. */
  readonly offsetWorkdays: number | null
}

export interface PlannedLeg {
  readonly gate: LifeGate
  readonly plannedOn: PlainDate | null
  /** The calendar of holidays is not published that far; the date knows of weekends alone. */
  readonly isEstimate: boolean
}

/** Working days as far as the calendar is published; beyond it Monday to Friday, for a plan has to reach further than notices do. */
export function isUsualWorkday(calendar: WorkdayCalendar | null, date: PlainDate): boolean {
  if (isCovered(calendar, date)) return isWorkday(calendar, date)
  return Temporal.PlainDate.from(date).dayOfWeek <= 5
}

const isCovered = (calendar: WorkdayCalendar | null, date: PlainDate): calendar is WorkdayCalendar =>
  calendar !== null && date >= calendar.coveredFrom && date < calendar.coveredUntil

/** The `count`-th usual working day after the date; the date itself when the count is 0. */
export function afterWorkdays(calendar: WorkdayCalendar | null, date: PlainDate, count: number): PlainDate {
  let day = date
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isUsualWorkday(calendar, day)) left -= 1
  }
  return day
}

/** Usual working days after one date up to and with another; 0 when that is not later. */
export function workdaysUntil(calendar: WorkdayCalendar | null, from: PlainDate, to: PlainDate): number {
  let count = 0
  for (let day = from; day < to; ) {
    day = addDays(day, 1)
    if (isUsualWorkday(calendar, day)) count += 1
  }
  return count
}

export type PlanMode = 'template' | 'shift' | 'alone'

/**
 * The dates after one gate is planned on another day. `template`: each later gate at its usual distance after the one before it;
 * `shift`: each later gate keeps its distance in working days; `alone`: no other gate moves. Gates before it, gates that are
 * passed, and later ones that have neither a date nor a usual distance stay as they are.
 */
export function planLegs(
  legs: readonly Leg[],
  moved: { readonly gate: LifeGate; readonly on: PlainDate },
  mode: PlanMode,
  calendar: WorkdayCalendar | null,
): PlannedLeg[] {
  const at = legs.findIndex(({ gate }) => gate === moved.gate)
  const from = legs[at]?.plannedOn ?? null
  let before = moved.on
  return legs.map((leg, index) => {
    const kept = leg.plannedOn
    const isMoved = index === at
    const plannedOn = isMoved ? moved.on : index < at || leg.isPassed || mode === 'alone' ? kept : laterLeg(leg)
    if (index > at && plannedOn !== null) before = plannedOn
    return {
      gate: leg.gate,
      plannedOn,
      isEstimate: plannedOn !== null && plannedOn !== kept && !isMoved && !isCovered(calendar, plannedOn),
    }
  })

  function laterLeg({ plannedOn, offsetWorkdays }: Leg): PlainDate | null {
    if (mode === 'template') return offsetWorkdays === null ? plannedOn : afterWorkdays(calendar, before, offsetWorkdays)
    if (plannedOn === null || from === null || moved.on === from || plannedOn < from) return plannedOn
    return afterWorkdays(calendar, moved.on, workdaysUntil(calendar, from, plannedOn))
  }
}
