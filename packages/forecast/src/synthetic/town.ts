import { fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { spentAt, STANDARD_CURVE, timeAt } from '../curve.ts'
import type { ForecastProject } from '../input.ts'
import type { ClosedYear } from '../learn.ts'
import { NATIONAL_SEASON } from '../season.ts'
import { chanceFrom, type Chance } from './chance.ts'
import { isDone, newProject, workMonth, type TrueProject } from './works.ts'

export interface TownYear extends ClosedYear {
  readonly targetFen: bigint
}

const FIRST_YEAR = 2001
/** Years before the first that is looked at, so that projects of every age are there. */
const WARM_UP = 3
const PER_YEAR = 202
const MONTHS = 12

/**
 * A made-up zone, year after year. Its truth is not the forecaster's model: spending follows another curve, durations are optimistic,
 * works freeze, gates have fat-tailed delays and some are never passed, reports come in lumps at quarters' ends, plans are padded.
 */
export function syntheticTown(seed: number, years: number): TownYear[] {
  const chance = chanceFrom(`town ${seed}`)
  const town: { projects: TrueProject[]; born: number; climate: number; padding: number; reached: number } = {
    projects: [],
    born: 0,
    climate: 0,
    padding: 0.2 + 0.15 * chance.normal(),
    reached: 0.75,
  }
  const found: TownYear[] = []
  for (let year = FIRST_YEAR; year < FIRST_YEAR + WARM_UP + years; year += 1) {
    const begin = year * MONTHS
    town.projects = town.projects.filter((project) => !isDone(project) && begin - (project.gates.at(-1)?.plannedMonth ?? begin) < 120)
    for (const project of town.projects) replan(project, begin, chance)
    while (town.projects.length < PER_YEAR) {
      // In the first year projects of all ages, later those that are to start within it or soon after.
      const start = year === FIRST_YEAR ? begin - 24 + chance.below(36) : begin - 1 + chance.below(14)
      town.projects.push(newProject(`${seed}-${(town.born += 1)}`, chance, start))
    }
    // The climate of a year is like the one before, and months differ.
    town.climate = 0.5 * town.climate + 0.09 * chance.normal()
    const plans = town.projects.map((project) => planOf(project, begin, town.padding + 0.05 * chance.normal(), chance))
    const before = town.projects.map(({ reportedFen }) => reportedFen)
    const planned = town.projects.map((project) => project.gates.map((gate) => ({ ...gate })))
    for (let month = 0; month < MONTHS; month += 1) {
      const weight = (NATIONAL_SEASON[month] as number) * Math.exp(town.climate + 0.05 * chance.normal())
      for (const project of town.projects) workMonth(project, begin + month, weight, chance)
    }
    const sum = (of: (place: number) => number) => town.projects.reduce((all, _, place) => all + of(place), 0)
    const plan = sum((place) => (plans[place] as number[]).reduce((all, one) => all + one, 0))
    const targetFen = fen(BigInt(Math.round(plan * town.reached * Math.exp(0.12 * chance.normal()))))
    const done = sum((place) => (town.projects[place] as TrueProject).reportedFen - (before[place] as number))
    town.reached = 0.5 * town.reached + (0.5 * done) / plan
    if (year < FIRST_YEAR + WARM_UP) continue
    const projects = town.projects.map((project, place) =>
      viewOf(project, {
        begin,
        plan: plans[place] as number[],
        before: before[place] as number,
        gates: planned[place] as TrueProject['gates'],
      }),
    )
    found.push({ year, projects, targetFen })
  }
  return found
}

/** What was not passed gets a date of the new year: plans are made again, and again too early. */
function replan(project: TrueProject, begin: number, chance: Chance): void {
  const shift = 1 + chance.below(7)
  for (const [place, gate] of project.gates.entries()) {
    if (gate.passedMonth >= begin && gate.plannedMonth < begin) gate.plannedMonth = begin + shift + place
  }
}

/** The year's plan as its owner writes it: the planned course, padded; a third of them put most of it into December. */
function planOf(project: TrueProject, begin: number, padding: number, chance: Chance): number[] {
  const start = Math.max(0, (project.gates.at(-1)?.plannedMonth ?? begin) - begin)
  const rest = Math.max(0, project.totalFen - project.reportedFen)
  const x = timeAt(STANDARD_CURVE, Math.min(1, project.reportedFen / project.totalFen))
  const planned =
    project.totalFen * (spentAt(STANDARD_CURVE, x + Math.max(0, MONTHS - start) / project.plannedMonths) - spentAt(STANDARD_CURVE, x))
  const year = Math.min(rest, planned * Math.exp(padding + 0.3 * chance.normal()))
  const isDumped = chance.is(0.3)
  const weights = NATIONAL_SEASON.map((weight, month) => (month < start ? 0 : isDumped && month === MONTHS - 1 ? weight + 12 : weight))
  const sum = weights.reduce((all, one) => all + one, 0)
  return weights.map((weight) => (sum === 0 ? 0 : Math.round((year * weight) / sum)))
}

const dateOf = (month: number) => `${Math.floor(month / MONTHS)}-${String((month % MONTHS) + 1).padStart(2, '0')}-15` as PlainDate

function viewOf(
  project: TrueProject,
  { begin, plan, before, gates }: { begin: number; plan: readonly number[]; before: number; gates: TrueProject['gates'] },
): ForecastProject {
  const whole = (amount: number) => fen(BigInt(Math.round(amount)))
  return {
    id: project.id,
    category: project.category,
    cluster: project.cluster,
    isIndustry: project.isIndustry,
    sector: project.category,
    totalFen: whole(project.totalFen),
    cumulativeBeforeFen: whole(before),
    reportedFen: Array.from({ length: MONTHS }, (_, month) => whole(project.reports.get(begin + month) ?? 0)),
    planFen: plan.map(whole),
    constructionShare: project.isIndustry ? 0.5 : 0.85,
    constructionMonths: project.plannedMonths,
    gates: gates.map(({ gate, plannedMonth, passedMonth }) => ({
      gate,
      plannedOn: dateOf(plannedMonth),
      forecastOn: null,
      actualOn: passedMonth < begin + MONTHS ? dateOf(passedMonth) : null,
    })),
  }
}
