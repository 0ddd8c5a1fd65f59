import { sql } from 'kysely'
import type { ComputeJobState } from '@ballast/domain/computing/job.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, matchesWords, pageOf, when, type Condition } from '../../platform/list-query.ts'
import type { JobEvent } from './job.queries.ts'

export interface JobRecordShown {
  readonly jobId: Uuid
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly projectId: Uuid | null
  readonly projectNameZh: string | null
  readonly projectNameEn: string | null
  readonly voucherId: Uuid
  readonly voucherNo: string
  readonly isPaid: boolean
  readonly centreId: Uuid
  readonly centreCode: string
  readonly centreNameZh: string
  readonly centreNameEn: string
  readonly name: string
  readonly template: 'training' | 'notebook' | 'array' | 'script'
  readonly cardType: string
  readonly cards: bigint
  readonly nodes: number
  readonly limitSeconds: bigint
  readonly state: ComputeJobState
  readonly endState: EndState | null
  readonly engineJob: string | null
  readonly waitsFor: string | null
  readonly expectedAt: Instant | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly nodeList: string | null
  readonly faultCode: string | null
  readonly faultDetail: string | null
  readonly cancelAskedAt: Instant | null
  readonly isMoving: boolean
  readonly missingSince: Instant | null
  readonly attempts: number
  readonly askedAt: Instant
  readonly askedByName: string
  readonly version: bigint
  readonly held: bigint
  readonly captured: bigint
  readonly tflops: bigint
  readonly chargedFen: bigint
  /** When it was last told when the job starts, and what; null: it is not told. */
  readonly toldAt: Instant | null
  readonly waitP50: number | null
  readonly waitP90: number | null
}

export interface JobFilter {
  readonly jobId?: string | undefined
  readonly q?: string | undefined
  readonly state?: readonly ComputeJobState[] | undefined
  readonly centreId?: string | undefined
  readonly voucherId?: string | undefined
  readonly enterpriseId?: string | undefined
  readonly projectId?: string | undefined
}

/** Jobs with what is held and was taken for them, the newest first. @param reach a condition on the enterprise (alias `e`) */
export async function readJobs(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: JobFilter,
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ rows: JobRecordShown[]; next: string | null }> {
  const page = pageOf({ value: sql`j.asked_at`, type: 'timestamptz', notNull: true }, sql`j.job_id`, { ...paging, sort: '-askedAt' })
  const conditions = allOf([
    reach,
    page.after,
    when(filter.jobId, (id) => sql<boolean>`j.job_id = ${id}`),
    matchesWords([sql`lower(j.name)`, sql`e.search_text`, sql`lower(v.voucher_no)`], filter.q),
    when(filter.state, (states) => sql<boolean>`j.state = any(${states}::text[])`),
    when(filter.centreId, (id) => sql<boolean>`j.centre_id = ${id}`),
    when(filter.voucherId, (id) => sql<boolean>`j.voucher_id = ${id}`),
    when(filter.enterpriseId, (id) => sql<boolean>`j.enterprise_id = ${id}`),
    when(filter.projectId, (id) => sql<boolean>`j.project_id = ${id}`),
  ])
  // Planning the order of so many joins takes longer than reading one job; as they stand is right for it.
  if (filter.jobId !== undefined) await sql`set local join_collapse_limit = 1`.execute(tx)
  const { rows } = await sql<JobRecordShown & { sortValue: string | null }>`
    select j.job_id as "jobId", j.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn",
      j.project_id as "projectId", p.name_zh as "projectNameZh", p.name_en as "projectNameEn", j.voucher_id as "voucherId",
      v.voucher_no as "voucherNo", v.is_paid as "isPaid", j.centre_id as "centreId", c.code as "centreCode", c.name_zh as "centreNameZh", c.name_en as "centreNameEn",
      j.name, j.template, j.card_type as "cardType", j.cards, j.nodes, j.limit_s as "limitSeconds", j.state, j.end_state as "endState",
      j.engine_job as "engineJob", j.waits_for as "waitsFor", j.expected_at as "expectedAt", j.started_at as "startedAt", j.ended_at as "endedAt",
      j.node_list as "nodeList", j.fault_code as "faultCode", j.fault_detail as "faultDetail", j.cancel_asked_at as "cancelAskedAt", (j.move_to is not null) as "isMoving",
      j.missing_since as "missingSince", j.attempts, j.asked_at as "askedAt", j.asked_by_name as "askedByName", j.version,
      case when h.closed_at is null then h.amount_tflops_s - h.captured_tflops_s else 0 end as held, h.captured_tflops_s as captured, h.tflops,
      coalesce((select sum(u.charged_fen) from voucher_use u where u.zone_id = j.zone_id and u.job_id = j.job_id), 0)::bigint as "chargedFen",
      w.told_at as "toldAt", w.p50_s::float8 as "waitP50", w.p90_s::float8 as "waitP90",
      ${page.sortValue} as "sortValue"
    from compute_job j join enterprise e on e.zone_id = j.zone_id and e.enterprise_id = j.enterprise_id
    join compute_centre c on c.zone_id = j.zone_id and c.centre_id = j.centre_id
    join voucher v on v.zone_id = j.zone_id and v.voucher_id = j.voucher_id
    join voucher_hold h on h.zone_id = j.zone_id and h.job_id = j.job_id
    left join project p on p.zone_id = j.zone_id and p.project_id = j.project_id
    left join lateral (select told_at, p50_s, p90_s from compute_wait_estimate w where w.zone_id = j.zone_id and w.job_id = j.job_id
      and w.centre_id = j.centre_id order by told_at desc limit 1) w on j.state in ('submitted', 'pending')
    where j.zone_id = ${zoneId} and ${conditions} order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  return page.next(rows, ({ jobId }) => jobId)
}

export async function readScript(tx: ReadTx, zoneId: Uuid, jobId: Uuid): Promise<string> {
  const found = await tx
    .selectFrom('compute_job')
    .select('script')
    .where('zone_id', '=', zoneId)
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  return found.script
}

export async function readEvents(tx: ReadTx, zoneId: Uuid, jobId: Uuid): Promise<Omit<JobEvent, 'jobId'>[]> {
  const { rows } = await sql<Omit<JobEvent, 'jobId'>>`select what, at, actor, detail from compute_job_event
    where zone_id = ${zoneId} and job_id = ${jobId} order by at, event_id`.execute(tx)
  return rows
}

export async function countJobs(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
): Promise<{ state: ComputeJobState; jobs: number }[]> {
  const { rows } = await sql<{ state: ComputeJobState; jobs: number }>`
    select j.state, count(*)::int as jobs from compute_job j join enterprise e on e.zone_id = j.zone_id and e.enterprise_id = j.enterprise_id
    where j.zone_id = ${zoneId} and ${reach ?? sql<boolean>`true`} group by j.state`.execute(tx)
  return rows
}
