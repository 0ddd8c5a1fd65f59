import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, pageOf, when, type Condition } from '../../platform/list-query.ts'

export interface MeteredRun {
  readonly centre: string
  readonly engineJob: string
  readonly submittedAt: Instant
  readonly jobId: Uuid | null
  readonly restart: bigint
  readonly enterpriseId: Uuid
  readonly cardType: string
  readonly cards: bigint
  readonly elapsedSeconds: bigint
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly endState: EndState
}

export interface ChargedRun extends MeteredRun {
  readonly useId: Uuid
  readonly tflops: bigint
  readonly endedOn: PlainDate
  readonly voucherId: Uuid | null
  readonly covered: bigint
  readonly free: bigint
  readonly fenPerPHour: bigint
  readonly chargedFen: bigint
}

const RUN = sql`u.centre, u.engine_job as "engineJob", u.submitted_at as "submittedAt", u.job_id as "jobId", u.restart, u.enterprise_id as "enterpriseId",
  u.card_type as "cardType", u.cards, u.elapsed_s as "elapsedSeconds", u.started_at as "startedAt", u.ended_at as "endedAt", u.end_state as "endState"`

/** It ran at a centre of the zone, and stands on no bill (alias `b` for its line) yet. */
export const IS_UNBILLED = sql<boolean>`b.bill_id is null and exists (select from compute_centre c where c.zone_id = u.zone_id and c.code = u.centre)`

const asText = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

/** What is recorded already under the metering keys of these runs. */
export async function findRecorded(tx: ReadTx, zoneId: Uuid, runs: readonly MeteredRun[]): Promise<MeteredRun[]> {
  const keys = runs.map(({ centre, engineJob, submittedAt, jobId, restart }) => ({ centre, engineJob, submittedAt, jobId, restart }))
  const { rows } = await sql<MeteredRun>`
    select ${RUN} from jsonb_to_recordset(${asText(keys)}::jsonb) as k(centre text, "engineJob" text, "submittedAt" timestamptz, "jobId" uuid, restart bigint)
    join voucher_use u on u.zone_id = ${zoneId} and u.centre = k.centre and u.engine_job = k."engineJob" and u.submitted_at = k."submittedAt"
      and u.job_id is not distinct from k."jobId" and u.restart = k.restart`.execute(tx)
  return rows
}

/** Writes runs that are not recorded yet; the key of a metered run is there once. */
export async function insertUses(
  tx: WriteTx,
  zoneId: Uuid,
  uses: readonly ChargedRun[],
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  await sql`
    insert into voucher_use (zone_id, use_id, centre, engine_job, submitted_at, job_id, restart, enterprise_id, card_type, cards, tflops, elapsed_s,
      started_at, ended_at, ended_on, end_state, voucher_id, covered_tflops_s, free_tflops_s, fen_per_p_hour, charged_fen, recorded_by, recorded_at,
      source_kind)
    select ${zoneId}::uuid, r."useId", r.centre, r."engineJob", r."submittedAt", r."jobId", r.restart, r."enterpriseId", r."cardType", r.cards, r.tflops,
      r."elapsedSeconds", r."startedAt", r."endedAt", r."endedOn", r."endState", r."voucherId", r.covered, r.free, r."fenPerPHour", r."chargedFen",
      ${by}, ${at}::timestamptz, 'entered'
    from jsonb_to_recordset(${asText(uses)}::jsonb) as r("useId" uuid, centre text, "engineJob" text, "submittedAt" timestamptz, "jobId" uuid,
      restart bigint, "enterpriseId" uuid, "cardType" text, cards bigint, tflops bigint, "elapsedSeconds" bigint, "startedAt" timestamptz,
      "endedAt" timestamptz, "endedOn" date, "endState" text, "voucherId" uuid, covered bigint, free bigint, "fenPerPHour" bigint,
      "chargedFen" bigint)`.execute(tx)
}

export async function knownEnterprises(tx: ReadTx, zoneId: Uuid, ids: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
  const { rows } = await sql<{ id: Uuid }>`
    select e.enterprise_id as id from enterprise e where e.zone_id = ${zoneId} and e.enterprise_id = any(${ids}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export interface UseRecord extends ChargedRun {
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly amount: bigint
  readonly voucherNo: string | null
  /** On a paid line: what it covered is charged as well. */
  readonly isPaid: boolean
  /** A redemption that stands on it. */
  readonly redemptionNo: string | null
  readonly isUnbilled: boolean
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}

export interface UseFilter {
  readonly voucherId?: string | undefined
  readonly redemptionId?: string | undefined
  readonly enterpriseId?: string | undefined
  readonly useIds?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** @param reach a condition on the enterprise (alias `e`) */
export async function listUses(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: UseFilter,
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ rows: UseRecord[]; next: string | null }> {
  const page = pageOf({ value: sql`u.ended_on`, type: 'date', notNull: true }, sql`u.use_id`, { ...paging, sort: '-endedOn' })
  const conditions = allOf([
    reach,
    page.after,
    when(filter.voucherId, (id) => sql<boolean>`u.voucher_id = ${id}`),
    when(filter.enterpriseId, (id) => sql<boolean>`u.enterprise_id = ${id}`),
    when(filter.useIds, (ids) => sql<boolean>`u.use_id = any(${ids}::uuid[])`),
    when(filter.from, (day) => sql<boolean>`u.ended_on >= ${day}`),
    when(filter.to, (day) => sql<boolean>`u.ended_on <= ${day}`),
    when(
      filter.redemptionId,
      (id) =>
        sql<boolean>`exists (select from voucher_redemption_use l where l.zone_id = u.zone_id and l.use_id = u.use_id and l.redemption_id = ${id})`,
    ),
  ])
  const { rows } = await sql<UseRecord & { sortValue: string | null }>`
    select ${RUN}, u.use_id as "useId", u.tflops, u.ended_on as "endedOn", u.voucher_id as "voucherId", u.amount_tflops_s as amount,
      u.covered_tflops_s as covered, u.free_tflops_s as free, u.fen_per_p_hour as "fenPerPHour", u.charged_fen as "chargedFen",
      e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn", v.voucher_no as "voucherNo", coalesce(v.is_paid, false) as "isPaid", r.redemption_no as "redemptionNo",
      u.source_kind as "sourceKind", ${IS_UNBILLED} as "isUnbilled", ${page.sortValue} as "sortValue"
    from voucher_use u join enterprise e on e.zone_id = u.zone_id and e.enterprise_id = u.enterprise_id
    left join compute_bill_line b on b.zone_id = u.zone_id and b.use_id = u.use_id
    left join voucher v on v.zone_id = u.zone_id and v.voucher_id = u.voucher_id
    left join voucher_redemption_use l on l.zone_id = u.zone_id and l.use_id = u.use_id and l.is_live
    left join voucher_redemption r on r.zone_id = l.zone_id and r.redemption_id = l.redemption_id
    where u.zone_id = ${zoneId} and ${conditions} order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  return page.next(rows, ({ useId }) => useId)
}
