import { Button, Empty, Segmented, Select, Skeleton } from 'antd'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '@ballast/domain/notification/kind.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { NotificationItem } from './notification-item.tsx'
import { notificationTexts } from './notification.texts.ts'
import { useMarkAll, useNotifications } from './use-notifications.ts'
import './notification.css'

const pageSearch = z.object({ unread: z.boolean().optional(), kind: z.enum(NOTIFICATION_KINDS).optional() })

/** Everything that the user was told of. */
export function NotificationsPage() {
  const t = useTexts(notificationTexts)
  const { locale } = useLanguage()
  const [{ unread = false, kind }, setSearch] = useSearchState(pageSearch)
  const pages = useNotifications({ ...(unread ? { unread } : {}), ...(kind === undefined ? {} : { kind: [kind] }) })
  const markAll = useMarkAll()
  const rows = pages.data?.pages.flatMap((page) => page.rows)
  const newest = rows?.[0]?.notificationId
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <Link to="/account">{t('settings')}</Link>
          <Button
            // With a filter the newest shown may be older than something unread that is not shown; then all is only what is in view.
            disabled={newest === undefined || kind !== undefined || !rows?.some(({ readAt }) => readAt === null)}
            loading={markAll.isPending}
            onClick={() => markAll.mutate({ body: { until: newest as string } })}
          >
            {t('markAll')}
          </Button>
        </>
      }
    >
      <div className="notification-filters">
        <Segmented
          options={[
            { value: 'all', label: t('all') },
            { value: 'unread', label: t('unread') },
          ]}
          value={unread ? 'unread' : 'all'}
          onChange={(value) => setSearch({ unread: value === 'unread' ? true : undefined })}
        />
        <Select
          allowClear
          aria-label={t('kind')}
          placeholder={t('allKinds')}
          style={{ minWidth: 200 }}
          value={kind ?? null}
          options={NOTIFICATION_KINDS.map((value) => ({ value, label: nameIn(locale, NOTIFICATION_NAMES[value]) }))}
          onChange={(value: NotificationKind | null) => setSearch({ kind: value ?? undefined })}
        />
      </div>
      {markAll.error ? <ProblemAlert error={markAll.error} /> : null}
      {pages.error && rows === undefined ? <ProblemAlert error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {rows === undefined && !pages.error ? <Skeleton active paragraph={{ rows: 6 }} /> : null}
      {rows?.length === 0 ? (
        <Empty className="notification-none" description={t(kind !== undefined ? 'emptyKind' : unread ? 'emptyUnread' : 'empty')} />
      ) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <ul className="notification-list card" aria-busy={pages.isPlaceholderData}>
          {rows.map((row) => (
            <NotificationItem key={row.notificationId} row={row} />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Button className="notification-more" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </Page>
  )
}
