import type { ForecastInput } from './input.ts'
import { monthsKnown } from './input.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { drawScale, joinParts, partOf, type ForecastPart } from './part.ts'
import { prepareZone } from './prepare.ts'
import { qualityFlags, type QualityFlag } from './quality.ts'

export interface Forecast extends Outcome {
  readonly monthsKnown: number
  readonly draws: number
  readonly quality: readonly QualityFlag[]
  /** What the run stood on. */
  readonly basis: {
    /** Closed years learnt from; 0: priors alone. */
    readonly years: number
    /** Part of the draws that is read from above. */
    readonly poolWeight: number
    /** Median and log deviation of the common factor. */
    readonly commonMedian: number
    readonly commonDeviation: number
    /** By how much the band was widened (> 1) or narrowed. */
    readonly width: number
  }
}

export interface DrawCount {
  readonly draws: number
  readonly seed: number
}

/** The whole forecast in this thread. */
export function runForecast(input: ForecastInput, { draws, seed }: DrawCount): Forecast {
  return mergeForecast(input, [partOf(prepareZone(input).zone, { seed, from: 0, to: draws })])
}

/** The forecast of parts that were drawn elsewhere. The same bytes for any number of them. */
export function mergeForecast(input: ForecastInput, parts: readonly ForecastPart[]): Forecast {
  const { zone } = prepareZone(input)
  const part = joinParts(parts)
  return {
    ...outcomeOf(input, zone, part, drawScale(zone, part)),
    monthsKnown: monthsKnown(input),
    draws: part.to - part.from,
    quality: qualityFlags(input),
    basis: {
      years: input.experience?.years ?? 0,
      poolWeight: zone.poolWeight,
      commonMedian: Math.exp(zone.factor.mean),
      commonDeviation: zone.factor.deviation,
      width: zone.width,
    },
  }
}
