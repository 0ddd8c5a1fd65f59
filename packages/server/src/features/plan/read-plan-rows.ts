import type { PlanRows } from '@ballast/domain/plan/plan-row.ts'
import { inTreeOrder } from '@ballast/domain/plan/tree.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import { parcelNames, projectNumbers, readContent } from './plan-content.queries.ts'

/** The rows that the savers of targets, nodes and projects would find unchanged: their exact inverse. */
export async function readPlanRows(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<PlanRows> {
  const { targets, nodes, projects } = await readContent(tx, zoneId, versionId)
  const numbers = await projectNumbers(
    tx,
    zoneId,
    projects.map((project) => project.projectId),
  )
  const names = await parcelNames(tx, zoneId, [...new Set(projects.flatMap((project) => project.shares.map((share) => share.parcelId)))])
  const codes = new Map(nodes.map((node) => [node.nodeId, node.code]))
  return {
    targets: targets.map(({ targetId: _targetId, ...target }) => target),
    nodes: inTreeOrder(nodes).map(({ node: { nodeId: _nodeId, parentId, ...node } }) => ({
      ...node,
      parentCode: parentId === null ? null : (codes.get(parentId) as string),
    })),
    projects: projects
      .map(({ projectId, nodeId, shares, ...project }) => ({
        ...project,
        projectNo: numbers.get(projectId)?.projectNo as string,
        nodeCode: nodeId === null ? null : (codes.get(nodeId) as string),
        shares: shares.map(({ parcelId, ...share }) => ({ ...share, parcel: names.get(parcelId) as string })),
      }))
      .sort((a, b) => (a.projectNo < b.projectNo ? -1 : 1)),
  }
}
