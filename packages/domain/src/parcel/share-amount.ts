import { fen, type Fen } from '../shared/money.ts'
import { WHOLE_PPM } from '../shared/ratio.ts'

/**
 * The part of one amount that stands on each parcel, for shares in their order: cumulative rounding, so that the parts of
 * shares that make a whole add up to the amount, to the fen. The views compute the same in SQL.
 */
export function shareAmounts(amount: Fen, sharesPpm: readonly bigint[]): Fen[] {
  let shareBefore = 0n
  return sharesPpm.map((share) => {
    const part = (amount * (shareBefore + share)) / WHOLE_PPM - (amount * shareBefore) / WHOLE_PPM
    shareBefore += share
    return fen(part)
  })
}
