import { Button, Drawer, Form, Input, Radio, Select, Switch } from 'antd'
import type { NotificationChannel } from '@ballast/contract/notification-channel.ts'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import { CHANNEL_KINDS, type ChannelKind } from '@ballast/domain/notification/delivery.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '@ballast/domain/notification/kind.ts'
import { useAction } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { channelTexts } from './channel.texts.ts'

interface Typed {
  kind: ChannelKind
  name: string
  url?: string
  secret?: string
  kinds: NotificationKind[]
  locale: 'zh-CN' | 'en'
  keepsQuietHours: boolean
  isActive: boolean
}

const FIELDS = { name: 'name', url: 'url', secret: 'secret', kinds: 'told' } as const
const EXAMPLES: Readonly<Record<ChannelKind, string>> = {
  webhook: 'https://oa.example.gov.cn/ballast',
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…',
}
const LISTS = ['notification-channel.']

/** Sets a channel up, or edits one. @param onMade gets the secret of a new webhook, which nobody can show again */
export function ChannelDrawer({
  channel,
  onClose,
  onMade,
}: {
  channel: NotificationChannel | undefined
  onClose: () => void
  onMade: (secret: string | null) => void
}) {
  const t = useTexts(channelTexts)
  const { locale } = useLanguage()
  const [form] = Form.useForm<Typed>()
  const kind = Form.useWatch('kind', form) ?? channel?.kind ?? 'webhook'
  const create = useAction('notification-channel.create', LISTS)
  const edit = useAction('notification-channel.edit', LISTS)
  const save = ({ kind: chosen, url = '', secret = '', ...facts }: Typed) => {
    if (channel === undefined) {
      const entry = { kind: chosen, ...facts, url, secret: chosen === 'dingtalk' && secret !== '' ? secret : null }
      create.mutate({ body: entry }, { onSuccess: (made) => onMade(made.secret) })
      return
    }
    const changes = { ...facts, ...(url === '' ? {} : { url }), ...(secret === '' ? {} : { secret }) }
    edit.mutate({ params: { channelId: channel.channelId }, body: changes, ifMatch: channel.version }, { onSuccess: () => onMade(null) })
  }
  const error = create.error ?? edit.error
  return (
    <Drawer
      open
      title={t(channel === undefined ? 'create' : 'edit')}
      size={480}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.isPending || edit.isPending} onClick={() => form.submit()}>
          {t('save')}
        </Button>
      }
    >
      {error ? <ProblemAlert error={error} labelOf={(at) => (at in FIELDS ? t(FIELDS[at as keyof typeof FIELDS]) : undefined)} /> : null}
      <Form<Typed>
        form={form}
        layout="vertical"
        initialValues={
          channel ?? {
            kind: 'webhook',
            kinds: [...NOTIFICATION_KINDS],
            locale: 'zh-CN',
            keepsQuietHours: true,
            isActive: true,
          }
        }
        onFinish={save}
      >
        {channel === undefined ? (
          <Form.Item name="kind" label={t('kindOf')}>
            <Radio.Group options={CHANNEL_KINDS.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
        ) : null}
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="url"
          label={t('url')}
          extra={channel === undefined ? t('urlHint') : `${channel.place} · ${t('urlKeep')}`}
          rules={channel === undefined ? [{ required: true, whitespace: true }] : []}
        >
          <Input placeholder={EXAMPLES[kind]} autoComplete="off" />
        </Form.Item>
        {kind === 'dingtalk' ? (
          <Form.Item name="secret" label={t('secret')} extra={channel?.hasSecret ? t('urlKeep') : t('secretHint')}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        ) : null}
        <Form.Item name="kinds" label={t('told')} rules={[{ required: true }]}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={NOTIFICATION_KINDS.map((value) => ({ value, label: nameIn(locale, NOTIFICATION_NAMES[value]) }))}
          />
        </Form.Item>
        {/* A webhook carries both languages. */}
        <Form.Item name="locale" label={t('locale')} hidden={kind === 'webhook'}>
          <Radio.Group
            options={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
        <Form.Item name="keepsQuietHours" label={t('keepsQuiet')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="isActive" label={t('isActive')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
