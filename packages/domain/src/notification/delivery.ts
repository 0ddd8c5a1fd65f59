import { instantAt, type Instant } from '../shared/time.ts'

/**
 * waiting → sending → sent; failed: tried again later; abandoned: given up; uncertain: it may have arrived, and nobody but a person
 * sends it again.
 */
export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'failed', 'abandoned', 'uncertain'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export const CHANNEL_KINDS = ['webhook', 'wecom', 'dingtalk'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]
export type Medium = 'mail' | ChannelKind

/** What an attempt came to. `later` and `refused`: it is known not to have arrived. `unknown`: it was handed over, and no answer came. */
export interface Attempt {
  readonly result: 'sent' | 'later' | 'refused' | 'unknown'
  /** Stable code of what happened. */
  readonly outcome: string
  /** What the other side said. */
  readonly detail: string | null
}

const MINUTE_MS = 60_000
/** Waits between attempts: what a restart takes, what an outage takes, what a night takes. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS)
export const MOST_ATTEMPTS = WAITS_MS.length + 1

/** Only a webhook names its delivery, so that whoever receives it twice can drop one. */
const isRepeatable = (medium: Medium): boolean => medium === 'webhook'

export interface Standing {
  readonly state: Exclude<DeliveryState, 'sending'>
  /** When it is tried again; null: not by itself. */
  readonly dueAt: Instant | null
}

/** @param attempts with this one */
export function afterAttempt(medium: Medium, attempts: number, { result }: Pick<Attempt, 'result'>, now: Instant): Standing {
  if (result === 'sent') return { state: 'sent', dueAt: null }
  if (result === 'refused') return { state: 'abandoned', dueAt: null }
  if (result === 'unknown' && !isRepeatable(medium)) return { state: 'uncertain', dueAt: null }
  const wait = WAITS_MS[attempts - 1]
  if (wait === undefined) return { state: 'abandoned', dueAt: null }
  return { state: 'failed', dueAt: instantAt(Date.parse(now) + wait) }
}
