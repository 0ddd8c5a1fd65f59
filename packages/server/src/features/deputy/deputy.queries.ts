import { sql } from 'kysely'
import type { Colleague } from '@ballast/contract/deputy.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface DeputyRow {
  readonly deputyId: Uuid
  readonly absent: Colleague
  readonly deputy: Colleague
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly reason: string
  readonly isRevoked: boolean
  readonly appointedBy: string
}

const person = (alias: string) =>
  sql`jsonb_build_object('userId', ${sql.ref(`${alias}.user_id`)}, 'login', ${sql.ref(`${alias}.login`)},
    'nameZh', ${sql.ref(`${alias}.name_zh`)}, 'nameEn', ${sql.ref(`${alias}.name_en`)})`

/** All of the zone, the latest first, or one of them. */
export async function readDeputies(tx: ReadTx, zoneId: Uuid, only?: Uuid): Promise<DeputyRow[]> {
  const { rows } = await sql<DeputyRow>`
    select d.deputy_id as "deputyId", ${person('a')} as absent, ${person('u')} as deputy, d.from_on as "fromOn", d.until_on as "untilOn",
      d.reason, d.revoked_at is not null as "isRevoked", d.appointed_by as "appointedBy"
    from deputy d
    join app_user a on a.zone_id = d.zone_id and a.user_id = d.absent_user_id
    join app_user u on u.zone_id = d.zone_id and u.user_id = d.deputy_user_id
    where d.zone_id = ${zoneId} and (${only ?? null}::uuid is null or d.deputy_id = ${only ?? null}::uuid)
    order by d.from_on desc, d.deputy_id desc`.execute(tx)
  return rows
}

export interface NewDeputy {
  readonly deputyId: Uuid
  readonly absentId: Uuid
  readonly userId: Uuid
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly reason: string
  readonly by: string
  readonly at: Instant
}

export async function insertDeputy(tx: WriteTx, zoneId: Uuid, given: NewDeputy): Promise<void> {
  await tx
    .insertInto('deputy')
    .values({
      zone_id: zoneId,
      deputy_id: given.deputyId,
      absent_user_id: given.absentId,
      deputy_user_id: given.userId,
      from_on: given.fromOn,
      until_on: given.untilOn,
      reason: given.reason,
      appointed_by: given.by,
      appointed_at: given.at,
    })
    .execute()
}

export async function markRevoked(tx: WriteTx, zoneId: Uuid, deputyId: Uuid, by: string, at: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('deputy')
    .set({ revoked_by: by, revoked_at: at })
    .where('zone_id', '=', zoneId)
    .where('deputy_id', '=', deputyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** For whom somebody may act on a day, and until when. */
export async function representedBy(
  tx: ReadTx,
  zoneId: Uuid,
  userId: Uuid,
  today: PlainDate,
): Promise<(Colleague & { untilOn: PlainDate })[]> {
  const { rows } = await sql<Colleague & { untilOn: PlainDate }>`
    select a.user_id as "userId", a.login, a.name_zh as "nameZh", a.name_en as "nameEn", max(d.until_on) as "untilOn"
    from deputy d join app_user a on a.zone_id = d.zone_id and a.user_id = d.absent_user_id and a.is_active
    where d.zone_id = ${zoneId} and d.deputy_user_id = ${userId} and d.revoked_at is null and ${today} between d.from_on and d.until_on
    group by a.user_id, a.login, a.name_zh, a.name_en order by a.login collate "C"`.execute(tx)
  return rows
}
