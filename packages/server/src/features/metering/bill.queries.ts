import { sql } from 'kysely'
import type { BilledRun, BillSum } from '@ballast/domain/metering/bill.ts'
import type { Instant, PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, pageOf, when, type Condition } from '../../platform/list-query.ts'

export interface BillRecord extends Omit<BillSum, 'runs' | 'chargedFen'> {
  readonly billId: Uuid
  readonly billNo: string
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly month: YearMonth
  readonly runs: bigint
  readonly chargedFen: bigint
  readonly correctsBillId: Uuid | null
  readonly correctsBillNo: string | null
  readonly reason: string | null
  readonly issuedOn: PlainDate
  readonly issuedAt: Instant
  readonly issuedByName: string
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}

interface BillFilter {
  readonly month?: string | undefined
  readonly enterpriseId?: string | undefined
  readonly billId?: string | undefined
  readonly corrects?: string | undefined
}
const conditionsOf = ({ month, enterpriseId, billId, corrects }: BillFilter) => [
  when(month, (value) => sql<boolean>`b.month = ${value}`),
  when(enterpriseId, (id) => sql<boolean>`b.enterprise_id = ${id}`),
  when(billId, (id) => sql<boolean>`b.bill_id = ${id}`),
  when(corrects, (id) => sql<boolean>`b.corrects_bill_id = ${id}`),
]

/** @param reach a condition on the enterprise (alias `e`) */
export async function readBills(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: BillFilter,
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ rows: BillRecord[]; next: string | null }> {
  const page = pageOf({ value: sql`b.issued_on`, type: 'date', notNull: true }, sql`b.bill_id`, { ...paging, sort: '-issuedOn' })
  const { rows } = await sql<BillRecord & { sortValue: string | null }>`
    select b.bill_id as "billId", b.bill_no as "billNo", b.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh",
      e.name_en as "enterpriseNameEn", b.month, b.runs, b.amount_tflops_s as amount, b.covered_tflops_s as covered, b.free_tflops_s as free,
      b.charged_fen as "chargedFen", b.corrects_bill_id as "correctsBillId", o.bill_no as "correctsBillNo", b.reason, b.issued_on as "issuedOn",
      b.issued_at as "issuedAt", b.issued_by_name as "issuedByName", b.source_kind as "sourceKind", ${page.sortValue} as "sortValue"
    from compute_bill b join enterprise e on e.zone_id = b.zone_id and e.enterprise_id = b.enterprise_id
    left join compute_bill o on o.zone_id = b.zone_id and o.bill_id = b.corrects_bill_id
    where b.zone_id = ${zoneId} and ${allOf([reach, page.after, ...conditionsOf(filter)])} order by ${page.orderBy} limit ${page.limit}`.execute(
    tx,
  )
  return page.next(rows, ({ billId }) => billId)
}

/** Of all bills that were asked for. */
export async function billedFen(tx: ReadTx, zoneId: Uuid, reach: Condition | undefined, filter: BillFilter): Promise<bigint> {
  const { rows } = await sql<{ total: bigint }>`
    select coalesce(sum(b.charged_fen), 0)::bigint as total from compute_bill b
    join enterprise e on e.zone_id = b.zone_id and e.enterprise_id = b.enterprise_id
    where b.zone_id = ${zoneId} and ${allOf([reach, ...conditionsOf(filter)])}`.execute(tx)
  return rows[0]?.total ?? 0n
}

const NOT_BILLED = sql<boolean>`not exists (select from compute_bill_line l where l.zone_id = u.zone_id and l.use_id = u.use_id)`

/** By month, use that stands on no bill yet. */
export async function readUnbilled(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
): Promise<{ month: YearMonth; firms: number; runs: number; chargedFen: bigint }[]> {
  const { rows } = await sql<{ month: YearMonth; firms: number; runs: number; chargedFen: bigint }>`
    select to_char(u.ended_on, 'YYYY-MM') as month, count(distinct u.enterprise_id)::int as firms, count(*)::int as runs,
      sum(u.charged_fen)::bigint as "chargedFen"
    from voucher_use u join enterprise e on e.zone_id = u.zone_id and e.enterprise_id = u.enterprise_id
    where u.zone_id = ${zoneId} and ${NOT_BILLED} and ${allOf([reach])} group by 1 order by 1`.execute(tx)
  return rows
}

export interface LineRecord extends BilledRun {
  readonly useId: Uuid
  readonly enterpriseId: Uuid
  readonly centre: string
  readonly engineJob: string
  readonly restart: bigint
  readonly jobName: string | null
  readonly cards: bigint
  readonly elapsedSeconds: bigint
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly endedOn: PlainDate
  readonly endState: EndState
  readonly fenPerPHour: bigint
  readonly voucherNo: string | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}
/** What a paid line covered is charged, so that it is not from quota. */
const LINE = sql`u.use_id as "useId", u.enterprise_id as "enterpriseId", u.centre, u.engine_job as "engineJob", u.restart, j.name as "jobName",
  u.card_type as "cardType", u.cards, u.elapsed_s as "elapsedSeconds", u.started_at as "startedAt", u.ended_at as "endedAt", u.ended_on as "endedOn",
  u.end_state as "endState", u.amount_tflops_s as amount, case when v.is_paid then 0 else u.covered_tflops_s end as covered,
  u.free_tflops_s as free, u.fen_per_p_hour as "fenPerPHour", u.charged_fen as "chargedFen", v.voucher_no as "voucherNo", u.source_kind as "sourceKind"`
const LINES = sql`voucher_use u left join voucher v on v.zone_id = u.zone_id and v.voucher_id = u.voucher_id
  left join compute_job j on j.zone_id = u.zone_id and j.job_id = u.job_id`

/** Everything up to a day that stands on no bill. */
export async function unbilledLines(tx: ReadTx, zoneId: Uuid, until: PlainDate): Promise<LineRecord[]> {
  const { rows } = await sql<LineRecord>`
    select ${LINE} from ${LINES} where u.zone_id = ${zoneId} and u.ended_on <= ${until} and ${NOT_BILLED}
    order by u.enterprise_id, u.ended_at, u.use_id`.execute(tx)
  return rows
}

/** What stands on a bill, the oldest first. */
export async function linesOf(tx: ReadTx, zoneId: Uuid, billId: Uuid): Promise<LineRecord[]> {
  const { rows } = await sql<LineRecord>`
    select ${LINE} from ${LINES} join compute_bill_line l on l.zone_id = u.zone_id and l.use_id = u.use_id
    where u.zone_id = ${zoneId} and l.bill_id = ${billId} order by u.ended_at, u.use_id`.execute(tx)
  return rows
}

export async function insertBill(
  tx: WriteTx,
  zoneId: Uuid,
  bill: Omit<BillRecord, 'enterpriseNameZh' | 'enterpriseNameEn' | 'correctsBillNo'> & { readonly issuedBy: string },
  useIds: readonly Uuid[],
): Promise<void> {
  await tx
    .insertInto('compute_bill')
    .values({
      zone_id: zoneId,
      bill_id: bill.billId,
      bill_no: bill.billNo,
      enterprise_id: bill.enterpriseId,
      month: bill.month,
      runs: bill.runs,
      amount_tflops_s: bill.amount,
      covered_tflops_s: bill.covered,
      free_tflops_s: bill.free,
      charged_fen: bill.chargedFen,
      corrects_bill_id: bill.correctsBillId,
      reason: bill.reason,
      issued_on: bill.issuedOn,
      issued_at: bill.issuedAt,
      issued_by: bill.issuedBy,
      issued_by_name: bill.issuedByName,
      source_kind: bill.sourceKind,
    })
    .execute()
  await sql`insert into compute_bill_line (zone_id, bill_id, use_id)
    select ${zoneId}::uuid, ${bill.billId}::uuid, id from unnest(${useIds}::uuid[]) as t(id)`.execute(tx)
}

/** One who issues or corrects bills waits for another. */
export async function lockBills(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('compute_bill ' || ${zoneId}, 0))`.execute(tx)
}

/** Days of a month on which the books of a centre and ours differed. */
export async function differingDays(
  tx: ReadTx,
  zoneId: Uuid,
  { from, until }: { from: PlainDate; until: PlainDate },
): Promise<{ centre: string; day: PlainDate; difference: bigint }[]> {
  const { rows } = await sql<{ centre: string; day: PlainDate; difference: bigint }>`
    select c.code as centre, p.day, p.difference_tflops_s as difference from compute_proof p
    join compute_centre c on c.zone_id = p.zone_id and c.centre_id = p.centre_id
    where p.zone_id = ${zoneId} and p.day between ${from} and ${until} and (p.difference_tflops_s <> 0 or p.faults <> '[]'::jsonb)
    order by p.day, c.code`.execute(tx)
  return rows
}
