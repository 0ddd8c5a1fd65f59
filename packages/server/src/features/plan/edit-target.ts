import { targetKey, type PlanTargetRow } from '@ballast/domain/plan/plan-row.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { claimRow, refuseRefused } from './edit-content.ts'
import { deleteContent, readTargets as readTargetRows } from './plan-content.queries.ts'
import { holdDraft } from './plan.queries.ts'
import { readTargets } from './read-targets.ts'
import { savePlanTargets } from './save-plan-targets.ts'

interface TargetClaim {
  readonly versionId: Uuid
  readonly targetId: Uuid
  readonly ifMatch: bigint | undefined
}

export async function addTarget(tx: WriteTx, ctx: Context, versionId: Uuid, row: PlanTargetRow): Promise<{ targetId: Uuid }> {
  const { zoneId } = ctx.zone
  const outcomes = await savePlanTargets(tx, ctx, versionId, [row], { action: 'plan.add-target' })
  refuseRefused(outcomes)
  const key = outcomes[0]?.key
  if (outcomes[0]?.outcome !== 'new') throw new Refusal('plan.row-refused', [{ code: 'plan.target-taken' }])
  const target = (await readTargetRows(tx, zoneId, versionId)).find((item) => targetKey(item) === key)
  return { targetId: target?.targetId as Uuid }
}

async function claimTarget(tx: WriteTx, ctx: Context, claim: TargetClaim) {
  const { zoneId } = ctx.zone
  const { versionId, targetId, ifMatch } = claim
  await holdDraft(tx, zoneId, versionId)
  await claimRow(tx, zoneId, { versionId, table: 'plan_target', id: targetId, ifMatch }, async () =>
    (await readTargets(tx, zoneId, versionId)).targets.find((target) => target.targetId === targetId),
  )
  const target = (await readTargetRows(tx, zoneId, versionId)).find((item) => item.targetId === targetId)
  if (!target) throw new Refusal('plan.target-not-found')
  return target
}

export async function editTarget(
  tx: WriteTx,
  ctx: Context,
  claim: TargetClaim,
  change: Pick<PlanTargetRow, 'valueFen' | 'valuePpm' | 'valueCount' | 'note'>,
): Promise<{ targetId: Uuid; version: string }> {
  const { indicator, scopeKind, scopeCode, period, comparator, version } = await claimTarget(tx, ctx, claim)
  const row = { indicator, scopeKind, scopeCode, period, comparator, ...change }
  const outcomes = await savePlanTargets(tx, ctx, claim.versionId, [row], { action: 'plan.edit-target' })
  refuseRefused(outcomes)
  const isChanged = outcomes.some((outcome) => outcome.outcome === 'changed')
  return { targetId: claim.targetId, version: String(version + (isChanged ? 1n : 0n)) }
}

export async function removeTarget(tx: WriteTx, ctx: Context, claim: TargetClaim): Promise<{ targetId: Uuid }> {
  const target = await claimTarget(tx, ctx, claim)
  await deleteContent(tx, ctx.zone.zoneId, claim.versionId, 'plan_target', [claim.targetId])
  await recordAudit(tx, ctx, {
    action: 'plan.remove-target',
    subjectType: 'plan_target',
    subjectId: `${claim.versionId}/${targetKey(target)}`,
    before: { valueFen: target.valueFen, valuePpm: target.valuePpm, valueCount: target.valueCount },
  })
  return { targetId: claim.targetId }
}
