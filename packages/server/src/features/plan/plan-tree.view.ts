import { sql } from 'kysely'
import type { z } from 'zod'
import type { planEditRoutes } from '@ballast/contract/plan-edit.ts'
import { treeSums } from '@ballast/domain/plan/tree.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readNodes } from './plan-content.queries.ts'

type PlanTree = z.input<(typeof planEditRoutes)['plan.tree']['response']>

/** The breakdown tree in order, each node with its frame, what is under it and what the projects plan. */
export async function planTree(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<PlanTree> {
  const nodes = await readNodes(tx, zoneId, versionId)
  const { rows } = await sql<{ nodeId: Uuid | null; plannedFen: bigint; projects: bigint }>`
    select p.node_id as "nodeId", coalesce(sum((
        select sum(d.total_fen) from plan_month d
        where d.zone_id = p.zone_id and d.version_id = p.version_id and d.project_id = p.project_id and d.countable
      )), 0)::bigint as "plannedFen", count(*) as projects
    from plan_project p where p.zone_id = ${zoneId} and p.version_id = ${versionId} group by p.node_id`.execute(tx)
  const planned = rows.map((row) => ({ ...row, projects: Number(row.projects) }))
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const floating = planned.find((row) => row.nodeId === null)
  return {
    versionId,
    nodes: treeSums(nodes, planned).map((sums) => {
      const node = byId.get(sums.nodeId) as (typeof nodes)[number]
      return {
        nodeId: node.nodeId,
        parentId: node.parentId,
        code: node.code,
        nameZh: node.nameZh,
        nameEn: node.nameEn,
        categoryCode: node.categoryCode,
        clusterCode: node.clusterCode,
        sort: node.sort,
        depth: sums.depth,
        hasChildren: sums.hasChildren,
        frameYuan: formatYuan(sums.frameFen),
        decomposedYuan: formatYuan(sums.decomposedFen),
        undecomposedYuan: formatYuan(sums.undecomposedFen),
        plannedYuan: formatYuan(sums.plannedFen),
        ownPlannedYuan: formatYuan(sums.ownPlannedFen),
        differenceYuan: formatYuan(sums.differenceFen),
        projects: sums.projects,
        ownProjects: sums.ownProjects,
        version: String(node.version),
      }
    }),
    withoutNodeYuan: formatYuan(floating?.plannedFen ?? 0n),
    withoutNode: floating?.projects ?? 0,
  }
}
