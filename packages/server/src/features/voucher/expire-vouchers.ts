import { standing } from '@ballast/domain/voucher/ledger.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { amountOut } from './amounts.ts'
import { book } from './book.ts'
import { lockVoucherAccounts } from './ledger.queries.ts'
import { lapseHolds } from './place-hold.ts'
import { pastVouchers } from './voucher.queries.ts'

/** Once a day: holds whose time is past go back, and what is free on vouchers whose last day is past expires. Done again, nothing is left to do. */
export async function expireVouchers(tx: WriteTx, ctx: Context): Promise<{ vouchers: number; holds: number }> {
  const { zoneId } = ctx.zone
  const holds = await lapseHolds(tx, ctx)
  const voucherIds = await pastVouchers(tx, zoneId, businessDate(ctx))
  const accounts = await lockVoucherAccounts(tx, zoneId, voucherIds)
  for (const voucherId of voucherIds) {
    const own = accounts.filter((account) => account.voucherId === voucherId)
    const free = own.find(({ kind }) => kind === 'voucher')
    if (free === undefined) continue
    const postings = await book(tx, ctx, own, [{ step: 'expire', amount: free.balance }], { type: 'voucher', id: voucherId, voucherId })
    const left = standing(own, postings).find(({ kind }) => kind === 'voucher')?.balance ?? 0n
    await recordAudit(tx, ctx, {
      action: 'voucher.expire',
      subjectType: 'voucher',
      subjectId: voucherId,
      before: { free: amountOut(free.unit, free.balance) },
      after: { free: amountOut(free.unit, left) },
    })
  }
  return { vouchers: voucherIds.length, holds }
}
