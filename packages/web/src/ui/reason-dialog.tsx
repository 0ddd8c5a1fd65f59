import { Form, Input, Modal } from 'antd'
import { useTexts } from '../app/language.tsx'
import { ProblemAlert } from './loaded.tsx'
import { uiTexts } from './ui.texts.ts'

interface Props {
  title: string
  hint?: string
  error: Error | null
  isPending: boolean
  onReason: (reason: string) => void
  onClose: () => void
}

/** Asks why, and does nothing without an answer. */
export function ReasonDialog({ title, hint, error, isPending, onReason, onClose }: Props) {
  const t = useTexts(uiTexts)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal open title={title} okText={t('ok')} confirmLoading={isPending} onOk={() => form.submit()} onCancel={onClose}>
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {hint === undefined ? null : <p className="quiet">{hint}</p>}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => onReason(reason.trim())}>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}>
          <Input.TextArea autoFocus maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
