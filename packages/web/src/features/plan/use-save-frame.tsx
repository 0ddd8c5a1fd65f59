import { App } from 'antd'
import { useState } from 'react'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import type { NodeForm } from './merge-node.tsx'
import { nowOf } from './now-of.ts'
import { planTexts } from './plan.texts.ts'
import { usePlan } from './use-plan.ts'

interface Conflict {
  readonly before: PlanTreeNode
  readonly mine: Partial<NodeForm>
  readonly theirs: PlanTreeNode
}

/** Saves a frame typed into the tree; when somebody else was faster, `conflict` holds both versions until it is settled. */
export function useSaveFrame() {
  const t = useTexts(planTexts)
  const { modal } = App.useApp()
  const { versionId } = usePlan().version
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const edit = useAction('plan.edit-node', ['plan.', 'cockpit.'])
  const save = (node: PlanTreeNode, frameYuan: string): Promise<void> =>
    edit.mutateAsync({ params: { versionId, nodeId: node.nodeId }, ifMatch: node.version, body: { frameYuan } }).then(
      () => undefined,
      (error: ProblemError) => {
        const theirs = nowOf(error) as PlanTreeNode | undefined
        if (theirs) setConflict({ before: node, mine: { frame: wanOfYuan(frameYuan) }, theirs })
        else void modal.error({ title: t('notSaved'), content: <ProblemAlert error={error} /> })
      },
    )
  return { save, conflict, settle: () => setConflict(null) }
}
