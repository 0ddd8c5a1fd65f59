import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { OFFICIAL_TIME_ZONE, type Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { Condition } from '../../platform/list-query.ts'
import { WATCHED_COLUMNS, watchedFrom, type WatchedRecord } from '../light/index.ts'

export interface FollowedRecord extends WatchedRecord {
  readonly hasParcels: boolean
  readonly updateId: Uuid | null
  readonly updateText: string | null
  readonly updateBy: string | null
  readonly updateByName: string | null
  readonly updateAt: Instant | null
  /** YYYY-MM in official time. */
  readonly updateMonth: string | null
  readonly followers: bigint
  readonly isFollowed: boolean
}

export const isInCareOf = (manager: string | null): Condition => sql<boolean>`p.service_manager = ${manager}`
export const isFollowedBy = (userId: Uuid): Condition => sql<boolean>`exists (select from project_follower h
  where h.zone_id = p.zone_id and h.project_id = p.project_id and h.user_id = ${userId})`

/** Projects with the newest word about each and who follows it. */
export async function followedProjects(
  tx: ReadTx,
  zoneId: Uuid,
  versionId: Uuid | null,
  userId: Uuid,
  conditions: Condition,
): Promise<FollowedRecord[]> {
  const { rows } = await sql<FollowedRecord>`
    select ${WATCHED_COLUMNS},
      exists (select from project_parcel l where l.zone_id = p.zone_id and l.project_id = p.project_id) as "hasParcels",
      u.update_id as "updateId", u.text as "updateText", u.written_by as "updateBy", u.written_by_name as "updateByName", u.written_at as "updateAt",
      to_char(u.written_at at time zone ${OFFICIAL_TIME_ZONE}, 'YYYY-MM') as "updateMonth",
      w.followers, w."isFollowed"
    from ${watchedFrom(versionId)}
    left join lateral (select u.update_id, u.text, u.written_by, u.written_by_name, u.written_at from project_update u
      where u.zone_id = p.zone_id and u.project_id = p.project_id order by u.written_at desc, u.update_id desc limit 1) u on true
    left join lateral (select count(*) as followers, coalesce(bool_or(h.user_id = ${userId}), false) as "isFollowed" from project_follower h
      where h.zone_id = p.zone_id and h.project_id = p.project_id) w on true
    where p.zone_id = ${zoneId} and ${conditions} order by p.sort_key, p.project_id`.execute(tx)
  return rows
}
