import type { PlainDate } from '../shared/time.ts'
import { inForce, rateOn, type CardRate } from './terms.ts'

/** What a P-hour on a card costs at one centre from a day on, instead of what it costs in the zone. */
export interface CentrePrice {
  /** Its code, under which use is metered. */
  readonly centre: string
  readonly cardType: string
  readonly fromOn: PlainDate
  readonly fenPerPHour: bigint
}

export interface PriceBook {
  readonly rates: readonly CardRate[]
  readonly ofCentres: readonly CentrePrice[]
}

export interface Price {
  readonly fenPerPHour: bigint
  readonly fromOn: PlainDate
  /** Whose it is. */
  readonly of: 'centre' | 'zone'
}

/** What a P-hour on a card costs on a day: at the centre, else in the zone. Undefined: no price has begun. */
export function priceAt(
  { rates, ofCentres }: PriceBook,
  { centre, cardType, on }: { centre: string | null; cardType: string; on: PlainDate },
): Price | undefined {
  const own = inForce(
    ofCentres.filter((price) => price.centre === centre && price.cardType === cardType),
    on,
  )
  const found = own ?? rateOn(rates, cardType, on)
  return found && { fenPerPHour: found.fenPerPHour, fromOn: found.fromOn, of: own === undefined ? 'zone' : 'centre' }
}
