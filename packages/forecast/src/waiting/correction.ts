import { sizeClass, type Seconds, type WaitEstimate } from './queue.ts'

/** An estimate of the simulation beside what happened: of a job that has started how long it waited, of one that has not how long until now. */
export interface PastEstimate {
  readonly simulated: WaitEstimate
  readonly cards: number
  readonly waited: Seconds
  readonly hasStarted: boolean
}

/** Holds estimates against how earlier ones came out (split conformal prediction after Vovk; Lei et al. 2018). */
export interface Correction {
  of(simulated: WaitEstimate, cards: number): WaitEstimate
}

/** A minute more or less is nothing to somebody who waits; below it ratios say nothing. */
const FLOOR: Seconds = 60
/** A class of jobs is believed with the weight of its own estimates against so many of all. */
const PRIOR_ESTIMATES = 40
const REMEMBERED = 3_000

export const NO_CORRECTION: Correction = { of: (simulated) => simulated }

/** @param past in the order in which they were told */
export function learnCorrection(past: readonly PastEstimate[]): Correction {
  // Who waits longest closes last: without those that wait beyond what they were told, only the lucky would teach.
  const newest = past.filter(({ hasStarted, waited, simulated }) => hasStarted || waited > simulated.p90).slice(-REMEMBERED)
  if (newest.length === 0) return NO_CORRECTION
  // A handful of them is no experience yet.
  const trust = newest.length / (newest.length + PRIOR_ESTIMATES / 2)
  const { p50: all50, p90: all90 } = factorsOf(newest)
  const all = { p50: trust * all50, p90: trust * all90 }
  const classes = new Map<string, PastEstimate[]>()
  for (const one of newest) {
    const name = classOf(one.simulated, one.cards)
    classes.set(name, [...(classes.get(name) ?? []), one])
  }
  const own = new Map(
    [...classes].map(([name, members]) => [name, { ...factorsOf(members), weight: members.length / (members.length + PRIOR_ESTIMATES) }]),
  )
  return {
    of(simulated, cards) {
      const group = own.get(classOf(simulated, cards))
      const weight = group?.weight ?? 0
      const mixed = (which: 'p50' | 'p90') => weight * (group?.[which] ?? 0) + (1 - weight) * all[which]
      const p50 = stretched(simulated.p50, mixed('p50'))
      return { p50, p90: Math.max(p50, stretched(simulated.p90, mixed('p90'))) }
    },
  }
}

const QUARTER_HOUR = 900
const HOURS = 7_200
function classOf({ p50 }: WaitEstimate, cards: number): string {
  const length = p50 < FLOOR ? 'now' : p50 < QUARTER_HOUR ? 'soon' : p50 < HOURS ? 'hours' : 'long'
  return `${sizeClass(cards)} ${length}`
}

const distance = (waited: Seconds, told: Seconds): number => Math.log((waited + FLOOR) / (told + FLOOR))
const stretched = (told: Seconds, factor: number): Seconds => Math.max(0, (told + FLOOR) * Math.exp(factor) - FLOOR)

/** The quantile with the correction of n + 1 that makes the promise hold for the next one. */
function factorsOf(members: readonly PastEstimate[]): { p50: number; p90: number } {
  const quantile = (values: number[], p: number) => {
    values.sort((a, b) => a - b)
    return values[Math.min(values.length - 1, Math.ceil(p * (values.length + 1)) - 1)] as number
  }
  const finite = members.filter(({ simulated }) => Number.isFinite(simulated.p90))
  if (finite.length === 0) return { p50: 0, p90: 0 }
  return {
    p50: quantile(
      finite.map(({ waited, simulated }) => distance(waited, simulated.p50)),
      0.5,
    ),
    p90: quantile(
      finite.map(({ waited, simulated }) => distance(waited, simulated.p90)),
      0.9,
    ),
  }
}
