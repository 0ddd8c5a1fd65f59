import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { copyContent } from './plan-content.queries.ts'
import { insertDraft, lockYear } from './plan.queries.ts'

/** A draft that begins as a copy of the version in force. It needs a reason; it changes nothing until it is adopted. */
export async function adjustPlan(
  tx: WriteTx,
  ctx: Context,
  given: { year: number; title: string; reason: string },
): Promise<{ versionId: Uuid }> {
  const { zoneId } = ctx.zone
  if (given.reason.trim() === '') throw new Refusal('plan.reason-missing', [{ code: 'plan.reason-missing', at: 'reason' }])
  const parentVersionId = await lockYear(tx, zoneId, given.year)
  if (parentVersionId === null) {
    throw new Refusal('plan.nothing-to-adjust', [{ code: 'plan.nothing-to-adjust', params: { year: given.year } }])
  }
  const versionId = newId()
  await insertDraft(tx, zoneId, { ...given, versionId, parentVersionId, createdBy: ctx.user.login, createdAt: ctx.clock.now() })
  await copyContent(tx, zoneId, parentVersionId, versionId)
  await recordAudit(tx, ctx, {
    action: 'plan.adjust',
    subjectType: 'plan_version',
    subjectId: versionId,
    after: { ...given, parentVersionId },
  })
  return { versionId }
}
