import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { listNotifications, markNotifications, unreadOf } from './notifications.ts'

export const notificationHandlers = defineHandlers({
  'notification.list': (tx, ctx, { query }) => listNotifications(tx, ctx, query),
  'notification.unread': (tx, ctx) => unreadOf(tx, ctx),
  'notification.mark': (tx, ctx, { body }) => markNotifications(tx, ctx, { ids: body.notificationIds as Uuid[] }, body.isRead),
  'notification.mark-all': (tx, ctx, { body }) => markNotifications(tx, ctx, { until: body.until as Uuid }, true),
})
