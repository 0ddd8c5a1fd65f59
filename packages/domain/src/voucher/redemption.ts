import { fen, drawYuan, type Fen } from '../shared/money.ts'
import { percentText, WHOLE_PPM } from '../shared/ratio.ts'
import type { Reason } from '../shared/refusal.ts'
import type { PlainDate } from '../shared/time.ts'

export const REDEMPTION_STATES = ['submitted', 'checked', 'redeemed', 'refused', 'withdrawn'] as const
export type RedemptionState = (typeof REDEMPTION_STATES)[number]

export interface RedeemedUse {
  readonly useId: string
  readonly label: string
  readonly endedOn: PlainDate
  readonly chargedFen: bigint
  readonly isPaidByQuota: boolean
  /** Another redemption that stands, or null. */
  readonly redeemedIn: string | null
  /** It ran at a centre of the zone, and stands on no bill yet. */
  readonly isUnbilled: boolean
}

export interface RedemptionCase {
  readonly today: PlainDate
  readonly enterpriseName: string
  readonly enterpriseCreditCode: string | null
  readonly voucher: { readonly fromOn: PlainDate; readonly untilOn: PlainDate; readonly isMoney: boolean }
  readonly contractOn: PlainDate
  readonly supplierName: string
  readonly supplierCreditCode: string
  readonly invoiceOn: PlainDate
  readonly invoiceFen: bigint
  readonly computeFen: bigint
  readonly paidOn: PlainDate
  readonly isUnrelated: boolean
  readonly isNotSubsidisedElsewhere: boolean
  readonly uses: readonly RedeemedUse[]
  /** What corrections took off the bills on which the rows stand. */
  readonly correctedFen: bigint
  /** A redemption of the same contract by another voucher, or null. */
  readonly contractIn: string | null
}

const plain = (name: string): string => name.replaceAll(/[\s（）()]/g, '').toLowerCase()

/** Everything that stands in the way of a redemption, from the papers and the metered rows. */
export function redemptionObstacles(given: RedemptionCase): Reason[] {
  const { voucher, uses, today } = given
  const metered = fen(meteredOf(uses) - given.correctedFen)
  const isOwn = given.supplierCreditCode === given.enterpriseCreditCode || plain(given.supplierName) === plain(given.enterpriseName)
  return [
    ...(voucher.isMoney ? [] : [{ code: 'redemption.is-quota', at: 'voucherId' }]),
    ...(voucher.untilOn < today ? [{ code: 'redemption.voucher-expired', at: 'voucherId', params: { until: voucher.untilOn } }] : []),
    ...(given.isUnrelated ? [] : [{ code: 'redemption.not-declared-unrelated', at: 'isUnrelated' }]),
    ...(isOwn ? [{ code: 'redemption.own-supplier', at: 'supplierCreditCode' }] : []),
    ...(given.isNotSubsidisedElsewhere ? [] : [{ code: 'redemption.subsidised-elsewhere', at: 'isNotSubsidisedElsewhere' }]),
    ...(given.computeFen > given.invoiceFen ? [{ code: 'redemption.more-than-invoice', at: 'computeYuan' }] : []),
    ...(given.computeFen <= 0n ? [{ code: 'redemption.nothing-paid', at: 'computeYuan' }] : []),
    ...(given.paidOn > today || given.invoiceOn > today ? [{ code: 'redemption.not-paid-yet', at: 'paidOn', params: { today } }] : []),
    ...(given.contractIn === null ? [] : [{ code: 'redemption.contract-taken', at: 'contractNo', params: { no: given.contractIn } }]),
    ...(given.contractOn > given.paidOn ? [{ code: 'redemption.paid-before-contract', at: 'contractOn' }] : []),
    ...(uses.length === 0 ? [{ code: 'redemption.no-use', at: 'useIds' }] : []),
    ...(uses.length > 0 && given.computeFen > metered
      ? [
          {
            code: 'redemption.more-than-metered',
            at: 'computeYuan',
            params: { paid: drawYuan(given.computeFen), metered: drawYuan(metered) },
          },
        ]
      : []),
    ...uses.flatMap(({ label, endedOn, isPaidByQuota, redeemedIn, isUnbilled }) => [
      ...(endedOn < voucher.fromOn || endedOn > voucher.untilOn
        ? [
            {
              code: 'redemption.use-outside',
              at: 'useIds',
              params: { use: label, on: endedOn, from: voucher.fromOn, until: voucher.untilOn },
            },
          ]
        : []),
      ...(isPaidByQuota ? [{ code: 'redemption.use-by-quota', at: 'useIds', params: { use: label } }] : []),
      ...(isUnbilled ? [{ code: 'redemption.use-not-billed', at: 'useIds', params: { use: label } }] : []),
      ...(redeemedIn === null ? [] : [{ code: 'redemption.use-redeemed', at: 'useIds', params: { use: label, no: redeemedIn } }]),
    ]),
  ]
}

export const meteredOf = (uses: readonly { readonly chargedFen: bigint }[]): Fen =>
  fen(uses.reduce((sum, { chargedFen }) => sum + chargedFen, 0n))

/** The redeemed share of what was paid, rounded down. */
export const shareOf = (paid: bigint, ppm: bigint): Fen => fen((paid * ppm) / WHOLE_PPM)

export interface RedemptionAmount {
  readonly amount: Fen
  /** What decided it. */
  readonly limit: 'share' | 'voucher' | 'firm-cap'
}

/** What of a paid sum is redeemed: its share, never more than the voucher has left or the year's cap leaves. */
export function redemptionAmount(
  paid: bigint,
  { ppm, voucherLeft, firmCap, redeemedThisYear }: { ppm: bigint; voucherLeft: bigint; firmCap: bigint | null; redeemedThisYear: bigint },
): RedemptionAmount {
  const share = shareOf(paid, ppm)
  const capLeft = firmCap === null ? null : firmCap > redeemedThisYear ? firmCap - redeemedThisYear : 0n
  const limited = voucherLeft < share ? voucherLeft : share
  const amount = capLeft !== null && capLeft < limited ? capLeft : limited
  const limit = amount === share ? 'share' : amount === voucherLeft ? 'voucher' : 'firm-cap'
  return { amount: fen(amount), limit }
}

/** Why nothing is left to redeem; empty where something is. */
export function emptyRedemption({ amount, limit }: RedemptionAmount, ppm: bigint): Reason[] {
  return amount > 0n ? [] : [{ code: EMPTY[limit], params: { percent: percentText(ppm) } }]
}
const EMPTY = { share: 'redemption.share-of-nothing', voucher: 'redemption.voucher-empty', 'firm-cap': 'redemption.firm-cap' } as const
