import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import type { PlanBreach } from '@ballast/contract/plan-edit.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { planTexts } from './plan.texts.ts'
import { usePlan } from './use-plan.ts'

interface Props {
  breach: PlanBreach
  /** Open warnings of the same rule, which the same reason may cover. */
  others: readonly PlanBreach[]
  onClose: () => void
}

export function AcceptDialog({ breach, others, onClose }: Props) {
  const t = useTexts(planTexts)
  const { version } = usePlan()
  const [reason, setReason] = useState('')
  const [isForAll, setIsForAll] = useState(false)
  const [isRunning, setIsRunning] = useState(false)
  const accept = useAction('plan.accept-warning', ['plan.', 'cockpit.'])
  const acceptAll = async () => {
    setIsRunning(true)
    try {
      for (const { rule, subject } of isForAll ? [breach, ...others] : [breach]) {
        await accept.mutateAsync({ params: { versionId: version.versionId }, body: { rule, subject, reason } })
      }
      onClose()
    } finally {
      setIsRunning(false)
    }
  }
  return (
    <Modal
      open
      title={t('acceptTitle')}
      okText={t('accept')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: isRunning }}
      onCancel={onClose}
      onOk={() => void acceptAll().catch(() => undefined)}
    >
      <p>{breach.sentence}</p>
      <label className="plan-field">
        {t('reason')}
        <Input.TextArea autoFocus rows={3} maxLength={2000} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      {others.length === 0 ? null : (
        <Checkbox checked={isForAll} onChange={({ target }) => setIsForAll(target.checked)}>
          {t('acceptAll', { count: others.length })}
        </Checkbox>
      )}
      {accept.error ? <ProblemAlert error={accept.error} /> : null}
    </Modal>
  )
}
