import { sql } from 'kysely'
import type { Role } from '@ballast/contract/roles.ts'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** A value of the sentence; what has a name in both languages carries both. */
export type Param = string | number | { readonly zh: string; readonly en: string | null }
export type Params = Readonly<Record<string, Param>>

export interface RoleAudience {
  readonly role: Role
  /** Nobody else. */
  readonly named?: string
  /** Who is called so, if there is such a person; else everybody with the role: some rules name an office. */
  readonly preferring?: string | null
}

/** Who is to be told, as whoever acts can say it: he may not see the accounts of others. */
export interface Audience {
  readonly userIds?: readonly string[]
  readonly logins?: readonly string[]
  /** Everybody who has the role and reaches the project; or of them only who is called so. */
  readonly roles?: readonly RoleAudience[]
  /** Everybody who speaks for the enterprise. */
  readonly enterpriseId?: string
  /** Who follows the project. */
  readonly followers?: true
}

export interface EventRecord {
  readonly eventId: Uuid
  readonly key: string
  readonly kind: NotificationKind
  readonly subjectType: string
  readonly subjectId: string
  readonly projectId: Uuid | null
  readonly link: string
  readonly params: Params
  readonly audience: Audience
  readonly actorId: Uuid
  readonly happenedAt: Instant
}

/** Writes events whose keys are not there yet. Sorted by key, so that two who write the same keys wait for each other in one order. */
export async function insertEvents(tx: WriteTx, zoneId: Uuid, events: readonly EventRecord[]): Promise<void> {
  if (events.length === 0) return
  await tx
    .insertInto('notification_event')
    .values(
      events
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
        .map((event) => ({
          zone_id: zoneId,
          event_id: event.eventId,
          event_key: event.key,
          kind: event.kind,
          subject_type: event.subjectType,
          subject_id: event.subjectId,
          project_id: event.projectId,
          link: event.link,
          params: JSON.stringify(event.params),
          audience: JSON.stringify(event.audience),
          actor_id: event.actorId,
          happened_at: event.happenedAt,
        })),
    )
    // Without naming the key: whoever may not read the table may still leave out what is there already.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function projectNames(
  tx: ReadTx,
  zoneId: Uuid,
  projectIds: readonly Uuid[],
): Promise<Map<Uuid, { zh: string; en: string | null }>> {
  if (projectIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('project')
    .select(['project_id', 'name_zh', 'name_en'])
    .where('zone_id', '=', zoneId)
    .where('project_id', 'in', [...projectIds])
    .execute()
  return new Map(rows.map((row) => [row.project_id, { zh: row.name_zh, en: row.name_en }]))
}

/** Events that nobody was told of yet, kept from others until the transaction ends. */
export async function takeUnspread(tx: WriteTx, zoneId: Uuid, limit: number): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`
    select v.event_id as "eventId", v.event_key as key, v.kind, v.subject_type as "subjectType", v.subject_id as "subjectId",
      v.project_id as "projectId", v.link, v.params, v.audience, v.actor_id as "actorId", v.happened_at as "happenedAt"
    from notification_event v where v.zone_id = ${zoneId} and v.spread_at is null
    order by v.event_id limit ${limit} for update skip locked`.execute(tx)
  return rows
}

export async function markSpread(tx: WriteTx, zoneId: Uuid, eventIds: readonly Uuid[], at: Instant): Promise<void> {
  await tx
    .updateTable('notification_event')
    .set({ spread_at: at })
    .where('zone_id', '=', zoneId)
    .where('event_id', 'in', [...eventIds])
    .execute()
}

/** Takes back what nobody was told of yet. */
export async function forgetEvents(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await tx.deleteFrom('notification_event').where('zone_id', '=', zoneId).execute()
}
