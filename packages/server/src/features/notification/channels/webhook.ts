import { createHmac } from 'node:crypto'
import { sentenceOf } from '../kind-facts.ts'
import { SENT, type ChannelAdapter } from './channel-adapter.ts'

/** Signature of a webhook: the receiver computes it from the timestamp and the body as they came. */
export const webhookSignature = (secret: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`

/**
 * One event a request. Sent again after a missing answer, it carries the same `X-Ballast-Delivery`, so that the receiver can drop
 * what it has already.
 */
export const webhook: ChannelAdapter = {
  atOnce: 1,
  paceMs: null,
  request: ({ url, secret }, [entry], { milliseconds, zone }) => {
    if (entry === undefined) throw new TypeError('a webhook carries one event')
    const { deliveryId, eventId, kind, subject, happenedAt, params } = entry
    const text = { zh: sentenceOf('zh-CN', kind, params), en: sentenceOf('en', kind, params) }
    const body = JSON.stringify({ deliveryId, eventId, zone: zone.code, kind, happenedAt, subject, text, url: entry.url })
    const timestamp = String(Math.floor(milliseconds / 1000))
    return {
      url,
      body,
      headers: {
        'user-agent': 'Ballast',
        'x-ballast-delivery': deliveryId,
        'x-ballast-timestamp': timestamp,
        ...(secret === null ? {} : { 'x-ballast-signature': webhookSignature(secret, timestamp, body) }),
      },
    }
  },
  read: () => SENT,
}
