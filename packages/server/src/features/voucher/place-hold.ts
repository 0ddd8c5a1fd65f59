import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import { workOf } from '@ballast/domain/voucher/computing-power.ts'
import { standing } from '@ballast/domain/voucher/ledger.ts'
import { hasEnded } from '@ballast/domain/voucher/paid-line.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { recordAudit, recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { book } from './book.ts'
import { findHolds, insertHold, lapsedHolds, saveHolds, type HoldRecord } from './hold.queries.ts'
import { lockVoucherAccounts } from './ledger.queries.ts'
import { readRates } from './terms.queries.ts'
import { findVouchers, type Validity } from './voucher.queries.ts'

export const holdOut = ({ voucherId: _voucherId, cards, tflops, limitSeconds, amount, captured, ...rest }: HoldRecord) => ({
  ...rest,
  cards: Number(cards),
  tflops: Number(tflops),
  limitSeconds: Number(limitSeconds),
  amount: amount.toString(),
  captured: captured.toString(),
})

export interface HoldRequest {
  readonly voucherId: Uuid
  readonly jobId: Uuid
  readonly cardType: string
  readonly cards: bigint
  readonly limitSeconds: bigint
  readonly expiresAt: Instant
}

const isSame = (hold: HoldRecord, asked: HoldRequest): boolean =>
  hold.voucherId === asked.voucherId &&
  hold.cardType === asked.cardType &&
  hold.cards === asked.cards &&
  hold.limitSeconds === asked.limitSeconds

/**
 * Holds cards × nominal TFLOPS × limit of a voucher's free quota for a job, once, or refuses with every reason.
 * @param known the voucher, where this transaction has read it already
 */
export async function placeHold(tx: WriteTx, ctx: Context, asked: HoldRequest, known?: Validity) {
  const { zoneId } = ctx.zone
  const { voucherId, jobId, cardType, cards, limitSeconds } = asked
  const voucher = known ?? (await findVouchers(tx, zoneId, [voucherId]))[0]
  if (voucher === undefined) throw new Refusal('voucher.not-found')
  const accounts = await lockVoucherAccounts(tx, zoneId, [voucherId])
  const today = businessDate(ctx)
  const rate = rateOn(await readRates(tx, zoneId), cardType, today)
  const reasons = [
    ...notUsable(voucher, today),
    ...(rate === undefined ? [{ code: 'voucher.no-rate', at: 'cardType', params: { cardType, on: today } }] : []),
    ...(asked.expiresAt <= ctx.clock.now() ? [{ code: 'voucher.hold-in-the-past', at: 'expiresAt' }] : []),
  ]
  const { tflops } = rate ?? { tflops: 0n }
  const placed = { ...asked, tflops, placedAt: ctx.clock.now(), placedBy: ctx.user.login }
  const hold = reasons.length === 0 ? await insertHold(tx, zoneId, placed) : undefined
  if (hold === undefined) {
    // Said again after its voucher has ended it is the same hold all the same.
    const [earlier] = await findHolds(tx, zoneId, [jobId])
    if (earlier === undefined) throw new Refusal('voucher.refused', reasons)
    refuseIfAny('voucher.refused', isSame(earlier, asked) ? [] : [{ code: 'voucher.job-held-differently', at: 'jobId', params: { jobId } }])
    return holdOut(earlier)
  }
  await book(tx, ctx, accounts, [{ step: 'hold', amount: workOf(cards, tflops, limitSeconds) }], { type: 'job', id: jobId, voucherId })
  const after = holdOut(hold)
  await recordAudit(tx, ctx, { action: 'voucher-hold.place', subjectType: 'voucher', subjectId: voucherId, after })
  return after
}

export function notUsable({ unit, fromOn, untilOn, isClosed }: Validity, today: PlainDate) {
  return [
    ...(unit === 'tflops_s' ? [] : [{ code: 'voucher.is-money' }]),
    ...(today < fromOn || today > untilOn ? [{ code: 'voucher.not-valid', params: { today, from: fromOn, until: untilOn } }] : []),
    ...(isClosed ? [{ code: 'paid-line.is-closed' }] : []),
  ]
}

/** Gives back what is still held for a job; done again, it changes nothing. */
export async function releaseHold(tx: WriteTx, ctx: Context, jobId: Uuid) {
  const { zoneId } = ctx.zone
  const [found] = await findHolds(tx, zoneId, [jobId])
  if (found === undefined) throw new Refusal('voucher-hold.not-found')
  await giveBack(tx, ctx, [found], 'released', 'voucher-hold.release')
  const [hold] = await findHolds(tx, zoneId, [jobId])
  return holdOut(hold as HoldRecord)
}

/** Gives back every hold whose time is past: what its job left behind blocks no quota for ever. */
export async function lapseHolds(tx: WriteTx, ctx: Context): Promise<number> {
  return giveBack(tx, ctx, await lapsedHolds(tx, ctx.zone.zoneId, ctx.clock.now()), 'lapsed', 'voucher.expire')
}

async function giveBack(
  tx: WriteTx,
  ctx: Context,
  found: readonly HoldRecord[],
  closeReason: 'released' | 'lapsed',
  action: RouteId,
): Promise<number> {
  const { zoneId } = ctx.zone
  const voucherIds = [...new Set(found.map(({ voucherId }) => voucherId))].toSorted()
  const accounts = await lockVoucherAccounts(tx, zoneId, voucherIds)
  const today = businessDate(ctx)
  const vouchers = new Map((await findVouchers(tx, zoneId, voucherIds)).map((voucher) => [voucher.voucherId, voucher]))
  // Once the accounts are locked nobody else moves these holds.
  const jobIds = found.map(({ jobId }) => jobId)
  const open = (await findHolds(tx, zoneId, jobIds)).filter(({ closedAt }) => closedAt === null)
  for (const [voucherId, holds] of Map.groupBy(open, (hold) => hold.voucherId)) {
    const voucher = vouchers.get(voucherId)
    const isPast = voucher !== undefined && hasEnded(voucher, today)
    let own = accounts.filter((account) => account.voucherId === voucherId)
    for (const { jobId, amount, captured } of holds) {
      const left = amount - captured
      const moves = [{ step: 'release', amount: left } as const, { step: 'expire', amount: isPast ? left : 0n } as const]
      own = standing(own, await book(tx, ctx, own, moves, { type: 'job', id: jobId, voucherId }))
    }
  }
  await saveHolds(
    tx,
    zoneId,
    open.map(({ jobId, captured }) => ({ jobId, captured, closeReason })),
    ctx.clock.now(),
  )
  await recordAudits(
    tx,
    ctx,
    open.map((hold) => ({
      action,
      subjectType: 'voucher',
      subjectId: hold.voucherId,
      before: { jobId: hold.jobId, held: (hold.amount - hold.captured).toString() },
      after: { jobId: hold.jobId, held: '0', closeReason },
    })),
  )
  return open.length
}
