import { sizeClass, type Seconds, type WaitEstimate } from './queue.ts'

/** An estimate of the simulation beside what happened: of a job that has started how long it waited, of one that has not how long until now or until it was given up. */
export interface PastEstimate {
  readonly simulated: WaitEstimate
  readonly cards: number
  readonly waited: Seconds
  readonly hasStarted: boolean
}

/**
 * Holds estimates against how earlier ones came out (split conformal prediction after Vovk; Lei et al. 2018). Who waits longest closes
 * last, so that those that have started are the lucky ones: who still waits counts as one of whom so much is known (Kaplan and Meier 1958).
 */
export interface Correction {
  of(simulated: WaitEstimate, cards: number): WaitEstimate
}

/** A minute more or less is nothing to somebody who waits; below it ratios say nothing. */
const FLOOR: Seconds = 60
/**
 * A class of jobs is believed with the weight of its own estimates against so many of all: those of one class come from the same few
 * crowded hours, so that a hundred of them are hardly more than one experience.
 */
const PRIOR_ESTIMATES = 200
/** A handful of estimates is no experience yet: all of them together weigh as much as their number against this one. */
const FIRST_ESTIMATES = 20
const REMEMBERED = 3_000

export const NO_CORRECTION: Correction = { of: (simulated) => simulated }

/** @param past in the order in which they were told */
export function learnCorrection(past: readonly PastEstimate[]): Correction {
  const newest = past.filter(({ simulated }) => Number.isFinite(simulated.p90)).slice(-REMEMBERED)
  if (newest.length === 0) return NO_CORRECTION
  const trust = newest.length / (newest.length + FIRST_ESTIMATES)
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

const factorsOf = (members: readonly PastEstimate[]): { p50: number; p90: number } => ({
  p50: quantileOf(members, 'p50', 0.5),
  p90: quantileOf(members, 'p90', 0.9),
})

/**
 * The distance that a share of jobs stay within, with the correction of n + 1 that makes the promise hold for the next one. Those that
 * have not started are on the way until where they are and count no further.
 */
function quantileOf(members: readonly PastEstimate[], which: 'p50' | 'p90', share: number): number {
  const distances = members
    .map(({ waited, simulated, hasStarted }) => ({ distance: distance(waited, simulated[which]), hasStarted }))
    .toSorted((a, b) => a.distance - b.distance || Number(b.hasStarted) - Number(a.hasStarted))
  const rest = Math.max(0, 1 - (share * (members.length + 1)) / members.length)
  let onTheWay = 1
  for (const [index, one] of distances.entries()) {
    if (!one.hasStarted) continue
    onTheWay *= 1 - 1 / (members.length - index)
    if (onTheWay <= rest + Number.EPSILON * members.length) return one.distance
  }
  // Too many are still on the way to know it: it is no less than this, and no reason to promise less than was simulated.
  return Math.max(0, distances.at(-1)?.distance ?? 0)
}
