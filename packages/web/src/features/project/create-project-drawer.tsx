import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useId, useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { factProblem } from '../../ui/fact-fields.ts'
import { FactInput } from '../../ui/fact-sheet.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import type { CodeNames } from './code-names.ts'
import { gateFacts, projectPatchOf, registerFacts } from './project-facts.ts'
import { projectTexts } from './project.texts.ts'

/** Enters a project: its number and name are enough; a project may exist before plan, cluster or parcel. */
export function CreateProjectDrawer({ codes, onClose }: { codes: CodeNames; onClose: () => void }) {
  const t = useTexts(projectTexts)
  const r = useTexts(registerTexts)
  const id = useId()
  const navigate = useNavigate()
  const create = useAction('project.create', ['project.', 'code-list.', 'gantt.'])
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const facts = [...registerFacts(t, codes, typed), ...gateFacts(t, typed)]
  const problemOf = (key: string) => {
    const fact = facts.find((item) => item.key === key)
    return fact && factProblem(fact, fact.value)
  }
  const given = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ''))
  const save = () =>
    create.mutate(
      { body: { ...projectPatchOf(given), projectNo: given['projectNo'] ?? '', nameZh: given['nameZh'] ?? '' } },
      { onSuccess: ({ projectId }) => void navigate({ to: '/projects/$projectId', params: { projectId } }) },
    )
  return (
    <Drawer
      open
      title={t('create')}
      size={520}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.isPending} disabled={facts.some(({ key }) => problemOf(key) !== undefined)} onClick={save}>
          {t('create')}
        </Button>
      }
    >
      {create.error ? <ProblemAlert error={create.error} labelOf={(at) => facts.find(({ key }) => key === at)?.label} /> : null}
      <dl className="fact-sheet" style={{ gridTemplateColumns: '1fr' }}>
        {facts.map((fact) => {
          const problem = typed[fact.key] === undefined ? undefined : problemOf(fact.key)
          return (
            <div key={fact.key} className="fact">
              <dt>
                <label htmlFor={id + fact.key}>
                  {fact.label}
                  {fact.required ? <span className="quiet"> {t('required')}</span> : null}
                </label>
              </dt>
              <dd>
                <FactInput
                  id={id + fact.key}
                  fact={fact}
                  text={fact.value}
                  onText={(text) => setTyped((old) => ({ ...old, [fact.key]: text }))}
                />
                {problem ? <div className="fact-error">{r(problem)}</div> : null}
              </dd>
            </div>
          )
        })}
      </dl>
    </Drawer>
  )
}
