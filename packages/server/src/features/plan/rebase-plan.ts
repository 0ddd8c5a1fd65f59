import type { PlanConflict } from '@ballast/contract/plan-edit.ts'
import type { ContentTarget, PlanContent } from '@ballast/domain/plan/plan-content.ts'
import { diffContents } from '@ballast/domain/plan/diff.ts'
import { rebaseContents, sharedCodes, type Rebased, type Side } from '@ballast/domain/plan/rebase.ts'
import { wouldCircle } from '@ballast/domain/plan/tree.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { deleteContent, readContent, releaseCodes, writeNodes, writeProjects, writeTargets } from './plan-content.queries.ts'
import { nameConflicts } from './name-conflicts.ts'
import { findVersion, holdDraft, lockYear, setParent, versionById, type PlanVersionRow } from './plan.queries.ts'

type Resolutions = Readonly<Record<string, Side>>
const NOTHING: PlanContent = { targets: [], nodes: [], projects: [] }

async function threeWay(
  tx: ReadTx,
  zoneId: Uuid,
  draft: PlanVersionRow,
  inForce: Uuid,
  resolutions: Resolutions,
): Promise<{ mine: PlanContent; theirs: PlanContent; rebased: Rebased }> {
  const base = draft.parentVersionId === null ? NOTHING : await readContent(tx, zoneId, draft.parentVersionId)
  const mine = await readContent(tx, zoneId, draft.versionId)
  const theirs = await readContent(tx, zoneId, inForce)
  return { mine, theirs, rebased: rebaseContents(base, mine, theirs, resolutions) }
}

/** What stands between a draft and the version now in force. */
export async function compareWithForce(
  tx: ReadTx,
  ctx: Context,
  draft: PlanVersionRow,
): Promise<{ isNeeded: boolean; conflicts: PlanConflict[] }> {
  const { zoneId } = ctx.zone
  const current = await findVersion(tx, zoneId, { year: draft.year })
  if (!current.isInForce || current.versionId === draft.parentVersionId) return { isNeeded: false, conflicts: [] }
  const { mine, theirs, rebased } = await threeWay(tx, zoneId, draft, current.versionId, {})
  return { isNeeded: true, conflicts: await nameConflicts(tx, zoneId, ctx.locale, rebased.conflicts, [theirs, mine]) }
}

/** Puts the draft onto the version in force. Each conflict needs a decision; without all of them nothing is changed. */
export async function rebasePlan(
  tx: WriteTx,
  ctx: Context,
  given: { versionId: Uuid; ifMatch: bigint | undefined; resolutions: Resolutions },
): Promise<{ versionId: Uuid; conflicts: number }> {
  const { zoneId } = ctx.zone
  const { year } = await versionById(tx, zoneId, given.versionId)
  // The year before the version, as adopting does: two who meet here wait instead of blocking each other.
  const inForce = await lockYear(tx, zoneId, year)
  const draft = await holdDraft(tx, zoneId, given.versionId, 'update')
  if (given.ifMatch !== undefined && given.ifMatch !== draft.version) throw new Refusal('changed-meanwhile')
  if (inForce === null || inForce === draft.parentVersionId) throw new Refusal('plan.rebase-not-needed')
  const { mine, theirs, rebased } = await threeWay(tx, zoneId, draft, inForce, given.resolutions)
  if (rebased.open.length > 0) {
    throw new Refusal('plan.rebase-open-conflict', [{ code: 'plan.rebase-open-conflict', params: { count: rebased.open.length } }], {
      conflicts: await nameConflicts(tx, zoneId, ctx.locale, rebased.open, [theirs, mine]),
    })
  }
  refuseBrokenTree(rebased.content)
  await replaceContent(tx, zoneId, given.versionId, mine, rebased.content)
  await setParent(tx, zoneId, given.versionId, inForce)
  await recordAudit(tx, ctx, {
    action: 'plan.rebase',
    subjectType: 'plan_version',
    subjectId: given.versionId,
    before: { parentVersionId: draft.parentVersionId },
    after: { parentVersionId: inForce, resolutions: given.resolutions, conflicts: rebased.conflicts },
  })
  return { versionId: given.versionId, conflicts: rebased.conflicts.length }
}

/** Two moves that are each right can make a circle or two nodes of one code together; a person has to undo one of them. */
function refuseBrokenTree({ nodes }: PlanContent): void {
  const reasons = [
    ...sharedCodes(nodes).map((code) => ({ code: 'plan.node-code-taken', params: { code } })),
    ...nodes
      .filter((node) => wouldCircle(nodes, node.nodeId, node.parentId))
      .map((node) => ({ code: 'plan.node-circle', params: { code: node.code } })),
  ]
  if (reasons.length > 0) throw new Refusal('plan.rebase-broken-tree', reasons)
}

/** Writes only what differs: nodes before the projects that stand on them, removals last. */
async function replaceContent(tx: WriteTx, zoneId: Uuid, versionId: Uuid, before: PlanContent, after: PlanContent): Promise<void> {
  const difference = diffContents(before, after)
  const kept = <T>(items: readonly { after: T | null }[]): T[] => items.flatMap((item) => item.after ?? [])
  const gone = <T>(items: readonly { before: T | null; after: T | null }[]): T[] =>
    items.flatMap((item) => (item.after === null ? (item.before ?? []) : []))
  const nodeIds = gone(difference.nodes).map((node) => node.nodeId)
  await releaseCodes(tx, zoneId, versionId, nodeIds)
  await writeTargets(tx, zoneId, versionId, kept(difference.targets))
  await writeNodes(tx, zoneId, versionId, kept(difference.nodes))
  await writeProjects(tx, zoneId, versionId, kept(difference.projects))
  const targetIds = gone(difference.targets).map((target: ContentTarget) => target.targetId)
  await deleteContent(tx, zoneId, versionId, 'plan_target', targetIds)
  const projectIds = gone(difference.projects).map((project) => project.projectId)
  await deleteContent(tx, zoneId, versionId, 'plan_project', projectIds)
  await deleteContent(tx, zoneId, versionId, 'plan_node', nodeIds)
}
