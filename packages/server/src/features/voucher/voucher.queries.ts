import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, isOneOfIds, matchesWords, when, type Condition } from '../../platform/list-query.ts'
import { newId } from '../../platform/ids.ts'
import type { Balances } from './amounts.ts'
import type { Moment } from './ledger.queries.ts'

export interface VoucherRecord extends Balances {
  readonly voucherId: Uuid
  readonly voucherNo: string
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly creditCode: string | null
  readonly projectId: Uuid | null
  readonly projectNameZh: string | null
  readonly projectNameEn: string | null
  readonly clusterCode: string | null
  readonly unit: VoucherUnit
  readonly year: number
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly grantedByName: string
  readonly grantedOn: PlainDate
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly isPaid: boolean
  /** Of a paid line: by which contract it was opened. */
  readonly note: string | null
  readonly closedAt: Instant | null
  readonly closedByName: string | null
  readonly version: bigint
}

export interface VoucherFilter {
  readonly q?: string | undefined
  readonly year?: number | undefined
  readonly unit?: VoucherUnit | undefined
  readonly enterpriseId?: string | undefined
  readonly voucherIds?: readonly string[] | undefined
  /** Paid lines alone, or what was granted out of public pools alone. */
  readonly isPaid?: boolean | undefined
}

/** Vouchers with what became of them, the newest first. @param reach a condition on the enterprise (alias `e`) */
export async function readVouchers(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: VoucherFilter,
): Promise<VoucherRecord[]> {
  const conditions = allOf([
    reach,
    matchesWords([sql`e.search_text`, sql`lower(v.voucher_no)`], filter.q),
    when(filter.year, (year) => sql<boolean>`l.year = ${year}`),
    when(filter.unit, (unit) => sql<boolean>`v.unit = ${unit}`),
    when(filter.enterpriseId, (id) => sql<boolean>`v.enterprise_id = ${id}`),
    isOneOfIds(sql`v.voucher_id`, filter.voucherIds),
    when(filter.isPaid, (isPaid) => sql<boolean>`v.is_paid = ${isPaid}`),
  ])
  const { rows } = await sql<VoucherRecord>`
    select v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh",
      e.name_en as "enterpriseNameEn", e.credit_code as "creditCode", v.project_id as "projectId", p.name_zh as "projectNameZh",
      p.name_en as "projectNameEn", p.cluster_code as "clusterCode", v.unit, l.year, v.from_on as "fromOn", v.until_on as "untilOn",
      v.granted_by_name as "grantedByName", v.granted_on as "grantedOn", v.source_kind as "sourceKind", v.amount as granted,
      v.is_paid as "isPaid", v.note, v.closed_at as "closedAt", v.closed_by_name as "closedByName", v.version,
      b.free, b.held, b.used, b.redeemed, b.expired
    from voucher v join voucher_pool l on l.zone_id = v.zone_id and l.pool_id = v.pool_id
    join enterprise e on e.zone_id = v.zone_id and e.enterprise_id = v.enterprise_id
    left join project p on p.zone_id = v.zone_id and p.project_id = v.project_id
    cross join lateral (
      select coalesce(sum(a.balance) filter (where a.kind = 'voucher'), 0)::bigint as free,
        coalesce(sum(a.balance) filter (where a.kind = 'hold'), 0)::bigint as held,
        coalesce(sum(a.balance) filter (where a.kind = 'used'), 0)::bigint as used,
        coalesce(sum(a.balance) filter (where a.kind = 'redeemed'), 0)::bigint as redeemed,
        coalesce(sum(a.balance) filter (where a.kind = 'expired'), 0)::bigint as expired
      from voucher_account a where a.zone_id = v.zone_id and a.voucher_id = v.voucher_id) b
    where v.zone_id = ${zoneId} and ${conditions} order by v.granted_at desc, v.voucher_id desc`.execute(tx)
  return rows
}

export async function insertVoucher(
  tx: WriteTx,
  zoneId: Uuid,
  given: {
    voucherNo: string
    applicationId: Uuid | null
    enterpriseId: Uuid
    projectId: Uuid | null
    poolId: Uuid
    unit: VoucherUnit
    amount: bigint
    untilOn: PlainDate
    sourceKind: 'public' | 'simulated' | 'entered'
    line?: { readonly fromOn: PlainDate; readonly note: string }
  },
  { on, at, by, byName }: Moment,
): Promise<Uuid> {
  const voucherId = newId()
  await tx
    .insertInto('voucher')
    .values({
      zone_id: zoneId,
      voucher_id: voucherId,
      voucher_no: given.voucherNo,
      application_id: given.applicationId,
      enterprise_id: given.enterpriseId,
      project_id: given.projectId,
      pool_id: given.poolId,
      unit: given.unit,
      amount: given.amount,
      from_on: given.line?.fromOn ?? on,
      until_on: given.untilOn,
      granted_by: by,
      granted_by_name: byName,
      granted_on: on,
      granted_at: at,
      source_kind: given.sourceKind,
      is_paid: given.line !== undefined,
      note: given.line?.note ?? null,
    })
    .execute()
  return voucherId
}

/** What an enterprise has been granted in a calendar year; a paid line is no grant. */
export async function grantedIn(tx: ReadTx, zoneId: Uuid, enterpriseId: Uuid, unit: VoucherUnit, year: number): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(v.amount), 0)::bigint as amount from voucher v where v.zone_id = ${zoneId} and v.enterprise_id = ${enterpriseId}
      and not v.is_paid and v.unit = ${unit} and v.granted_on >= ${firstDayOf(yearMonthOf(year, 1))} and v.granted_on < ${firstDayOf(yearMonthOf(year + 1, 1))}`.execute(
    tx,
  )
  return rows[0]?.amount ?? 0n
}

export interface Validity {
  readonly voucherId: Uuid
  readonly voucherNo: string
  readonly enterpriseId: Uuid
  readonly unit: VoucherUnit
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly isPaid: boolean
  readonly isClosed: boolean
}

export async function findVouchers(tx: ReadTx, zoneId: Uuid, voucherIds: readonly Uuid[]): Promise<Validity[]> {
  const { rows } = await sql<Validity>`
    select v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.enterprise_id as "enterpriseId", v.unit, v.from_on as "fromOn",
      v.until_on as "untilOn", v.is_paid as "isPaid", v.closed_at is not null as "isClosed"
    from voucher v where v.zone_id = ${zoneId} and v.voucher_id = any(${voucherIds}::uuid[])`.execute(tx)
  return rows
}

/** Vouchers whose last day is before the day and that still have something free. */
export async function pastVouchers(tx: ReadTx, zoneId: Uuid, today: PlainDate): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select v.voucher_id as id from voucher v join voucher_account a on a.zone_id = v.zone_id and a.voucher_id = v.voucher_id and a.kind = 'voucher'
    where v.zone_id = ${zoneId} and v.until_on < ${today} and a.balance > 0`.execute(tx)
  return rows.map(({ id }) => id)
}

export interface EndingVoucher {
  readonly voucherId: Uuid
  readonly voucherNo: string
  readonly enterpriseId: Uuid
  readonly unit: VoucherUnit
  readonly isPaid: boolean
  readonly untilOn: PlainDate
  readonly free: bigint
}

/** Vouchers whose last day is within the days given, both included, and that still have something free. */
export async function endingVouchers(tx: ReadTx, zoneId: Uuid, days: { from: PlainDate; to: PlainDate }): Promise<EndingVoucher[]> {
  const { rows } = await sql<EndingVoucher>`
    select v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.enterprise_id as "enterpriseId", v.unit, v.is_paid as "isPaid",
      v.until_on as "untilOn", a.balance as free
    from voucher v join voucher_account a on a.zone_id = v.zone_id and a.voucher_id = v.voucher_id and a.kind = 'voucher'
    where v.zone_id = ${zoneId} and v.until_on between ${days.from} and ${days.to} and a.balance > 0 and v.closed_at is null
    order by v.until_on, v.voucher_no`.execute(tx)
  return rows
}

/** Another last day and note of a line, or that it is closed. @returns whether it still was the version that was seen, and open */
export async function changeLine(
  tx: WriteTx,
  zoneId: Uuid,
  { voucherId, version }: { voucherId: Uuid; version: bigint },
  change: { readonly untilOn: PlainDate; readonly note: string } | { readonly closed: Moment },
): Promise<boolean> {
  const done = await tx
    .updateTable('voucher')
    .set(
      'closed' in change
        ? { closed_at: change.closed.at, closed_by: change.closed.by, closed_by_name: change.closed.byName }
        : { until_on: change.untilOn, note: change.note },
    )
    .set({ version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('voucher_id', '=', voucherId)
    .where('version', '=', version)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** What a voucher has free now, in its unit. */
export async function freeOf(tx: ReadTx, zoneId: Uuid, voucherId: Uuid): Promise<bigint> {
  const { rows } = await sql<{ balance: bigint }>`select balance from voucher_account
    where zone_id = ${zoneId} and voucher_id = ${voucherId} and kind = 'voucher'`.execute(tx)
  return rows[0]?.balance ?? 0n
}
