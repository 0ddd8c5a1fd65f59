import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { VoucherApplication } from '@ballast/contract/voucher.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { fieldText, Quantity, QuantityInput, typedAmount } from './quantity.tsx'
import { voucherTexts } from './voucher.texts.ts'

interface Props {
  application: VoucherApplication
  firm: string
  onClose: () => void
}

/** Grants what was asked for, or less. */
export function GrantDialog({ application, firm, onClose }: Props) {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const { applicationId, applicationNo, unit, amount: asked, purpose, version } = application
  const [typed, setTyped] = useState(fieldText(unit, asked))
  const [note, setNote] = useState('')
  const grant = useAction('voucher-application.grant', ['voucher'])
  const amount = typedAmount(unit, typed)
  const send = () =>
    grant.mutate(
      { params: { applicationId }, body: { amount: amount as string, note: note.trim() === '' ? null : note.trim() }, ifMatch: version },
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
      title={t('grantTitle', { no: applicationNo, firm })}
      okText={t('grant')}
      okButtonProps={{ disabled: amount === undefined }}
      confirmLoading={grant.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {grant.error ? <ProblemAlert error={grant.error} labelOf={() => undefined} /> : null}
      <p>
        {t(`unit.${unit}`)} · {t('asked')} <Quantity unit={unit} amount={asked} withUnit />
        <br />
        <span className="quiet">{purpose}</span>
      </p>
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('granted')} htmlFor="grant-amount">
          <QuantityInput id="grant-amount" unit={unit} label={t('granted')} value={typed} onChange={setTyped} />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="grant-note">
          <Input id="grant-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
