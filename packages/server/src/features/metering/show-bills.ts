import type { ComputeBill } from '@ballast/contract/compute-bill.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { billByCard } from '@ballast/domain/metering/bill.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { billedFen, linesOf, readBills, readUnbilled, type BillRecord } from './bill.queries.ts'

const sumsOut = ({ amount, covered, free, chargedFen }: Pick<BillRecord, 'amount' | 'covered' | 'free' | 'chargedFen'>) => ({
  amount: amount.toString(),
  covered: covered.toString(),
  free: free.toString(),
  chargedYuan: formatYuan(chargedFen),
})

export function billOut({ runs, amount, covered, free, chargedFen, ...rest }: BillRecord): ComputeBill {
  return { ...rest, runs: Number(runs), ...sumsOut({ amount, covered, free, chargedFen }) }
}

export async function listBills(
  tx: ReadTx,
  ctx: Context,
  {
    cursor,
    limit,
    ...filter
  }: { cursor?: string | undefined; limit: number; month?: string | undefined; enterpriseId?: string | undefined },
) {
  const { zoneId } = ctx.zone
  const reach = enterprisesInReach(ctx, 'compute-bill.list')
  const { rows, next } = await readBills(tx, zoneId, reach, filter, { cursor, limit })
  return {
    rows: rows.map(billOut),
    next,
    totalYuan: formatYuan(await billedFen(tx, zoneId, reach, filter)),
    unbilled: (await readUnbilled(tx, zoneId, reach)).map(({ chargedFen, ...rest }) => ({ ...rest, chargedYuan: formatYuan(chargedFen) })),
  }
}

export async function findBill(tx: ReadTx, ctx: Context, action: RouteId, billId: Uuid): Promise<BillRecord> {
  const [bill] = (await readBills(tx, ctx.zone.zoneId, enterprisesInReach(ctx, action), { billId }, { limit: 1 })).rows
  if (bill === undefined) throw new Refusal('compute-bill.not-found')
  return bill
}

/** A bill with its corrections. */
export const netFen = async (tx: ReadTx, { zone }: Context, { billId, chargedFen }: BillRecord): Promise<bigint> =>
  chargedFen + (await billedFen(tx, zone.zoneId, undefined, { corrects: billId }))

export async function showBill(tx: ReadTx, ctx: Context, billId: Uuid) {
  const { zoneId } = ctx.zone
  const bill = await findBill(tx, ctx, 'compute-bill.show', billId)
  const corrections = await readBills(tx, zoneId, undefined, { corrects: billId }, { limit: 500 })
  return {
    bill: billOut(bill),
    cards: billByCard(await linesOf(tx, zoneId, billId)).map(({ cardType, runs, ...sums }) => ({ cardType, runs, ...sumsOut(sums) })),
    corrections: corrections.rows.toReversed().map(billOut),
    netYuan: formatYuan(await netFen(tx, ctx, bill)),
  }
}
