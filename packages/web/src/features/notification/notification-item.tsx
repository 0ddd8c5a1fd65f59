import { Link } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { CheckOutlined, UndoOutlined } from '@ant-design/icons'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Notification } from '@ballast/contract/notification.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { notificationTexts } from './notification.texts.ts'
import { useMark } from './use-notifications.ts'

const SECONDS = /:\d\d$/

/** One notification: opening its page marks it as read. */
export function NotificationItem({ row, onOpen }: { row: Notification; onOpen?: () => void }) {
  const t = useTexts(notificationTexts)
  const { locale } = useLanguage()
  const mark = useMark()
  const isUnread = row.readAt === null
  const set = (isRead: boolean) => mark.mutate({ body: { notificationIds: [row.notificationId], isRead } })
  const label = t(isUnread ? 'markRead' : 'markUnread')
  return (
    <li className={isUnread ? 'notification notification-unread' : 'notification'}>
      <Link
        to={row.link as never}
        onClick={() => {
          if (isUnread) set(true)
          onOpen?.()
        }}
      >
        <span className="notification-head">
          {isUnread ? <span className="notification-dot" role="img" aria-label={t('isUnread')} /> : null}
          <b>{nameIn(locale, NOTIFICATION_NAMES[row.kind])}</b>
          <time dateTime={row.happenedAt} className="quiet number">
            {drawInstant(row.happenedAt).replace(SECONDS, '')}
          </time>
        </span>
        <span className="notification-text">{row.text}</span>
      </Link>
      <Tooltip title={label}>
        <Button
          type="text"
          size="small"
          aria-label={label}
          icon={isUnread ? <CheckOutlined /> : <UndoOutlined />}
          loading={mark.isPending}
          onClick={() => set(!isUnread)}
        />
      </Tooltip>
    </li>
  )
}
