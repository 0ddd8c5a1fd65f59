import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Scenario, WireChange } from '@ballast/contract/scenario.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { whatIfTexts } from './what-if.texts.ts'

interface Props {
  readonly runId: string
  readonly changes: readonly WireChange[]
  readonly onKept: (scenario: Scenario) => void
  readonly onClose: () => void
}

export function KeepDialog({ runId, changes, onKept, onClose }: Props) {
  const t = useTexts(whatIfTexts)
  const save = useAction('scenario.save', ['scenario.'])
  const [name, setName] = useState('')
  const [isShared, setIsShared] = useState(false)
  const keep = () => {
    if (name.trim() !== '') save.mutate({ body: { runId, name, changes: [...changes], isShared } }, { onSuccess: onKept })
  }
  return (
    <Modal
      open
      title={t('keep')}
      okText={t('keep')}
      okButtonProps={{ disabled: name.trim() === '' }}
      confirmLoading={save.isPending}
      onOk={keep}
      onCancel={onClose}
    >
      {save.error ? <ProblemAlert error={save.error} labelOf={() => undefined} /> : null}
      <Input
        autoFocus
        aria-label={t('scenarioName')}
        placeholder={t('scenarioName')}
        value={name}
        maxLength={100}
        style={{ marginBlock: 8 }}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={keep}
      />
      <Checkbox checked={isShared} onChange={({ target }) => setIsShared(target.checked)}>
        {t('shared')}
      </Checkbox>
    </Modal>
  )
}
