import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { Params } from './event.queries.ts'

/** One thing to be told by a channel. */
export interface Entry {
  readonly deliveryId: string
  readonly eventId: string
  readonly kind: NotificationKind
  readonly subject: { readonly type: string; readonly id: string }
  readonly happenedAt: Instant
  readonly params: Params
  /** Address of its page. */
  readonly url: string
}
