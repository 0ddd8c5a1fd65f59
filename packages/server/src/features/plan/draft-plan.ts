import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { ensureYear, insertDraft, lockYear } from './plan.queries.ts'

/** An empty first draft of a year. A year that has a plan in force is changed by an adjustment instead. */
export async function draftPlan(
  tx: WriteTx,
  ctx: Context,
  given: { year: number; title: string; reason: string },
): Promise<{ versionId: Uuid }> {
  const { zoneId } = ctx.zone
  await ensureYear(tx, zoneId, given.year)
  if ((await lockYear(tx, zoneId, given.year)) !== null) {
    throw new Refusal('plan.year-has-plan', [{ code: 'plan.year-has-plan', params: { year: given.year } }])
  }
  const versionId = newId()
  await insertDraft(tx, zoneId, { ...given, versionId, parentVersionId: null, createdBy: ctx.user.login, createdAt: ctx.clock.now() })
  await recordAudit(tx, ctx, { action: 'plan.draft', subjectType: 'plan_version', subjectId: versionId, after: given })
  return { versionId }
}
