import { sql } from 'kysely'
import type { Attempt, ChannelKind, DeliveryState, Standing } from '@ballast/domain/notification/delivery.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { EventRecord } from './event.queries.ts'

/** Names our advisory locks among those of others in the same database. */
const LOCK_CLASS = 7306
/** People whose mail other workers have in hand are passed over. */
const MOST_PEOPLE_TRIED = 8
const IS_DUE = (now: Instant) => sql<boolean>`d.state in ('waiting', 'failed') and d.due_at <= ${now}`

export interface NewDelivery {
  readonly eventId: Uuid
  readonly to: { readonly userId: Uuid } | { readonly channelId: Uuid }
  readonly dueAt: Instant
}

export async function insertDeliveries(tx: WriteTx, zoneId: Uuid, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  await tx
    .insertInto('notification_delivery')
    .values(
      deliveries.map(({ eventId, to, dueAt }) => ({
        zone_id: zoneId,
        delivery_id: newId(),
        event_id: eventId,
        user_id: 'userId' in to ? to.userId : null,
        channel_id: 'channelId' in to ? to.channelId : null,
        state: 'waiting',
        due_at: dueAt,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A delivery in hand, with what it tells. */
export interface Taken
  extends Pick<EventRecord, 'eventId' | 'kind' | 'subjectType' | 'subjectId' | 'projectId' | 'link' | 'params' | 'happenedAt'> {
  readonly deliveryId: Uuid
  readonly attempts: number
}

/** Marks deliveries as being handed over, in this transaction; the attempt counts from here on, whatever becomes of it. */
async function take(tx: WriteTx, zoneId: Uuid, deliveryIds: readonly Uuid[], batchId: Uuid, now: Instant): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    update notification_delivery d set state = 'sending', attempts = d.attempts + 1, taken_at = ${now}, batch_id = ${batchId},
      handed_over_at = null, finished_at = null, outcome = null, detail = null
    from notification_event v
    where d.zone_id = ${zoneId} and d.delivery_id = any(${[...deliveryIds]}::uuid[]) and v.zone_id = d.zone_id and v.event_id = d.event_id
    returning d.delivery_id as "deliveryId", d.attempts, v.event_id as "eventId", v.kind, v.subject_type as "subjectType",
      v.subject_id as "subjectId", v.project_id as "projectId", v.link, v.params, v.happened_at as "happenedAt"`.execute(tx)
  return rows.toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1))
}

async function dueIds(tx: WriteTx, zoneId: Uuid, of: 'user_id' | 'channel_id', id: Uuid, now: Instant, limit: number): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select d.delivery_id as id from notification_delivery d
    where d.zone_id = ${zoneId} and ${sql.ref(`d.${of}`)} = ${id} and ${IS_DUE(now)}
    order by d.delivery_id limit ${limit} for update of d skip locked`.execute(tx)
  return rows.map((row) => row.id)
}

/**
 * Takes all mail that is due for one person, so that it leaves as one message. Undefined: nobody has any, or another worker is at it.
 */
export async function takeMail(
  tx: WriteTx,
  zoneId: Uuid,
  batchId: Uuid,
  now: Instant,
  limit: number,
): Promise<{ userId: Uuid; taken: Taken[] } | undefined> {
  // No row is locked before the person is: whoever held one of his rows would make two messages of one.
  const { rows } = await sql<{ userId: Uuid }>`
    select d.user_id as "userId" from notification_delivery d
    where d.zone_id = ${zoneId} and d.user_id is not null and ${IS_DUE(now)}
    group by d.user_id order by min(d.due_at), d.user_id limit ${MOST_PEOPLE_TRIED}`.execute(tx)
  for (const { userId } of rows) {
    const lock = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(${zoneId + userId})) as mine`.execute(tx)
    if (lock.rows[0]?.mine !== true) continue
    // Who had it a moment ago may have taken everything.
    const ids = await dueIds(tx, zoneId, 'user_id', userId, now, limit)
    if (ids.length > 0) return { userId, taken: await take(tx, zoneId, ids, batchId, now) }
  }
  return undefined
}

export interface ChannelRow {
  readonly channelId: Uuid
  readonly kind: ChannelKind
  readonly url: string
  readonly secret: string | null
  readonly locale: 'zh-CN' | 'en'
}

/** Takes what is due for one channel that is open for a message, and keeps it shut to the next one for its pace. */
export async function takeForChannel(
  tx: WriteTx,
  zoneId: Uuid,
  batchId: Uuid,
  now: Instant,
  ruleOf: (kind: ChannelKind) => { readonly atOnce: number; readonly paceMs: number | null },
): Promise<{ channel: ChannelRow; taken: Taken[] } | undefined> {
  const { rows } = await sql<ChannelRow>`
    select c.channel_id as "channelId", c.kind, c.url, c.secret, c.locale from notification_channel c
    where c.zone_id = ${zoneId} and c.is_active and c.open_at <= ${now} and exists (select from notification_delivery d
      where d.zone_id = c.zone_id and d.channel_id = c.channel_id and ${IS_DUE(now)})
    order by c.open_at limit 1 for update of c skip locked`.execute(tx)
  const [channel] = rows
  if (channel === undefined) return undefined
  const { atOnce, paceMs } = ruleOf(channel.kind)
  const ids = await dueIds(tx, zoneId, 'channel_id', channel.channelId, now, atOnce)
  if (ids.length === 0) return undefined
  if (paceMs !== null) await rest(tx, zoneId, channel.channelId, now, paceMs)
  return { channel, taken: await take(tx, zoneId, ids, batchId, now) }
}

/** Keeps a channel shut to the next message for a while. */
export async function rest(tx: WriteTx, zoneId: Uuid, channelId: Uuid, from: Instant, milliseconds: number): Promise<void> {
  await sql`update notification_channel set open_at = greatest(open_at, ${from}::timestamptz + ${milliseconds} * interval '1 millisecond')
    where zone_id = ${zoneId} and channel_id = ${channelId}`.execute(tx)
}

/** Writes what became of deliveries that are still in this hand. */
export async function note(
  tx: WriteTx,
  zoneId: Uuid,
  batchId: Uuid,
  deliveryIds: readonly Uuid[],
  { state, dueAt }: Standing,
  { outcome, detail }: Pick<Attempt, 'outcome' | 'detail'>,
  now: Instant,
): Promise<void> {
  await sql`update notification_delivery set state = ${state}, taken_at = null, due_at = coalesce(${dueAt}, due_at), finished_at = ${now},
      outcome = ${outcome}, detail = ${detail}
    where zone_id = ${zoneId} and delivery_id = any(${[...deliveryIds]}::uuid[]) and batch_id = ${batchId} and state = 'sending'`.execute(
    tx,
  )
}

interface LostDelivery {
  readonly deliveryId: Uuid
  readonly batchId: Uuid
  readonly attempts: number
  readonly isHandedOver: boolean
  readonly medium: ChannelKind | 'mail'
}

/**
 * Notes that deliveries are handed over from here on.
 * @returns false when not all of them are in this hand any more: another process took its holder for gone
 */
export async function noteHandedOver(
  tx: WriteTx,
  zoneId: Uuid,
  batchId: Uuid,
  deliveryIds: readonly Uuid[],
  at: Instant,
): Promise<boolean> {
  const { rows } = await sql`update notification_delivery set handed_over_at = ${at}
    where zone_id = ${zoneId} and delivery_id = any(${[...deliveryIds]}::uuid[]) and batch_id = ${batchId} and state = 'sending'
    returning 1`.execute(tx)
  return rows.length === deliveryIds.length
}

/** Deliveries in the hand of a process that is gone. */
export async function lostDeliveries(tx: WriteTx, zoneId: Uuid, takenBefore: Instant): Promise<LostDelivery[]> {
  const { rows } = await sql<LostDelivery>`
    select d.delivery_id as "deliveryId", d.batch_id as "batchId", d.attempts, d.handed_over_at is not null as "isHandedOver", coalesce(c.kind, 'mail') as medium
    from notification_delivery d left join notification_channel c on c.zone_id = d.zone_id and c.channel_id = d.channel_id
    where d.zone_id = ${zoneId} and d.state = 'sending' and d.taken_at < ${takenBefore}
    order by d.delivery_id for update of d skip locked`.execute(tx)
  return rows
}

export const countByState = async (tx: ReadTx, zoneId: Uuid): Promise<Partial<Record<DeliveryState, number>>> => {
  const { rows } = await sql<{ state: DeliveryState; n: number }>`
    select d.state, count(*)::integer as n from notification_delivery d where d.zone_id = ${zoneId} and d.state <> 'sent'
    group by d.state`.execute(tx)
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

/**
 * Holds back what a backup says is still to go: since the backup was made it may have left.
 * @returns how many deliveries that are
 */
export async function holdRestored(database: Database, zoneIds: readonly string[]): Promise<number> {
  const { rows } = await database.system((tx) =>
    sql`update notification_delivery set state = 'uncertain', taken_at = null, outcome = 'restored', detail = null
      where zone_id = any(${[...zoneIds]}::uuid[]) and state in ('waiting', 'sending', 'failed') returning 1`.execute(tx),
  )
  return rows.length
}
