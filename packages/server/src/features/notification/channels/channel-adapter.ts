import type { Attempt } from '@ballast/domain/notification/delivery.ts'
import type { Posted } from '../../../platform/outgoing/post-outside.ts'
import type { Entry } from '../entry.ts'

/** Where a channel is and by what it is signed. */
export interface Target {
  readonly url: string
  readonly secret: string | null
}

/** How one kind of channel is spoken to: what is posted, and what its answer means. */
export interface ChannelAdapter {
  /** How many deliveries leave as one message. */
  readonly atOnce: number
  /** Least time between two messages; null: none. */
  readonly paceMs: number | null
  request(target: Target, entries: readonly Entry[], moment: Moment): { url: string; headers: Record<string, string>; body: string }
  /** What an answer with a status of success says. */
  read(body: string): Attempt
}

export interface Moment {
  readonly milliseconds: number
  readonly locale: 'zh-CN' | 'en'
  readonly zone: { readonly code: string; readonly nameZh: string; readonly nameEn: string }
}

const MAX_DETAIL = 300
export const SENT: Attempt = { result: 'sent', outcome: 'sent', detail: null }

/** What came of a request, by the channel's own words where it got that far. */
export function attemptOf(adapter: ChannelAdapter, posted: Posted): Attempt {
  if (posted.kind === 'not-sent') return { result: 'later', outcome: posted.outcome, detail: posted.detail.slice(0, MAX_DETAIL) }
  if (posted.kind === 'no-answer') return { result: 'unknown', outcome: 'no-answer', detail: posted.detail.slice(0, MAX_DETAIL) }
  const { status, body } = posted
  if (status >= 200 && status < 300) return adapter.read(body)
  const detail = `HTTP ${status} ${body}`.trim().slice(0, MAX_DETAIL)
  // Gone for good, says its owner.
  if (status === 410) return { result: 'refused', outcome: 'gone', detail }
  return { result: 'later', outcome: status >= 300 && status < 400 ? 'redirected' : 'http-status', detail }
}
