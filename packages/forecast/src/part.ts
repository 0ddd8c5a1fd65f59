import type { ForecastInput } from './input.ts'
import { prepareZone } from './prepare.ts'
import type { Zone } from './zone.ts'
import { drawZone, YEAR_MONTHS, type Drawn } from './simulate.ts'

export interface DrawRange {
  readonly seed: number
  readonly from: number
  readonly to: number
}

/** A range of draws as a worker hands it over: plain typed arrays. */
export interface ForecastPart extends Drawn {
  /** Top-down ratio in draws that are read from above; NaN elsewhere. */
  readonly topDown: Float64Array
}

/** Draws `from` to `to` (not included). Parts of one seed merge to the same bytes, however the draws were split. */
export function forecastPart(input: ForecastInput, { seed, from, to }: DrawRange): ForecastPart {
  return partOf(prepareZone(input).zone, { seed, from, to })
}

export function partOf(zone: Zone, { seed, from, to }: DrawRange): ForecastPart {
  const { common, ...drawn } = drawZone(zone, seed, { from, to })
  return { ...drawn, topDown: common.topDown }
}

export function joinParts(parts: readonly ForecastPart[]): ForecastPart {
  const sorted = [...parts].sort((a, b) => a.from - b.from)
  const first = sorted[0]
  if (first === undefined) throw new RangeError('no parts')
  if (sorted.length === 1) return first
  for (const [place, part] of sorted.entries()) {
    if (place > 0 && part.from !== (sorted[place - 1] as ForecastPart).to) throw new RangeError(`draws are missing before ${part.from}`)
  }
  const joined = (of: (part: ForecastPart) => Float64Array): Float64Array => {
    const all = new Float64Array(sorted.reduce((length, part) => length + of(part).length, 0))
    let at = 0
    for (const part of sorted) {
      all.set(of(part), at)
      at += of(part).length
    }
    return all
  }
  return {
    from: first.from,
    to: (sorted.at(-1) as ForecastPart).to,
    months: joined((part) => part.months),
    cells: first.cells.map((_, cell) => joined((part) => part.cells[cell] as Float64Array)),
    construction: joined((part) => part.construction),
    topDown: joined((part) => part.topDown),
  }
}

/**
 * By what each draw of the rest of the year is multiplied, all its parts alike: in draws read from above, so that the whole is what the
 * top-down ratio says; and so that the band is as wide as earlier forecasts have shown it should be. Sums stay sums.
 */
export function drawScale(zone: Zone, part: ForecastPart): Float64Array {
  const draws = part.to - part.from
  const knownFen = zone.cells.reduce((sum, cell) => sum + (cell.knownFen[YEAR_MONTHS] as number), 0)
  const rests = new Float64Array(draws)
  const scale = new Float64Array(draws).fill(1)
  for (let at = 0; at < draws; at += 1) {
    let rest = 0
    for (let month = 0; month < YEAR_MONTHS; month += 1) rest += part.months[at * YEAR_MONTHS + month] as number
    const ratio = part.topDown[at] as number
    if (!Number.isNaN(ratio) && rest > 0) {
      const above = Math.max(0, (zone.known === 0 ? zone.planFen : knownFen) * ratio - knownFen)
      scale[at] = above / rest
    }
    rests[at] = rest * (scale[at] as number)
  }
  if (zone.width !== 1) {
    const middle = Float64Array.from(rests).sort()[draws >> 1] as number
    for (let at = 0; at < draws; at += 1) {
      const rest = rests[at] as number
      if (rest > 0 && middle > 0) scale[at] = (scale[at] as number) * (rest / middle) ** (zone.width - 1)
    }
  }
  return scale
}
