import { z } from 'zod'
import { MAIL_CHOICES, NOTIFICATION_KINDS } from '@ballast/domain/notification/kind.ts'
import { flag, listOf } from './list.ts'
import { SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { LOCALES } from './messages.ts'
import { instant, paging, uuid, version } from './scalars.ts'

const kind = z.enum(NOTIFICATION_KINDS)

const notification = z.object({
  notificationId: uuid,
  kind,
  text: z.string().describe('in the language of the request'),
  link: z.string().describe('path of the page about it in the app'),
  happenedAt: instant,
  readAt: instant.nullable(),
})
export type Notification = z.infer<typeof notification>

const unread = z.object({ unread: z.number().int().max(100).describe('100: that many or more') })

const choices = z.partialRecord(kind, z.enum(MAIL_CHOICES))
const preference = z.object({
  version: version.describe('0: nothing was chosen yet'),
  locale: z.enum(LOCALES).describe('of e-mails'),
  mail: z.record(kind, z.enum(MAIL_CHOICES)).describe('when each kind comes by e-mail'),
  email: z.string().nullable(),
  isMailSetUp: z.boolean().describe('the installation has a mail server'),
})
export type NotificationPreference = z.infer<typeof preference>

export const notificationRoutes = defineRoutes({
  'notification.list': {
    method: 'GET',
    path: '/api/v1/notifications',
    rights: SIGNED_IN,
    query: z.object({
      unread: flag.optional().describe('only those that are not read'),
      kind: listOf(kind).optional(),
      ...paging.shape,
    }),
    response: z.object({ rows: z.array(notification).describe('newest first'), next: z.string().nullable() }),
    summary: { zh: '我的通知', en: 'My notifications' },
  },
  'notification.unread': {
    method: 'GET',
    path: '/api/v1/notifications/unread',
    rights: SIGNED_IN,
    response: unread,
    summary: { zh: '未读通知数', en: 'How many of my notifications are unread' },
  },
  'notification.mark': {
    method: 'POST',
    path: '/api/v1/notifications/mark',
    rights: SIGNED_IN,
    body: z.strictObject({ notificationIds: z.array(uuid).min(1).max(500), isRead: z.boolean() }),
    response: unread,
    summary: { zh: '标为已读或未读', en: 'Mark notifications as read, or as unread again' },
  },
  'notification.mark-all': {
    method: 'POST',
    path: '/api/v1/notifications/mark-all',
    rights: SIGNED_IN,
    body: z.strictObject({ until: uuid.describe('the newest one that was seen: what came after it stays unread') }),
    response: unread,
    summary: { zh: '全部标为已读', en: 'Mark all that were seen as read' },
  },
  'notification-preference.read': {
    method: 'GET',
    path: '/api/v1/notification-preference',
    rights: SIGNED_IN,
    response: preference,
    summary: { zh: '我的通知偏好', en: 'How I want to be told' },
  },
  'notification-preference.edit': {
    method: 'PUT',
    path: '/api/v1/notification-preference',
    rights: SIGNED_IN,
    body: z.strictObject({ locale: z.enum(LOCALES), mail: choices }),
    ifMatch: true,
    response: preference,
    summary: { zh: '修改我的通知偏好', en: 'Choose how I am told' },
  },
})
