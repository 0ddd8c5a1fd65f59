import type { Redemption } from '@ballast/contract/redemption.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { shareOf, type RedemptionState } from '@ballast/domain/voucher/redemption.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { readRedemptions, type RedemptionRecord } from './redemption.queries.ts'

function shown(record: RedemptionRecord): Redemption {
  const { enterpriseCreditCode: _code, submittedBy: _by, checkedBy: _checker, voucherLeftFen, invoiceFen, computeFen, ...rest } = record
  const { meteredFen, uses, redemptionPpm, askedFen, amountFen, version, ...plain } = rest
  return {
    ...plain,
    voucherLeftYuan: formatYuan(voucherLeftFen),
    invoiceYuan: formatYuan(invoiceFen),
    computeYuan: formatYuan(computeFen),
    meteredYuan: formatYuan(meteredFen),
    uses: Number(uses),
    redemptionShare: ratioText(redemptionPpm, WHOLE_PPM, 6) as string,
    shareYuan: formatYuan(shareOf(computeFen, redemptionPpm)),
    askedYuan: formatYuan(askedFen),
    amountYuan: amountFen === null ? null : formatYuan(amountFen),
    version: version.toString(),
  }
}

export async function listRedemptions(tx: ReadTx, ctx: Context, state: readonly RedemptionState[] | undefined) {
  const records = await readRedemptions(tx, ctx.zone.zoneId, enterprisesInReach(ctx, 'redemption.list'), { state })
  const sum = (amounts: readonly (bigint | null)[]) => formatYuan(sumFen(amounts.map((amount) => amount ?? 0n)))
  return {
    rows: records.map(shown),
    totals: {
      askedYuan: sum(records.map(({ askedFen }) => askedFen)),
      amountYuan: sum(records.map(({ amountFen }) => amountFen)),
      redeemedYuan: sum(records.filter((one) => one.state === 'redeemed').map(({ amountFen }) => amountFen)),
    },
  }
}

/** One redemption in reach of the action, or none. */
export async function redemptionOf(tx: ReadTx, ctx: Context, action: RouteId, redemptionId: Uuid): Promise<RedemptionRecord> {
  const [found] = await readRedemptions(tx, ctx.zone.zoneId, enterprisesInReach(ctx, action), { redemptionId })
  if (found === undefined) throw new Refusal('redemption.not-found')
  return found
}

export const showRedemption = async (tx: ReadTx, ctx: Context, action: RouteId, redemptionId: Uuid) =>
  shown(await redemptionOf(tx, ctx, action, redemptionId))
