import { Button, Form, Input } from 'antd'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { sessionTexts } from './session.texts.ts'

interface Typed {
  current: string
  next: string
  again: string
}

/** Changes one's own password; the server says every reason why one does not do. */
export function NewPasswordForm({ onDone }: { onDone?: () => void }) {
  const t = useTexts(sessionTexts)
  const [form] = Form.useForm<Typed>()
  const change = useAction('account.change-password', ['session.'])
  const save = ({ current, next }: Typed) =>
    change.mutate(
      { body: { current, next } },
      {
        onSuccess: () => {
          form.resetFields()
          onDone?.()
        },
      },
    )
  return (
    <Form<Typed> form={form} layout="vertical" requiredMark={false} onFinish={save}>
      {change.error ? <ProblemAlert error={change.error} labelOf={() => undefined} /> : null}
      <Form.Item name="current" label={t('current')} rules={[{ required: true, message: t('current') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="next" label={t('next')} extra={t('nextHint')} rules={[{ required: true, message: t('next') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_rule, again) => {
              if (again !== getFieldValue('next')) throw new Error(t('mismatch'))
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('change')}
      </Button>
    </Form>
  )
}
