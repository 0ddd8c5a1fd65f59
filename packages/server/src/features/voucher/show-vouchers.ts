import type { VoucherRow } from '@ballast/contract/voucher.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { VOUCHER_UNITS } from '@ballast/domain/voucher/unit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { addBalances, balancesOut, NO_BALANCES, unitName } from './amounts.ts'
import { holdsOf } from './hold.queries.ts'
import { holdOut } from './place-hold.ts'
import { readVouchers, type VoucherFilter, type VoucherRecord } from './voucher.queries.ts'

const shown =
  (today: string) =>
  ({
    unit,
    creditCode: _creditCode,
    clusterCode: _clusterCode,
    granted,
    free,
    held,
    used,
    redeemed,
    expired,
    ...rest
  }: VoucherRecord): VoucherRow => ({
    ...rest,
    unit: unitName(unit),
    isExpired: rest.untilOn < today,
    balances: balancesOut(unit, { granted, free, held, used, redeemed, expired }),
  })

export async function listVouchers(tx: ReadTx, ctx: Context, filter: VoucherFilter) {
  const vouchers = await readVouchers(tx, ctx.zone.zoneId, enterprisesInReach(ctx, 'voucher.list'), filter)
  return {
    rows: vouchers.map(shown(businessDate(ctx))),
    totals: VOUCHER_UNITS.map((unit) => ({
      unit: unitName(unit),
      balances: balancesOut(unit, vouchers.filter((one) => one.unit === unit).reduce(addBalances, NO_BALANCES)),
    })),
  }
}

/** One voucher in reach of the action, or none. */
export async function voucherInReach(tx: ReadTx, ctx: Context, action: RouteId, voucherId: Uuid): Promise<VoucherRecord> {
  const [found] = await readVouchers(tx, ctx.zone.zoneId, enterprisesInReach(ctx, action), { voucherIds: [voucherId] })
  if (found === undefined) throw new Refusal('voucher.not-found')
  return found
}

export async function showVoucher(tx: ReadTx, ctx: Context, voucherId: Uuid) {
  const voucher = await voucherInReach(tx, ctx, 'voucher.show', voucherId)
  const holds = await holdsOf(tx, ctx.zone.zoneId, voucherId)
  return { voucher: shown(businessDate(ctx))(voucher), holds: holds.map(holdOut) }
}
