import { App, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import type { VoucherRow } from '@ballast/contract/voucher.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { QuantityInput, typedAmount } from '../voucher/quantity.tsx'
import { paidLineTexts } from './paid-line.texts.ts'
import { TermFields, type Term } from './term-fields.tsx'

const isWritten = ({ untilOn, note }: Term): boolean => untilOn !== '' && note.trim() !== ''

export function OpenLineDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(paidLineTexts)
  const name = useName()
  const { message } = App.useApp()
  const { zone } = useSession()
  const [q, setQ] = useState('')
  const [enterpriseId, setEnterpriseId] = useState<string>()
  const [typed, setTyped] = useState('')
  const [fromOn, setFromOn] = useState<string>(zone.businessOn)
  const [change, setChange] = useState<Term>({ untilOn: '', note: '' })
  const firms = useRoute('compute-contract.firms', { query: q.trim() === '' ? {} : { q: q.trim() } })
  const open = useAction('paid-line.open', ['paid-line.', 'voucher'])
  const amount = typedAmount('tflops_s', typed)
  const isWhole = enterpriseId !== undefined && amount !== undefined && fromOn !== '' && isWritten(change)
  const send = () =>
    open.mutate(
      {
        body: { enterpriseId: enterpriseId as string, amount: amount as string, fromOn, untilOn: change.untilOn, note: change.note.trim() },
      },
      {
        onSuccess: ({ voucherNo }) => {
          void message.success(t('opened', { no: voucherNo }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('openTitle')}
      okText={t('open')}
      okButtonProps={{ disabled: !isWhole }}
      confirmLoading={open.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {open.error ? <ProblemAlert error={open.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('firm')} htmlFor="line-firm">
          <Select
            id="line-firm"
            showSearch={{ filterOption: false, onSearch: setQ }}
            loading={firms.isPending}
            value={enterpriseId ?? null}
            options={(firms.data?.rows ?? []).map((firm) => ({
              value: firm.enterpriseId,
              label: name({ nameZh: firm.enterpriseNameZh, nameEn: firm.enterpriseNameEn }),
            }))}
            onChange={(id: string) => setEnterpriseId(id)}
          />
        </Form.Item>
        <Form.Item label={t('amount')} htmlFor="line-amount">
          <QuantityInput id="line-amount" unit="tflops_s" label={t('amount')} value={typed} onChange={setTyped} />
        </Form.Item>
        <Form.Item label={t('fromOn')} htmlFor="line-from">
          <DateField id="line-from" label={t('fromOn')} value={fromOn} onChange={setFromOn} />
        </Form.Item>
        <TermFields id="line" labels={{ untilOn: t('untilOn'), note: t('note') }} value={change} onChange={setChange} />
      </Form>
    </Modal>
  )
}

/** Another last day, with the contract that goes on. */
export function EditLineDialog({ line, onClose }: { line: VoucherRow; onClose: () => void }) {
  const t = useTexts(paidLineTexts)
  const { message } = App.useApp()
  const [change, setChange] = useState<Term>({ untilOn: line.untilOn, note: line.note ?? '' })
  const edit = useAction('paid-line.edit', ['paid-line.', 'voucher'])
  const { voucherId, voucherNo, version } = line
  const send = () =>
    edit.mutate(
      { params: { voucherId }, ifMatch: version, body: { untilOn: change.untilOn, note: change.note.trim() } },
      {
        onSuccess: ({ untilOn }) => {
          void message.success(t('goesOn', { no: voucherNo, until: untilOn }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('editTitle', { no: voucherNo })}
      okText={t('save')}
      okButtonProps={{ disabled: !isWritten(change) }}
      confirmLoading={edit.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <TermFields id="line" labels={{ untilOn: t('untilOn'), note: t('note') }} value={change} onChange={setChange} />
      </Form>
    </Modal>
  )
}
