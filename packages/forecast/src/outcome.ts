import type { Fen } from '@ballast/domain/shared/money.ts'
import { HORIZON_MONTHS, HORIZONS, type ForecastInput, type Horizon } from './input.ts'
import type { ForecastPart } from './part.ts'
import type { Cell, Zone } from './zone.ts'
import { HORIZON_COUNT, YEAR_MONTHS } from './simulate.ts'
import { meanOf, quantilesInPlace } from './statistics.ts'

/** In eight of ten years the figure lies between p10 and p90. */
export interface Spread {
  readonly p10: Fen
  readonly p50: Fen
  readonly p90: Fen
  readonly mean: Fen
}

const wholeFen = (amount: number): Fen => BigInt(Math.round(amount)) as Fen

export function spreadOf(draws: Float64Array): Spread {
  const mean = meanOf(draws)
  const [p10, p50, p90] = quantilesInPlace(Float64Array.from(draws), [0.1, 0.5, 0.9]) as [number, number, number]
  return { p10: wholeFen(p10), p50: wholeFen(p50), p90: wholeFen(p90), mean: wholeFen(mean) }
}

/** Everything of this year up to a horizon, draw by draw, for the cells asked for. */
export function cellDraws(
  zone: Pick<Zone, 'cells'>,
  part: Pick<ForecastPart, 'cells'>,
  { scale, horizon, isWanted }: { scale: Float64Array; horizon: Horizon; isWanted: (cell: Cell) => boolean },
): Float64Array {
  const place = HORIZONS.indexOf(horizon)
  const draws = new Float64Array(scale.length)
  for (const [index, cell] of zone.cells.entries()) {
    if (!isWanted(cell)) continue
    const known = cell.knownFen[HORIZON_MONTHS[horizon]] as number
    const drawn = part.cells[index] as Float64Array
    for (let at = 0; at < draws.length; at += 1) {
      draws[at] = (draws[at] as number) + known + (scale[at] as number) * (drawn[at * HORIZON_COUNT + place] as number)
    }
  }
  return draws
}

export function constructionDraws(zone: Zone, part: ForecastPart, scale: Float64Array, horizon: Horizon): Float64Array {
  const place = HORIZONS.indexOf(horizon)
  const known = zone.cells.reduce((sum, cell) => sum + (cell.knownConstructionFen[HORIZON_MONTHS[horizon]] as number), 0)
  return Float64Array.from(scale, (factor, at) => known + factor * (part.construction[at * HORIZON_COUNT + place] as number))
}

/** The year to date by the end of a month, draw by draw. */
export function monthDraws(zone: Zone, part: Pick<ForecastPart, 'months'>, scale: Float64Array): Float64Array[] {
  const sums = new Float64Array(scale.length)
  return Array.from({ length: YEAR_MONTHS }, (_, month) => {
    const known = zone.cells.reduce((sum, cell) => sum + (cell.knownFen[month + 1] as number), 0)
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + (part.months[at * YEAR_MONTHS + month] as number)
    return Float64Array.from(sums, (sum, at) => known + (scale[at] as number) * sum)
  })
}

export interface HorizonForecast {
  readonly total: Spread
  readonly construction: Spread
  readonly categories: Readonly<Record<string, Spread>>
  readonly clusters: Readonly<Record<string, Spread>>
}

export interface TargetChance {
  /** P(the year reaches the target). */
  readonly reached: number
  /** P(industry's part reaches its share), of the same draws. */
  readonly share: number
  readonly both: number
}

export interface Outcome {
  readonly horizons: Readonly<Record<Horizon, HorizonForecast>>
  readonly chance: TargetChance
  /** Year to date at the end of each month, January first: the fan. */
  readonly path: readonly Spread[]
}

export function outcomeOf(input: ForecastInput, zone: Zone, part: ForecastPart, scale: Float64Array): Outcome {
  const all = () => true
  const named = (names: readonly (string | null)[]) => [...new Set(names.filter((name) => name !== null))]
  const categories = named(zone.cells.map(({ category }) => category))
  const clusters = named(zone.cells.map(({ cluster }) => cluster))
  const spreads = (horizon: Horizon, names: readonly string[], has: (cell: Cell) => string | null) =>
    Object.fromEntries(
      names.map((name) => [name, spreadOf(cellDraws(zone, part, { scale, horizon, isWanted: (cell) => has(cell) === name }))]),
    )
  const horizons = Object.fromEntries(
    HORIZONS.map((horizon): [Horizon, HorizonForecast] => [
      horizon,
      {
        total: spreadOf(cellDraws(zone, part, { scale, horizon, isWanted: all })),
        construction: spreadOf(constructionDraws(zone, part, scale, horizon)),
        categories: spreads(horizon, categories, ({ category }) => category),
        clusters: spreads(horizon, clusters, ({ cluster }) => cluster),
      },
    ]),
  ) as Record<Horizon, HorizonForecast>
  const total = cellDraws(zone, part, { scale, horizon: 'YE', isWanted: all })
  const industry = cellDraws(zone, part, { scale, horizon: 'YE', isWanted: ({ isIndustry }) => isIndustry })
  return { horizons, chance: chanceOf(input, total, industry), path: monthDraws(zone, part, scale).map(spreadOf) }
}

export function chanceOf(
  { targetFen, industryShareTarget }: Pick<ForecastInput, 'targetFen' | 'industryShareTarget'>,
  total: Float64Array,
  industry: Float64Array,
): TargetChance {
  const target = Number(targetFen)
  let [reached, share, both] = [0, 0, 0]
  for (let at = 0; at < total.length; at += 1) {
    const isReached = (total[at] as number) >= target
    const isShare = (industry[at] as number) >= industryShareTarget * (total[at] as number)
    if (isReached) reached += 1
    if (isShare) share += 1
    if (isReached && isShare) both += 1
  }
  return { reached: reached / total.length, share: share / total.length, both: both / total.length }
}
