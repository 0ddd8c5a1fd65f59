import { App } from 'antd'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { planTexts } from './plan.texts.ts'
import { usePlan } from './use-plan.ts'

export interface NodeAction {
  readonly key: string
  readonly label: string
  readonly isDanger?: true
  /** Why it cannot be done now. */
  readonly blocked?: string | undefined
  readonly run: () => void
}

interface Dialogs {
  readonly onAdd: (parent: PlanTreeNode) => void
  readonly onEdit: (node: PlanTreeNode) => void
}

/** What can be done with a node of the tree: seen by everybody, edited in a draft. */
export function useNodeActions({ onAdd, onEdit }: Dialogs): (node: PlanTreeNode) => NodeAction[] {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const { modal } = App.useApp()
  const { version, canEdit, setSearch } = usePlan()
  const remove = useAction('plan.remove-node', ['plan.', 'cockpit.'])
  const removeNode = (node: PlanTreeNode) =>
    remove
      .mutateAsync({ params: { versionId: version.versionId, nodeId: node.nodeId }, ifMatch: node.version })
      .catch((error: Error) => void modal.error({ title: t('notRemoved'), content: <ProblemAlert error={error} /> }))
  return (node) => [
    { key: 'projects', label: t('showProjects'), run: () => setSearch({ tab: 'matrix', node: node.nodeId }, { replace: false }) },
    ...(canEdit
      ? [
          { key: 'add', label: t('addChild'), run: () => onAdd(node) },
          { key: 'edit', label: t('edit'), run: () => onEdit(node) },
          {
            key: 'remove',
            label: t('remove'),
            isDanger: true as const,
            blocked: node.hasChildren || node.projects > 0 ? t('removeBlocked') : undefined,
            run: () => void modal.confirm({ title: t('removeNodeAsk', { name: nameOf(node) }), onOk: () => removeNode(node) }),
          },
        ]
      : []),
  ]
}
