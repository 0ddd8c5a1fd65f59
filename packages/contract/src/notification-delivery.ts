import { z } from 'zod'
import { CHANNEL_KINDS, DELIVERY_STATES } from '@ballast/domain/notification/delivery.ts'
import { NOTIFICATION_KINDS } from '@ballast/domain/notification/kind.ts'
import { listOf } from './list.ts'
import { ADMINISTRATORS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, uuid } from './scalars.ts'

const state = z.enum(DELIVERY_STATES)
const delivery = z.object({
  deliveryId: uuid,
  medium: z.enum(['mail', ...CHANNEL_KINDS]),
  to: z.string().describe('name of the person or of the channel'),
  toEn: z.string(),
  kind: z.enum(NOTIFICATION_KINDS),
  text: z.string(),
  link: z.string(),
  happenedAt: instant,
  state,
  attempts: z.number().int(),
  dueAt: instant.nullable().describe('when it goes out, or is tried again; null: not by itself'),
  finishedAt: instant.nullable().describe('end of the last attempt'),
  outcome: z.string().nullable(),
  message: z.string().nullable().describe('the outcome in the language of the request'),
  detail: z.string().nullable().describe('what the other side said'),
})
export type NotificationDelivery = z.infer<typeof delivery>

const run = z.object({
  spread: z.number().int().describe('events that people were told of'),
  handedOver: z.number().int(),
  recovered: z.number().int().describe('deliveries that a process that is gone had in hand'),
  left: z.partialRecord(state, z.number().int()).describe('deliveries that are not sent, by state'),
})
export type NotificationRun = z.infer<typeof run>

export const notificationDeliveryRoutes = defineRoutes({
  'notification-delivery.list': {
    method: 'GET',
    path: '/api/v1/notification-deliveries',
    rights: ADMINISTRATORS,
    query: z.object({ state: listOf(state).optional(), channelId: uuid.optional(), ...paging.shape }),
    response: z.object({
      rows: z.array(delivery).describe('newest first'),
      next: z.string().nullable(),
      counts: z.partialRecord(state, z.number().int()).describe('of those that are not sent'),
    }),
    summary: { zh: '通知投递记录', en: 'Deliveries of notifications' },
  },
  'notification-delivery.send-again': {
    method: 'POST',
    path: '/api/v1/notification-deliveries/{deliveryId}/send-again',
    rights: ADMINISTRATORS,
    params: z.object({ deliveryId: uuid }),
    response: delivery,
    summary: { zh: '重发存疑、失败或放弃的通知', en: 'Send again what is in doubt, failed or was given up' },
  },
  'notification-delivery.run': {
    method: 'POST',
    path: '/api/v1/notification-delivery-runs',
    rights: ADMINISTRATORS,
    transaction: 'none',
    response: run,
    summary: { zh: '立即投递到期的通知', en: 'Deliver now what is due' },
  },
})
