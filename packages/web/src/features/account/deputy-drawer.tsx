import { App, Button, Drawer, Form, Input } from 'antd'
import type { Account } from '@ballast/contract/account.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { ColleagueSelect } from './colleague-select.tsx'
import { deputyTexts } from './deputy.texts.ts'

interface Typed {
  absent: string
  deputy: string
  fromOn: string
  untilOn: string
  reason: string
}
/** What the form calls the fields that a reason may name. */
const FIELDS = { absent: 'absent', deputy: 'deputy', fromOn: 'from', untilOn: 'until', reason: 'reason' } as const

/** Lets somebody stand in for another. */
export function DeputyDrawer({ accounts, onClose }: { accounts: readonly Account[]; onClose: () => void }) {
  const t = useTexts(deputyTexts)
  const { message } = App.useApp()
  const { zone } = useSession()
  const [form] = Form.useForm<Typed>()
  const appoint = useAction('deputy.appoint', ['deputy.', 'session.read'])
  const active = accounts.filter((account) => account.isActive)
  const done = () => {
    void message.success(t('appointed'))
    onClose()
  }
  return (
    <Drawer
      open
      title={t('appoint')}
      size={480}
      onClose={onClose}
      footer={
        <Button type="primary" loading={appoint.isPending} onClick={() => form.submit()}>
          {t('appoint')}
        </Button>
      }
    >
      {appoint.error ? (
        <ProblemAlert error={appoint.error} labelOf={(at) => (at in FIELDS ? t(FIELDS[at as keyof typeof FIELDS]) : undefined)} />
      ) : null}
      <Form<Typed>
        form={form}
        layout="vertical"
        initialValues={{ fromOn: zone.businessOn }}
        onFinish={(body) => appoint.mutate({ body }, { onSuccess: done })}
      >
        <Form.Item name="absent" label={t('absent')} rules={[{ required: true }]}>
          <ColleagueSelect accounts={active} />
        </Form.Item>
        <Form.Item name="deputy" label={t('deputy')} rules={[{ required: true }]}>
          <ColleagueSelect accounts={active} />
        </Form.Item>
        <Form.Item name="fromOn" label={t('from')} rules={[{ required: true }]}>
          <DateField label={t('from')} />
        </Form.Item>
        <Form.Item name="untilOn" label={t('until')} rules={[{ required: true }]}>
          <DateField label={t('until')} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
