import { post, type Move, type Posting } from '@ballast/domain/voucher/ledger.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { insertPostings, type Cause, type Moment, type VoucherAccount } from './ledger.queries.ts'

export const momentOf = (ctx: Context): Moment => ({
  on: businessDate(ctx),
  at: ctx.clock.now(),
  by: ctx.user.login,
  byName: ctx.user.nameZh,
})

/**
 * Posts moves between accounts that this transaction has locked, all of them or none. The transaction is one of the whole zone: the
 * ledger is not written from an enterprise's reach.
 */
export async function book(
  tx: WriteTx,
  ctx: Context,
  accounts: readonly VoucherAccount[],
  moves: readonly Move[],
  cause: Cause,
): Promise<readonly Posting[]> {
  const postings = post(accounts, moves)
  await insertPostings(
    tx,
    ctx.zone.zoneId,
    postings.map((posting) => ({ ...posting, cause })),
    momentOf(ctx),
  )
  return postings
}
