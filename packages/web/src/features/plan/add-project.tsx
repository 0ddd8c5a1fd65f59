import { App, Select } from 'antd'
import { useState } from 'react'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { planTexts } from './plan.texts.ts'
import { usePlan } from './use-plan.ts'

/** Puts a project of the register into the draft, with nothing planned yet, and opens it. */
export function AddProject() {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const { message } = App.useApp()
  const { version, search, setSearch } = usePlan()
  const [text, setText] = useState('')
  const found = useRoute('plan.candidates', { params: { versionId: version.versionId }, query: { search: text } }, { keepPrevious: true })
  const add = useAction('plan.add-project', ['plan.', 'cockpit.'])
  return (
    <Select
      aria-label={t('addProject')}
      placeholder={t('addProject')}
      value={null}
      style={{ width: 200 }}
      showSearch={{ filterOption: false, onSearch: setText }}
      popupMatchSelectWidth={false}
      loading={add.isPending}
      options={(found.data?.projects ?? []).map((project) => ({
        value: project.projectNo,
        label: `${project.projectNo} ${nameOf(project)}`,
      }))}
      onSelect={(projectNo: string | null) =>
        projectNo !== null &&
        add.mutate(
          { params: { versionId: version.versionId }, body: { projectNo, annualYuan: '0' } },
          {
            onSuccess: ({ projectId }) => setSearch({ ...search, project: projectId }),
            onError: (error) => void message.error(error.message),
          },
        )
      }
    />
  )
}
