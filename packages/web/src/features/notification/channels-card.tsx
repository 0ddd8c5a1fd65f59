import { App, Button, Popconfirm, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import type { NotificationChannel } from '@ballast/contract/notification-channel.ts'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import { NOTIFICATION_KINDS } from '@ballast/domain/notification/kind.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { ChannelDrawer } from './channel-drawer.tsx'
import { channelTexts } from './channel.texts.ts'
import { TestResult } from './test-result.tsx'

/** Webhooks and robots: who is told of what, and whether it arrives. */
export function ChannelsCard() {
  const t = useTexts(channelTexts)
  const { modal } = App.useApp()
  const query = useRoute('notification-channel.list', {})
  const [edited, setEdited] = useState<NotificationChannel | 'new' | undefined>()
  const showSecret = (secret: string) =>
    void modal.success({
      title: t('secretOnce'),
      width: 560,
      content: (
        <Typography.Text copyable code className="channel-secret">
          {secret}
        </Typography.Text>
      ),
    })
  const actions = useChannelActions(showSecret)
  return (
    <section className="card channel-wide" aria-label={t('robots')}>
      <header className="preference-head">
        <h2>{t('robots')}</h2>
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('create')}
        </Button>
      </header>
      {actions.error ? <ProblemAlert error={actions.error} labelOf={() => undefined} /> : null}
      {actions.result ? <TestResult result={actions.result} /> : null}
      <Loaded query={query} isEmpty={({ channels }) => channels.length === 0} empty={<p className="quiet">{t('empty')}</p>}>
        {({ channels }) => <ChannelTable channels={channels} actions={actions} onEdit={setEdited} />}
      </Loaded>
      {edited === undefined ? null : (
        <ChannelDrawer
          channel={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onMade={(secret) => {
            setEdited(undefined)
            if (secret !== null) showSecret(secret)
          }}
        />
      )}
    </section>
  )
}

const LISTS = ['notification-channel.list', 'notification-delivery.']

function useChannelActions(onSecret: (secret: string) => void) {
  const test = useAction('notification-channel.test', [])
  const renew = useAction('notification-channel.new-secret', LISTS)
  const remove = useAction('notification-channel.remove', LISTS)
  return {
    error: test.error ?? renew.error ?? remove.error,
    result: test.data,
    testing: test.isPending ? test.variables.params.channelId : undefined,
    test: (channelId: string) => test.mutate({ params: { channelId } }),
    renew: ({ channelId, version }: NotificationChannel) =>
      renew.mutate({ params: { channelId }, ifMatch: version }, { onSuccess: ({ secret }) => onSecret(secret ?? '') }),
    remove: (channelId: string) => remove.mutate({ params: { channelId } }),
  }
}

function ChannelTable({
  channels,
  actions,
  onEdit,
}: {
  channels: readonly NotificationChannel[]
  actions: ReturnType<typeof useChannelActions>
  onEdit: (channel: NotificationChannel) => void
}) {
  const t = useTexts(channelTexts)
  const { locale } = useLanguage()
  return (
    <Table<NotificationChannel>
      size="small"
      rowKey="channelId"
      pagination={false}
      dataSource={[...channels]}
      scroll={{ x: 1080 }}
      columns={[
        { title: t('name'), dataIndex: 'name', ellipsis: true, width: 170 },
        { title: t('kindOf'), key: 'kind', width: 150, render: (_, { kind }) => t(kind) },
        { title: t('place'), dataIndex: 'place', ellipsis: true, width: 230 },
        {
          title: t('told'),
          key: 'kinds',
          width: 110,
          render: (_, { kinds }) => (
            <span title={kinds.map((kind) => nameIn(locale, NOTIFICATION_NAMES[kind])).join('\n')}>
              {t(kinds.length === NOTIFICATION_KINDS.length ? 'toldAll' : 'toldSome', { count: kinds.length })}
            </span>
          ),
        },
        {
          title: t('state'),
          key: 'active',
          width: 80,
          render: (_, { isActive }) => <Tag {...(isActive ? { color: 'green' } : {})}>{t(isActive ? 'active' : 'inactive')}</Tag>,
        },
        {
          key: 'actions',
          width: 330,
          align: 'right',
          render: (_, channel) => (
            <span className="channel-actions">
              <Button size="small" loading={actions.testing === channel.channelId} onClick={() => actions.test(channel.channelId)}>
                {t('test')}
              </Button>
              <Button size="small" onClick={() => onEdit(channel)}>
                {t('editOne')}
              </Button>
              {channel.kind === 'webhook' ? (
                <Popconfirm title={t('newSecretAsk', { name: channel.name })} onConfirm={() => actions.renew(channel)}>
                  <Button size="small">{t('newSecret')}</Button>
                </Popconfirm>
              ) : null}
              <Popconfirm title={t('removeAsk', { name: channel.name })} onConfirm={() => actions.remove(channel.channelId)}>
                <Button size="small" danger>
                  {t('remove')}
                </Button>
              </Popconfirm>
            </span>
          ),
        },
      ]}
    />
  )
}
