import { BellOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Badge, Button, Drawer, Empty } from 'antd'
import { useState } from 'react'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { NotificationItem } from './notification-item.tsx'
import { notificationTexts } from './notification.texts.ts'
import { useMarkAll, useUnread } from './use-notifications.ts'
import './notification.css'

/** How many are unread, and the newest of them without leaving the page. */
export function NotificationBell() {
  const t = useTexts(notificationTexts)
  const unread = useUnread()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="shell-bell"
        aria-label={unread === 0 ? t('bellNone') : t('bell', { count: unread })}
        onClick={() => setIsOpen(true)}
      >
        <Badge count={unread} overflowCount={99} size="small">
          <BellOutlined />
        </Badge>
      </button>
      {isOpen ? <NewestDrawer onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

function NewestDrawer({ onClose }: { onClose: () => void }) {
  const t = useTexts(notificationTexts)
  const query = useRoute('notification.list', { query: { limit: 20 } }, { keepPrevious: true })
  const markAll = useMarkAll()
  const rows = query.data?.rows ?? []
  const newest = rows[0]?.notificationId
  return (
    <Drawer
      open
      title={t('title')}
      size={440}
      onClose={onClose}
      extra={
        newest !== undefined && rows.some(({ readAt }) => readAt === null) ? (
          <Button size="small" loading={markAll.isPending} onClick={() => markAll.mutate({ body: { until: newest } })}>
            {t('markAll')}
          </Button>
        ) : null
      }
      footer={
        <Link to="/notifications" onClick={onClose}>
          {t('seeAll')}
        </Link>
      }
      styles={{ body: { padding: 0 } }}
    >
      <Loaded
        query={query}
        isEmpty={(data) => data.rows.length === 0}
        empty={<Empty className="notification-none" description={t('empty')} />}
      >
        {(data) => (
          <ul className="notification-list">
            {data.rows.map((row) => (
              <NotificationItem key={row.notificationId} row={row} onOpen={onClose} />
            ))}
          </ul>
        )}
      </Loaded>
    </Drawer>
  )
}
