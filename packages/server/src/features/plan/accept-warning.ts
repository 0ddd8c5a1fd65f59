import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { checkPlan } from './check-plan.ts'
import { deleteAcceptance, holdDraft, writeAcceptance } from './plan.queries.ts'

/** Only a warning that stands now can be accepted, and only with a reason; an error cannot. */
export async function acceptWarning(
  tx: WriteTx,
  ctx: Context,
  given: { versionId: Uuid; rule: string; subject: string; reason: string },
): Promise<void> {
  const { zoneId } = ctx.zone
  await holdDraft(tx, zoneId, given.versionId)
  if (given.reason.trim() === '') throw new Refusal('plan.reason-missing', [{ code: 'plan.reason-missing', at: 'reason' }])
  const { breaches } = await checkPlan(tx, zoneId, given.versionId)
  const breach = breaches.find((item) => item.rule === given.rule && item.subject === given.subject)
  if (!breach) throw new Refusal('plan.breach-not-found')
  if (breach.severity === 'error') throw new Refusal('plan.error-not-acceptable')
  const acceptance = {
    rule: given.rule,
    subject: given.subject,
    reason: given.reason.trim(),
    acceptedBy: ctx.user.login,
    acceptedAt: ctx.clock.now(),
  }
  await writeAcceptance(tx, zoneId, given.versionId, acceptance)
  await recordAudit(tx, ctx, { action: 'plan.accept-warning', subjectType: 'plan_version', subjectId: given.versionId, after: acceptance })
}

export async function withdrawAcceptance(
  tx: WriteTx,
  ctx: Context,
  given: { versionId: Uuid; rule: string; subject: string },
): Promise<void> {
  const { zoneId } = ctx.zone
  await holdDraft(tx, zoneId, given.versionId)
  if (!(await deleteAcceptance(tx, zoneId, given.versionId, given.rule, given.subject))) throw new Refusal('plan.breach-not-found')
  await recordAudit(tx, ctx, { action: 'plan.withdraw-acceptance', subjectType: 'plan_version', subjectId: given.versionId, before: given })
}
