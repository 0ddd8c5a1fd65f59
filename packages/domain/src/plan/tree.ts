import type { Uuid } from '../shared/ids.ts'
import { fen, type Fen } from '../shared/money.ts'
import type { ContentNode } from './plan-content.ts'

export interface NodeSums {
  readonly nodeId: Uuid
  readonly depth: number
  readonly hasChildren: boolean
  readonly frameFen: Fen
  /** Frames of the children. */
  readonly decomposedFen: Fen
  /** 未分解: frame less children's frames; negative where the children exceed it, zero at a node without children. */
  readonly undecomposedFen: Fen
  /** Plans of the projects that stand on this very node. */
  readonly ownPlannedFen: Fen
  readonly ownProjects: number
  /** Plans of the projects on this node and below. */
  readonly plannedFen: Fen
  readonly projects: number
  /** Planned less frame: positive is over-programmed, negative under-programmed. */
  readonly differenceFen: Fen
}

type TreeNode = Pick<ContentNode, 'nodeId' | 'parentId' | 'frameFen' | 'sort' | 'code'>

/** Roots first, each followed by what is under it, siblings by sort and code. */
export function inTreeOrder<Node extends TreeNode>(nodes: readonly Node[]): { node: Node; depth: number }[] {
  const children = Map.groupBy(nodes, (node) => node.parentId)
  const ordered: { node: Node; depth: number }[] = []
  const visit = (parentId: Uuid | null, depth: number): void => {
    const siblings = children.get(parentId) ?? []
    for (const node of siblings.toSorted((a, b) => a.sort - b.sort || (a.code < b.code ? -1 : 1))) {
      ordered.push({ node, depth })
      visit(node.nodeId, depth + 1)
    }
  }
  visit(null, 0)
  return ordered
}

/** The sums at every node of the tree, in tree order. */
export function treeSums(
  nodes: readonly TreeNode[],
  planned: Iterable<{ nodeId: Uuid | null; plannedFen: bigint; projects: number }>,
): NodeSums[] {
  const own = new Map<Uuid, { fen: bigint; projects: number }>()
  for (const { nodeId, plannedFen, projects } of planned) {
    if (nodeId === null) continue
    const before = own.get(nodeId)
    own.set(nodeId, { fen: (before?.fen ?? 0n) + plannedFen, projects: (before?.projects ?? 0) + projects })
  }
  const below = new Map<Uuid, { fen: bigint; projects: number; frames: bigint; children: number }>()
  const sums: NodeSums[] = []
  for (const { node, depth } of inTreeOrder(nodes).toReversed()) {
    const mine = own.get(node.nodeId) ?? { fen: 0n, projects: 0 }
    const under = below.get(node.nodeId) ?? { fen: 0n, projects: 0, frames: 0n, children: 0 }
    const plannedFen = mine.fen + under.fen
    const projects = mine.projects + under.projects
    sums.push({
      nodeId: node.nodeId,
      depth,
      hasChildren: under.children > 0,
      frameFen: node.frameFen,
      decomposedFen: fen(under.frames),
      undecomposedFen: fen(under.children > 0 ? node.frameFen - under.frames : 0n),
      ownPlannedFen: fen(mine.fen),
      ownProjects: mine.projects,
      plannedFen: fen(plannedFen),
      projects,
      differenceFen: fen(plannedFen - node.frameFen),
    })
    if (node.parentId !== null) {
      const parent = below.get(node.parentId) ?? { fen: 0n, projects: 0, frames: 0n, children: 0 }
      below.set(node.parentId, {
        fen: parent.fen + plannedFen,
        projects: parent.projects + projects,
        frames: parent.frames + node.frameFen,
        children: parent.children + 1,
      })
    }
  }
  return sums.toReversed()
}

/** Whether putting `nodeId` under `parentId` would close a circle. */
export function wouldCircle(nodes: readonly { nodeId: Uuid; parentId: Uuid | null }[], nodeId: Uuid, parentId: Uuid | null): boolean {
  const parents = new Map(nodes.map((node) => [node.nodeId, node.parentId]))
  const seen = new Set<Uuid>([nodeId])
  for (let at: Uuid | null = parentId; at !== null; at = parents.get(at) ?? null) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}
