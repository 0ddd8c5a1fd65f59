import { App, Drawer, Skeleton } from 'antd'
import { useState } from 'react'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { planTexts } from './plan.texts.ts'
import { ProjectPlanForm } from './project-plan-form.tsx'
import { usePlan } from './use-plan.ts'

/** One project's plan of the year, to read or to edit. */
export function ProjectPlanDrawer({ projectId }: { projectId: string }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const { modal } = App.useApp()
  const { version, setSearch } = usePlan()
  const [isDirty, setIsDirty] = useState(false)
  const plan = useRoute('plan.project', { params: { versionId: version.versionId, projectId } })
  // A plan that was seen before and changed since is no ground to edit on.
  const isOutdated = plan.isFetching && !plan.isFetchedAfterMount
  const close = () => setSearch({ project: undefined })
  return (
    <Drawer
      open
      size={920}
      title={t('planOf', { name: plan.data ? `${plan.data.projectNo} ${nameOf(plan.data)}` : '…' })}
      onClose={() => (isDirty ? void modal.confirm({ title: t('unsavedAsk'), onOk: close }) : close())}
    >
      {isOutdated ? (
        <Skeleton active />
      ) : (
        <Loaded query={plan}>{(data) => <ProjectPlanForm plan={data} onClose={close} onDirty={setIsDirty} />}</Loaded>
      )}
    </Drawer>
  )
}
