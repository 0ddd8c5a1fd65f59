import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { exactPHours } from '@ballast/domain/voucher/computing-power.ts'
import type { Context } from '../../../platform/context.ts'
import type { WriteTx } from '../../../platform/database.ts'
import { notifyAll, type Notice } from '../../notification/index.ts'
import { readMembers } from './member.queries.ts'

/** At these parts of a budget its firm is told, in tenths. */
const LEVELS = [10n, 8n] as const

/**
 * After a hold was placed, with the voucher's accounts still locked, so that nobody else's hold comes between: refuses what goes beyond
 * the submitter's share, and tells the firm once when a voucher or a share is used up to a level.
 */
export async function keepBudgets(tx: WriteTx, ctx: Context, voucherId: Uuid): Promise<void> {
  const { enterpriseId, userId } = ctx.user
  if (enterpriseId === null) return
  const [mine] = await readMembers(tx, ctx.zone.zoneId, enterpriseId, { voucherId, userId })
  if (mine === undefined) return
  const { share, held, used, granted, free, voucherNo, nameZh, nameEn } = mine
  const committed = held + used
  refuseIfAny(
    'compute-job.refused',
    share !== null && committed > share
      ? [{ code: 'compute-member.beyond-share', at: 'voucherId', params: { share: exactPHours(share), wanted: exactPHours(committed) } }]
      : [],
  )
  const told = { subject: { type: 'voucher', id: voucherId }, projectId: null, link: '/computing/members', to: { enterpriseId } } as const
  const whole = levelOf(granted - free, granted)
  const own = share === null ? undefined : levelOf(committed, share)
  await notifyAll(tx, ctx, [
    ...(whole === undefined
      ? []
      : [
          {
            ...told,
            kind: 'voucher-budget',
            key: `voucher-budget:${voucherId}:${whole}0`,
            params: { voucher: voucherNo, percent: Number(whole) * 10 },
          } satisfies Notice,
        ]),
    ...(own === undefined || share === null
      ? []
      : [
          {
            ...told,
            kind: 'member-budget',
            key: `member-budget:${voucherId}:${userId}:${share}:${own}0`,
            params: { voucher: voucherNo, percent: Number(own) * 10, member: { zh: nameZh, en: nameEn } },
          } satisfies Notice,
        ]),
  ])
}

const levelOf = (part: bigint, whole: bigint): bigint | undefined => LEVELS.find((level) => whole > 0n && part * 10n >= whole * level)
