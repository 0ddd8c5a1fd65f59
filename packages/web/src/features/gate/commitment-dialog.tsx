import { Form, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Commitment } from '@ballast/contract/commitment.ts'
import { isAmount, type CommitmentKind } from '@ballast/domain/gate/commitment.ts'
import { useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'

interface Props {
  projectId: string
  /** Those that can be chosen. */
  kinds: readonly CommitmentKind[]
  commitment?: Commitment
  onClose: () => void
}

/** Enters what the agreement promises, or corrects it. */
export function CommitmentDialog({ projectId, kinds, commitment, onClose }: Props) {
  const t = useTexts(gateTexts)
  const [kind, setKind] = useState(kinds[0] as CommitmentKind)
  const [wan, setWan] = useState(wanOfYuan(commitment?.promisedYuan ?? null))
  const [dueOn, setDueOn] = useState(commitment?.dueOn ?? '')
  const { run, error, isPending } = useGateAction('commitment.save', onClose)
  const promisedYuan = isAmount(kind) && wan !== '' ? yuanOfWan(wan) : null
  const save = () =>
    run({
      params: { projectId, kind },
      body: { promisedYuan: promisedYuan ?? null, dueOn: dueOn === '' ? null : dueOn },
      ifMatch: commitment?.version ?? '0',
    })
  return (
    <Modal
      open
      title={t('addCommitment')}
      okText={t('ok')}
      okButtonProps={{ disabled: promisedYuan === undefined }}
      confirmLoading={isPending}
      onOk={save}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" requiredMark={false} component="div">
        <Form.Item label={t('commitmentKind')} htmlFor="commitment-kind">
          <Select
            id="commitment-kind"
            aria-label={t('commitmentKind')}
            disabled={commitment !== undefined}
            value={kind}
            options={kinds.map((value) => ({ value, label: t(`commitment.${value}`) }))}
            onChange={setKind}
          />
        </Form.Item>
        {isAmount(kind) ? (
          <Form.Item label={t('promised')} htmlFor="commitment-amount">
            <MoneyInput id="commitment-amount" label={t('promised')} value={wan} onChange={setWan} />
          </Form.Item>
        ) : (
          <Form.Item label={t('promised')} htmlFor="commitment-due">
            <DateField id="commitment-due" label={t('promised')} value={dueOn} onChange={setDueOn} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
