import { App, Form, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import type { VoucherUnitName } from '@ballast/contract/voucher.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { QuantityInput, typedAmount } from './quantity.tsx'
import { UnitChoice } from './unit-choice.tsx'
import { voucherTexts } from './voucher.texts.ts'

/** Puts an amount into the year's pool, or takes out what is not granted. */
export function FundDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const [unit, setUnit] = useState<VoucherUnitName>('yuan')
  const [direction, setDirection] = useState<'in' | 'out'>('in')
  const [typed, setTyped] = useState('')
  const [note, setNote] = useState('')
  const fund = useAction('voucher.fund', ['voucher'])
  const amount = typedAmount(unit, typed)
  const send = () =>
    fund.mutate(
      { params: { year }, body: { unit, amount: amount as string, isWithdrawal: direction === 'out', note: note.trim() } },
      {
        onSuccess: () => {
          void message.success(t('done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={`${year} · ${t('fundTitle')}`}
      okText={t(direction)}
      okButtonProps={{ disabled: amount === undefined || note.trim() === '' }}
      confirmLoading={fund.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {fund.error ? <ProblemAlert error={fund.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('unit')}>
          <UnitChoice value={unit} onChange={setUnit} />
        </Form.Item>
        <Form.Item label={t('direction')}>
          <Segmented
            aria-label={t('direction')}
            value={direction}
            options={(['in', 'out'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={setDirection}
          />
        </Form.Item>
        <Form.Item label={t('amount')} htmlFor="fund-amount">
          <QuantityInput id="fund-amount" unit={unit} label={t('amount')} value={typed} onChange={setTyped} />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="fund-note">
          <Input id="fund-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
