import { monthPlace, type Experience, type Reference } from './experience.ts'
import { meanOf } from './statistics.ts'

/** Equally likely multipliers of progress, to draw from by the upper bits of a hash. */
export const MULTIPLIER_BITS = 10
const SIZE = 1 << MULTIPLIER_BITS
/** Effective references a class needs before its width is accepted. */
const LEAST_EFFECTIVE = 60

/** References that "as expected on average" counts for against the mean of a class. */
const PRIOR_REFERENCES = 10

export type ReferenceOf = Omit<Reference, 'multiplier'>

/** Tables of multipliers by class; a class is what rounds to the same place, so that many projects share one table. */
export function multiplierTables(experience: Experience | null, known: number): (of: ReferenceOf) => Float64Array {
  const references = [...(experience?.references[monthPlace(known)] ?? [])].sort((a, b) => a.multiplier - b.multiplier)
  const tables = new Map<string, Float64Array>()
  return (of) => {
    const place: ReferenceOf = {
      isUnderWay: of.isUnderWay,
      isRegistered: of.isRegistered,
      progress: Math.round(of.progress * 5) / 5,
      logSize: Math.round(of.logSize / 2) * 2,
      monthsLate: Math.round(of.monthsLate / 3) * 3,
    }
    const key = references.length < LEAST_EFFECTIVE ? String(of.isUnderWay) : JSON.stringify(place)
    let table = tables.get(key)
    if (table === undefined) {
      table = references.length < LEAST_EFFECTIVE ? priorTable() : classTable(references, place)
      tables.set(key, table)
    }
    return table
  }
}

/** A first year: one in ten stands still, the rest are spread around their expectation by a factor of e^0.6. */
function priorTable(): Float64Array {
  const still = 0.1
  const table = new Float64Array(SIZE)
  for (let at = 0; at < SIZE; at += 1) {
    const p = (at + 0.5) / SIZE
    table[at] = p < still ? 0 : Math.exp(0.6 * normalQuantile((p - still) / (1 - still)))
  }
  const mean = meanOf(table)
  return table.map((value) => value / mean)
}

function classTable(sorted: readonly Reference[], of: ReferenceOf): Float64Array {
  for (let width = 1; ; width *= 1.5) {
    const weights = sorted.map((one) => weightOf(one, of, width))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const effective = sum ** 2 / weights.reduce((total, weight) => total + weight ** 2, 0)
    if (effective >= Math.min(LEAST_EFFECTIVE, sorted.length * 0.5) || width > 50) return spread(sorted, weights, { sum, effective })
  }
}

/** Standing still is another matter for what has begun than for what has not: the stage weighs most. */
function weightOf(one: Reference, of: ReferenceOf, width: number): number {
  const stage = one.isUnderWay === of.isUnderWay ? 0 : 3
  const silence = one.isRegistered === of.isRegistered ? 0 : 3
  const progress = (one.progress - of.progress) / 0.2
  const size = (one.logSize - of.logSize) / 2
  const late = (one.monthsLate - of.monthsLate) / 6
  return Math.exp((-0.5 * (stage ** 2 + silence ** 2 + progress ** 2 + size ** 2 + late ** 2)) / width ** 2)
}

function spread(
  sorted: readonly Reference[],
  weights: readonly number[],
  { sum, effective }: { readonly sum: number; readonly effective: number },
): Float64Array {
  const table = new Float64Array(SIZE)
  let place = 0
  let gone = weights[0] as number
  for (let at = 0; at < SIZE; at += 1) {
    const wanted = ((at + 0.5) / SIZE) * sum
    while (gone < wanted && place < sorted.length - 1) {
      place += 1
      gone += weights[place] as number
    }
    table[at] = (sorted[place] as Reference).multiplier
  }
  const mean = meanOf(table)
  if (mean <= 0) return table.fill(1)
  const shrunkMean = (effective * mean + PRIOR_REFERENCES) / (effective + PRIOR_REFERENCES)
  return table.map((value) => (value * shrunkMean) / mean)
}

/** Acklam's rational approximation; its relative error is below 1.2e-9. */
export function normalQuantile(p: number): number {
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239]
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572]
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783]
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416]
  const poly = (terms: readonly number[], x: number) => terms.reduce((sum, term) => sum * x + term, 0)
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return poly(c, q) / (poly(d, q) * q + 1)
  }
  if (p > 1 - 0.02425) return -normalQuantile(1 - p)
  const q = p - 0.5
  return (poly(a, q * q) * q) / (poly(b, q * q) * q * q + 1)
}
