import { monthPlace, type Experience } from './experience.ts'
import { hashText, streamKey, t5Of, uniformOf } from './random.ts'
import { meanOf } from './statistics.ts'
import type { Lognormal, Zone } from './zone.ts'

/** Purposes of the random numbers that belong to the zone; those of a project begin at 16. */
const PURPOSE = { zone: 0, sector: 1, pool: 2, topDown: 3 }
/** Years that the prior of the spread counts for. */
const PRIOR_YEARS = 3
/** How far the expectations of a zone are off on average before it has a closed year: a deviation; its own years soon replace it. */
const UNKNOWN_BIAS = 0.25
/** How much of an unexpected pace of the known months goes on, once three months are known. */
const PACE_PART = 0.4
/** A year or a pace that is further off than by two thirds tells of its data (a zone's first year on record), not of the years to come. */
const LIMIT = 0.5
const limited = (log: number): number => Math.min(LIMIT, Math.max(-LIMIT, log))
/** By sector, on top of the zone's; within the year the speeds of single projects tell most of it. */
const sectorDeviation = (known: number): number => (known < 3 ? 0.1 : 0.05)
/** Of the ratio seen from above: in a first year, and once a zone has a record. */
const FIRST_RATIO_DEVIATION = 0.2
const RATIO_DEVIATION = 0.1
/** Standard deviation of the common factor from year to year before anything is learnt, by months known. */
const priorDeviation = (known: number): number => (known < 3 ? 0.08 : known < 6 ? 0.06 : known < 9 ? 0.05 : 0.03)

/** Mean and spread of a log error: the zone's own years, shrunk to "no bias" and a usual spread, plus not knowing the mean. */
export function shrunk(logs: readonly number[], prior: Lognormal, priorYears: number): Lognormal {
  const n = logs.length
  const mean = (logs.reduce((sum, one) => sum + one, 0) + priorYears * prior.mean) / (n + priorYears)
  const squares = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const variance = (priorYears * prior.deviation ** 2 + squares + priorYears * (mean - prior.mean) ** 2) / (n + priorYears)
  return { mean, deviation: Math.sqrt(variance * (1 + 1 / (n + priorYears))) }
}

/**
 * The factor of everything that is still to come. Its mean follows the months already reported: by how far they were from what was
 * expected of them as the year began, a part of that goes on. The pool of years learns the rest.
 */
export function commonFactor(
  experience: Pick<Experience, 'errors' | 'paces'> | null,
  known: number,
  pace: number | null = null,
): Lognormal {
  const goingOn = (of: number | null | undefined) => PACE_PART * Math.min(1, known / 3) * limited(of ?? 0)
  const place = monthPlace(known)
  const paces = experience?.paces[place] ?? []
  const errors = (experience?.errors[place] ?? []).map((error, at) => limited(error) - goingOn(paces[at]))
  const n = errors.length
  const average = meanOf(errors)
  const squares = errors.reduce((sum, one) => sum + (one - average) ** 2, 0)
  const variance = (PRIOR_YEARS * priorDeviation(known) ** 2 + squares) / (PRIOR_YEARS + Math.max(0, n - 1))
  // The mean of a normal with a normal prior around "no bias": what is not known of it widens the band.
  const weight = n + variance / UNKNOWN_BIAS ** 2
  return { mean: (n * average) / weight + goingOn(pace), deviation: Math.sqrt(variance + variance / weight) }
}

/** The zone's whole year seen from above: by its plan before anything is known, afterwards by what such a month was of a year. */
export function topDownRatio(experience: Experience | null, known: number, seasonGone: number): Lognormal {
  const logs = experience?.ratios[monthPlace(known)] ?? []
  // 105 to 130 % of plan were seen on Chinese key-project lists, 77 to 105 % of zones: a wide prior, which two years of its own replace.
  const usual = known === 0 ? Math.log(1.05) : -Math.log(Math.max(0.01, seasonGone / 12))
  const own = logs.length < 2 ? usual : meanOf(logs)
  return shrunk(logs, { mean: own, deviation: logs.length < 2 ? FIRST_RATIO_DEVIATION : RATIO_DEVIATION }, 2)
}

/** How much of the forecast is read from above: half at the start of the year, nothing from March on. */
export const poolWeight = (known: number): number => 0.5 * Math.max(0, 1 - known / 3)

/** By what every project of a sector is multiplied, draw by draw. */
export interface SharedFactor {
  readonly speed: Float64Array
  /** Of the hazards of its gates: the root of the speed's. */
  readonly readiness: Float64Array
}

export interface CommonDraws {
  readonly sectorOf: (sector: string) => SharedFactor
  /** The top-down ratio in draws that are read from above; NaN in the others. */
  readonly topDown: Float64Array
}

export function drawCommon(
  { seed, from, to }: { readonly seed: number; readonly from: number; readonly to: number },
  { known, factor, topDown, poolWeight: weight }: Pick<Zone, 'known' | 'factor' | 'topDown' | 'poolWeight'>,
): CommonDraws {
  const lognormal = (owner: number, purpose: number, { mean, deviation }: Lognormal) => {
    const key = streamKey(seed, owner, purpose)
    return Float64Array.from({ length: to - from }, (_, at) => Math.exp(mean + deviation * t5Of(key, from + at)))
  }
  const sectors = new Map<string, SharedFactor>()
  const zone = lognormal(0, PURPOSE.zone, factor)
  const pool = streamKey(seed, 0, PURPOSE.pool)
  return {
    sectorOf: (sector) => {
      const there = sectors.get(sector)
      if (there !== undefined) return there
      const own = lognormal(hashText(sector), PURPOSE.sector, { mean: 0, deviation: sectorDeviation(known) })
      const speed = zone.map((shared, at) => shared * (own[at] as number))
      const shared = { speed, readiness: speed.map(Math.sqrt) }
      sectors.set(sector, shared)
      return shared
    },
    topDown: lognormal(0, PURPOSE.topDown, topDown).map((ratio, at) => (uniformOf(pool, from + at) < weight ? ratio : Number.NaN)),
  }
}

/** As if nothing were shared and nothing read from above: every factor is 1. */
export function withoutCommon(draws: number): CommonDraws {
  const ones = new Float64Array(draws).fill(1)
  const shared = { speed: ones, readiness: ones }
  return { sectorOf: () => shared, topDown: new Float64Array(draws).fill(Number.NaN) }
}
