import { useQueryClient } from '@tanstack/react-query'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { useAction } from '../../app/api.ts'
import { useName } from '../../app/language.tsx'
import { MergeDialog } from '../../ui/merge-dialog.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { useCellName } from './cell-name.ts'
import { useScopes } from './use-scopes.ts'
import { usePlan } from './use-plan.ts'

/** A node as its form holds it: texts, the frame in 万元. */
export type NodeForm = Readonly<Record<'nameZh' | 'nameEn' | 'parentCode' | 'categoryCode' | 'clusterCode' | 'frame' | 'sort', string>>

export const nodeForm = (node: PlanTreeNode, nodes: readonly PlanTreeNode[]): NodeForm => ({
  nameZh: node.nameZh,
  nameEn: node.nameEn,
  parentCode: nodes.find((item) => item.nodeId === node.parentId)?.code ?? '',
  categoryCode: node.categoryCode ?? '',
  clusterCode: node.clusterCode ?? '',
  frame: wanOfYuan(node.frameYuan),
  sort: String(node.sort),
})

/** What the server is asked to save of the fields that are given. */
export function nodeBody(form: Partial<NodeForm>) {
  const code = (text: string | undefined) => (text === undefined ? undefined : text === '' ? null : text)
  return {
    nameZh: form.nameZh,
    nameEn: form.nameEn,
    parentCode: code(form.parentCode),
    categoryCode: code(form.categoryCode),
    clusterCode: code(form.clusterCode),
    frameYuan: form.frame === undefined ? undefined : (yuanOfWan(form.frame) ?? '0'),
    sort: form.sort === undefined ? undefined : Number(form.sort),
  }
}

interface Props {
  before: PlanTreeNode
  mine: Partial<NodeForm>
  theirs: PlanTreeNode
  nodes: readonly PlanTreeNode[]
  onClose: () => void
}

/** Two people edited one node: both versions, field by field. */
export function MergeNode({ before, mine, theirs, nodes, onClose }: Props) {
  const queries = useQueryClient()
  const nameOf = useName()
  const cellName = useCellName()
  const scopes = useScopes()
  const { version } = usePlan()
  const edit = useAction('plan.edit-node', ['plan.', 'cockpit.'])
  const named = (field: string, text: string): string => {
    if (field === 'parentCode') return nameOf(nodes.find((node) => node.code === text) ?? { nameZh: text, nameEn: text })
    const scope = field === 'categoryCode' || field === 'clusterCode' ? scopes.find((item) => item.code === text) : undefined
    return scope ? nameOf(scope) : text
  }
  return (
    <>
      {edit.error ? <ProblemAlert error={edit.error} /> : null}
      <MergeDialog
        subjects={[{ key: before.nodeId, title: nameOf(before), before: nodeForm(before, nodes), mine, theirs: nodeForm(theirs, nodes) }]}
        labelOf={cellName}
        drawn={named}
        savesAtOnce
        onCancel={() => {
          void queries.invalidateQueries({ queryKey: ['plan.tree'] })
          onClose()
        }}
        onMerge={(changes) => {
          const body = nodeBody(changes.get(before.nodeId) ?? {})
          edit.mutate(
            { params: { versionId: version.versionId, nodeId: before.nodeId }, ifMatch: theirs.version, body },
            { onSuccess: onClose },
          )
        }}
      />
    </>
  )
}
