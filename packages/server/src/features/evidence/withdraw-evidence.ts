import type { Evidence } from '@ballast/contract/evidence.ts'
import { againstWithdrawal } from '@ballast/domain/evidence/withdrawal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { lockLife } from '../gate/index.ts'
import { actorName, notify } from '../notification/index.ts'
import { markWithdrawn } from './evidence.queries.ts'
import { readEvidence, withdrawalCase } from './evidence.view.ts'

/** What was brought stays for the auditor; it only stops counting. */
export async function withdrawEvidence(
  tx: WriteTx,
  ctx: Context,
  given: { readonly evidenceId: Uuid; readonly version: bigint; readonly reason: string },
): Promise<Evidence> {
  const { evidenceId, version, reason } = given
  const { zone, user } = ctx
  const project = (await withdrawalCase(tx, ctx, evidenceId))?.projectId
  if (project === undefined) throw new Refusal('evidence.not-found')
  await lockLife(tx, project)
  const withdrawal = await withdrawalCase(tx, ctx, evidenceId)
  if (withdrawal === undefined) throw new Refusal('evidence.not-found')
  refuseIfAny('evidence.cannot-withdraw', againstWithdrawal(withdrawal))
  const by = { userId: user.userId, name: user.nameZh, at: ctx.clock.now(), reason }
  if (!(await markWithdrawn(tx, zone.zoneId, { evidenceId, version }, by))) {
    const [current] = await readEvidence(tx, ctx, { evidenceId })
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  }
  const [after] = await readEvidence(tx, ctx, { evidenceId })
  if (after === undefined) throw new Refusal('evidence.not-found')
  await recordAudit(tx, ctx, {
    action: 'evidence.withdraw',
    subjectType: 'evidence',
    subjectId: evidenceId,
    before: { projectId: project, fileName: after.fileName, withdrawnReason: null },
    after: { projectId: project, fileName: after.fileName, withdrawnReason: reason },
  })
  await notify(tx, ctx, {
    kind: 'evidence-withdrawn',
    key: `evidence-withdrawn:${evidenceId}`,
    subject: { type: 'evidence', id: evidenceId },
    projectId: project,
    link: `/projects/${project}?tab=evidence`,
    params: { by: actorName(user), file: after.fileName, reason },
    to: { roles: [{ role: 'service_manager' }] },
  })
  return after
}
