import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { monthOfYear, type ForecastGate } from './input.ts'
import type { DueState, Experience } from './experience.ts'

/** Project-months that the prior counts for. */
const PRIOR_MONTHS = 20
/** Months after its date in which a gate is due; later it is overdue. */
const DUE_MONTHS = 3

/** Chance of passing within a month. Starts of key projects in China; the overdue hazard is lower, so some never start. */
const PRIOR: Readonly<Record<DueState, number>> = { 'not-due': 0.02, due: 0.3, overdue: 0.12 }

export function dueState(month: number, dueMonth: number | null): DueState {
  if (dueMonth === null || month < dueMonth) return 'not-due'
  return month <= dueMonth + DUE_MONTHS ? 'due' : 'overdue'
}

export function hazardOf(experience: Experience | null, gate: LifeGate, state: DueState): number {
  const seen = experience?.hazards[gate]?.[state]
  return (PRIOR_MONTHS * PRIOR[state] + (seen?.passed ?? 0)) / (PRIOR_MONTHS + (seen?.exposed ?? 0))
}

/** The month of the year in which a gate is due: as people expect it now, else as planned. */
export const dueMonthOf = (year: number, { forecastOn, plannedOn }: ForecastGate): number | null => {
  const on = forecastOn ?? plannedOn
  return on === null ? null : monthOfYear(year, on)
}

const NO_EXPERIENCE = {}
const KNOWN_SUMS = new WeakMap<object, Map<string, Float64Array>>()

/**
 * Hazard added up from the end of the known months to the end of each month; a gate is passed when it exceeds an exponential draw.
 * Gates of a kind that fall due in the same month share one array, which nobody writes to.
 */
export function cumulativeHazard(
  experience: Experience | null,
  gate: LifeGate,
  { dueMonth, known }: { readonly dueMonth: number | null; readonly known: number },
): Float64Array {
  const owner = experience ?? NO_EXPERIENCE
  const shared = KNOWN_SUMS.get(owner) ?? new Map<string, Float64Array>()
  KNOWN_SUMS.set(owner, shared)
  const key = `${gate} ${dueMonth} ${known}`
  const there = shared.get(key)
  if (there !== undefined) return there
  const sums = new Float64Array(13)
  for (let month = known + 1; month <= 12; month += 1) {
    const hazard = hazardOf(experience, gate, dueState(month, dueMonth))
    sums[month] = (sums[month - 1] as number) - Math.log1p(-Math.min(0.98, hazard))
  }
  shared.set(key, sums)
  return sums
}

/** A gate that is passed in a given month, for counterfactuals: nothing before it, certainty from it on. */
export function certainHazard(month: number, known: number): Float64Array {
  const at = Math.max(known + 1, month)
  return Float64Array.from({ length: 13 }, (_, place) => (place >= at ? Infinity : 0))
}
