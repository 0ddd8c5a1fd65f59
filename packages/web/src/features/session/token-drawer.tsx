import { Button, Drawer, Form, Input, Radio, Select } from 'antd'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { isAction, routes } from '@ballast/contract/routes.ts'
import { TOKEN_DAYS } from '@ballast/contract/token.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { tokenTexts } from './token.texts.ts'
import { useActionName } from './use-action-name.ts'

interface Typed {
  name: string
  days: number
  scope: 'read' | 'named'
  actions?: string[]
}
const DAYS = [30, 90, 180, TOKEN_DAYS]

/** What of a user's actions a token can do at all. */
const canBeGiven = (action: string): boolean => {
  if (!isAction(action)) return false
  const { rights, byToken }: RouteDefinition = routes[action]
  return rights !== 'anyone' && byToken !== 'never' && action !== 'session.read'
}

/** Makes an API token. @param onMade gets its secret, which nobody can show again */
export function TokenDrawer({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const t = useTexts(tokenTexts)
  const actionName = useActionName()
  const { actions } = useSession()
  const [form] = Form.useForm<Typed>()
  const isNamed = Form.useWatch('scope', form) === 'named'
  const create = useAction('token.create', ['token.'])
  const save = ({ name, days, scope, actions: named }: Typed) =>
    create.mutate({ body: { name, days, actions: scope === 'read' ? null : (named ?? []) } }, { onSuccess: ({ secret }) => onMade(secret) })
  return (
    <Drawer
      open
      title={t('create')}
      size={480}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
          {t('create')}
        </Button>
      }
    >
      {create.error ? <ProblemAlert error={create.error} labelOf={(at) => (at === 'actions' ? t('actions') : undefined)} /> : null}
      <Form<Typed> form={form} layout="vertical" initialValues={{ days: 90, scope: 'read' }} onFinish={save}>
        <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="days" label={t('days')}>
          <Select options={DAYS.map((days) => ({ value: days, label: t('daysOption', { days }) }))} />
        </Form.Item>
        <Form.Item name="scope" label={t('scope')} extra={isNamed ? undefined : t('readHint')}>
          <Radio.Group
            options={[
              { value: 'read', label: t('read') },
              { value: 'named', label: t('named') },
            ]}
          />
        </Form.Item>
        {isNamed ? (
          <Form.Item name="actions" label={t('actions')} rules={[{ required: true }]}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              options={actions.filter(canBeGiven).map((action) => ({ value: action, label: `${actionName(action)} · ${action}` }))}
            />
          </Form.Item>
        ) : null}
      </Form>
    </Drawer>
  )
}
