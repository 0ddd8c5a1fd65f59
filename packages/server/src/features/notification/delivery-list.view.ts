import { sql } from 'kysely'
import type { ChannelKind, DeliveryState } from '@ballast/domain/notification/delivery.ts'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, isOneOf, when } from '../../platform/list-query.ts'
import type { Params } from './event.queries.ts'

export interface DeliveryRow {
  readonly deliveryId: Uuid
  readonly medium: 'mail' | ChannelKind
  readonly to: string
  readonly toEn: string
  readonly kind: NotificationKind
  readonly params: Params
  readonly link: string
  readonly happenedAt: Instant
  readonly state: DeliveryState
  readonly attempts: number
  readonly dueAt: Instant
  readonly finishedAt: Instant | null
  readonly outcome: string | null
  readonly detail: string | null
}

export interface DeliveryFilter {
  readonly state?: readonly DeliveryState[] | undefined
  readonly channelId?: string | undefined
  readonly only?: Uuid
  readonly before?: Uuid | undefined
  readonly limit: number
}

/** Newest first. */
export async function readDeliveries(
  tx: ReadTx,
  zoneId: Uuid,
  { state, channelId, only, before, limit }: DeliveryFilter,
): Promise<DeliveryRow[]> {
  const conditions = allOf([
    isOneOf(sql`d.state`, state),
    when(channelId, (id) => sql<boolean>`d.channel_id = ${id}`),
    when(only, (id) => sql<boolean>`d.delivery_id = ${id}`),
    when(before, (id) => sql<boolean>`d.delivery_id < ${id}`),
  ])
  const { rows } = await sql<DeliveryRow>`
    select d.delivery_id as "deliveryId", coalesce(c.kind, 'mail') as medium, coalesce(c.name, u.name_zh) as to, coalesce(c.name, u.name_en) as "toEn",
      v.kind, v.params, v.link, v.happened_at as "happenedAt", d.state, d.attempts, d.due_at as "dueAt", d.finished_at as "finishedAt",
      d.outcome, d.detail
    from notification_delivery d
    join notification_event v on v.zone_id = d.zone_id and v.event_id = d.event_id
    left join app_user u on u.zone_id = d.zone_id and u.user_id = d.user_id
    left join notification_channel c on c.zone_id = d.zone_id and c.channel_id = d.channel_id
    where d.zone_id = ${zoneId} and ${conditions} order by d.delivery_id desc limit ${limit}`.execute(tx)
  return rows
}

/** Sets a delivery that is over, or waits for another try, to go out now. @returns false when it is neither */
export async function revive(tx: WriteTx, zoneId: Uuid, deliveryId: Uuid, at: Instant): Promise<boolean> {
  const { rows } = await sql`
    update notification_delivery set state = 'waiting', attempts = 0, due_at = ${at}
    where zone_id = ${zoneId} and delivery_id = ${deliveryId} and state in ('failed', 'abandoned', 'uncertain') returning 1`.execute(tx)
  return rows.length > 0
}
