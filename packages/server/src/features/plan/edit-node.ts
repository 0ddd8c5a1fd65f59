import type { PlanNodeRow } from '@ballast/domain/plan/plan-row.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { claimRow, refuseRefused } from './edit-content.ts'
import { deleteContent, readNodes } from './plan-content.queries.ts'
import { planTree } from './plan-tree.view.ts'
import { holdDraft } from './plan.queries.ts'
import { savePlanNodes } from './save-plan-nodes.ts'

interface NodeClaim {
  readonly versionId: Uuid
  readonly nodeId: Uuid
  readonly ifMatch: bigint | undefined
}

export async function addNode(tx: WriteTx, ctx: Context, versionId: Uuid, row: PlanNodeRow): Promise<{ nodeId: Uuid }> {
  const { zoneId } = ctx.zone
  await holdDraft(tx, zoneId, versionId)
  if ((await readNodes(tx, zoneId, versionId)).some((node) => node.code === row.code)) {
    throw new Refusal('plan.row-refused', [{ code: 'plan.node-code-taken', params: { code: row.code }, at: 'code' }])
  }
  refuseRefused(await savePlanNodes(tx, ctx, versionId, [row], { action: 'plan.add-node' }))
  const node = (await readNodes(tx, zoneId, versionId)).find((item) => item.code === row.code)
  return { nodeId: node?.nodeId as Uuid }
}

async function claimNode(tx: WriteTx, ctx: Context, claim: NodeClaim) {
  const { zoneId } = ctx.zone
  const { versionId, nodeId, ifMatch } = claim
  await holdDraft(tx, zoneId, versionId)
  await claimRow(tx, zoneId, { versionId, table: 'plan_node', id: nodeId, ifMatch }, async () =>
    (await planTree(tx, zoneId, versionId)).nodes.find((node) => node.nodeId === nodeId),
  )
  const nodes = await readNodes(tx, zoneId, versionId)
  const node = nodes.find((item) => item.nodeId === nodeId)
  if (!node) throw new Refusal('plan.node-not-found')
  return { nodes, node }
}

export async function editNode(
  tx: WriteTx,
  ctx: Context,
  claim: NodeClaim,
  change: Omit<PlanNodeRow, 'code'>,
): Promise<{ nodeId: Uuid; version: string }> {
  const { node } = await claimNode(tx, ctx, claim)
  const outcomes = await savePlanNodes(tx, ctx, claim.versionId, [{ ...change, code: node.code }], { action: 'plan.edit-node' })
  refuseRefused(outcomes)
  const isChanged = outcomes.some((outcome) => outcome.outcome === 'changed')
  return { nodeId: claim.nodeId, version: String(node.version + (isChanged ? 1n : 0n)) }
}

/** Only a node that carries nothing can go: frames and projects under it would float. */
export async function removeNode(tx: WriteTx, ctx: Context, claim: NodeClaim): Promise<{ nodeId: Uuid }> {
  const { zoneId } = ctx.zone
  const { node } = await claimNode(tx, ctx, claim)
  const sums = (await planTree(tx, zoneId, claim.versionId)).nodes.find((item) => item.nodeId === claim.nodeId)
  if (sums?.hasChildren || (sums?.projects ?? 0) > 0) {
    throw new Refusal('plan.node-in-use', [{ code: 'plan.node-in-use', params: { code: node.code } }])
  }
  await deleteContent(tx, zoneId, claim.versionId, 'plan_node', [claim.nodeId])
  await recordAudit(tx, ctx, {
    action: 'plan.remove-node',
    subjectType: 'plan_node',
    subjectId: `${claim.versionId}/${node.code}`,
    before: { nameZh: node.nameZh, frameYuan: sums?.frameYuan },
  })
  return { nodeId: claim.nodeId }
}
