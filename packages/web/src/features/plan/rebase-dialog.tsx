import { Alert, Button, Modal, Radio, Space } from 'antd'
import { useState } from 'react'
import type { PlanConflict, PlanVersion } from '@ballast/contract/plan-edit.ts'
import { drawWan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import '../../ui/data-table.css'
import { planTexts } from './plan.texts.ts'

type Side = 'mine' | 'theirs'

/** Puts a draft onto the version in force: each conflict with what was, what the draft says and what is in force, to be decided one by one. */
export function RebaseDialog({ version, onClose }: { version: PlanVersion; onClose: () => void }) {
  const t = useTexts(planTexts)
  const preview = useRoute('plan.rebase-preview', { params: { versionId: version.versionId } })
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({})
  const rebase = useAction('plan.rebase', ['plan.'])
  const conflicts = preview.data?.conflicts ?? []
  const decided = conflicts.filter((conflict) => choices[conflict.key] !== undefined).length
  const chooseAll = (side: Side) => setChoices(Object.fromEntries(conflicts.map((conflict) => [conflict.key, side])))
  return (
    <Modal
      open
      width={980}
      title={t('rebaseTitle', { title: version.title })}
      okText={t('rebase')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: preview.data === undefined || decided < conflicts.length, loading: rebase.isPending }}
      onCancel={onClose}
      onOk={() =>
        rebase.mutate(
          { params: { versionId: version.versionId }, ifMatch: version.version, body: { resolutions: choices } },
          { onSuccess: onClose },
        )
      }
      mask={{ closable: false }}
    >
      <p className="quiet">{t('rebaseHint')}</p>
      <Loaded query={preview} isEmpty={(data) => data.conflicts.length === 0} empty={<Alert type="success" title={t('noConflicts')} />}>
        {() => (
          <>
            <Space wrap style={{ marginBottom: 8 }}>
              {t('conflictCount', { count: conflicts.length, decided })}
              <Button size="small" onClick={() => chooseAll('mine')}>
                {t('allMine')}
              </Button>
              <Button size="small" onClick={() => chooseAll('theirs')}>
                {t('allTheirs')}
              </Button>
            </Space>
            <div style={{ overflow: 'auto', maxHeight: '55vh' }}>
              <table className="merge-table">
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
  const drawn = (text: string | null) => (text === null ? t('absent') : drawCell(conflict.field, text))
  return (
    <tr className="conflict">
      <th scope="row">{conflict.name}</th>
      <td>
        <code>{conflict.field}</code>
      </td>
      <td>{drawn(conflict.base)}</td>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side}>
          <Radio checked={choice === side} onChange={() => onChoose(side)}>
            {drawn(conflict[side])}
          </Radio>
        </td>
      ))}
    </tr>
  )
}

const MONEY = /^(annualFen|frameFen)$|^months\.[^.]+\.[^.]+\.(construction|installation|equipment)$/

/** Amounts in 万元; other cells as they are. */
function drawCell(field: string, text: string): string {
  return MONEY.test(field) && /^\d+$/.test(text) ? drawWan(BigInt(text)) : text
}
