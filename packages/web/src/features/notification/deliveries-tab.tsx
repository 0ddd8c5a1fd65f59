import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Empty, Popconfirm, Select, Skeleton, Table, Tag } from 'antd'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { NotificationDelivery } from '@ballast/contract/notification-delivery.ts'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import { DELIVERY_STATES, type DeliveryState } from '@ballast/domain/notification/delivery.ts'
import { api, useAction } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { channelTexts } from './channel.texts.ts'

type Page = RouteResponse<Routes['notification-delivery.list']>

const COLOURS: Readonly<Record<DeliveryState, string>> = {
  waiting: 'default',
  sending: 'processing',
  sent: 'green',
  failed: 'gold',
  abandoned: 'default',
  uncertain: 'orange',
}
const AGAIN: ReadonlySet<DeliveryState> = new Set(['failed', 'abandoned', 'uncertain'])

function useDeliveries(state: DeliveryState | undefined) {
  const { locale } = useLanguage()
  return useInfiniteQuery<Page, ProblemError, InfiniteData<Page>, unknown[], string | undefined>({
    queryKey: ['notification-delivery.list', 'pages', state, locale],
    queryFn: ({ pageParam, signal }) =>
      api(
        'notification-delivery.list',
        { query: { ...(state === undefined ? {} : { state: [state] }), cursor: pageParam, limit: 50 } },
        { signal },
      ),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** What left the app, and what became of it; a person decides on what is in doubt. */
export function DeliveriesTab({
  state,
  onState,
}: {
  state: DeliveryState | undefined
  onState: (state: DeliveryState | undefined) => void
}) {
  const t = useTexts(channelTexts)
  const pages = useDeliveries(state)
  const again = useAction('notification-delivery.send-again', ['notification-delivery.'])
  const rows = pages.data?.pages.flatMap((page) => page.rows)
  const counts = pages.data?.pages[0]?.counts ?? {}
  if (rows === undefined) {
    return pages.error ? (
      <ProblemAlert error={pages.error} onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 6 }} />
    )
  }
  const label = (one: DeliveryState) => (counts[one] === undefined ? t(one) : `${t(one)} ${counts[one]}`)
  return (
    <>
      {counts.uncertain === undefined ? null : (
        <Alert className="channel-result" type="warning" showIcon title={t('uncertainHint', { count: counts.uncertain })} />
      )}
      <div className="notification-filters">
        <Select
          allowClear
          aria-label={t('state')}
          placeholder={t('allStates')}
          style={{ minWidth: 180 }}
          value={state ?? null}
          options={DELIVERY_STATES.map((value) => ({ value, label: label(value) }))}
          onChange={(value: DeliveryState | null) => onState(value ?? undefined)}
        />
      </div>
      {again.error ? <ProblemAlert error={again.error} /> : null}
      {rows.length === 0 ? (
        <Empty className="notification-none" description={t(state === undefined ? 'emptyDeliveries' : 'emptyState')} />
      ) : (
        <DeliveryTable rows={rows} isBusy={again.isPending} onAgain={(deliveryId) => again.mutate({ params: { deliveryId } })} />
      )}
      {pages.hasNextPage ? (
        <Button className="notification-more" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}

function DeliveryTable({
  rows,
  isBusy,
  onAgain,
}: {
  rows: readonly NotificationDelivery[]
  isBusy: boolean
  onAgain: (deliveryId: string) => void
}) {
  const t = useTexts(channelTexts)
  const { locale } = useLanguage()
  return (
    <Table<NotificationDelivery>
      size="small"
      rowKey="deliveryId"
      pagination={false}
      dataSource={[...rows]}
      scroll={{ x: 1040 }}
      columns={[
        { title: t('state'), key: 'state', width: 130, render: (_, row) => <Tag color={COLOURS[row.state]}>{t(row.state)}</Tag> },
        {
          title: t('to'),
          key: 'to',
          width: 190,
          ellipsis: true,
          render: (_, { medium, to, toEn }) => `${medium === 'mail' ? t('mail') : t(medium)} · ${locale === 'en' ? toEn : to}`,
        },
        {
          title: t('what'),
          key: 'what',
          ellipsis: true,
          render: (_, { kind, text, link }) => (
            <Link to={link as never} title={text}>
              <b>{nameIn(locale, NOTIFICATION_NAMES[kind])}</b> {text}
            </Link>
          ),
        },
        {
          title: t('when'),
          key: 'when',
          width: 165,
          render: (_, { happenedAt }) => <span className="number">{drawInstant(happenedAt)}</span>,
        },
        { title: t('outcome'), key: 'outcome', width: 260, render: (_, row) => <Outcome row={row} /> },
        {
          key: 'again',
          width: 100,
          align: 'right',
          render: (_, { deliveryId, state }) => {
            if (!AGAIN.has(state)) return null
            const button = (onClick?: () => void) => (
              <Button size="small" loading={isBusy} {...(onClick === undefined ? {} : { onClick })}>
                {t('again')}
              </Button>
            )
            // Only what may have arrived is asked about.
            if (state !== 'uncertain') return button(() => onAgain(deliveryId))
            return (
              <Popconfirm title={t('againAsk')} onConfirm={() => onAgain(deliveryId)}>
                {button()}
              </Popconfirm>
            )
          },
        },
      ]}
    />
  )
}

function Outcome({ row: { state, attempts, dueAt, message, detail } }: { row: NotificationDelivery }) {
  const t = useTexts(channelTexts)
  const lines = [
    state === 'sent' ? null : message,
    attempts > 1 ? t('attempts', { count: attempts }) : null,
    dueAt === null ? null : t('due', { at: drawInstant(dueAt) }),
  ].filter((line) => line !== null)
  return <span title={detail ?? undefined}>{lines.join(' · ')}</span>
}
