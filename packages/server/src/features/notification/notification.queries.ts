import { sql } from 'kysely'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { allOf, isOneOf, when } from '../../platform/list-query.ts'
import type { Params } from './event.queries.ts'

/** Whoever has more unread than this sees only that they are many. */
const MOST_COUNTED = 100

export async function insertNotifications(
  tx: WriteTx,
  zoneId: Uuid,
  told: readonly { eventId: Uuid; userId: Uuid }[],
  at: Instant,
): Promise<void> {
  if (told.length === 0) return
  await tx
    .insertInto('notification')
    .values(
      told.map(({ eventId, userId }) => ({
        zone_id: zoneId,
        notification_id: newId(),
        event_id: eventId,
        user_id: userId,
        created_at: at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['zone_id', 'event_id', 'user_id']).doNothing())
    .execute()
}

export interface NotificationRow {
  readonly notificationId: Uuid
  readonly kind: NotificationKind
  readonly link: string
  readonly params: Params
  readonly happenedAt: Instant
  readonly readAt: Instant | null
}

/** Somebody's own, newest first; ids are in the order in which they were made, so the page ends at one and the next begins below it. */
export async function readNotifications(
  tx: ReadTx,
  zoneId: Uuid,
  userId: Uuid,
  { unread, kind, before, limit }: { unread: boolean; kind: readonly string[] | undefined; before: Uuid | undefined; limit: number },
): Promise<NotificationRow[]> {
  const conditions = allOf([
    unread ? sql<boolean>`n.read_at is null` : undefined,
    isOneOf(sql`v.kind`, kind),
    when(before, (id) => sql<boolean>`n.notification_id < ${id}`),
  ])
  const { rows } = await sql<NotificationRow>`
    select n.notification_id as "notificationId", v.kind, v.link, v.params, v.happened_at as "happenedAt", n.read_at as "readAt"
    from notification n join notification_event v on v.zone_id = n.zone_id and v.event_id = n.event_id
    where n.zone_id = ${zoneId} and n.user_id = ${userId} and ${conditions}
    order by n.notification_id desc limit ${limit}`.execute(tx)
  return rows
}

export async function countUnread(tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::integer as unread from (select from notification n
      where n.zone_id = ${zoneId} and n.user_id = ${userId} and n.read_at is null limit ${MOST_COUNTED}) counted`.execute(tx)
  return rows[0]?.unread ?? 0
}

export async function markRead(
  tx: WriteTx,
  zoneId: Uuid,
  userId: Uuid,
  which: { readonly ids: readonly Uuid[] } | { readonly until: Uuid },
  readAt: Instant | null,
): Promise<void> {
  await tx
    .updateTable('notification')
    .set({ read_at: readAt })
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .where('read_at', readAt === null ? 'is not' : 'is', null)
    .where((where) => ('until' in which ? where('notification_id', '<=', which.until) : where('notification_id', 'in', [...which.ids])))
    .execute()
}
