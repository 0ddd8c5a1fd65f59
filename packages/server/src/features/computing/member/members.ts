import type { ComputeVoucherMembers } from '@ballast/contract/compute-member.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../../platform/audit.ts'
import type { Context } from '../../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'
import { readMembers, saveShare, type MemberRecord } from './member.queries.ts'

function shown(ctx: Context, records: readonly MemberRecord[]): ComputeVoucherMembers[] {
  return [...Map.groupBy(records, ({ voucherId }) => voucherId).values()].map((those) => {
    const { voucherId, voucherNo, untilOn, granted, free } = those[0] as MemberRecord
    return {
      voucherId,
      voucherNo,
      untilOn,
      granted: granted.toString(),
      free: free.toString(),
      members: those.map(({ userId, login, nameZh, nameEn, share, held, used, version }) => ({
        userId,
        login,
        nameZh,
        nameEn,
        isSelf: userId === ctx.user.userId,
        share: share === null ? null : share.toString(),
        held: held.toString(),
        used: used.toString(),
        version: version.toString(),
      })),
    }
  })
}

function ownEnterprise({ user }: Context): Uuid {
  if (user.enterpriseId === null) throw new Refusal('voucher.no-enterprise', [{ code: 'voucher.no-enterprise' }])
  return user.enterpriseId
}

/** Of the caller's own enterprise; accounts of others he does not see. */
export const listMembers = async (tx: ReadTx, ctx: Context) => ({
  vouchers: shown(ctx, await readMembers(tx, ctx.zone.zoneId, ownEnterprise(ctx))),
})

/** Nobody sets his own share: a colleague does. What he has used already stays used, also beyond a smaller share. */
export async function setShare(
  tx: WriteTx,
  ctx: Context,
  given: { voucherId: Uuid; userId: Uuid; share: bigint | null; version: bigint },
): Promise<ComputeVoucherMembers> {
  const { zoneId } = ctx.zone
  const enterpriseId = ownEnterprise(ctx)
  const { voucherId, userId } = given
  const [before] = await readMembers(tx, zoneId, enterpriseId, { voucherId, userId })
  if (before === undefined) throw new Refusal('compute-member.not-found', [{ code: 'compute-member.not-found' }])
  refuseIfAny('compute-member.refused', [
    ...(userId === ctx.user.userId ? [{ code: 'compute-member.own-share' }] : []),
    ...(given.share !== null && given.share > before.granted ? [{ code: 'compute-member.more-than-granted', at: 'share' }] : []),
  ])
  const isSaved = await saveShare(tx, zoneId, { ...given, at: ctx.clock.now(), by: ctx.user.userId })
  const [after] = shown(ctx, await readMembers(tx, zoneId, enterpriseId, { voucherId }))
  if (!isSaved || after === undefined) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: after })
  await recordAudit(tx, ctx, {
    action: 'compute-member.set-share',
    subjectType: 'voucher',
    subjectId: voucherId,
    before: { member: before.login, share: before.share?.toString() ?? null },
    after: { member: before.login, share: given.share?.toString() ?? null },
  })
  return after
}
