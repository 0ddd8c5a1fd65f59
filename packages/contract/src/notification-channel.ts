import { z } from 'zod'
import { CHANNEL_KINDS } from '@ballast/domain/notification/delivery.ts'
import { NOTIFICATION_KINDS } from '@ballast/domain/notification/kind.ts'
import { LOCALES } from './messages.ts'
import { ADMINISTRATORS, SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, uuid, version } from './scalars.ts'

const facts = {
  name: z.string().trim().min(1).max(100),
  kinds: z.array(z.enum(NOTIFICATION_KINDS)).min(1).max(NOTIFICATION_KINDS.length).describe('what it is told of'),
  locale: z.enum(LOCALES).describe('of a robot’s messages; a webhook carries both languages'),
  keepsQuietHours: z.boolean(),
  isActive: z.boolean(),
}
const channel = z.object({
  channelId: uuid,
  version,
  kind: z.enum(CHANNEL_KINDS),
  ...facts,
  place: z.string().describe('the server; path and key of the address are shown to nobody'),
  hasSecret: z.boolean(),
})
export type NotificationChannel = z.infer<typeof channel>

const url = z.string().trim().min(1).max(2000).describe('kept encrypted; a robot’s address is its password')
const secret = z.string().trim().min(1).max(200).nullable().describe('of a DingTalk robot with a signature, kept encrypted')
const byId = z.object({ channelId: uuid })
const withSecret = z.object({ channel, secret: z.string().nullable().describe('signs a webhook; shown once') })

const attempt = z.object({
  isSent: z.boolean(),
  outcome: z.string(),
  message: z.string().describe('in the language of the request'),
  detail: z.string().nullable().describe('what the other side said'),
})
export type AttemptShown = z.infer<typeof attempt>

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'request.not-a-time-of-day')
const hours = z.object({
  quietFrom: time.describe('official time; the same as the end: no hour is quiet'),
  quietUntil: time,
  quietDays: z.boolean().describe('days on which nobody works are quiet as a whole'),
  digestTime: time,
})
const shownHours = z.object({
  ...hours.shape,
  version: version.describe('0: as the product presets it'),
  coveredUntil: plainDate
    .nullable()
    .describe('first day that the zone’s calendar does not know: from then on Saturday and Sunday are free'),
})
export type NotificationHours = z.infer<typeof shownHours>

export const notificationChannelRoutes = defineRoutes({
  'notification-channel.list': {
    method: 'GET',
    path: '/api/v1/notification-channels',
    rights: ADMINISTRATORS,
    response: z.object({
      channels: z.array(channel),
      mail: z.object({ from: z.string() }).nullable().describe('null: no mail server is set'),
      allowsPrivate: z.boolean().describe('addresses of the own network may be used'),
    }),
    summary: { zh: '通知渠道', en: 'Channels of notifications' },
  },
  'notification-channel.create': {
    method: 'POST',
    path: '/api/v1/notification-channels',
    rights: ADMINISTRATORS,
    byToken: 'never',
    showsSecret: true,
    body: z.strictObject({ kind: z.enum(CHANNEL_KINDS), ...facts, url, secret: secret.default(null) }),
    response: withSecret,
    summary: { zh: '新建通知渠道', en: 'Set a channel up' },
  },
  'notification-channel.edit': {
    method: 'PATCH',
    path: '/api/v1/notification-channels/{channelId}',
    rights: ADMINISTRATORS,
    byToken: 'never',
    params: byId,
    body: z.strictObject({ ...facts, url, secret }).partial(),
    ifMatch: true,
    response: channel,
    summary: { zh: '修改通知渠道', en: 'Edit a channel' },
  },
  'notification-channel.new-secret': {
    method: 'POST',
    path: '/api/v1/notification-channels/{channelId}/secret',
    rights: ADMINISTRATORS,
    byToken: 'never',
    showsSecret: true,
    params: byId,
    ifMatch: true,
    response: withSecret,
    summary: { zh: '更换 Webhook 密钥', en: 'Give a webhook a new secret' },
  },
  'notification-channel.remove': {
    method: 'DELETE',
    path: '/api/v1/notification-channels/{channelId}',
    rights: ADMINISTRATORS,
    params: byId,
    response: byId,
    summary: { zh: '删除通知渠道及其投递记录', en: 'Remove a channel with its deliveries' },
  },
  'notification-channel.test': {
    method: 'POST',
    path: '/api/v1/notification-channels/{channelId}/test',
    rights: ADMINISTRATORS,
    transaction: 'none',
    params: byId,
    response: attempt,
    summary: { zh: '向渠道发送测试消息', en: 'Send a channel a message to try it' },
  },
  'notification-mail.test': {
    method: 'POST',
    path: '/api/v1/notification-mail/test',
    rights: ADMINISTRATORS,
    transaction: 'none',
    response: attempt,
    summary: { zh: '给自己发送测试邮件', en: 'Send myself a mail to try the mail server' },
  },
  'notification-hours.read': {
    method: 'GET',
    path: '/api/v1/notification-hours',
    rights: SIGNED_IN,
    response: shownHours,
    summary: { zh: '免打扰时段与汇总时间', en: 'Quiet hours and the time of the digest' },
  },
  'notification-hours.edit': {
    method: 'PUT',
    path: '/api/v1/notification-hours',
    rights: ADMINISTRATORS,
    body: z.strictObject(hours.shape),
    ifMatch: true,
    response: shownHours,
    summary: { zh: '修改免打扰时段与汇总时间', en: 'Edit the quiet hours' },
  },
})
