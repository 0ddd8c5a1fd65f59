import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { learn, type ClosedYear, type Experience } from '@ballast/forecast/index.ts'
import { monthsKnown } from '@ballast/forecast/input.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { PeriodRecord } from '../report/index.ts'
import { forecastProjects } from './forecast-projects.ts'
import { gatesOfTypes, knownAmounts, knownGates, knownProjects, plannedMonths, type AsOf } from './known-facts.view.ts'
import { versionAt } from './plan-version.view.ts'

const MONTHS = 12

/** Years before one of which every month was reported and closed, the earliest first. */
export function closedYearsBefore(periods: readonly Pick<PeriodRecord, 'month' | 'firstMonth' | 'closedAt'>[], year: number): number[] {
  const closed = Map.groupBy(
    periods.filter(({ month, closedAt }) => closedAt !== null && yearOf(month) < year),
    ({ month }) => yearOf(month),
  )
  const monthsOf = (of: readonly Pick<PeriodRecord, 'month' | 'firstMonth'>[]) =>
    of.reduce((sum, { month, firstMonth }) => sum + Number(month.slice(5, 7)) - Number(firstMonth.slice(5, 7)) + 1, 0)
  return [...closed]
    .filter(([, of]) => monthsOf(of) === MONTHS)
    .map(([one]) => one)
    .sort((a, b) => a - b)
}

/**
 * What the zone's closed years teach for a forecast as of a month: each as its plan and dates were when it began, and as it ended. Of a year
 * before the first plan there are the projects that reported or passed a gate, and dates as they were entered later.
 */
export async function experienceOf(
  tx: ReadTx,
  { zoneId, asOf, year, years }: { zoneId: Uuid; asOf: YearMonth; year: number; years: readonly number[] },
): Promise<Experience | null> {
  const closed: ClosedYear[] = []
  for (const one of years) closed.push(await readYear(tx, zoneId, one))
  return learn(closed, [Math.min(MONTHS - 1, monthsKnown({ year, asOf }))])
}

async function readYear(tx: ReadTx, zoneId: Uuid, year: number): Promise<ClosedYear> {
  const [asOf, cutoff] = [yearMonthOf(year, MONTHS), firstDayOf(yearMonthOf(year, 1))]
  const given: AsOf = { zoneId, year, asOf, versionId: await versionAt(tx, zoneId, year, cutoff), cutoff }
  const facts = {
    projects: await knownProjects(tx, given),
    amounts: await knownAmounts(tx, given),
    gates: await knownGates(tx, given),
    gatesOf: await gatesOfTypes(tx, zoneId),
    planned: await plannedMonths(tx, given),
  }
  return { year, projects: forecastProjects(facts, { year, asOf, known: MONTHS }) }
}
