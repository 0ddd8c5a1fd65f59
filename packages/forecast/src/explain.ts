import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import type { ForecastInput, ForecastProject } from './input.ts'
import { spreadOf, type Spread } from './outcome.ts'
import { knownReported } from './amounts.ts'
import type { OpenGate, Prepared } from './zone.ts'
import type { DrawCount } from './run.ts'
import { drawYear, HORIZON_COUNT, YEAR_MONTHS } from './simulate.ts'
import { meanOf, quantilesInPlace } from './statistics.ts'
import { waterfallOf, type Waterfall } from './waterfall.ts'
import { baseRun, withGate, type BaseRun } from './what-if.ts'

/** What the year would gain if one open gate were passed on its planned day (next month, when that has gone by). */
export interface GateEffect {
  readonly projectId: string
  readonly gate: LifeGate
  /** The month of the year in which it is passed in the counterfactual. */
  readonly month: number
  readonly p50Fen: Fen
  readonly meanFen: Fen
  /** Points of probability, -1 to 1. */
  readonly reached: number
}

export interface ProjectForecast {
  readonly projectId: string
  /** This year, what is reported included. */
  readonly year: Spread
  /** Its part of the year's uncertainty: covariance with the total by the total's variance. All parts add up to 1. */
  readonly varianceShare: number
}

export interface Concentration {
  /** Fewest projects that carry half of the year's uncertainty, largest first. */
  readonly half: readonly string[]
  readonly topThree: number
}

export interface Explanation {
  readonly projects: readonly ProjectForecast[]
  /** Largest gain first. */
  readonly gates: readonly GateEffect[]
  readonly concentration: Concentration
  readonly waterfall: Waterfall
}

export function explainForecast(input: ForecastInput, count: DrawCount): Explanation {
  const base = baseRun(input, count)
  const projects = projectForecasts(base)
  return {
    projects,
    gates: rankGates(base),
    concentration: concentrationOf(projects),
    waterfall: waterfallOf(base),
  }
}

const yearOf = (base: BaseRun): Float64Array => base.totals[HORIZON_COUNT - 1] as Float64Array
const runOf = ({ seed, common, draws }: BaseRun) => ({ seed, common, from: 0, to: draws })

function projectForecasts(base: BaseRun): ProjectForecast[] {
  const total = yearOf(base)
  const mean = meanOf(total)
  const away = total.map((one) => one - mean)
  const variance = away.reduce((sum, one) => sum + one ** 2, 0)
  const { scale } = base
  const year = new Float64Array(base.draws)
  return base.zone.projects.map((project, place) => {
    drawYear(base.zone, project, runOf(base), year)
    const known = knownReported(base.input.projects[place] as ForecastProject, base.zone.known)
    let covariance = 0
    for (let at = 0; at < year.length; at += 1) {
      const amount = known + (scale[at] as number) * (year[at] as number)
      year[at] = amount
      covariance += amount * (away[at] as number)
    }
    return { projectId: project.id, year: spreadOf(year), varianceShare: variance === 0 ? 0 : covariance / variance }
  })
}

/** Every open gate that holds money back, by what passing it on its planned day would bring: one project is drawn anew, nothing else moves. */
export function rankGates(base: BaseRun): GateEffect[] {
  const total = yearOf(base)
  const { scale, zone, draws } = base
  const target = Number(base.input.targetFen)
  const level = [0.5]
  const middle = (values: Float64Array) => quantilesInPlace(values, level)[0] as number
  const before = middle(total.slice())
  const chance = total.reduce((count, one) => count + (one >= target ? 1 : 0), 0)
  const [old, fresh, changed] = [new Float64Array(draws), new Float64Array(draws), new Float64Array(draws)]
  const effects: GateEffect[] = []
  for (const project of zone.projects) {
    // A gate that falls due after the year cannot help it.
    const due = gatesOf(project).filter(({ dueMonth }) => dueMonth !== null && dueMonth <= YEAR_MONTHS)
    if (due.length > 0) drawYear(zone, project, runOf(base), old)
    for (const { gate, dueMonth } of due) {
      const month = Math.max(zone.known + 1, dueMonth as number)
      drawYear(zone, withGate(zone, project, gate, month), runOf(base), fresh)
      let [reached, gained] = [0, 0]
      for (let at = 0; at < draws; at += 1) {
        const difference = (scale[at] as number) * ((fresh[at] as number) - (old[at] as number))
        const year = (total[at] as number) + difference
        changed[at] = year
        gained += difference
        if (year >= target) reached += 1
      }
      effects.push({
        projectId: project.id,
        gate,
        month,
        p50Fen: fen(BigInt(Math.round(middle(changed) - before))),
        meanFen: fen(BigInt(Math.round(gained / draws))),
        reached: (reached - chance) / draws,
      })
    }
  }
  return effects.sort((a, b) => Number(b.meanFen - a.meanFen))
}

const gatesOf = (project: Prepared): readonly OpenGate[] =>
  project.registration === null ? project.workGates : [...project.workGates, project.registration]

function concentrationOf(projects: readonly ProjectForecast[]): Concentration {
  const sorted = [...projects].sort((a, b) => b.varianceShare - a.varianceShare)
  let sum = 0
  const half: string[] = []
  for (const { projectId, varianceShare } of sorted) {
    if (sum >= 0.5) break
    sum += varianceShare
    half.push(projectId)
  }
  return { half, topThree: sorted.slice(0, 3).reduce((total, one) => total + one.varianceShare, 0) }
}
