import { App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { LandPayments } from '@ballast/contract/land-payment.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { moneyTexts } from './money.texts.ts'

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export function PayLandDialog({ given, onClose }: { given: LandPayments; onClose: () => void }) {
  const t = useTexts(moneyTexts)
  const name = useName()
  const codes = useCodeNames()
  const { message } = App.useApp()
  const [draft, setDraft] = useState({
    paidOn: given.businessOn,
    wan: '',
    instalment: '',
    contractNo: '',
    counts: true,
    countsIn: given.businessOn.slice(0, 7),
    reasonCode: '',
    note: '',
  })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const enter = useAction('land-payment.enter', ['land-payment.', 'reconciliation.', 'audit.'])
  const amountYuan = yuanOfWan(draft.wan)
  const isReady = amountYuan != null && draft.paidOn !== '' && (draft.counts ? draft.countsIn !== '' : draft.reasonCode !== '')
  const send = () =>
    enter.mutate(
      {
        params: { projectId: given.projectId },
        body: {
          paidOn: draft.paidOn,
          amountYuan: amountYuan ?? '0',
          instalment: orNull(draft.instalment),
          contractNo: orNull(draft.contractNo),
          countsIn: draft.counts ? draft.countsIn : null,
          reasonCode: draft.counts ? null : draft.reasonCode,
          note: orNull(draft.note),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          onClose()
        },
      },
    )
  const line = (key: 'instalment' | 'contractNo' | 'note', placeholder = '') => (
    <Form.Item label={t(key)} htmlFor={`land-${key}`}>
      <Input
        id={`land-${key}`}
        maxLength={200}
        placeholder={placeholder}
        value={draft[key]}
        onChange={({ target }) => set({ [key]: target.value })}
      />
    </Form.Item>
  )
  return (
    <Modal
      open
      title={t('payTitle')}
      okText={t('pay')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={enter.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {enter.error ? <ProblemAlert error={enter.error} labelOf={() => undefined} /> : null}
      <Form layout="horizontal" labelCol={{ flex: '130px' }} colon={false} component="div" requiredMark={false} className="money-form">
        <Form.Item label={t('paidOn')} htmlFor="land-paid">
          <DateField
            id="land-paid"
            label={t('paidOn')}
            value={draft.paidOn}
            onChange={(paidOn) => set({ paidOn, countsIn: paidOn.slice(0, 7) })}
          />
        </Form.Item>
        <Form.Item label={t('amount')} htmlFor="land-amount">
          <MoneyInput id="land-amount" label={t('amount')} value={draft.wan} onChange={(wan) => set({ wan })} />
        </Form.Item>
        {line('instalment', t('instalmentHint'))}
        {line('contractNo')}
        <Form.Item label={t('counts')} htmlFor="land-counts">
          <Checkbox id="land-counts" checked={draft.counts} onChange={({ target }) => set({ counts: target.checked })} />
        </Form.Item>
        {draft.counts ? (
          <Form.Item label={t('countsIn')} htmlFor="land-month">
            <Input
              id="land-month"
              type="month"
              style={{ maxWidth: 168 }}
              value={draft.countsIn}
              onChange={({ target }) => set({ countsIn: target.value })}
            />
          </Form.Item>
        ) : (
          <Form.Item label={t('reasonCode')} htmlFor="land-reason">
            <Select
              id="land-reason"
              value={draft.reasonCode === '' ? null : draft.reasonCode}
              options={(codes.lists?.lists['not-countable-reason'] ?? []).map((item) => ({ value: item.code, label: name(item) }))}
              onChange={(reasonCode: string) => set({ reasonCode })}
            />
          </Form.Item>
        )}
        {line('note')}
      </Form>
    </Modal>
  )
}
