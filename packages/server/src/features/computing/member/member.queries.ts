import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'
import { allOf, when } from '../../../platform/list-query.ts'

export interface MemberRecord {
  readonly voucherId: Uuid
  readonly voucherNo: string
  readonly untilOn: PlainDate
  readonly granted: bigint
  readonly free: bigint
  readonly userId: Uuid
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly share: bigint | null
  readonly held: bigint
  readonly used: bigint
  readonly version: bigint
}

/**
 * Of an enterprise's vouchers of quota, each of its people with what his jobs hold and have used; of one person alone only where he has a
 * share, because that is all that it is counted for.
 */
export async function readMembers(
  tx: ReadTx,
  zoneId: Uuid,
  enterpriseId: Uuid,
  only: { voucherId?: Uuid; userId?: Uuid } = {},
): Promise<MemberRecord[]> {
  const { rows } = await sql<MemberRecord>`
    select v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.until_on as "untilOn", v.amount as granted, a.balance as free,
      u.user_id as "userId", u.login, u.name_zh as "nameZh", u.name_en as "nameEn", s.share_tflops_s as share, coalesce(s.version, 0) as version,
      coalesce(w.held, 0)::bigint as held, coalesce(w.used, 0)::bigint as used
    from voucher v join voucher_account a on a.zone_id = v.zone_id and a.voucher_id = v.voucher_id and a.kind = 'voucher'
    join app_user u on u.zone_id = v.zone_id and u.enterprise_id = v.enterprise_id and u.is_active
    left join compute_member_share s on s.zone_id = v.zone_id and s.voucher_id = v.voucher_id and s.user_id = u.user_id
    left join lateral (select sum(case when h.closed_at is null then h.amount_tflops_s - h.captured_tflops_s else 0 end) as held,
        sum(h.captured_tflops_s) as used
      from compute_job j join voucher_hold h on h.zone_id = j.zone_id and h.job_id = j.job_id
      where j.zone_id = v.zone_id and j.voucher_id = v.voucher_id and j.asked_by = u.login and ${only.userId === undefined ? sql`true` : sql`s.share_tflops_s is not null`}) w on true
    where v.zone_id = ${zoneId} and v.enterprise_id = ${enterpriseId} and v.unit = 'tflops_s' and ${allOf([
      when(only.voucherId, (id) => sql<boolean>`v.voucher_id = ${id}`),
      when(only.userId, (id) => sql<boolean>`u.user_id = ${id}`),
    ])}
    order by v.voucher_no desc, u.login`.execute(tx)
  return rows
}

/** Null takes the share away. @returns whether it still was the version that was seen; 0: there was none */
export async function saveShare(
  tx: WriteTx,
  zoneId: Uuid,
  given: { voucherId: Uuid; userId: Uuid; share: bigint | null; version: bigint; at: Instant; by: Uuid },
): Promise<boolean> {
  const { voucherId, userId, share, version, at, by } = given
  const { rows } =
    share === null
      ? await sql`delete from compute_member_share where zone_id = ${zoneId} and voucher_id = ${voucherId} and user_id = ${userId}
          and version = ${version} returning user_id`.execute(tx)
      : version === 0n
        ? await sql`insert into compute_member_share (zone_id, voucher_id, user_id, share_tflops_s, set_at, set_by)
            values (${zoneId}, ${voucherId}, ${userId}, ${share}, ${at}, ${by}) on conflict do nothing returning user_id`.execute(tx)
        : await sql`update compute_member_share set share_tflops_s = ${share}, set_at = ${at}, set_by = ${by}, version = version + 1
            where zone_id = ${zoneId} and voucher_id = ${voucherId} and user_id = ${userId} and version = ${version} returning user_id`.execute(
            tx,
          )
  return rows.length === 1
}
