import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { Grant } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface AccountRow {
  readonly userId: Uuid
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly email: string | null
  readonly bureauCode: string | null
  readonly enterpriseId: Uuid | null
  readonly enterpriseNameZh: string | null
  readonly enterpriseNameEn: string | null
  readonly grants: readonly Grant[]
  readonly isActive: boolean
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  readonly hasIdentity: boolean
  readonly mustChangePassword: boolean
  readonly sessions: number
  readonly lastSeenAt: Instant | null
  readonly version: bigint
}

/** Accounts of the zone, or one of them; sessions that are open now are counted. */
export async function readAccounts(tx: ReadTx, zoneId: Uuid, at: { now: Instant; idleSince: Instant }, only?: Uuid): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select u.user_id as "userId", u.login, u.name_zh as "nameZh", u.name_en as "nameEn", u.email, u.bureau_code as "bureauCode",
      u.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn", u.is_active as "isActive", u.version,
      (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'bureauOnly', r.bureau_only) order by r.role), '[]') from user_role r
        where r.zone_id = u.zone_id and r.user_id = u.user_id) as grants,
      p.user_id is not null as "hasPassword", f.confirmed_at is not null as "hasSecondFactor",
      exists (select from user_identity i where i.zone_id = u.zone_id and i.user_id = u.user_id) as "hasIdentity",
      coalesce(p.must_change, false) as "mustChangePassword",
      (select count(*)::integer from user_session s where s.zone_id = u.zone_id and s.user_id = u.user_id and s.ended_at is null
        and s.expires_at > ${at.now} and s.last_seen_at > ${at.idleSince}) as sessions,
      (select max(s.last_seen_at) from user_session s where s.zone_id = u.zone_id and s.user_id = u.user_id) as "lastSeenAt"
    from app_user u
    left join user_password p on p.zone_id = u.zone_id and p.user_id = u.user_id
    left join user_second_factor f on f.zone_id = u.zone_id and f.user_id = u.user_id
    left join enterprise e on e.zone_id = u.zone_id and e.enterprise_id = u.enterprise_id
    where u.zone_id = ${zoneId} and (${only ?? null}::uuid is null or u.user_id = ${only ?? null}::uuid)
    order by u.login collate "C"`.execute(tx)
  return rows
}

export async function passwordHash(tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<string | undefined> {
  const row = await tx
    .selectFrom('user_password')
    .select('hash')
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.hash
}

export async function setPassword(
  tx: WriteTx,
  zoneId: Uuid,
  password: { userId: Uuid; hash: string; mustChange: boolean; isDemonstration?: boolean; at: Instant },
): Promise<void> {
  const values = {
    hash: password.hash,
    must_change: password.mustChange,
    is_demonstration: password.isDemonstration ?? false,
    changed_at: password.at,
  }
  await tx
    .insertInto('user_password')
    .values({ zone_id: zoneId, user_id: password.userId, ...values })
    .onConflict((conflict) => conflict.columns(['zone_id', 'user_id']).doUpdateSet(values))
    .execute()
}

export interface AccountFacts {
  readonly nameZh: string
  readonly nameEn: string
  readonly email: string | null
  readonly bureauCode: string | null
  readonly enterpriseId: Uuid | null
  readonly isActive: boolean
}

const columnsOf = (facts: AccountFacts) => ({
  name_zh: facts.nameZh,
  name_en: facts.nameEn,
  email: facts.email,
  bureau_code: facts.bureauCode,
  enterprise_id: facts.enterpriseId,
  is_active: facts.isActive,
})

export async function insertAccount(tx: WriteTx, zoneId: Uuid, userId: Uuid, login: string, facts: AccountFacts): Promise<void> {
  await tx
    .insertInto('app_user')
    .values({ zone_id: zoneId, user_id: userId, login, ...columnsOf(facts) })
    .execute()
}

/** @returns whether the account still had that version */
export async function updateAccount(tx: WriteTx, zoneId: Uuid, userId: Uuid, version: bigint, facts: AccountFacts): Promise<boolean> {
  const result = await tx
    .updateTable('app_user')
    .set({ ...columnsOf(facts), version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function replaceGrants(tx: WriteTx, zoneId: Uuid, userId: Uuid, grants: readonly Grant[]): Promise<void> {
  await tx.deleteFrom('user_role').where('zone_id', '=', zoneId).where('user_id', '=', userId).execute()
  if (grants.length === 0) return
  await tx
    .insertInto('user_role')
    .values(grants.map(({ role, bureauOnly }) => ({ zone_id: zoneId, user_id: userId, role, bureau_only: bureauOnly })))
    .execute()
}

/** Active administrators beside this one: the last one must not lock everybody out. */
export async function otherAdministrators(tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    select count(*) as n from user_role r join app_user u on u.zone_id = r.zone_id and u.user_id = r.user_id
    where r.zone_id = ${zoneId} and r.role = 'administrator' and u.is_active and r.user_id <> ${userId}`.execute(tx)
  return Number(rows[0]?.n ?? 0n)
}

export const loginTaken = async (tx: ReadTx, zoneId: Uuid, login: string): Promise<boolean> =>
  (await tx.selectFrom('app_user').select('user_id').where('zone_id', '=', zoneId).where('login', '=', login).executeTakeFirst()) !==
  undefined

/** Service managers are named in projects by their Chinese name, so no two of them share one. */
export async function managerNameTaken(tx: ReadTx, zoneId: Uuid, userId: Uuid, nameZh: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from app_user u join user_role r on r.zone_id = u.zone_id and r.user_id = u.user_id
    where u.zone_id = ${zoneId} and u.user_id <> ${userId} and u.name_zh = ${nameZh} and r.role = 'service_manager' limit 1`.execute(tx)
  return rows.length > 0
}

export async function findEnterprise(tx: ReadTx, zoneId: Uuid, nameOrCode: string): Promise<Uuid | undefined> {
  const row = await tx
    .selectFrom('enterprise')
    .select('enterprise_id')
    .where('zone_id', '=', zoneId)
    .where((or) => or.or([or('name_zh', '=', nameOrCode), or('credit_code', '=', nameOrCode)]))
    .executeTakeFirst()
  return row?.enterprise_id
}

export const hasBureau = async (tx: ReadTx, zoneId: Uuid, code: string): Promise<boolean> =>
  (await tx
    .selectFrom('code_item')
    .select('code')
    .where('zone_id', '=', zoneId)
    .where('list', '=', 'bureau')
    .where('code', '=', code)
    .executeTakeFirst()) !== undefined
