import { shrunk } from '../common.ts'
import { bitsOf, hashText, streamKey, t5Of } from '../random.ts'
import type { BudgetLine } from './budget-file.ts'
import { classTables, traitsFrom } from './line-class.ts'
import { clippedRatio, tracks, type LineYear } from './line-history.ts'

/** How far earlier forecasts were from what came, as far as it was known at the origin. */
export interface Archive {
  /** log(actual total / expected total), a closed year each. */
  readonly errors: readonly number[]
  /** Distance of a type's outcome from its median by half the 80 % band: 1 is just covered. */
  readonly distances: readonly number[]
}

export interface IssuedForecast {
  readonly year: number
  /** Sorted draws in dollars. */
  readonly total: Float64Array
  readonly types: ReadonlyMap<string, Float64Array>
  readonly lines: ReadonlyMap<string, Float64Array>
  /** Mean of the sum of all lines without the common factor. */
  readonly expected: number
}

/** Closed years that a line's class counts for against its own record. */
const CLASS_YEARS = 4
const TYPE_DEVIATION = 0.1
const PRIOR_YEARS = 3
const PRIOR_DEVIATION = 0.15
/** Scored outcomes before the band is made wider or narrower by them. */
const LEAST_SCORED = 20

/** The recipe's steps that need no months: reference class, common factors, pool with the view from above, recalibration. */
export function issueForecast(
  year: number,
  book: readonly BudgetLine[],
  past: readonly (readonly LineYear[])[],
  archive: Archive,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): IssuedForecast {
  const planned = book.filter(({ plan }) => plan > 0)
  const tableOf = classTables(past)
  const traits = traitsFrom(past)
  const own = tracks(past, ({ name }) => name)
  const { mean, deviation } = shrunk(archive.errors, { mean: 0, deviation: PRIOR_DEVIATION }, PRIOR_YEARS)
  const shared = factor(streamKey(seed, year, 0), draws, mean, deviation)
  const lines = new Map<string, Float64Array>()
  const types = new Map<string, Float64Array>()
  const total = new Float64Array(draws)
  let expected = 0
  for (const [type, ofType] of Map.groupBy(planned, (line) => line.type)) {
    const typeFactor = factor(streamKey(seed, hashText(type), 1), draws, 0, TYPE_DEVIATION)
    const sum = new Float64Array(draws)
    for (const line of ofType) {
      const drawn = drawLine(
        line,
        { table: tableOf(traits(line)), own: own.get(line.name)?.ratios ?? [], key: streamKey(seed, hashText(line.name), 2) },
        draws,
      )
      for (let draw = 0; draw < draws; draw += 1) {
        expected += (drawn[draw] as number) / draws
        const value = (drawn[draw] as number) * (shared[draw] as number) * (typeFactor[draw] as number)
        drawn[draw] = value
        sum[draw] = (sum[draw] as number) + value
      }
      lines.set(line.name, drawn.sort())
    }
    addUnplanned(sum, { type, plan: ofType.reduce((all, { plan }) => all + plan, 0), past, key: streamKey(seed, hashText(type), 3) })
    for (let draw = 0; draw < draws; draw += 1) total[draw] = (total[draw] as number) + (sum[draw] as number)
    types.set(type, sum)
  }
  const typeTracks = tracks(past, ({ type }) => type)
  const all = [...typeTracks.values()].flatMap(({ ratios }) => ratios)
  const width = bandWidth(archive.distances)
  for (const [type, sum] of types) {
    const plan = planned.reduce((of, line) => of + (line.type === type ? line.plan : 0), 0)
    const ratios = typeTracks.get(type)?.ratios ?? all
    types.set(type, widened(pooled(sum, plan, ratios, streamKey(seed, hashText(type), 4)), width))
  }
  const plan = planned.reduce((of, line) => of + line.plan, 0)
  const totals = tracks(past, () => '').get('')?.ratios ?? [1]
  return { year, total: pooled(total, plan, totals, streamKey(seed, year, 5)).sort(), types, lines, expected }
}

const factor = (key: number, draws: number, mean: number, deviation: number) =>
  Float64Array.from({ length: draws }, (_, draw) => Math.exp(mean + deviation * t5Of(key, draw)))

/** Its own record in proportion to its years, the class for the rest. */
function drawLine(
  { plan }: BudgetLine,
  { table, own, key }: { readonly table: Float64Array; readonly own: readonly number[]; readonly key: number },
  draws: number,
): Float64Array {
  const ownPart = own.length / (own.length + CLASS_YEARS)
  return Float64Array.from({ length: draws }, (_, draw) => {
    const place = bitsOf(key, draw) / 4294967296
    const ratio =
      place < ownPart
        ? (own[Math.floor((place / ownPart) * own.length)] as number)
        : (table[Math.floor(((place - ownPart) / (1 - ownPart)) * table.length)] as number)
    return plan * ratio
  })
}

/** Lines without a plan move a little as well: by what they were of the type's plan in closed years. */
function addUnplanned(
  sum: Float64Array,
  {
    type,
    plan,
    past,
    key,
  }: { readonly type: string; readonly plan: number; readonly past: readonly (readonly LineYear[])[]; readonly key: number },
): void {
  const ratios = past.flatMap((year) => {
    const ofType = year.filter((one) => one.type === type)
    const planned = ofType.reduce((all, one) => all + one.plan, 0)
    return planned > 0
      ? [
          clippedRatio(
            ofType.reduce((all, one) => all + (one.plan > 0 ? 0 : one.actual), 0),
            planned,
          ),
        ]
      : []
  })
  if (ratios.length === 0) return
  for (let draw = 0; draw < sum.length; draw += 1) {
    sum[draw] = (sum[draw] as number) + plan * (ratios[bitsOf(key, draw) % ratios.length] as number)
  }
}

/** Half of the draws are the unit's own past ratios: where it is as good as the sum of its parts, both together are better. */
function pooled(draws: Float64Array, plan: number, ratios: readonly number[], key: number): Float64Array {
  return draws.map((value, draw) => (draw % 2 === 0 ? value : plan * (ratios[bitsOf(key, draw) % ratios.length] as number)))
}

function bandWidth(distances: readonly number[]): number {
  if (distances.length < LEAST_SCORED) return 1
  const sorted = [...distances].sort((a, b) => a - b)
  return Math.min(1.6, Math.max(0.7, sorted[Math.ceil(0.8 * (sorted.length + 1)) - 1] ?? 1.6))
}

function widened(draws: Float64Array, width: number): Float64Array {
  const sorted = draws.sort()
  const middle = sorted[sorted.length >> 1] as number
  return width === 1 ? sorted : sorted.map((value) => middle + width * (value - middle))
}
