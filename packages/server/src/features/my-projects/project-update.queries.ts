import { sql } from 'kysely'
import type { Locale } from '@ballast/contract/messages.ts'
import type { ProjectUpdate } from '@ballast/contract/my-projects.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'

export async function hasProject(tx: ReadTx, zoneId: Uuid, projectId: Uuid, reach: Condition | undefined): Promise<boolean> {
  const { rows } = await sql`select 1 from project p
    where p.zone_id = ${zoneId} and p.project_id = ${projectId} and ${allOf([reach])}`.execute(tx)
  return rows.length > 0
}

export async function readUpdates(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<ProjectUpdate[]> {
  const { rows } = await sql<ProjectUpdate>`
    select u.update_id as "updateId", u.text, u.written_by as by, coalesce(u.written_by_name, u.written_by) as "byName", u.written_at as at
    from project_update u where u.zone_id = ${zoneId} and u.project_id = ${projectId} order by u.written_at desc, u.update_id desc`.execute(
    tx,
  )
  return rows
}

export async function insertUpdate(
  tx: WriteTx,
  zoneId: Uuid,
  projectId: Uuid,
  { updateId, text, by, byName, at }: ProjectUpdate,
): Promise<void> {
  await sql`insert into project_update (zone_id, update_id, project_id, text, written_by, written_by_name, written_at)
    values (${zoneId}, ${updateId}, ${projectId}, ${text}, ${by}, ${byName}, ${at})`.execute(tx)
}

/** Names of those who follow a project, as far as the reader may see accounts. */
export async function readFollowers(tx: ReadTx, zoneId: Uuid, projectId: Uuid, locale: Locale): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select ${locale === 'en' ? sql`a.name_en` : sql`a.name_zh`} as name
    from project_follower h join app_user a on a.zone_id = h.zone_id and a.user_id = h.user_id
    where h.zone_id = ${zoneId} and h.project_id = ${projectId} order by a.name_zh`.execute(tx)
  return rows.map(({ name }) => name)
}

/** @returns whether anything changed */
export async function saveFollower(
  tx: WriteTx,
  key: { zoneId: Uuid; projectId: Uuid; userId: Uuid },
  isFollowed: boolean,
): Promise<boolean> {
  const { zoneId, projectId, userId } = key
  const { rows } = await (isFollowed
    ? sql`insert into project_follower (zone_id, project_id, user_id) values (${zoneId}, ${projectId}, ${userId}) on conflict do nothing returning 1`
    : sql`delete from project_follower where zone_id = ${zoneId} and project_id = ${projectId} and user_id = ${userId} returning 1`
  ).execute(tx)
  return rows.length > 0
}
