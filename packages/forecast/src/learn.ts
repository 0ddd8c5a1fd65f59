import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { ZERO_FEN } from '@ballast/domain/shared/money.ts'
import { commonFactor } from './common.ts'
import { STANDARD_CURVE, timeAt } from './curve.ts'
import { DUE_STATES, type DueState, type Experience, type HazardCount, type Reference } from './experience.ts'
import { dueState } from './gate-hazard.ts'
import { monthOfYear, type ForecastProject } from './input.ts'
import { atStart, expectedOf, paceOf, type Expected } from './pace.ts'
import { knownReported, sumOf } from './amounts.ts'
import { endOfMonth, isWorkGate, openGates, prepareWorks } from './prepare.ts'
import { NATIONAL_SEASON, type Season } from './season.ts'
import { shrunkSpeed } from './speed.ts'

/** A year that is over: its projects with their dates and plans as the year began, all months reported, and gates as they were passed. */
export interface ClosedYear {
  readonly year: number
  readonly projects: readonly ForecastProject[]
}

/** Own months replace the national ones after so many years. */
const SEASON_YEARS = 2
const MONTHS = 12
const ALL_ORIGINS: readonly number[] = Array.from({ length: MONTHS }, (_, known) => known)

/**
 * What closed years teach, oldest first; null without one. Rates of gates and speeds come from all of them; what a year is held against is
 * expected from the other years, so that it does not explain itself. `origins`: months known at which a forecast is going to be made.
 */
export function learn(years: readonly ClosedYear[], origins: readonly number[] = ALL_ORIGINS): Experience | null {
  if (years.length === 0) return null
  const counted = years.map(ratesOf)
  const season = seasonOf(years)
  const rates = (places: readonly number[]) =>
    ratesAsExperience(
      places.map((place) => counted[place] as Rates),
      season,
    )
  const all = years.map((_, place) => place)
  const without = (...left: readonly number[]) => all.filter((place) => !left.includes(place))
  /** What the years but one taught: each held against the others of them, so that the one that is left out plays no part. */
  const leaving = (left?: number): Experience => {
    const kept = left === undefined ? all : without(left)
    const others = kept.map((place) => rates(kept.filter((other) => other !== place)))
    return {
      ...rates(kept),
      references: perMonth(origins, (known) =>
        kept.flatMap((place, at) => [...referencesOf(years[place] as ClosedYear, known, others[at] as Experience, season)]),
      ),
    }
  }
  const seen = years.map((year, place) => lookBack(year, origins, leaving(place)))
  const figures = (of: 'error' | 'pace' | 'ratio', places: readonly number[] = all) =>
    perMonth(origins, (known) => places.flatMap((place) => seen[place]?.[known]?.[of] ?? []))
  const distances = perMonth(origins, (known) =>
    all.flatMap((place) => {
      const others = without(place)
      const one = seen[place]?.[known]
      if (one === undefined || one.error === null || years.length < WIDTH_LEAST) return []
      const { mean, deviation } = commonFactor({ errors: figures('error', others), paces: figures('pace', others) }, known, one.pace)
      return [(one.error - mean) / Math.hypot(deviation, one.deviation)]
    }),
  )
  return {
    ...leaving(),
    errors: figures('error'),
    paces: figures('pace'),
    ratios: figures('ratio'),
    widths: distances.map(bandWidth),
  }
}

const perMonth = <T>(origins: readonly number[], of: (known: number) => T[]): T[][] =>
  ALL_ORIGINS.map((known) => (origins.includes(known) ? of(known) : []))

/** A closed year held against what was to be expected of it at a month. */
interface LookedBack {
  readonly error: number | null
  readonly pace: number | null
  readonly ratio: number | null
  /** Of the rest of the year, from single projects. */
  readonly deviation: number
}

function lookBack(year: ClosedYear, origins: readonly number[], experience: Experience): Record<number, LookedBack> {
  const expectedAt = (known: number): Expected => expectedOf(worksAt(year, known, experience), year.year)
  const start = expectedAt(0)
  const { projects } = year
  const total = sumOf(projects.flatMap(({ reportedFen }) => reportedFen))
  const logOf = (amount: number, of: number) => (amount > 0 && of > 0 ? Math.log(amount / of) : null)
  return Object.fromEntries(
    origins.map((known): [number, LookedBack] => {
      const soFar = projects.reduce((sum, project) => sum + knownReported(project, known), 0)
      const { rest, deviation } = known === 0 ? start : expectedAt(known)
      const whole = known === 0 ? sumOf(projects.flatMap(({ planFen }) => planFen)) : soFar
      return [known, { error: logOf(total - soFar, rest), pace: paceOf(year, known, start), ratio: logOf(total, whole), deviation }]
    }),
  )
}

/** Closed years without which a distance tells more of the others than of the band. */
const WIDTH_LEAST = 3
/** Closed years that the usual width counts for. */
const WIDTH_YEARS = 10
/** Late in the year the sum of single projects is wider than what comes: found on made-up zones other than those that are scored. */
const usualWidth = (known: number): number => (known < 3 ? 1 : known < 9 ? 0.92 : 0.8)

/** By how much bands should have been wider, from distances of outcomes in standard deviations, each forecast from the other years. */
export function bandWidth(distances: readonly number[], known: number): number {
  const squares = distances.reduce((sum, one) => sum + one ** 2, 0)
  return Math.min(1.6, Math.max(0.7, Math.sqrt((WIDTH_YEARS * usualWidth(known) ** 2 + squares) / (WIDTH_YEARS + distances.length))))
}

interface Rates {
  readonly hazards: Readonly<Record<string, Readonly<Record<DueState, HazardCount>>>>
  readonly speeds: Readonly<Record<string, { readonly sum: number; readonly n: number }>>
}

function ratesOf({ year, projects }: ClosedYear): Rates {
  const hazards: Record<string, Record<DueState, { passed: number; exposed: number }>> = {}
  const speeds: Record<string, { sum: number; n: number }> = {}
  for (const project of projects) {
    countGates(year, project, hazards)
    const speed = speedOfYear(year, project)
    if (speed === null) continue
    const sum = (speeds[project.sector] ??= { sum: 0, n: 0 })
    sum.sum += speed
    sum.n += 1
  }
  return { hazards, speeds }
}

/** Every month in which a gate could have been passed: what comes before it was. */
function countGates(
  year: number,
  { gates }: ForecastProject,
  hazards: Record<string, Record<DueState, { passed: number; exposed: number }>>,
): void {
  let ready = 1
  for (const gate of [...gates].sort((a, b) => LIFE_GATES.indexOf(a.gate) - LIFE_GATES.indexOf(b.gate))) {
    if (!isWorkGate(gate.gate) && gate.gate !== 'registration') continue
    const passed = gate.actualOn === null ? MONTHS + 1 : monthOfYear(year, gate.actualOn)
    const due = gate.plannedOn === null ? null : monthOfYear(year, gate.plannedOn)
    const counts = (hazards[gate.gate] ??= {
      'not-due': { passed: 0, exposed: 0 },
      due: { passed: 0, exposed: 0 },
      overdue: { passed: 0, exposed: 0 },
    })
    for (let month = gate.gate === 'registration' ? 1 : ready; month <= Math.min(MONTHS, passed); month += 1) {
      const count = counts[dueState(month, due)]
      count.exposed += 1
      if (month === passed) count.passed += 1
    }
    if (gate.gate !== 'registration') ready = Math.max(ready, passed)
  }
}

/** Month of the year in which works began: 0 for before it, null for not in it. */
function startMonth(year: number, { gates }: ForecastProject): number | null {
  const start = gates.find(({ gate }) => gate === 'construction_start')
  if (start === undefined) return 0
  if (start.actualOn === null) return null
  const month = monthOfYear(year, start.actualOn)
  return month > MONTHS ? null : Math.max(0, month)
}

const timeSpent = (project: ForecastProject, known: number): number =>
  Number(project.totalFen) <= 0
    ? 1
    : timeAt(STANDARD_CURVE, (Number(project.cumulativeBeforeFen) + knownReported(project, known)) / Number(project.totalFen))

/** Weight of the months from one month's end to the year's; half of the month of the start. */
const weightAfter = (season: Season, known: number, started: number): number => {
  const from = Math.max(known, started === 0 ? 0 : started - 1)
  const weight = season.slice(from).reduce((sum, one) => sum + one, 0)
  return started > known ? weight - (season[started - 1] as number) / 2 : weight
}

function speedOfYear(year: number, project: ForecastProject): number | null {
  const started = startMonth(year, project)
  const before = timeSpent(project, 0)
  if (started === null || before >= 1) return null
  return ((timeSpent(project, MONTHS) - before) * project.constructionMonths) / weightAfter(NATIONAL_SEASON, 0, started)
}

function ratesAsExperience(years: readonly Rates[], season: Season | null): Experience {
  const gates = [...new Set(years.flatMap(({ hazards }) => Object.keys(hazards)))]
  const count = (gate: string, state: DueState): HazardCount => ({
    passed: years.reduce((sum, one) => sum + (one.hazards[gate]?.[state].passed ?? 0), 0),
    exposed: years.reduce((sum, one) => sum + (one.hazards[gate]?.[state].exposed ?? 0), 0),
  })
  const hazards = gates.map((gate) => [gate, Object.fromEntries(DUE_STATES.map((state) => [state, count(gate, state)]))] as const)
  const sectors = [...new Set(years.flatMap(({ speeds }) => Object.keys(speeds)))]
  const meanOf = (sums: readonly { readonly sum: number; readonly n: number }[]) => {
    const n = sums.reduce((total, one) => total + one.n, 0)
    return { n, mean: n === 0 ? 0 : sums.reduce((total, one) => total + one.sum, 0) / n }
  }
  const ofSector = (sector: string) => years.flatMap(({ speeds }) => speeds[sector] ?? [])
  return {
    years: years.length,
    season,
    curves: {},
    hazards: Object.fromEntries(hazards) as Experience['hazards'],
    speeds: Object.fromEntries(sectors.map((sector) => [sector, meanOf(ofSector(sector))])),
    speed: meanOf(sectors.flatMap(ofSector)),
    references: [],
    errors: [],
    paces: [],
    ratios: [],
    widths: [],
  }
}

/** The zone's own months, when there are years enough. */
function seasonOf(years: readonly ClosedYear[]): Season | null {
  if (years.length < SEASON_YEARS) return null
  const months = Array.from({ length: MONTHS }, (_, month) =>
    years.reduce((sum, { projects }) => {
      const total = sumOf(projects.flatMap(({ reportedFen }) => reportedFen))
      return total <= 0 ? sum : sum + sumOf(projects.map(({ reportedFen }) => reportedFen[month] ?? 0n)) / total
    }, 0),
  )
  const total = months.reduce((sum, one) => sum + one, 0)
  return total <= 0 || months.some((month) => month < 0) ? null : months.map((month) => (month * MONTHS) / total)
}

function* referencesOf({ year, projects }: ClosedYear, known: number, experience: Experience, own: Season | null): Generator<Reference> {
  const season = own ?? NATIONAL_SEASON
  for (const project of projects) {
    const started = startMonth(year, project)
    const progress = timeSpent(project, known)
    if (started === null || progress >= 1) continue
    const { workGates, registration } = openGates({ year, known, experience }, project)
    const isStarted = workGates.length === 0
    const { speed, monthsLate } = shrunkSpeed({ year, known, season, experience }, project, {
      curve: STANDARD_CURVE,
      worksFen: Number(project.totalFen),
      progress,
      isStarted,
    })
    const expected = (speed * weightAfter(season, known, started)) / Math.max(1, project.constructionMonths)
    if (expected <= 0) continue
    yield {
      isUnderWay: isStarted,
      isRegistered: registration === null,
      progress,
      logSize: Math.log(Math.max(1, Number(project.totalFen))),
      monthsLate,
      multiplier: Math.max(0, timeSpent(project, MONTHS) - progress) / expected,
    }
  }
}

function worksAt({ year, projects }: ClosedYear, known: number, experience: Experience) {
  return prepareWorks({
    year,
    asOf: endOfMonth(year, known),
    targetFen: ZERO_FEN,
    industryShareTarget: 0,
    projects: projects.map(atStart),
    experience,
  })
}
