import type { Reason } from '../shared/refusal.ts'
import { addDays, addMonths, type PlainDate } from '../shared/time.ts'
import type { Terms } from './terms.ts'
import { amountText, type VoucherUnit } from './unit.ts'

export const APPLICATION_STATES = ['submitted', 'granted', 'refused', 'withdrawn'] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]

export const firmCapOf = (terms: Terms, unit: VoucherUnit): bigint | null => (unit === 'fen' ? terms.firmCapFen : terms.firmCapTflopsS)

export interface GrantCase {
  readonly unit: VoucherUnit
  readonly asked: bigint
  readonly granted: bigint
  /** What the year's pool still has; undefined: nobody has opened it. */
  readonly poolLeft: bigint | undefined
  /** What the enterprise has been granted in this calendar year already. */
  readonly grantedThisYear: bigint
  readonly terms: Terms | undefined
}

/** Everything that stands in the way of a grant. */
export function grantObstacles({ unit, asked, granted, poolLeft, grantedThisYear, terms }: GrantCase): Reason[] {
  const text = (amount: bigint) => amountText(unit, amount)
  const cap = terms === undefined ? null : firmCapOf(terms, unit)
  return [
    ...(granted <= 0n ? [{ code: 'voucher.nothing-granted', at: 'amount' }] : []),
    ...(granted > asked ? [{ code: 'voucher.more-than-asked', at: 'amount', params: { asked: text(asked), granted: text(granted) } }] : []),
    ...(terms === undefined ? [{ code: 'voucher.no-terms' }] : []),
    ...(poolLeft === undefined ? [{ code: 'voucher.no-pool' }] : []),
    ...(poolLeft !== undefined && granted > poolLeft
      ? [{ code: 'voucher.pool-short', params: { left: text(poolLeft), wanted: text(granted) } }]
      : []),
    ...(cap !== null && grantedThisYear + granted > cap
      ? [{ code: 'voucher.firm-cap', params: { cap: text(cap), before: text(grantedThisYear), wanted: text(granted) } }]
      : []),
  ]
}

/** The last day of a voucher that is granted on a day. */
export const lastDayOf = (grantedOn: PlainDate, { validityMonths }: Terms): PlainDate => addDays(addMonths(grantedOn, validityMonths), -1)
