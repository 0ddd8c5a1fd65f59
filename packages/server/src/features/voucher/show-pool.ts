import type { POOL_GROUPS, VoucherPoolRow } from '@ballast/contract/voucher.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { addBalances, amountOut, balancesOut, NO_BALANCES, unitName, type Balances } from './amounts.ts'
import { readPools } from './pool.view.ts'
import { readVouchers, type VoucherRecord } from './voucher.queries.ts'

type Group = (typeof POOL_GROUPS)[number]

interface GroupSum {
  readonly unit: VoucherUnit
  readonly key: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly vouchers: number
  readonly balances: Balances
}

/** Vouchers of a year by enterprise, or by the cluster of the project for which they were granted; the largest grant first. */
export function groupSums(vouchers: readonly VoucherRecord[], group: Group): GroupSum[] {
  const sums = new Map<string, GroupSum>()
  for (const voucher of vouchers) {
    const { unit, enterpriseId, enterpriseNameZh, enterpriseNameEn, clusterCode } = voucher
    const key = group === 'firm' ? enterpriseId : (clusterCode ?? '')
    const names = group === 'firm' ? { nameZh: enterpriseNameZh, nameEn: enterpriseNameEn } : { nameZh: key, nameEn: null }
    const sum = sums.get(`${unit} ${key}`) ?? { unit, key, ...names, vouchers: 0, balances: NO_BALANCES }
    sums.set(`${unit} ${key}`, { ...sum, vouchers: sum.vouchers + 1, balances: addBalances(sum.balances, voucher) })
  }
  const larger = (a: GroupSum, b: GroupSum) =>
    a.balances.granted > b.balances.granted ? -1 : a.balances.granted < b.balances.granted ? 1 : 0
  return [...sums.values()].toSorted(larger)
}

export async function showPool(tx: ReadTx, ctx: Context, year: number, group: Group) {
  const { zoneId } = ctx.zone
  const pools = await readPools(tx, zoneId, year)
  const vouchers = await readVouchers(tx, zoneId, undefined, { year, isPaid: false })
  return {
    year,
    isSimulated: vouchers.some(({ sourceKind }) => sourceKind === 'simulated'),
    pools: pools.map(({ poolId, unit, left, funded }) => {
      const own = vouchers.filter((voucher) => voucher.unit === unit)
      return {
        poolId,
        unit: unitName(unit),
        funded: amountOut(unit, funded),
        left: amountOut(unit, left),
        balances: balancesOut(unit, own.reduce(addBalances, NO_BALANCES)),
        firms: new Set(own.map(({ enterpriseId }) => enterpriseId)).size,
        vouchers: own.length,
      }
    }),
    rows: groupSums(vouchers, group).map(
      ({ unit, balances, ...rest }): VoucherPoolRow => ({ ...rest, unit: unitName(unit), balances: balancesOut(unit, balances) }),
    ),
  }
}
