import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface TenantRecord {
  readonly centreId: Uuid
  readonly centreCode: string
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly account: string
  readonly osUser: string
  readonly isBlocked: boolean
  readonly blockReason: string | null
  /** The centre knows it. */
  readonly isDone: boolean
  readonly jobs: number
  readonly version: bigint
}

export async function readTenants(tx: ReadTx, zoneId: Uuid, only?: { centreId: Uuid; enterpriseId: Uuid }): Promise<TenantRecord[]> {
  const { rows } = await sql<TenantRecord>`
    select t.centre_id as "centreId", c.code as "centreCode", t.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh",
      e.name_en as "enterpriseNameEn", t.account, t.os_user as "osUser", t.is_blocked as "isBlocked", t.block_reason as "blockReason",
      (t.done_at is not null) as "isDone", t.version,
      (select count(*)::int from compute_job j where j.zone_id = t.zone_id and j.centre_id = t.centre_id and j.enterprise_id = t.enterprise_id
        and j.state in ('held', 'submitted', 'pending', 'running')) as jobs
    from compute_tenant t join compute_centre c on c.zone_id = t.zone_id and c.centre_id = t.centre_id
    join enterprise e on e.zone_id = t.zone_id and e.enterprise_id = t.enterprise_id
    where t.zone_id = ${zoneId} and (${only?.centreId ?? null}::uuid is null or t.centre_id = ${only?.centreId ?? null}::uuid)
      and (${only?.enterpriseId ?? null}::uuid is null or t.enterprise_id = ${only?.enterpriseId ?? null}::uuid)
    order by c.code, t.account`.execute(tx)
  return rows
}

export interface TenantBlock {
  readonly isBlocked: boolean
  readonly blockReason: string | null
}

/** Whether an enterprise is blocked at a centre; undefined: it has no account there yet. */
export async function findBlock(
  tx: ReadTx,
  zoneId: Uuid,
  { centreId, enterpriseId }: { centreId: Uuid; enterpriseId: Uuid },
): Promise<TenantBlock | undefined> {
  const { rows } = await sql<TenantBlock>`
    select is_blocked as "isBlocked", block_reason as "blockReason" from compute_tenant
    where zone_id = ${zoneId} and centre_id = ${centreId} and enterprise_id = ${enterpriseId}`.execute(tx)
  return rows[0]
}

/** Gives an enterprise its account at a centre, the next that is free; two at once get different ones, and one that has one keeps it. */
export async function openTenant(
  tx: WriteTx,
  zoneId: Uuid,
  { centreId, enterpriseId, at }: { centreId: Uuid; enterpriseId: Uuid; at: Instant },
): Promise<void> {
  await sql`select from compute_centre where zone_id = ${zoneId} and centre_id = ${centreId} for update`.execute(tx)
  await sql`
    insert into compute_tenant (zone_id, centre_id, enterprise_id, account, os_user, asked_at)
    select ${zoneId}::uuid, ${centreId}::uuid, ${enterpriseId}::uuid, 'firm-' || n, 'tenant' || lpad(n::text, 3, '0'), ${at}::timestamptz
    from (select count(*) + 1 as n from compute_tenant where zone_id = ${zoneId} and centre_id = ${centreId}) as taken
    on conflict (zone_id, centre_id, enterprise_id) do nothing`.execute(tx)
}

/** @returns whether it still was the version that was seen */
export async function blockTenant(
  tx: WriteTx,
  zoneId: Uuid,
  given: { centreId: Uuid; enterpriseId: Uuid; version: bigint; reason: string | null; at: Instant },
): Promise<boolean> {
  const done = await tx
    .updateTable('compute_tenant')
    .set({ is_blocked: given.reason !== null, block_reason: given.reason, asked_at: given.at, done_at: null, version: given.version + 1n })
    .where('zone_id', '=', zoneId)
    .where('centre_id', '=', given.centreId)
    .where('enterprise_id', '=', given.enterpriseId)
    .where('version', '=', given.version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
