import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'

/** A node, the line of what it leaves undecomposed, or the projects that stand on no node. */
export interface TreeRow {
  key: string
  node: PlanTreeNode | null
  depth: number
  name: string
  amountYuan: string | null
  plannedYuan: string | null
  projects: number
  children?: TreeRow[]
}

export interface TreeAnswer {
  nodes: PlanTreeNode[]
  withoutNodeYuan: string
  withoutNode: number
}

interface Names {
  readonly undecomposed: string
  readonly exceeded: string
  readonly withoutNode: string
}

/** The tree as a table shows it. */
export function treeRows(data: TreeAnswer, nameOf: (node: PlanTreeNode) => string, names: Names): TreeRow[] {
  const below = Map.groupBy(data.nodes, (node) => node.parentId)
  const rowsUnder = (parentId: string | null): TreeRow[] =>
    (below.get(parentId) ?? []).map((node) => {
      const children = rowsUnder(node.nodeId)
      const left = parseYuan(node.undecomposedYuan)
      if (node.hasChildren && left !== 0n) {
        children.push({
          key: `${node.nodeId} left`,
          node: null,
          depth: node.depth + 1,
          name: left > 0n ? names.undecomposed : names.exceeded,
          amountYuan: formatYuan(left < 0n ? -left : left),
          plannedYuan: node.ownProjects > 0 ? node.ownPlannedYuan : null,
          projects: node.ownProjects,
        })
      }
      return {
        key: node.nodeId,
        node,
        depth: node.depth,
        name: nameOf(node),
        amountYuan: node.frameYuan,
        plannedYuan: node.plannedYuan,
        projects: node.projects,
        ...(children.length > 0 ? { children } : {}),
      }
    })
  const rows = rowsUnder(null)
  if (data.withoutNode > 0) {
    rows.push({
      key: 'without',
      node: null,
      depth: 0,
      name: names.withoutNode,
      amountYuan: null,
      plannedYuan: data.withoutNodeYuan,
      projects: data.withoutNode,
    })
  }
  return rows
}
