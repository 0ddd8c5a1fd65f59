import type { ContentNode } from '@ballast/domain/plan/plan-content.ts'
import type { PlanNodeRow } from '@ballast/domain/plan/plan-row.ts'
import { wouldCircle } from '@ballast/domain/plan/tree.ts'
import { ZERO_FEN } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { readCategories, readClusters, readNodes, writeNodes } from './plan-content.queries.ts'
import { holdDraft } from './plan.queries.ts'
import {
  auditSides,
  changesBetween,
  outcomeOf,
  refused,
  repeatedKeys,
  yuanOrNull,
  type FieldTexts,
  type SavePlanOptions,
} from './save-plan-options.ts'

/** Parents may stand in the same call, before or after their children. */
export async function savePlanNodes(
  tx: WriteTx,
  ctx: Context,
  versionId: Uuid,
  rows: readonly PlanNodeRow[],
  options: SavePlanOptions,
): Promise<RowOutcome[]> {
  const { zoneId } = ctx.zone
  await holdDraft(tx, zoneId, versionId)
  const existing = (await readNodes(tx, zoneId, versionId)).map(({ version: _version, ...node }): ContentNode => node)
  const before = new Map(existing.map((node) => [node.code, node]))
  const ids = new Map(existing.map((node) => [node.code, node.nodeId]))
  for (const row of rows) if (!ids.has(row.code)) ids.set(row.code, newId())
  const known = {
    categories: new Set((await readCategories(tx, zoneId)).map((row) => row.code)),
    clusters: new Map((await readClusters(tx, zoneId)).map((row) => [row.code, row.categoryCode])),
  }
  const repeated = repeatedKeys(rows.map((row) => row.code))

  const drafts = rows.map((row) => {
    const old = before.get(row.code)
    const parentCode = row.parentCode
    const node: ContentNode = {
      nodeId: ids.get(row.code) as Uuid,
      parentId: parentCode === undefined ? (old?.parentId ?? null) : parentCode === null ? null : (ids.get(parentCode) ?? null),
      code: row.code,
      nameZh: row.nameZh ?? old?.nameZh ?? '',
      nameEn: row.nameEn ?? old?.nameEn ?? row.nameZh ?? '',
      categoryCode: row.categoryCode === undefined ? (old?.categoryCode ?? null) : row.categoryCode,
      clusterCode: row.clusterCode === undefined ? (old?.clusterCode ?? null) : row.clusterCode,
      frameFen: row.frameFen ?? old?.frameFen ?? ZERO_FEN,
      sort: row.sort ?? old?.sort ?? 0,
    }
    const reasons = [
      ...(repeated.has(row.code) ? [{ code: 'plan.row-repeated', params: { key: row.code } }] : []),
      ...(typeof parentCode === 'string' && !ids.has(parentCode)
        ? [{ code: 'plan.node-unknown', params: { code: parentCode }, at: 'parentCode' }]
        : []),
      ...reasonsOf(node, known),
    ]
    return { row, node, old, reasons }
  })
  refuseCircles(existing, drafts)
  refuseOrphans(existing, drafts)

  const codes = new Map([...ids].map(([code, id]) => [id, code]))
  const toWrite: ContentNode[] = []
  const outcomes = drafts.map(({ node, old, reasons }): RowOutcome => {
    if (reasons.length > 0) return refused(node.code, reasons)
    const changes = changesBetween(old ? textsOf(old, codes) : {}, textsOf(node, codes))
    if (old === undefined || changes.length > 0) toWrite.push(node)
    return outcomeOf(node.code, old === undefined, changes)
  })
  if (options.dryRun) return outcomes
  await writeNodes(tx, zoneId, versionId, toWrite)
  await recordAudits(
    tx,
    ctx,
    outcomes
      .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
      .map(({ key, changes, outcome }) => ({
        action: options.action,
        subjectType: 'plan_node',
        subjectId: `${versionId}/${key}`,
        ...auditSides(changes, outcome === 'new'),
      })),
  )
  return outcomes
}

interface NodeDraft {
  row: PlanNodeRow
  node: ContentNode
  old: ContentNode | undefined
  reasons: Reason[]
}

function refuseCircles(existing: readonly ContentNode[], drafts: readonly NodeDraft[]): void {
  const tree = new Map(existing.map((node) => [node.nodeId, node]))
  for (const { node } of drafts) tree.set(node.nodeId, node)
  const nodes = [...tree.values()]
  for (const { node, reasons } of drafts) {
    if (wouldCircle(nodes, node.nodeId, node.parentId))
      reasons.push({ code: 'plan.node-circle', params: { code: node.code }, at: 'parentCode' })
  }
}

/** What hangs under a refused new node is refused with it. */
function refuseOrphans(existing: readonly ContentNode[], drafts: readonly NodeDraft[]): void {
  const standing = new Set(existing.map((node) => node.nodeId))
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    const missing = new Map(
      drafts.filter(({ node, reasons }) => reasons.length > 0 && !standing.has(node.nodeId)).map(({ node }) => [node.nodeId, node.code]),
    )
    for (const { node, reasons } of drafts) {
      const code = node.parentId === null ? undefined : missing.get(node.parentId)
      if (code === undefined || reasons.length > 0) continue
      reasons.push({ code: 'plan.node-unknown', params: { code }, at: 'parentCode' })
      isSettled = false
    }
  }
}

const textsOf = (node: ContentNode, codes: ReadonlyMap<Uuid, string>): FieldTexts => ({
  parentCode: node.parentId === null ? null : (codes.get(node.parentId) ?? null),
  nameZh: node.nameZh,
  nameEn: node.nameEn,
  categoryCode: node.categoryCode,
  clusterCode: node.clusterCode,
  frameFen: yuanOrNull(node.frameFen),
  sort: String(node.sort),
})

function reasonsOf(node: ContentNode, known: { categories: ReadonlySet<string>; clusters: ReadonlyMap<string, string> }): Reason[] {
  const reasons: Reason[] = []
  if (node.code.trim() === '') reasons.push({ code: 'plan.node-code-missing', at: 'code' })
  if (node.nameZh.trim() === '') reasons.push({ code: 'plan.node-name-missing', params: { code: node.code }, at: 'nameZh' })
  if (node.frameFen < 0n) reasons.push({ code: 'plan.amount-negative', at: 'frameFen' })
  if (node.categoryCode !== null && !known.categories.has(node.categoryCode)) {
    reasons.push({ code: 'plan.scope-unknown', params: { code: node.categoryCode }, at: 'categoryCode' })
  }
  if (node.clusterCode !== null && !known.clusters.has(node.clusterCode)) {
    reasons.push({ code: 'plan.scope-unknown', params: { code: node.clusterCode }, at: 'clusterCode' })
  }
  return reasons
}
