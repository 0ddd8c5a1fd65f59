import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useId, useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { FactInput } from '../../ui/fact-sheet.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { enterpriseFacts, enterprisePatchOf, needsOverride } from './enterprise-facts.ts'
import { enterpriseTexts } from './enterprise.texts.ts'
import { useCreditCodeOverride } from './use-credit-code-override.tsx'

export function CreateEnterpriseDrawer({ groups, onClose }: { groups: readonly string[]; onClose: () => void }) {
  const t = useTexts(enterpriseTexts)
  const id = useId()
  const navigate = useNavigate()
  const askOverride = useCreditCodeOverride()
  const create = useAction('enterprise.create', ['enterprise.', 'code-list.'])
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const given = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ''))
  const nameZh = given['nameZh']?.trim() ?? ''
  const save = async () => {
    const code = given['creditCode']?.trim()
    const reason = needsOverride(code) ? await askOverride(code ?? '') : undefined
    if (needsOverride(code) && reason === undefined) return
    create.mutate(
      { body: { ...enterprisePatchOf(given, [], reason), nameZh } },
      { onSuccess: ({ enterpriseId }) => void navigate({ to: '/enterprises/$enterpriseId', params: { enterpriseId } }) },
    )
  }
  return (
    <Drawer
      open
      title={t('create')}
      size={520}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.isPending} disabled={nameZh === ''} onClick={() => void save()}>
          {t('create')}
        </Button>
      }
    >
      {create.error ? <ProblemAlert error={create.error} labelOf={() => undefined} /> : null}
      <dl className="fact-sheet" style={{ gridTemplateColumns: '1fr' }}>
        {enterpriseFacts(t, groups, typed).map((fact) => (
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
            </dd>
          </div>
        ))}
      </dl>
    </Drawer>
  )
}
