import { eachNode, eachProject, type PlanBook, type PlanRule } from '../plan-rule.ts'
import type { ContentNode } from '../plan-content.ts'

/** A frame counts as decomposed by its children and by the projects that stand on the node itself. */
export const frameNotDecomposed: PlanRule = {
  id: 'frame-not-decomposed',
  severity: 'error',
  find: eachNode((sums) => {
    const left = sums.undecomposedFen - sums.ownPlannedFen
    return sums.hasChildren && left > 0n ? { amountFen: left, params: { frameFen: sums.frameFen } } : null
  }),
}

export const childrenExceedFrame: PlanRule = {
  id: 'children-exceed-frame',
  severity: 'error',
  find: eachNode((sums) =>
    sums.undecomposedFen < 0n
      ? { amountFen: -sums.undecomposedFen, params: { frameFen: sums.frameFen, childrenFen: sums.decomposedFen } }
      : null,
  ),
}

export const frameUnderProgrammed: PlanRule = {
  id: 'frame-under-programmed',
  severity: 'error',
  find: eachNode((sums) =>
    !sums.hasChildren && sums.differenceFen < 0n
      ? { amountFen: -sums.differenceFen, params: { frameFen: sums.frameFen, plannedFen: sums.plannedFen } }
      : null,
  ),
}

/** More projects than frame is a reserve that planners keep on purpose, so it does not stop an adoption. */
export const frameOverProgrammed: PlanRule = {
  id: 'frame-over-programmed',
  severity: 'warning',
  find: eachNode((sums) =>
    sums.differenceFen > 0n && (!sums.hasChildren || sums.ownPlannedFen > sums.undecomposedFen)
      ? { amountFen: sums.differenceFen, params: { frameFen: sums.frameFen, plannedFen: sums.plannedFen } }
      : null,
  ),
}

export const projectWithoutNode: PlanRule = {
  id: 'project-without-node',
  severity: 'error',
  find: eachProject((project, _facts, money) => (project.nodeId === null ? { amountFen: money.countableFen } : null)),
}

/** What the nearest node upwards says of category and cluster. */
function scopeOf(book: PlanBook, nodeId: ContentNode['nodeId'] | null): { categoryCode: string | null; clusterCode: string | null } {
  let categoryCode: string | null = null
  let clusterCode: string | null = null
  for (let node = nodeId === null ? undefined : book.nodeById.get(nodeId); node !== undefined; ) {
    categoryCode ??= node.categoryCode
    clusterCode ??= node.clusterCode
    node = node.parentId === null ? undefined : book.nodeById.get(node.parentId)
  }
  return { categoryCode, clusterCode }
}

/** Otherwise the sums by category in the tree and in the register would part. */
export const nodeOfOtherCategory: PlanRule = {
  id: 'node-of-other-category',
  severity: 'error',
  find: eachProject((project, facts, money, book) => {
    const scope = scopeOf(book, project.nodeId)
    const category = scope.categoryCode !== null && scope.categoryCode !== (facts?.categoryCode ?? null)
    const cluster = scope.clusterCode !== null && scope.clusterCode !== (facts?.clusterCode ?? null)
    if (!category && !cluster) return null
    const node = book.nodeById.get(project.nodeId as ContentNode['nodeId']) as ContentNode
    return { amountFen: money.countableFen, params: { node: node.nameZh } }
  }),
}
