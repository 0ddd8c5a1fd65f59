import { shrunk } from '../common.ts'
import type { ForecastInput, ForecastProject } from '../input.ts'
import { learn, type ClosedYear } from '../learn.ts'
import { normalQuantile } from '../multiplier.ts'
import { cellDraws } from '../outcome.ts'
import { drawScale, partOf } from '../part.ts'
import { knownReported, sumOf } from '../amounts.ts'
import { prepareZone } from '../prepare.ts'
import { brierOf, coveredBy80, crpsOfSorted, reliability } from '../scores.ts'
import { NATIONAL_SEASON } from '../season.ts'
import { quantileOfSorted } from '../statistics.ts'
import { syntheticTown, type TownYear } from '../synthetic/town.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'

export const ORIGIN_MONTHS = [0, 3, 6, 9] as const
export const BASELINES = ['plan', 'timeLinear', 'seasonLinear', 'evm', 'lastYearRatio'] as const
export type Baseline = (typeof BASELINES)[number]

/** Scores as parts of the year's plan. */
export interface MonthScore {
  readonly n: number
  readonly coverage80: number
  readonly crps: number
  /** Mean absolute error of the median. */
  readonly mae: number
  /** Mean absolute errors of point forecasts: for a point, CRPS is the error. */
  readonly baselines: Readonly<Record<Baseline, number>>
  readonly best: Baseline
  readonly crpsBest: number
  /** A t around what such a month was of earlier years. */
  readonly crpsSameMonth: number
  readonly brier: number
  readonly reliability: ReturnType<typeof reliability>
}

export interface SyntheticBacktest {
  readonly seeds: number
  readonly yearsPerSeed: number
  readonly months: Readonly<Record<`M${(typeof ORIGIN_MONTHS)[number]}`, MonthScore>>
}

const HISTORY = 3
const TEST_YEARS = 6

interface Scored {
  readonly sorted: Float64Array
  readonly outcome: number
  readonly plan: number
  readonly points: Readonly<Record<Baseline, number>>
  readonly sameMonth: number
  readonly chance: number
  readonly came: boolean
}

/** `first`: the first of the made-up zones; settings were tuned on those from 1001 on, and are scored on 1 to 60. */
export function backtestSynthetic({
  seeds,
  draws,
  first = 1,
}: {
  readonly seeds: number
  readonly draws: number
  readonly first?: number
}): SyntheticBacktest {
  const scored = new Map<number, Scored[]>(ORIGIN_MONTHS.map((known) => [known, []]))
  for (let seed = first; seed < first + seeds; seed += 1) {
    const years = syntheticTown(seed, HISTORY + TEST_YEARS)
    for (let at = HISTORY; at < years.length; at += 1) {
      const past = years.slice(at - HISTORY, at)
      const experience = learn(past, ORIGIN_MONTHS)
      for (const known of ORIGIN_MONTHS) scored.get(known)?.push(scoreYear(years[at] as TownYear, past, { known, draws, seed, experience }))
    }
  }
  return {
    seeds,
    yearsPerSeed: TEST_YEARS,
    months: Object.fromEntries(
      ORIGIN_MONTHS.map((known) => [`M${known}`, summary(scored.get(known) as Scored[])]),
    ) as SyntheticBacktest['months'],
  }
}

/** The input as it was at the end of a month: later reports and passed gates are cut off, so that nothing can read them. */
export function inputAt(town: TownYear, known: number, experience: ForecastInput['experience']): ForecastInput {
  const asOf = (known === 0 ? `${town.year - 1}-12` : `${town.year}-${String(known).padStart(2, '0')}`) as YearMonth
  const cut = (project: ForecastProject): ForecastProject => ({
    ...project,
    reportedFen: project.reportedFen.slice(0, known),
    gates: project.gates.map((gate) => ({
      ...gate,
      actualOn: gate.actualOn !== null && gate.actualOn.slice(0, 7) <= asOf ? gate.actualOn : null,
    })),
  })
  return {
    year: town.year,
    asOf,
    targetFen: town.targetFen as ForecastInput['targetFen'],
    industryShareTarget: 0.6,
    projects: town.projects.map(cut),
    experience,
  }
}

const yearOf = ({ projects }: ClosedYear) => sumOf(projects.flatMap(({ reportedFen }) => reportedFen))
const planOf = ({ projects }: ClosedYear) => sumOf(projects.flatMap(({ planFen }) => planFen))
const knownOf = ({ projects }: ClosedYear, known: number) => projects.reduce((sum, project) => sum + knownReported(project, known), 0)

function scoreYear(
  town: TownYear,
  past: readonly TownYear[],
  { known, draws, seed, experience }: { known: number; draws: number; seed: number; experience: ForecastInput['experience'] },
): Scored {
  const { zone } = prepareZone(inputAt(town, known, experience))
  const part = partOf(zone, { seed, from: 0, to: draws })
  const sorted = cellDraws(zone, part, { scale: drawScale(zone, part), horizon: 'YE', isWanted: () => true }).sort()
  const outcome = yearOf(town)
  const target = Number(town.targetFen)
  const plan = planOf(town)
  const soFar = knownOf(town, known)
  const last = past.at(-1) as TownYear
  const plannedSoFar = sumOf(town.projects.flatMap(({ planFen }) => planFen.slice(0, known)))
  const lastRatio = (plan * yearOf(last)) / planOf(last)
  const gone = NATIONAL_SEASON.slice(0, known).reduce((sum, one) => sum + one, 0)
  const logs = past.map((year) => Math.log(yearOf(year) / (known === 0 ? planOf(year) : knownOf(year, known))))
  return {
    sorted,
    outcome,
    plan,
    points: {
      plan,
      timeLinear: known === 0 ? plan : (soFar * 12) / known,
      seasonLinear: known === 0 ? plan : (soFar * 12) / gone,
      evm:
        known === 0
          ? (plan * past.reduce((sum, one) => sum + yearOf(one), 0)) / past.reduce((sum, one) => sum + planOf(one), 0)
          : (plan * soFar) / plannedSoFar,
      lastYearRatio: lastRatio,
    },
    sameMonth: crpsOfSorted(
      sameMonth(logs).map((ratio) => ratio * (known === 0 ? plan : soFar)),
      outcome,
    ),
    chance: sorted.reduce((count, year) => count + (year >= target ? 1 : 0), 0) / draws,
    came: outcome >= target,
  }
}

/** The honest opponent: what such a month was of earlier years, spread as a t with five degrees of freedom would be. */
function sameMonth(logs: readonly number[]): Float64Array {
  const { mean, deviation } = shrunk(logs, { mean: 0, deviation: 0 }, 0)
  const spread = deviation * Math.sqrt(logs.length / (logs.length - 1)) * Math.sqrt(1 + 1 / logs.length)
  return Float64Array.from({ length: 200 }, (_, at) => Math.exp(mean + spread * 1.1 * normalQuantile((at + 0.5) / 200)))
}

function summary(scored: readonly Scored[]): MonthScore {
  const mean = (of: (one: Scored) => number) => scored.reduce((sum, one) => sum + of(one), 0) / scored.length
  const baselines = Object.fromEntries(
    BASELINES.map((name) => [name, mean(({ points, outcome, plan }) => Math.abs(points[name] - outcome) / plan)]),
  ) as Record<Baseline, number>
  const best = BASELINES.reduce((a, b) => (baselines[b] < baselines[a] ? b : a))
  return {
    n: scored.length,
    coverage80: mean(({ sorted, outcome }) => (coveredBy80(sorted, outcome) ? 1 : 0)),
    crps: mean(({ sorted, outcome, plan }) => crpsOfSorted(sorted, outcome) / plan),
    mae: mean(({ sorted, outcome, plan }) => Math.abs(quantileOfSorted(sorted, 0.5) - outcome) / plan),
    baselines,
    best,
    crpsBest: baselines[best],
    crpsSameMonth: mean(({ sameMonth: score, plan }) => score / plan),
    brier: brierOf(scored),
    reliability: reliability(scored),
  }
}
