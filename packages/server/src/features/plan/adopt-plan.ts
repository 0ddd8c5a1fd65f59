import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { takeBaselineOfPlan } from '../gantt/index.ts'
import { checkPlan, sentenceOf } from './check-plan.ts'
import { holdDraft, lockYear, markAdopted, versionById } from './plan.queries.ts'
import { compareWithForce } from './rebase-plan.ts'

/**
 * Puts a draft in force, under the year's lock. Errors of the check refuse it; warnings do not, but those that nobody has accepted
 * are kept in the audit entry. The dates planned for gates on this day are kept as a baseline. A draft whose parent is no longer in force must be rebased first.
 */
export async function adoptPlan(
  tx: WriteTx,
  ctx: Context,
  given: { versionId: Uuid; ifMatch?: bigint | undefined },
): Promise<{ versionId: Uuid; number: number }> {
  const { zoneId } = ctx.zone
  const { year } = await versionById(tx, zoneId, given.versionId)
  const inForce = await lockYear(tx, zoneId, year)
  const draft = await holdDraft(tx, zoneId, given.versionId, 'update')
  if (given.ifMatch !== undefined && given.ifMatch !== draft.version) throw new Refusal('changed-meanwhile')
  if (draft.parentVersionId !== inForce) {
    const { conflicts } = await compareWithForce(tx, ctx, draft)
    throw new Refusal('plan.rebase-needed-conflict', [{ code: 'plan.rebase-needed-conflict', params: { count: conflicts.length } }], {
      conflicts,
    })
  }
  const check = await checkPlan(tx, zoneId, given.versionId)
  refuseIfAny(
    'plan.check-has-errors',
    check.breaches
      .filter((breach) => breach.severity === 'error')
      .map((breach) => ({
        ...sentenceOf(breach, ctx.locale),
        at: breach.code === '' ? breach.subject : breach.code,
      })),
  )
  const number = await markAdopted(tx, zoneId, { versionId: given.versionId, year, by: ctx.user.login, at: ctx.clock.now() })
  await recordAudit(tx, ctx, {
    action: 'plan.adopt',
    subjectType: 'plan_version',
    subjectId: given.versionId,
    before: { inForce },
    after: {
      number,
      openWarnings: check.breaches.filter((breach) => breach.acceptance === null).map(({ rule, subject }) => ({ rule, subject })),
    },
  })
  await takeBaselineOfPlan(tx, ctx, { versionId: given.versionId, year, number })
  return { versionId: given.versionId, number }
}
