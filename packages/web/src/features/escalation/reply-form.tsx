import { App, Button, Form, Input } from 'antd'
import type { Escalation } from '@ballast/contract/escalation.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { escalationTexts } from './escalation.texts.ts'

interface Typed {
  text: string
  promisedOn: string
}

/** Answers what is asked, with a day by which it will be done. */
export function ReplyForm({ escalation: { escalationId, version } }: { escalation: Escalation }) {
  const t = useTexts(escalationTexts)
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const reply = useAction('escalation.reply', ['escalation.'])
  const send = ({ text, promisedOn }: Typed) =>
    reply.mutate(
      { params: { escalationId }, body: { text, promisedOn }, ifMatch: version },
      {
        onSuccess: () => {
          form.resetFields()
          void message.success(t('replied'))
        },
      },
    )
  return (
    <section className="card" aria-label={t('reply')}>
      <h2>{t('reply')}</h2>
      {reply.error ? <ProblemAlert error={reply.error} labelOf={(at) => (at === 'promisedOn' ? t('promisedOn') : undefined)} /> : null}
      <Form<Typed> form={form} layout="vertical" onFinish={send}>
        <Form.Item name="text" label={t('replyText')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        <Form.Item name="promisedOn" label={t('promisedOn')} extra={t('promiseHint')} rules={[{ required: true }]}>
          <DateField label={t('promisedOn')} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={reply.isPending}>
          {t('reply')}
        </Button>
      </Form>
    </section>
  )
}
