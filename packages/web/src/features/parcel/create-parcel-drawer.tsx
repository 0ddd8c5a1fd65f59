import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useId, useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { factProblem } from '../../ui/fact-fields.ts'
import { FactInput } from '../../ui/fact-sheet.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { splitList } from '../../ui/fact-fields.ts'
import type { CodeNames } from '../project/code-names.ts'
import { basicFacts, conditionFacts, parcelPatchOf, supplyFacts } from './parcel-facts.ts'
import { parcelTexts } from './parcel.texts.ts'

/** Enters a parcel: a name is enough, the shape can follow. */
export function CreateParcelDrawer({ codes, onClose }: { codes: CodeNames; onClose: () => void }) {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const id = useId()
  const navigate = useNavigate()
  const create = useAction('parcel.create', ['parcel.'])
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({ kind: 'parcel' })
  const facts = [...basicFacts(t, codes, typed), ...conditionFacts(t, typed), ...supplyFacts(t, codes, typed)]
  const hasProblem = facts.some((fact) => factProblem(fact, fact.value) !== undefined)
  const given = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ''))
  const save = () =>
    create.mutate(
      { body: { ...parcelPatchOf(given), names: splitList(given['names'] ?? '') } },
      { onSuccess: ({ parcelId }) => void navigate({ to: '/parcels/$parcelId', params: { parcelId } }) },
    )
  return (
    <Drawer
      open
      title={t('create')}
      size={520}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.isPending} disabled={hasProblem} onClick={save}>
          {t('create')}
        </Button>
      }
    >
      {create.error ? <ProblemAlert error={create.error} labelOf={(at) => facts.find(({ key }) => key === at)?.label} /> : null}
      <dl className="fact-sheet" style={{ gridTemplateColumns: '1fr' }}>
        {facts.map((fact) => {
          const problem = typed[fact.key] === undefined ? undefined : factProblem(fact, fact.value)
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
