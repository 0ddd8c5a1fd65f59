import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { planSearch } from './plan-search.ts'
import { planTexts } from './plan.texts.ts'

/** Begins the first draft of a year, or an adjustment of the version in force; then shows the draft. */
export function StartDialog({ year, kind, isMain = true }: { year: number; kind: 'draft' | 'adjust'; isMain?: boolean }) {
  const t = useTexts(planTexts)
  const [, setSearch] = useSearchState(planSearch)
  const [isOpen, setIsOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [reason, setReason] = useState('')
  const draft = useAction('plan.draft', ['plan.', 'session.'])
  const adjust = useAction('plan.adjust', ['plan.'])
  const action = kind === 'draft' ? draft : adjust
  const start = () =>
    action.mutate(
      { params: { year }, body: { title: title.trim(), reason: reason.trim() } },
      {
        onSuccess: ({ versionId }) => {
          setIsOpen(false)
          setTitle('')
          setReason('')
          setSearch({ versionId, tab: 'tree', at: undefined }, { replace: false })
        },
      },
    )
  const name = t(kind === 'draft' ? 'startDraft' : 'newVersion')
  const isReady = title.trim() !== '' && (kind === 'draft' || reason.trim() !== '')
  return (
    <>
      <Button type={isMain ? 'primary' : 'default'} onClick={() => setIsOpen(true)}>
        {name}
      </Button>
      <Modal
        open={isOpen}
        title={name}
        okText={name}
        cancelText={t('cancel')}
        onOk={start}
        okButtonProps={{ disabled: !isReady, loading: action.isPending }}
        onCancel={() => setIsOpen(false)}
      >
        <p className="quiet">{kind === 'adjust' ? t('adjustmentHint') : null}</p>
        <label className="plan-field">
          {t('adjustmentTitle')}
          <Input
            autoFocus
            onPressEnter={() => isReady && start()}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
            maxLength={200}
          />
        </label>
        <label className="plan-field">
          {t('adjustmentReason')}
          <Input.TextArea value={reason} onChange={({ target }) => setReason(target.value)} rows={3} maxLength={2000} />
        </label>
        {action.error ? <ProblemAlert error={action.error} /> : null}
      </Modal>
    </>
  )
}
