import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { checkPlan } from './check-plan.ts'
import { deleteAcceptance, holdDraft, writeAcceptance } from './plan.queries.ts'

interface Acceptance {
  readonly rule: string
  readonly subject: string
  readonly reason: string
}

/** Only a warning that stands now can be accepted, and only with a reason; an error cannot. */
export async function acceptWarning(tx: WriteTx, ctx: Context, { versionId, ...given }: Acceptance & { versionId: Uuid }): Promise<void> {
  await acceptWarnings(tx, ctx, versionId, [given])
}

/** As `acceptWarning`, for many at once under one check. */
export async function acceptWarnings(tx: WriteTx, ctx: Context, versionId: Uuid, warnings: readonly Acceptance[]): Promise<void> {
  const { zoneId } = ctx.zone
  await holdDraft(tx, zoneId, versionId)
  if (warnings.some(({ reason }) => reason.trim() === '')) {
    throw new Refusal('plan.reason-missing', [{ code: 'plan.reason-missing', at: 'reason' }])
  }
  const { breaches } = await checkPlan(tx, zoneId, versionId)
  for (const { rule, subject, reason } of warnings) {
    const breach = breaches.find((item) => item.rule === rule && item.subject === subject)
    if (!breach) throw new Refusal('plan.breach-not-found')
    if (breach.severity === 'error') throw new Refusal('plan.error-not-acceptable')
    const acceptance = { rule, subject, reason: reason.trim(), acceptedBy: ctx.user.login, acceptedAt: ctx.clock.now() }
    await writeAcceptance(tx, zoneId, versionId, acceptance)
    await recordAudit(tx, ctx, { action: 'plan.accept-warning', subjectType: 'plan_version', subjectId: versionId, after: acceptance })
  }
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
