import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { RedemptionAmount, RedemptionState } from '@ballast/domain/voucher/redemption.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { judgeRedemption } from './apply-redemption.ts'
import { book, momentOf } from './book.ts'
import { lockVoucherAccounts } from './ledger.queries.ts'
import {
  freeUses,
  lockRedemptions,
  stepRedemption,
  useIdsOf,
  usesToRedeem,
  type RedemptionRecord,
  type RedemptionStep,
} from './redemption.queries.ts'
import { redemptionOf, showRedemption } from './show-redemptions.ts'
import { voucherInReach } from './show-vouchers.ts'

interface Asked {
  readonly redemptionId: Uuid
  readonly version: bigint
}

/** Writes the step with its audit entry, or says that somebody was faster or that it cannot be taken from here. */
async function take(
  tx: WriteTx,
  ctx: Context,
  action: RouteId,
  { before, asked, from, step }: { before: RedemptionRecord; asked: Asked; from: readonly RedemptionState[]; step: RedemptionStep },
) {
  if (!(await stepRedemption(tx, ctx.zone.zoneId, asked, from, step))) await refuseStep(tx, ctx, action, asked, from)
  const current = await showRedemption(tx, ctx, action, asked.redemptionId)
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'voucher_redemption',
    subjectId: asked.redemptionId,
    before: { state: before.state },
    after: { state: current.state, amountYuan: current.amountYuan, paymentNo: current.paymentNo, note: current.decisionNote },
  })
  return current
}

async function refuseStep(
  tx: WriteTx,
  ctx: Context,
  action: RouteId,
  { redemptionId }: Asked,
  from: readonly RedemptionState[],
): Promise<never> {
  const current = await showRedemption(tx, ctx, action, redemptionId)
  if (from.includes(current.state)) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  throw new Refusal('redemption.refused', [{ code: `redemption.is-${current.state}` }], { current })
}

export async function withdrawRedemption(tx: WriteTx, ctx: Context, asked: Asked) {
  const action = 'redemption.withdraw'
  const before = await redemptionOf(tx, ctx, action, asked.redemptionId)
  await freeUses(tx, ctx.zone.zoneId, asked.redemptionId)
  return take(tx, ctx, action, { before, asked, from: ['submitted'], step: { to: 'withdrawn' } })
}

/** Looks papers and rows through once more, as on the day on which they were handed in, and holds the amount on the voucher. */
export async function checkRedemption(tx: WriteTx, ctx: Context, asked: Asked) {
  const { zoneId } = ctx.zone
  const action = 'redemption.check'
  const { enterpriseId, voucherId } = await redemptionOf(tx, ctx, action, asked.redemptionId)
  await lockRedemptions(tx, enterpriseId)
  const accounts = await lockVoucherAccounts(tx, zoneId, [voucherId])
  const before = await redemptionOf(tx, ctx, action, asked.redemptionId)
  const voucher = await voucherInReach(tx, ctx, action, voucherId)
  const useIds = await useIdsOf(tx, zoneId, asked.redemptionId)
  const uses = await usesToRedeem(tx, zoneId, enterpriseId, useIds, asked.redemptionId)
  const papers = { ...before, isUnrelated: true, isNotSubsidisedElsewhere: true }
  if (before.state !== 'submitted' || before.version !== asked.version) await refuseStep(tx, ctx, action, asked, ['submitted'])
  const { reasons, amount } = await judgeRedemption(tx, ctx, {
    papers,
    voucher,
    uses,
    today: before.submittedOn,
    except: asked.redemptionId,
  })
  refuseIfAny('redemption.refused', reasons)
  const left = (amount as RedemptionAmount).amount
  const amountFen = left < before.askedFen ? left : before.askedFen
  await book(tx, ctx, accounts, [{ step: 'hold', amount: amountFen }], { type: 'redemption', id: asked.redemptionId, voucherId })
  return take(tx, ctx, action, { before, asked, from: ['submitted'], step: { to: 'checked', amountFen, moment: momentOf(ctx) } })
}

/** The treasury pays what was checked; whoever checked it does not pay it. */
export async function redeem(tx: WriteTx, ctx: Context, { paymentNo, ...asked }: Asked & { paymentNo: string }) {
  const action = 'redemption.redeem'
  const { voucherId } = await redemptionOf(tx, ctx, action, asked.redemptionId)
  const accounts = await lockVoucherAccounts(tx, ctx.zone.zoneId, [voucherId])
  const before = await redemptionOf(tx, ctx, action, asked.redemptionId)
  refuseIfAny('redemption.refused', before.checkedBy === ctx.user.login ? [{ code: 'redemption.four-eyes' }] : [])
  const after = await take(tx, ctx, action, {
    before,
    asked,
    from: ['checked'],
    step: { to: 'redeemed', paymentNo, moment: momentOf(ctx) },
  })
  const amount = before.amountFen ?? 0n
  await book(tx, ctx, accounts, [{ step: 'redeem', amount }], { type: 'redemption', id: asked.redemptionId, voucherId, note: paymentNo })
  return after
}

/** Refused with a reason: what was held goes back to the voucher, and the rows can be brought again. */
export async function refuseRedemption(tx: WriteTx, ctx: Context, { note, ...asked }: Asked & { note: string }) {
  const { zoneId } = ctx.zone
  const action = 'redemption.refuse'
  const { voucherId } = await redemptionOf(tx, ctx, action, asked.redemptionId)
  const accounts = await lockVoucherAccounts(tx, zoneId, [voucherId])
  const before = await redemptionOf(tx, ctx, action, asked.redemptionId)
  await freeUses(tx, zoneId, asked.redemptionId)
  const from = ['submitted', 'checked'] as const
  const after = await take(tx, ctx, action, { before, asked, from, step: { to: 'refused', note, moment: momentOf(ctx) } })
  if (before.state === 'checked') {
    const voucher = await voucherInReach(tx, ctx, action, voucherId)
    const amount = before.amountFen ?? 0n
    const isPast = voucher.untilOn < momentOf(ctx).on
    await book(
      tx,
      ctx,
      accounts,
      [
        { step: 'release', amount },
        { step: 'expire', amount: isPast ? amount : 0n },
      ],
      {
        type: 'redemption',
        id: asked.redemptionId,
        voucherId,
        note,
      },
    )
  }
  return { ...after, voucherLeftYuan: formatYuan((await redemptionOf(tx, ctx, action, asked.redemptionId)).voucherLeftFen) }
}
