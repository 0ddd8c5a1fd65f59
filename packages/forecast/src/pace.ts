import { withoutCommon } from './common.ts'
import { knownReported } from './amounts.ts'
import type { Zone } from './zone.ts'
import type { ForecastInput, ForecastProject } from './input.ts'
import { drawProject, emptyDrawn, YEAR_MONTHS } from './simulate.ts'
import { meanOf } from './statistics.ts'

/** Draws of an expectation that a year, or a part of it, is held against. */
const EXPECTATION_DRAWS = 64

/** What is still to come without what is shared by all, as a few draws tell it. */
export interface Expected {
  /** Mean of the rest of the year. */
  readonly rest: number
  /** Standard deviation of its logarithm: what single projects make of it. */
  readonly deviation: number
  /** Mean by the end of each month after the known ones; place k is month k. */
  readonly through: Float64Array
}

export function expectedOf(zone: Pick<Zone, 'known' | 'season' | 'projects'>, seed: number): Expected {
  const drawn = emptyDrawn(0, EXPECTATION_DRAWS, 1)
  const common = withoutCommon(EXPECTATION_DRAWS)
  for (const project of zone.projects) drawProject(zone, { ...project, cell: 0 }, { seed, common, drawn, from: 0, to: EXPECTATION_DRAWS })
  const through = new Float64Array(YEAR_MONTHS + 1)
  const rests = new Float64Array(EXPECTATION_DRAWS)
  for (let draw = 0; draw < EXPECTATION_DRAWS; draw += 1) {
    let sum = 0
    for (let month = 1; month <= YEAR_MONTHS; month += 1) {
      sum += drawn.months[draw * YEAR_MONTHS + month - 1] as number
      through[month] = (through[month] as number) + sum / EXPECTATION_DRAWS
    }
    rests[draw] = sum
  }
  const rest = meanOf(rests)
  const logs = rests.map((one) => Math.log(Math.max(one, rest / 1e3)))
  const mean = meanOf(logs)
  return { rest, deviation: rest <= 0 ? 0 : Math.sqrt(meanOf(logs.map((one) => (one - mean) ** 2))), through }
}

/** A project as it stood when the year began: what was expected at the time is not kept, the plan of the year is. */
export const atStart = (project: ForecastProject): ForecastProject => ({
  ...project,
  gates: project.gates.map((gate) => ({ ...gate, forecastOn: null })),
})

/** log(reported so far / expected of it as the year began); null: nothing was, or nothing is known. */
export function paceOf({ projects }: Pick<ForecastInput, 'projects'>, known: number, start: Expected): number | null {
  const reported = projects.reduce((sum, project) => sum + knownReported(project, known), 0)
  const expected = start.through[known] as number
  return known > 0 && reported > 0 && expected > 0 ? Math.log(reported / expected) : null
}
