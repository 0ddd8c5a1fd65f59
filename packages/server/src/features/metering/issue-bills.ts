import type { ComputeBill } from '@ballast/contract/compute-bill.ts'
import { billSum } from '@ballast/domain/metering/bill.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { addDays, addMonths, firstDayOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { nextNumber } from '../voucher/index.ts'
import { differingDays, insertBill, lockBills, readBills, unbilledLines, type LineRecord } from './bill.queries.ts'
import { billOut, findBill, netFen } from './show-bills.ts'

/**
 * Issues the bills of a month: for each enterprise one, of everything up to the month's end that stands on no bill. Use that was
 * recorded late comes onto the next bill; a bill that was issued stays as it is.
 */
export async function issueBills(tx: WriteTx, ctx: Context, month: YearMonth) {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const until = addDays(addMonths(firstDayOf(month), 1), -1)
  await lockBills(tx, zoneId)
  refuseIfAny('compute-bill.refused', today > until ? [] : [{ code: 'compute-bill.month-not-over', params: { month, today } }])
  const differing = await differingDays(tx, zoneId, { from: firstDayOf(month), until })
  refuseIfAny(
    'compute-bill.refused',
    differing.map(({ centre, day, difference }) => ({
      code: 'compute-bill.day-differs',
      params: { centre, day, difference: difference.toString() },
    })),
  )
  const lines = await unbilledLines(tx, zoneId, until)
  const already = new Set(
    (await readBills(tx, zoneId, undefined, { month }, { limit: 1_000_000 })).rows.map(({ enterpriseId }) => enterpriseId),
  )
  const due = [...Map.groupBy(lines, ({ enterpriseId }) => enterpriseId)].filter(([enterpriseId]) => !already.has(enterpriseId))
  refuseIfAny('compute-bill.refused', due.length > 0 ? [] : [{ code: 'compute-bill.nothing', params: { month } }])
  let chargedFen = 0n
  let runs = 0
  for (const [enterpriseId, own] of due) {
    const sum = billSum(own)
    await write(tx, ctx, { enterpriseId, month, ...sum, runs: BigInt(sum.runs), correctsBillId: null, reason: null, lines: own })
    chargedFen += sum.chargedFen
    runs += sum.runs
  }
  return { month, bills: due.length, runs, chargedYuan: formatYuan(chargedFen) }
}

/** Corrects a bill by one more, of an amount alone. */
export async function correctBill(
  tx: WriteTx,
  ctx: Context,
  { billId, amountFen, reason }: { billId: Uuid; amountFen: bigint; reason: string },
): Promise<ComputeBill> {
  await lockBills(tx, ctx.zone.zoneId)
  const bill = await findBill(tx, ctx, 'compute-bill.correct', billId)
  const net = await netFen(tx, ctx, bill)
  refuseIfAny('compute-bill.refused', [
    ...(bill.correctsBillId === null ? [] : [{ code: 'compute-bill.is-correction' }]),
    ...(amountFen === 0n ? [{ code: 'compute-bill.no-amount', at: 'yuan' }] : []),
    ...(net + amountFen < 0n ? [{ code: 'compute-bill.below-zero', at: 'yuan', params: { net: formatYuan(net) } }] : []),
  ])
  const { enterpriseId, month } = bill
  const none = { runs: 0n, amount: 0n, covered: 0n, free: 0n, lines: [] }
  const id = await write(tx, ctx, { enterpriseId, month, ...none, chargedFen: amountFen, correctsBillId: billId, reason })
  return billOut(await findBill(tx, ctx, 'compute-bill.correct', id))
}

interface Written {
  readonly enterpriseId: Uuid
  readonly month: YearMonth
  readonly runs: bigint
  readonly amount: bigint
  readonly covered: bigint
  readonly free: bigint
  readonly chargedFen: bigint
  readonly correctsBillId: Uuid | null
  readonly reason: string | null
  readonly lines: readonly LineRecord[]
}

async function write(tx: WriteTx, ctx: Context, { lines, ...bill }: Written): Promise<Uuid> {
  const { zoneId } = ctx.zone
  const issuedOn = businessDate(ctx)
  const billId = newId()
  const billNo = await nextNumber(tx, zoneId, 'bill', yearOf(issuedOn))
  await insertBill(
    tx,
    zoneId,
    {
      ...bill,
      billId,
      billNo,
      issuedOn,
      issuedAt: ctx.clock.now(),
      issuedBy: ctx.user.login,
      issuedByName: ctx.user.nameZh,
      sourceKind: lines.some(({ sourceKind }) => sourceKind === 'simulated') ? 'simulated' : 'entered',
    },
    lines.map(({ useId }) => useId),
  )
  await recordAudit(tx, ctx, {
    action: bill.correctsBillId === null ? 'compute-bill.issue' : 'compute-bill.correct',
    subjectType: 'compute_bill',
    subjectId: billId,
    after: { billNo, month: bill.month, runs: Number(bill.runs), chargedYuan: formatYuan(bill.chargedFen), reason: bill.reason },
  })
  return billId
}
