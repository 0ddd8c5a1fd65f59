import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ComputeBill } from '@ballast/contract/compute-bill.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { billTexts } from './bill.texts.ts'

/** A correction of an amount, with its reason; the server says what is wrong with it. */
export function CorrectDialog({ bill: { billId, billNo }, onClose }: { bill: ComputeBill; onClose: () => void }) {
  const t = useTexts(billTexts)
  const [yuan, setYuan] = useState('')
  const [reason, setReason] = useState('')
  const correct = useAction('compute-bill.correct', ['compute-bill.'])
  const typed = yuan.replaceAll(/[,，\s]/g, '')
  const isRight = /^-?\d+(\.\d{1,2})?$/.test(typed)
  return (
    <Modal
      open
      title={t('correctTitle', { no: billNo })}
      okText={t('correct')}
      okButtonProps={{ disabled: !isRight || reason.trim() === '' }}
      confirmLoading={correct.isPending}
      onOk={() => correct.mutate({ params: { billId }, body: { yuan: typed, reason: reason.trim() } }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {correct.error ? <ProblemAlert error={correct.error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('correctHint')}</p>
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('correctAmount')} htmlFor="correct-yuan">
          <Input
            id="correct-yuan"
            inputMode="decimal"
            style={{ maxWidth: 220 }}
            status={yuan === '' || isRight ? '' : 'error'}
            value={yuan}
            onChange={({ target }) => setYuan(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('correctWhy')} htmlFor="correct-why">
          <Input.TextArea
            id="correct-why"
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
