import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { AccountKind, PostingStep } from '@ballast/domain/voucher/ledger.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, isOneOf, pageOf, when, type Condition } from '../../platform/list-query.ts'
import type { Cause } from './ledger.queries.ts'

export interface PostingRecord {
  readonly postingId: Uuid
  readonly step: PostingStep
  readonly unit: VoucherUnit
  readonly amount: bigint
  readonly fromId: Uuid
  readonly fromKind: AccountKind
  readonly fromNo: bigint
  readonly fromBalance: bigint
  readonly toId: Uuid
  readonly toKind: AccountKind
  readonly toNo: bigint
  readonly toBalance: bigint
  readonly year: number
  /** Of a paid line, or of the pool of paid lines. */
  readonly isPaid: boolean
  readonly voucherId: Uuid | null
  readonly voucherNo: string | null
  readonly enterpriseNameZh: string | null
  readonly enterpriseNameEn: string | null
  readonly causeType: Cause['type']
  readonly causeId: Uuid
  readonly causeNo: string | null
  readonly note: string | null
  readonly postedOn: PlainDate
  readonly postedAt: Instant
  readonly postedByName: string
}

export interface PostingFilter {
  readonly voucherId?: string | undefined
  readonly unit?: VoucherUnit | undefined
  readonly step?: readonly PostingStep[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** @param reach a condition on the enterprise (alias `e`); what is about no voucher is then left out */
const meetsPosting = (reach: Condition | undefined, filter: PostingFilter): Condition =>
  allOf([
    reach,
    when(filter.voucherId, (id) => sql<boolean>`g.voucher_id = ${id}`),
    when(filter.unit, (unit) => sql<boolean>`g.unit = ${unit}`),
    isOneOf(sql`g.step`, filter.step),
    when(filter.from, (day) => sql<boolean>`g.posted_on >= ${day}`),
    when(filter.to, (day) => sql<boolean>`g.posted_on <= ${day}`),
  ])

/** What is about no voucher is about a pool. */
const IS_PAID = sql<boolean>`coalesce(v.is_paid, l.is_paid, false)`
const WITH_FIRM = sql`left join voucher v on v.zone_id = g.zone_id and v.voucher_id = g.voucher_id
  left join voucher_pool l on g.cause_type = 'pool' and l.zone_id = g.zone_id and l.pool_id = g.cause_id
  left join enterprise e on e.zone_id = v.zone_id and e.enterprise_id = v.enterprise_id`

export async function listPostings(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: PostingFilter,
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ rows: PostingRecord[]; next: string | null }> {
  const page = pageOf({ value: sql`g.posted_on`, type: 'date', notNull: true }, sql`g.posting_id`, { ...paging, sort: '-postedOn' })
  const { rows } = await sql<PostingRecord & { sortValue: string | null }>`
    select g.posting_id as "postingId", g.step, g.unit, g.amount, g.from_account_id as "fromId", g.from_kind as "fromKind", g.from_no as "fromNo",
      g.from_balance as "fromBalance", g.to_account_id as "toId", g.to_kind as "toKind", g.to_no as "toNo", g.to_balance as "toBalance",
      extract(year from coalesce(v.granted_on, g.posted_on))::integer as year, ${IS_PAID} as "isPaid", g.voucher_id as "voucherId", v.voucher_no as "voucherNo",
      e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn", g.cause_type as "causeType", g.cause_id as "causeId",
      case g.cause_type when 'application' then (select a.application_no from voucher_application a where a.zone_id = g.zone_id and a.application_id = g.cause_id)
        when 'redemption' then (select r.redemption_no from voucher_redemption r where r.zone_id = g.zone_id and r.redemption_id = g.cause_id)
        when 'use' then (select u.centre || '/' || u.engine_job from voucher_use u where u.zone_id = g.zone_id and u.use_id = g.cause_id)
        when 'pool' then l.year::text
        when 'voucher' then v.voucher_no end as "causeNo",
      g.note, g.posted_on as "postedOn", g.posted_at as "postedAt", g.posted_by_name as "postedByName", ${page.sortValue} as "sortValue"
    from voucher_posting g ${WITH_FIRM}
    where g.zone_id = ${zoneId} and ${allOf([page.after, meetsPosting(reach, filter)])} order by ${page.orderBy} limit ${page.limit}`.execute(
    tx,
  )
  return page.next(rows, ({ postingId }) => postingId)
}

export interface KindSum {
  readonly unit: VoucherUnit
  readonly isPaid: boolean
  readonly kind: AccountKind
  readonly debit: bigint
  readonly credit: bigint
}

/** What went out of, and came into, accounts of each kind; of paid lines apart, because they are no public money. */
export async function sumPostings(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: PostingFilter,
): Promise<{ count: number; sums: KindSum[] }> {
  const { rows } = await sql<KindSum & { postings: bigint }>`
    with asked as (select g.unit, ${IS_PAID} as is_paid, g.from_kind, g.to_kind, g.amount from voucher_posting g ${WITH_FIRM}
      where g.zone_id = ${zoneId} and ${meetsPosting(reach, filter)}), sides as (
      select unit, is_paid, from_kind as kind, sum(amount) as debit, 0 as credit, count(*) as postings from asked group by 1, 2, 3
      union all select unit, is_paid, to_kind, 0, sum(amount), 0 from asked group by 1, 2, 3)
    select unit, is_paid as "isPaid", kind, sum(debit)::bigint as debit, sum(credit)::bigint as credit, sum(postings)::bigint as postings
    from sides group by 1, 2, 3`.execute(tx)
  return {
    count: Number(rows.reduce((sum, { postings }) => sum + postings, 0n)),
    sums: rows.map(({ postings: _postings, ...rest }) => rest),
  }
}
