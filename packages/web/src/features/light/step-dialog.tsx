import { Form, InputNumber, Modal } from 'antd'
import type { EscalationStepFacts } from '@ballast/contract/light.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { uiTexts } from '../../ui/ui.texts.ts'
import { lightTexts } from './light.texts.ts'

interface Typed {
  afterWorkdays: number
  replyWorkdays: number | null
}

export function StepDialog({ step, onClose }: { step: EscalationStepFacts; onClose: () => void }) {
  const t = useTexts(lightTexts)
  const u = useTexts(uiTexts)
  const [form] = Form.useForm<Typed>()
  const edit = useAction('light.edit-step', ['light.', 'escalation.'])
  return (
    <Modal
      open
      title={t('editStep', { name: t(step.step) })}
      okText={u('save')}
      cancelText={u('cancel')}
      confirmLoading={edit.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => t('afterWorkdays')} /> : null}
      <Form<Typed>
        form={form}
        layout="vertical"
        initialValues={step}
        onFinish={({ afterWorkdays, replyWorkdays }) =>
          edit.mutate(
            { params: { step: step.step }, ifMatch: step.version, body: { afterWorkdays, replyWorkdays: replyWorkdays ?? null } },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item name="afterWorkdays" label={t('afterWorkdays')} rules={[{ required: true }]}>
          <InputNumber min={0} max={250} precision={0} />
        </Form.Item>
        <Form.Item name="replyWorkdays" label={t('replyWorkdays')}>
          <InputNumber min={1} max={250} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
