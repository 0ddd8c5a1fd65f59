import { spentAt, timeAt, type Curve } from './curve.ts'
import { monthOfYear, type ForecastProject } from './input.ts'
import type { Origin } from './origin.ts'

/** Months under way that the sector's speed counts for against the project's own. */
const PRIOR_MONTHS = 4
/** Speed against the planned duration before anything is learnt: most projects are slower than planned. */
const PRIOR_SPEED = 0.85
/** Project-years that this prior counts for against what a zone has learnt. */
const PRIOR_PROJECTS = 20
/** A single month can be twice what was planned by chance of reporting; nothing is built faster than this for long. */
const FASTEST = 2.5

export function sectorSpeed({ experience }: Pick<Origin, 'experience'>, sector: string): number {
  if (experience === null) return PRIOR_SPEED
  const all = (PRIOR_PROJECTS * PRIOR_SPEED + experience.speed.n * experience.speed.mean) / (PRIOR_PROJECTS + experience.speed.n)
  const own = experience.speeds[sector]
  return own === undefined ? all : (PRIOR_PROJECTS * all + own.n * own.mean) / (PRIOR_PROJECTS + own.n)
}

/**
 * How fast works move against their planned duration: what the project has shown, shrunk to its sector by the months it has been under
 * way. `monthsLate`: how far it is behind its planned course now.
 */
export function shrunkSpeed(
  origin: Origin,
  project: ForecastProject,
  state: { readonly curve: Curve; readonly worksFen: number; readonly progress: number; readonly isStarted: boolean },
): { readonly speed: number; readonly monthsLate: number } {
  const usual = sectorSpeed(origin, project.sector)
  const started = project.gates.find(({ gate }) => gate === 'construction_start')?.actualOn ?? null
  const months = Math.max(1, project.constructionMonths)
  if (!state.isStarted || state.progress >= 1) return { speed: usual, monthsLate: 0 }
  const { season, known, year } = origin
  const gone = (from: number) => season.slice(Math.max(0, from), known).reduce((sum, weight) => sum + weight, 0)
  // Half of the month of the start is work.
  const startMonth = started === null ? 1 : monthOfYear(year, started)
  const monthsBefore = started === null ? 0 : Math.max(0, 0.5 - startMonth + 1)
  const n = monthsBefore + gone(startMonth - 1) - (startMonth >= 1 ? 0.5 * (season[startMonth - 1] ?? 0) : 0)
  if (n <= 0) return { speed: usual, monthsLate: 0 }
  const before = started === null ? progressBefore(project, state) : 0
  const seen = Math.min(FASTEST, Math.max(0, ((state.progress - before) * months) / n))
  return {
    speed: (n * seen + PRIOR_MONTHS * usual) / (n + PRIOR_MONTHS),
    monthsLate: Math.min(36, Math.max(-12, n - state.progress * months)),
  }
}

const progressBefore = (project: ForecastProject, { curve, worksFen }: { readonly curve: Curve; readonly worksFen: number }): number =>
  worksFen <= 0 ? 1 : timeAt(curve, Math.max(0, Number(project.cumulativeBeforeFen)) / worksFen)

/** What works of a project come to when it moves by so much of its planned time. */
export const worksBetween = (curve: Curve, worksFen: number, from: number, by: number): number =>
  worksFen * (spentAt(curve, from + by) - spentAt(curve, from))
