import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { holdDraft, markDiscarded } from './plan.queries.ts'

/** Ends a draft without adopting it. It stays readable and comparable. */
export async function discardPlan(
  tx: WriteTx,
  ctx: Context,
  given: { versionId: Uuid; ifMatch: bigint | undefined },
): Promise<{ versionId: Uuid }> {
  const draft = await holdDraft(tx, ctx.zone.zoneId, given.versionId, 'update')
  if (given.ifMatch !== undefined && given.ifMatch !== draft.version) throw new Refusal('changed-meanwhile')
  await markDiscarded(tx, ctx.zone.zoneId, given.versionId)
  await recordAudit(tx, ctx, {
    action: 'plan.discard',
    subjectType: 'plan_version',
    subjectId: given.versionId,
    before: { title: draft.title },
  })
  return { versionId: given.versionId }
}
