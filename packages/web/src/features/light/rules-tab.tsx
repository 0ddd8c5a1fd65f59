import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import type { EscalationStepFacts, LightRuleFacts, LightSettings } from '@ballast/contract/light.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { lightTexts } from './light.texts.ts'
import { RuleDrawer } from './rule-drawer.tsx'
import { StepDialog } from './step-dialog.tsx'

/** By which rules lights come on, and what follows from a red one; an administrator sets both. */
export function RulesTab() {
  const settings = useRoute('light.settings', {})
  return <Loaded query={settings}>{(data) => <Rules settings={data} />}</Loaded>
}

function Rules({ settings: { rules, steps } }: { settings: LightSettings }) {
  const t = useTexts(lightTexts)
  const mayEdit = useMay('light.edit-rule')
  const preset = useAction('light.use-preset', ['light.'])
  const [edited, setEdited] = useState<LightRuleFacts>()
  const [editedStep, setEditedStep] = useState<EscalationStepFacts>()
  return (
    <>
      {preset.error ? <ProblemAlert error={preset.error} /> : null}
      {mayEdit ? (
        <p className="no-print">
          {rules.length === 0 ? t('noRules') : null}{' '}
          <Button loading={preset.isPending} onClick={() => preset.mutate({})}>
            {t(rules.length === 0 ? 'usePreset' : 'addPreset')}
          </Button>
        </p>
      ) : null}
      <section className="card">
        <div className="rule-scroll" role="region" aria-label={t('rules')} tabIndex={0}>
          <RuleTable rules={rules} onEdit={mayEdit ? setEdited : undefined} />
        </div>
        <p className="quiet">{t('notCounted')}</p>
      </section>
      <h2>{t('steps')}</h2>
      <section className="card" aria-label={t('steps')}>
        <p className="quiet">{t('stepsHint')}</p>
        <StepTable steps={steps} onEdit={mayEdit ? setEditedStep : undefined} />
      </section>
      {edited === undefined ? null : <RuleDrawer rule={edited} onClose={() => setEdited(undefined)} />}
      {editedStep === undefined ? null : <StepDialog step={editedStep} onClose={() => setEditedStep(undefined)} />}
    </>
  )
}

function useLimitText(): (rule: LightRuleFacts, limit: number | null) => string {
  const t = useTexts(lightTexts)
  return ({ kind, unit }, limit) =>
    limit === null ? t('never') : `${limit} ${t(kind === 'late-start' && unit === 'months' ? 'monthsAfterPlanned' : `${unit}_`)}`
}

function RuleTable({ rules, onEdit }: { rules: readonly LightRuleFacts[]; onEdit: ((rule: LightRuleFacts) => void) | undefined }) {
  const t = useTexts(lightTexts)
  const name = useName()
  const roleName = useRoleName()
  const limitText = useLimitText()
  return (
    <Table<LightRuleFacts>
      size="small"
      rowKey="kind"
      pagination={false}
      dataSource={[...rules]}
      columns={[
        {
          title: t('ruleName'),
          key: 'name',
          width: 220,
          render: (_, rule) => (
            <>
              {name(rule)} {rule.isActive ? null : <Tag>{t('inactive')}</Tag>}
            </>
          ),
        },
        { title: t('yellowAfter'), key: 'yellow', width: 200, render: (_, rule) => limitText(rule, rule.yellowAfter) },
        { title: t('redAfter'), key: 'red', width: 200, render: (_, rule) => limitText(rule, rule.redAfter) },
        {
          title: t('owedBy'),
          key: 'owedBy',
          width: 170,
          render: (_, { owedBy, owedPerson }) => (owedPerson === null ? roleName(owedBy) : `${roleName(owedBy)} · ${owedPerson}`),
        },
        { title: t('source'), key: 'source', width: 220, render: (_, { citation }) => citation ?? <span className="quiet">—</span> },
        ...(onEdit === undefined
          ? []
          : [
              {
                key: 'actions',
                width: 90,
                render: (_: unknown, rule: LightRuleFacts) => (
                  <Button size="small" autoInsertSpace={false} aria-label={`${t('edit')} ${name(rule)}`} onClick={() => onEdit(rule)}>
                    {t('edit')}
                  </Button>
                ),
              },
            ]),
      ]}
    />
  )
}

const AFTER = { reminder: 'afterReminder', supervision: 'afterSupervision', leadership: 'afterLeadership' } as const

function StepTable({
  steps,
  onEdit,
}: {
  steps: readonly EscalationStepFacts[]
  onEdit: ((step: EscalationStepFacts) => void) | undefined
}) {
  const t = useTexts(lightTexts)
  return (
    <table className="step-table">
      <tbody>
        {steps.map((step) => (
          <tr key={step.step}>
            <th scope="row">{t(step.step)}</th>
            <td>{t(AFTER[step.step], { count: step.afterWorkdays })}</td>
            <td>{step.replyWorkdays === null ? t('noReply') : t('replyWithin', { count: step.replyWorkdays })}</td>
            {onEdit === undefined ? null : (
              <td>
                <Button size="small" autoInsertSpace={false} aria-label={`${t('edit')} ${t(step.step)}`} onClick={() => onEdit(step)}>
                  {t('edit')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
