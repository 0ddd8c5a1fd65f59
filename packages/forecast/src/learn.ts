import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { ZERO_FEN } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { withoutCommon } from './common.ts'
import { STANDARD_CURVE, timeAt } from './curve.ts'
import { DUE_STATES, type DueState, type Experience, type HazardCount, type Reference } from './experience.ts'
import { dueState } from './gate-hazard.ts'
import { monthOfYear, type ForecastProject } from './input.ts'
import { isWorkGate, knownReported, openGates, prepareZone, sumOf } from './prepare.ts'
import { NATIONAL_SEASON, type Season } from './season.ts'
import { drawProject, emptyDrawn, HORIZON_COUNT } from './simulate.ts'
import { shrunkSpeed } from './speed.ts'

/** A year that is over: its projects with their dates and plans as the year began, all months reported, and gates as they were passed. */
export interface ClosedYear {
  readonly year: number
  readonly projects: readonly ForecastProject[]
}

/** Own months replace the national ones after so many years. */
const SEASON_YEARS = 2
/** Draws of the expectation that a closed year is held against. */
const EXPECTATION_DRAWS = 64
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
  const references: Reference[][] = Array.from({ length: MONTHS }, () => [])
  for (const [place, year] of years.entries()) {
    const others = rates(all.filter((other) => other !== place))
    for (const known of origins) references[known]?.push(...referencesOf(year, known, others, season))
  }
  const base = rates(all)
  const errors: number[][] = Array.from({ length: MONTHS }, () => [])
  const ratios: number[][] = Array.from({ length: MONTHS }, () => [])
  for (const [place, year] of years.entries()) {
    const others = { ...rates(all.filter((other) => other !== place)), references }
    const total = sumOf(year.projects.flatMap(({ reportedFen }) => reportedFen))
    for (const known of origins) {
      const soFar = year.projects.reduce((sum, project) => sum + knownReported(project, known), 0)
      const expected = expectedRest(year, known, others)
      if (total > soFar && expected > 0) errors[known]?.push(Math.log((total - soFar) / expected))
      const whole = known === 0 ? sumOf(year.projects.flatMap(({ planFen }) => planFen)) : soFar
      if (total > 0 && whole > 0) ratios[known]?.push(Math.log(total / whole))
    }
  }
  return { ...base, years: years.length, references, errors, ratios }
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

const monthText = (year: number, known: number) =>
  (known === 0 ? `${year - 1}-12` : `${year}-${String(known).padStart(2, '0')}`) as YearMonth

const asItWas = (project: ForecastProject): ForecastProject => ({
  ...project,
  // What was expected at the time is not kept; the plan of the year is.
  gates: project.gates.map((gate) => ({ ...gate, forecastOn: null })),
})

function* referencesOf({ year, projects }: ClosedYear, known: number, experience: Experience, own: Season | null): Generator<Reference> {
  const season = own ?? NATIONAL_SEASON
  for (const project of projects) {
    const started = startMonth(year, project)
    const progress = timeSpent(project, known)
    if (started === null || progress >= 1) continue
    const isStarted = openGates({ year, known, season, experience }, project).workGates.length === 0
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
      logSize: Math.log(Math.max(1, Number(project.totalFen))),
      monthsLate,
      multiplier: Math.max(0, timeSpent(project, MONTHS) - progress) / expected,
    }
  }
}

/** The mean of what was still to come, without what is shared by all. */
function expectedRest({ year, projects }: ClosedYear, known: number, experience: Experience): number {
  const { zone } = prepareZone({
    year,
    asOf: monthText(year, known),
    targetFen: ZERO_FEN,
    industryShareTarget: 0,
    projects: projects.map(asItWas),
    experience,
  })
  const drawn = emptyDrawn(0, EXPECTATION_DRAWS, 1)
  const common = withoutCommon(EXPECTATION_DRAWS)
  for (const project of zone.projects)
    drawProject(zone, { ...project, cell: 0 }, { seed: year, common, drawn, from: 0, to: EXPECTATION_DRAWS })
  const rest = drawn.cells[0] as Float64Array
  let sum = 0
  for (let draw = 0; draw < EXPECTATION_DRAWS; draw += 1) sum += rest[draw * HORIZON_COUNT + HORIZON_COUNT - 1] as number
  return sum / EXPECTATION_DRAWS
}
