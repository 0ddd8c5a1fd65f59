import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { amountOut, unitName } from './amounts.ts'
import { book } from './book.ts'
import { lockPoolAccounts, openPool } from './ledger.queries.ts'

/** Puts an amount into a year's pool, or takes it back as far as it is not granted. */
export async function fundPool(
  tx: WriteTx,
  ctx: Context,
  { year, unit, amount, isWithdrawal, note }: { year: number; unit: VoucherUnit; amount: bigint; isWithdrawal: boolean; note: string },
) {
  const { zoneId } = ctx.zone
  refuseIfAny('voucher.refused', amount > 0n ? [] : [{ code: 'voucher.no-amount', at: 'amount' }])
  const poolId = await openPool(tx, zoneId, { year, unit, isPaid: false })
  const accounts = await lockPoolAccounts(tx, zoneId, poolId)
  const before = accounts.find(({ kind }) => kind === 'pool')?.balance ?? 0n
  const step = isWithdrawal ? 'withdraw' : 'fund'
  await book(tx, ctx, accounts, [{ step, amount }], { type: 'pool', id: poolId, voucherId: null, note })
  const after = isWithdrawal ? before - amount : before + amount
  await recordAudit(tx, ctx, {
    action: 'voucher.fund',
    subjectType: 'voucher_pool',
    subjectId: poolId,
    before: { year, unit: unitName(unit), left: amountOut(unit, before) },
    after: { year, unit: unitName(unit), left: amountOut(unit, after), note },
  })
  return { poolId, unit: unitName(unit), left: amountOut(unit, after) }
}
