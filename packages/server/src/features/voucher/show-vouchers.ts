import type { VoucherRow } from '@ballast/contract/voucher.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { VOUCHER_UNITS, type VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { addBalances, balancesOut, NO_BALANCES, unitName } from './amounts.ts'
import { holdsOf } from './hold.queries.ts'
import { holdOut } from './place-hold.ts'
import { readVouchers, type VoucherFilter, type VoucherRecord } from './voucher.queries.ts'

export function voucherOut(ctx: Context, record: VoucherRecord): VoucherRow {
  const {
    unit,
    creditCode: _creditCode,
    clusterCode: _clusterCode,
    granted,
    free,
    held,
    used,
    redeemed,
    expired,
    version,
    ...rest
  } = record
  return {
    ...rest,
    unit: unitName(unit),
    isExpired: rest.untilOn < businessDate(ctx),
    balances: balancesOut(unit, { granted, free, held, used, redeemed, expired }),
    version: version.toString(),
  }
}

export async function listVouchers(tx: ReadTx, ctx: Context, filter: VoucherFilter) {
  const vouchers = await readVouchers(tx, ctx.zone.zoneId, enterprisesInReach(ctx, 'voucher.list'), filter)
  return {
    rows: vouchers.map((voucher) => voucherOut(ctx, voucher)),
    // Paid lines are no public money, so that they stand apart.
    totals: [...VOUCHER_UNITS.map((unit) => totalOf(vouchers, unit, false)), totalOf(vouchers, 'tflops_s', true)],
  }
}

const totalOf = (vouchers: readonly VoucherRecord[], unit: VoucherUnit, isPaid: boolean) => ({
  unit: unitName(unit),
  isPaid,
  balances: balancesOut(unit, vouchers.filter((one) => one.unit === unit && one.isPaid === isPaid).reduce(addBalances, NO_BALANCES)),
})

/** One voucher in reach of the action, or none. */
export async function voucherInReach(tx: ReadTx, ctx: Context, action: RouteId, voucherId: Uuid): Promise<VoucherRecord> {
  const [found] = await readVouchers(tx, ctx.zone.zoneId, enterprisesInReach(ctx, action), { voucherIds: [voucherId] })
  if (found === undefined) throw new Refusal('voucher.not-found')
  return found
}

export async function showVoucher(tx: ReadTx, ctx: Context, voucherId: Uuid) {
  const voucher = await voucherInReach(tx, ctx, 'voucher.show', voucherId)
  const holds = await holdsOf(tx, ctx.zone.zoneId, voucherId)
  return { voucher: voucherOut(ctx, voucher), holds: holds.map(holdOut) }
}
