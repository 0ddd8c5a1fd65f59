import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import { withoutCommon, type CommonDraws } from './common.ts'
import { certainHazard } from './gate-hazard.ts'
import type { OpenGate, Prepared, Zone } from './zone.ts'
import { drawYear, HORIZON_COUNT } from './simulate.ts'
import { quantilesInPlace } from './statistics.ts'
import type { BaseRun } from './what-if.ts'

/** From the target to the median of the forecast; the steps add up, to the fen. */
export interface Waterfall {
  readonly targetFen: Fen
  /** Plans of projects above or below the target. */
  readonly planFen: Fen
  /** 计划水分: what plans say beyond what works of their kind come to, those that stand still among them, with gates and speed as planned. */
  readonly paddingFen: Fen
  readonly gatesFen: Fen
  readonly speedFen: Fen
  /** What is shared by all, and what is read from above. */
  readonly commonFen: Fen
  readonly forecastFen: Fen
}

/** Draws of the runs that attribute; the forecast itself has all of them. */
const ATTRIBUTION_DRAWS = 2000
type Group = 'gates' | 'speed' | 'common'
const GROUPS: readonly Group[] = ['gates', 'speed', 'common']

/** Each group gets its mean effect over all orders in which the groups can be switched on (Shapley). */
export function waterfallOf(base: BaseRun): Waterfall {
  const { zone, input } = base
  const values = new Map<string, number>()
  const value = (groups: readonly Group[]): number => {
    const key = GROUPS.filter((group) => groups.includes(group)).join()
    const found = values.get(key) ?? yearMedian(base, new Set(groups))
    values.set(key, found)
    return found
  }
  const effect = (group: Group): number => {
    const [one, other] = GROUPS.filter((each) => each !== group) as [Group, Group]
    const gain = (others: readonly Group[]) => value([...others, group]) - value(others)
    return gain([]) / 3 + gain([one]) / 6 + gain([other]) / 6 + gain([one, other]) / 3
  }
  const whole = (amount: number) => fen(BigInt(Math.round(amount)))
  const planned = zone.planFen
  const forecast = quantilesInPlace((base.totals[HORIZON_COUNT - 1] as Float64Array).slice(), [0.5])[0] as number
  const steps = {
    targetFen: input.targetFen,
    planFen: whole(planned - Number(input.targetFen)),
    paddingFen: whole(value([]) - planned),
    gatesFen: whole(effect('gates')),
    speedFen: whole(effect('speed')),
    forecastFen: whole(forecast),
  }
  const before = steps.targetFen + steps.planFen + steps.paddingFen + steps.gatesFen + steps.speedFen
  return { ...steps, commonFen: fen(steps.forecastFen - before) }
}

/** The year's median with some groups as the forecast sees them and the others as planned. */
function yearMedian(base: BaseRun, real: ReadonlySet<Group>): number {
  const draws = Math.min(base.draws, ATTRIBUTION_DRAWS)
  const [own, rest] = [new Float64Array(draws), new Float64Array(draws)]
  const common: CommonDraws = real.has('common') ? base.common : withoutCommon(draws)
  for (const project of base.zone.projects) {
    drawYear(base.zone, asPlanned(base.zone, project, real), { seed: base.seed, common, from: 0, to: draws }, own)
    for (let at = 0; at < draws; at += 1) rest[at] = (rest[at] as number) + (own[at] as number)
  }
  const known = base.zone.cells.reduce((sum, cell) => sum + (cell.knownFen[12] as number), 0)
  const year = Float64Array.from(
    { length: draws },
    (_, at) => known + (real.has('common') ? (base.scale[at] as number) : 1) * (rest[at] as number),
  )
  return quantilesInPlace(year, [0.5])[0] as number
}

function asPlanned(zone: Zone, project: Prepared, real: ReadonlySet<Group>): Prepared {
  const onPlan = (gate: OpenGate): OpenGate =>
    gate.dueMonth === null ? gate : { ...gate, hazard: certainHazard(gate.dueMonth, zone.known) }
  return {
    ...project,
    cell: 0,
    ...(real.has('gates')
      ? {}
      : { workGates: project.workGates.map(onPlan), registration: project.registration === null ? null : onPlan(project.registration) }),
    ...(real.has('speed') ? {} : { speed: 1 }),
  }
}
