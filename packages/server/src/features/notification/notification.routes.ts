import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { createChannel, editChannel, listChannels, removeChannel, renewSecret } from './channels.ts'
import { listDeliveries, runDeliveries, sendAgain } from './deliveries.ts'
import { editHours, showHours } from './hours.ts'
import { listNotifications, markNotifications, unreadOf } from './notifications.ts'
import { editPreference, showPreference } from './preferences.ts'
import { tryChannel, tryMail } from './try-channel.ts'

export const notificationHandlers = defineHandlers({
  'notification.list': (tx, ctx, { query }) => listNotifications(tx, ctx, query),
  'notification.unread': (tx, ctx) => unreadOf(tx, ctx),
  'notification.mark': (tx, ctx, { body }) => markNotifications(tx, ctx, { ids: body.notificationIds as Uuid[] }, body.isRead),
  'notification.mark-all': (tx, ctx, { body }) => markNotifications(tx, ctx, { until: body.until as Uuid }, true),
  'notification-preference.read': (tx, ctx) => showPreference(tx, ctx),
  'notification-preference.edit': (tx, ctx, { body, ifMatch }) => editPreference(tx, ctx, { ...body, version: ifMatch as bigint }),
  'notification-channel.list': (tx, ctx) => listChannels(tx, ctx),
  'notification-channel.create': (tx, ctx, { body }) => createChannel(tx, ctx, body),
  'notification-channel.edit': (tx, ctx, { params, body, ifMatch }) =>
    editChannel(tx, ctx, { channelId: params.channelId as Uuid, version: ifMatch as bigint, changes: body }),
  'notification-channel.new-secret': (tx, ctx, { params, ifMatch }) => renewSecret(tx, ctx, params.channelId as Uuid, ifMatch as bigint),
  'notification-channel.remove': (tx, ctx, { params }) => removeChannel(tx, ctx, params.channelId as Uuid),
  'notification-channel.test': (database, ctx, { params }) => tryChannel(database, ctx, params.channelId as Uuid),
  'notification-mail.test': (database, ctx) => tryMail(database, ctx),
  'notification-hours.read': (tx, ctx) => showHours(tx, ctx),
  'notification-hours.edit': (tx, ctx, { body, ifMatch }) => editHours(tx, ctx, body, ifMatch as bigint),
  'notification-delivery.list': (tx, ctx, { query }) => listDeliveries(tx, ctx, query),
  'notification-delivery.send-again': (tx, ctx, { params }) => sendAgain(tx, ctx, params.deliveryId as Uuid),
  'notification-delivery.run': (database, ctx) => runDeliveries(database, ctx),
})
