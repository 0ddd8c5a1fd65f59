import { Alert, App, Button, Modal, Radio, Space } from 'antd'
import { useState } from 'react'
import type { PlanConflict, PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import '../../ui/data-table.css'
import { useCellName } from './cell-name.ts'
import { PlanValue } from './plan-value.tsx'
import { planTexts } from './plan.texts.ts'

type Side = 'mine' | 'theirs'

/** Puts a draft onto the version in force: each conflict with what was, what the draft says and what is in force, to be decided one by one. */
export function RebaseDialog({ version, onClose }: { version: PlanVersion; onClose: () => void }) {
  const t = useTexts(planTexts)
  const { message } = App.useApp()
  const preview = useRoute('plan.rebase-preview', { params: { versionId: version.versionId } })
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({})
  const rebase = useAction('plan.rebase', ['plan.', 'cockpit.'])
  const conflicts = preview.data?.conflicts ?? []
  const decided = conflicts.filter((conflict) => choices[conflict.key] !== undefined).length
  const chooseAll = (side: Side) => setChoices(Object.fromEntries(conflicts.map((conflict) => [conflict.key, side])))
  // Awaited: once the draft is aligned, the button that opened this dialog is gone before a callback would run.
  const align = async () => {
    await rebase.mutateAsync({ params: { versionId: version.versionId }, ifMatch: version.version, body: { resolutions: choices } })
    void message.success(t('rebased'))
    onClose()
  }
  return (
    <Modal
      open
      width={980}
      title={t('rebaseTitle', { title: version.title })}
      okText={t('rebase')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: preview.data === undefined || decided < conflicts.length, loading: rebase.isPending }}
      onCancel={onClose}
      onOk={() => void align().catch(() => undefined)}
      mask={{ closable: false }}
    >
      <p className="quiet">{t('rebaseHint')}</p>
      <Loaded query={preview} isEmpty={(data) => data.conflicts.length === 0} empty={<Alert type="success" title={t('noConflicts')} />}>
        {() => (
          <>
            <Space wrap style={{ marginBottom: 8 }}>
              <b>{t('conflictCount', { count: conflicts.length, decided })}</b>
              <Button size="small" onClick={() => chooseAll('mine')}>
                {t('allMine')}
              </Button>
              <Button size="small" onClick={() => chooseAll('theirs')}>
                {t('allTheirs')}
              </Button>
            </Space>
            <div className="plan-scroll" style={{ maxHeight: '55vh' }}>
              <table className="merge-table conflict-table">
                <thead>
                  <tr>
                    {(['subject', 'field', 'base', 'mine', 'theirs'] as const).map((key) => (
                      <th key={key} scope="col">
                        {t(key)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {conflicts.map((conflict) => (
                    <ConflictRow
                      key={conflict.key}
                      conflict={conflict}
                      choice={choices[conflict.key]}
                      onChoose={(side) => setChoices((old) => ({ ...old, [conflict.key]: side }))}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Loaded>
      {rebase.error ? <ProblemAlert error={rebase.error} /> : null}
    </Modal>
  )
}

interface RowProps {
  conflict: PlanConflict
  choice: Side | undefined
  onChoose: (side: Side) => void
}

function ConflictRow({ conflict, choice, onChoose }: RowProps) {
  const t = useTexts(planTexts)
  const cellName = useCellName()
  const { name, field, kind } = conflict
  return (
    <tr className={choice === undefined ? 'conflict' : ''}>
      <th scope="row">{name}</th>
      <td>{cellName(field)}</td>
      <td data-label={t('base')}>
        <PlanValue kind={kind} text={conflict.base} />
      </td>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side} data-label={t(side)}>
          <Radio checked={choice === side} onChange={() => onChoose(side)}>
            <PlanValue kind={kind} text={conflict[side]} />
          </Radio>
        </td>
      ))}
    </tr>
  )
}
