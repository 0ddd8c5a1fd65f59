import type { CardPower } from '../computing/capacity.ts'
import type { PlainDate } from '../shared/time.ts'

interface Dated {
  readonly fromOn: PlainDate
}

export interface CardRate extends Dated {
  readonly cardType: string
  readonly tflops: bigint
  readonly fenPerPHour: bigint
  /** Nominal power in other precisions, where it is known. */
  readonly others?: CardPower
}

export interface Terms extends Dated {
  readonly redemptionPpm: bigint
  readonly firmCapFen: bigint | null
  readonly firmCapTflopsS: bigint | null
  readonly validityMonths: number
  readonly freeEndStates: readonly string[]
}

/** The newest that holds on the day; undefined: none has begun. */
export function inForce<T extends Dated>(dated: readonly T[], on: PlainDate): T | undefined {
  return dated.reduce<T | undefined>(
    (best, one) => (one.fromOn <= on && (best === undefined || best.fromOn < one.fromOn) ? one : best),
    undefined,
  )
}

export const rateOn = (rates: readonly CardRate[], cardType: string, on: PlainDate): CardRate | undefined =>
  inForce(
    rates.filter((rate) => rate.cardType === cardType),
    on,
  )
