import { sql } from 'kysely'
import type { ComputeJobState } from '@ballast/domain/computing/job.ts'
import type { JobTemplate } from '@ballast/domain/computing/job-script.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

/** A job as the worker needs it. */
export interface DueJob {
  readonly jobId: Uuid
  readonly enterpriseId: Uuid
  readonly voucherId: Uuid
  readonly name: string
  readonly cardType: string
  readonly nodes: number
  readonly cardsPerNode: number
  readonly cards: bigint
  readonly limitSeconds: bigint
  /** Of one card, as it is held for. */
  readonly tflops: bigint
  readonly state: ComputeJobState
  readonly attempts: number
  readonly engineJob: string | null
  readonly engineSubmittedAt: Instant | null
  readonly submittedAt: Instant | null
  readonly confirmedAt: Instant | null
  readonly missingSince: Instant | null
  readonly waitsFor: string | null
  readonly expectedAt: Instant | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly endState: EndState | null
  readonly cancelAskedAt: Instant | null
  readonly faultCode: string | null
  /** Where it is to go once it is certain that this centre does not have it; since when it was not seen waiting here. */
  readonly moveTo: Uuid | null
  readonly goneSince: Instant | null
  readonly askedAt: Instant
  readonly account: string
  readonly osUser: string
  readonly isBlocked: boolean
}

const DUE = sql`j.job_id as "jobId", j.enterprise_id as "enterpriseId", j.voucher_id as "voucherId", j.name, j.card_type as "cardType", j.nodes,
  j.cards_per_node as "cardsPerNode", j.cards, j.limit_s as "limitSeconds", j.state, j.attempts, j.engine_job as "engineJob",
  j.engine_submitted_at as "engineSubmittedAt", j.submitted_at as "submittedAt", j.confirmed_at as "confirmedAt", j.missing_since as "missingSince",
  j.waits_for as "waitsFor", j.expected_at as "expectedAt", j.started_at as "startedAt", j.ended_at as "endedAt", j.end_state as "endState",
  j.cancel_asked_at as "cancelAskedAt", j.fault_code as "faultCode", j.move_to as "moveTo", j.gone_since as "goneSince", j.asked_at as "askedAt", h.tflops, t.account, t.os_user as "osUser", t.is_blocked as "isBlocked"`

/** Jobs of a centre in some states, the oldest first; of those that are to end or to go elsewhere, these alone. */
export async function jobsAt(
  tx: ReadTx,
  zoneId: Uuid,
  centreId: Uuid,
  { states, dueBy, asked, limit }: { states: readonly ComputeJobState[]; dueBy?: Instant; asked?: 'cancel' | 'move'; limit: number },
): Promise<DueJob[]> {
  const { rows } = await sql<DueJob>`
    select ${DUE} from compute_job j
    join voucher_hold h on h.zone_id = j.zone_id and h.job_id = j.job_id
    join compute_tenant t on t.zone_id = j.zone_id and t.centre_id = j.centre_id and t.enterprise_id = j.enterprise_id
    where j.zone_id = ${zoneId} and j.centre_id = ${centreId} and j.state = any(${states}::text[])
      and (${dueBy ?? null}::timestamptz is null or j.try_at <= ${dueBy ?? null}::timestamptz)
      and (${asked !== 'cancel'} or j.cancel_asked_at is not null) and (${asked !== 'move'} or j.move_to is not null)
    order by j.asked_at, j.job_id limit ${limit}`.execute(tx)
  return rows
}

/** Scripts are long and needed once, when their jobs are submitted. */
export async function scriptsOf(tx: ReadTx, zoneId: Uuid, jobIds: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>> {
  const { rows } = await sql<{ jobId: Uuid; script: string }>`select job_id as "jobId", script from compute_job
    where zone_id = ${zoneId} and job_id = any(${jobIds}::uuid[])`.execute(tx)
  return new Map(rows.map(({ jobId, script }) => [jobId, script]))
}

export interface NewJob {
  readonly jobId: Uuid
  readonly enterpriseId: Uuid
  readonly projectId: Uuid | null
  readonly voucherId: Uuid
  readonly centreId: Uuid
  readonly name: string
  readonly template: JobTemplate
  readonly script: string
  readonly cardType: string
  readonly nodes: number
  readonly cardsPerNode: number
  readonly limitSeconds: bigint
}

export async function insertJob(
  tx: WriteTx,
  zoneId: Uuid,
  job: NewJob,
  { by, byName, at }: { by: string; byName: string; at: Instant },
): Promise<void> {
  await tx
    .insertInto('compute_job')
    .values({
      zone_id: zoneId,
      job_id: job.jobId,
      enterprise_id: job.enterpriseId,
      project_id: job.projectId,
      voucher_id: job.voucherId,
      centre_id: job.centreId,
      name: job.name,
      template: job.template.kind,
      params: JSON.stringify(job.template),
      script: job.script,
      card_type: job.cardType,
      nodes: job.nodes,
      cards_per_node: job.cardsPerNode,
      limit_s: job.limitSeconds,
      state: 'held',
      try_at: at,
      asked_at: at,
      asked_by: by,
      asked_by_name: byName,
      source_kind: 'entered',
    })
    .execute()
  await insertEvents(tx, zoneId, [{ jobId: job.jobId, what: 'asked', at, actor: byName }])
}

/** What became of a job; what is left out stays. */
export interface JobChange {
  readonly jobId: Uuid
  readonly state?: ComputeJobState
  readonly endState?: EndState | null
  readonly attempts?: number
  readonly tryAt?: Instant | null
  readonly engineJob?: string | null
  readonly engineSubmittedAt?: Instant | null
  readonly submittedAt?: Instant | null
  readonly confirmedAt?: Instant | null
  readonly lastSeenAt?: Instant | null
  readonly missingSince?: Instant | null
  readonly waitsFor?: string | null
  readonly expectedAt?: Instant | null
  readonly startedAt?: Instant | null
  readonly endedAt?: Instant | null
  readonly nodeList?: string | null
  readonly faultCode?: string | null
  readonly faultDetail?: string | null
  readonly settledAt?: Instant | null
  readonly centreId?: Uuid
  readonly moveTo?: Uuid | null
  readonly goneSince?: Instant | null
}

const COLUMNS: Readonly<Record<Exclude<keyof JobChange, 'jobId'>, { column: string; type: string }>> = {
  state: { column: 'state', type: 'text' },
  endState: { column: 'end_state', type: 'text' },
  attempts: { column: 'attempts', type: 'integer' },
  tryAt: { column: 'try_at', type: 'timestamptz' },
  engineJob: { column: 'engine_job', type: 'text' },
  engineSubmittedAt: { column: 'engine_submitted_at', type: 'timestamptz' },
  submittedAt: { column: 'submitted_at', type: 'timestamptz' },
  confirmedAt: { column: 'confirmed_at', type: 'timestamptz' },
  lastSeenAt: { column: 'last_seen_at', type: 'timestamptz' },
  missingSince: { column: 'missing_since', type: 'timestamptz' },
  waitsFor: { column: 'waits_for', type: 'text' },
  expectedAt: { column: 'expected_at', type: 'timestamptz' },
  startedAt: { column: 'started_at', type: 'timestamptz' },
  endedAt: { column: 'ended_at', type: 'timestamptz' },
  nodeList: { column: 'node_list', type: 'text' },
  faultCode: { column: 'fault_code', type: 'text' },
  faultDetail: { column: 'fault_detail', type: 'text' },
  settledAt: { column: 'settled_at', type: 'timestamptz' },
  centreId: { column: 'centre_id', type: 'uuid' },
  moveTo: { column: 'move_to', type: 'uuid' },
  goneSince: { column: 'gone_since', type: 'timestamptz' },
}

/** Writes what became of many jobs, one statement for those of whom the same is said. */
export async function saveJobs(tx: WriteTx, zoneId: Uuid, changes: readonly JobChange[]): Promise<void> {
  const fieldsOf = (change: JobChange) => Object.keys(COLUMNS).filter((field) => field in change) as (keyof typeof COLUMNS)[]
  for (const [key, rows] of Map.groupBy(changes, (change) => fieldsOf(change).join())) {
    const fields = key.split(',') as (keyof typeof COLUMNS)[]
    const sets = sql.join(fields.map((field) => sql`${sql.ref(COLUMNS[field].column)} = r.${sql.ref(field)}`))
    const shape = sql.join([sql`"jobId" uuid`, ...fields.map((field) => sql`${sql.ref(field)} ${sql.raw(COLUMNS[field].type)}`)])
    await sql`update compute_job j set ${sets}, version = j.version + 1 from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${shape})
      where j.zone_id = ${zoneId} and j.job_id = r."jobId"`.execute(tx)
  }
}

export type JobEventKind =
  | 'asked'
  | 'submitted'
  | 'found'
  | 'vanished'
  | 'confirmed'
  | 'pending'
  | 'running'
  | 'ended'
  | 'settled'
  | 'refused'
  | 'cancel-asked'
  | 'cancelled'
  | 'move-asked'
  | 'moved'
  | 'move-failed'
export interface JobEvent {
  readonly jobId: Uuid
  readonly what: JobEventKind
  readonly at: Instant
  readonly actor: string
  readonly detail?: string | null
}

export async function insertEvents(tx: WriteTx, zoneId: Uuid, events: readonly JobEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = JSON.stringify(events.map((event) => ({ ...event, eventId: newId(), detail: event.detail ?? null })))
  await sql`
    insert into compute_job_event (zone_id, job_id, event_id, at, what, actor, detail)
    select ${zoneId}::uuid, e."jobId", e."eventId", e.at, e.what, e.actor, e.detail from jsonb_to_recordset(${rows}::jsonb)
      as e("jobId" uuid, "eventId" uuid, at timestamptz, what text, actor text, detail text)`.execute(tx)
}

/**
 * Marks jobs as about to be submitted: from here until it is known how that went, somebody has to look for them first.
 * @returns those that still wait for it and were not cancelled meanwhile
 */
export async function markAttempts(tx: WriteTx, zoneId: Uuid, jobIds: readonly Uuid[], tryAt: Instant): Promise<ReadonlySet<Uuid>> {
  const { rows } = await sql<{ jobId: Uuid }>`update compute_job set attempts = attempts + 1, try_at = ${tryAt}, version = version + 1
    where zone_id = ${zoneId} and job_id = any(${jobIds}::uuid[]) and state = 'held' and cancel_asked_at is null and move_to is null
    returning job_id as "jobId"`.execute(tx)
  return new Set(rows.map(({ jobId }) => jobId))
}

/** What it is, locked. */
export async function lockJob(tx: WriteTx, zoneId: Uuid, jobId: Uuid) {
  const { rows } = await sql<{
    state: ComputeJobState
    attempts: number
    cancelAskedAt: Instant | null
    enterpriseId: Uuid
    centreId: Uuid
    moveTo: Uuid | null
    cardType: string
    nodes: number
    cardsPerNode: number
  }>`
    select state, attempts, cancel_asked_at as "cancelAskedAt", enterprise_id as "enterpriseId", centre_id as "centreId", move_to as "moveTo",
      card_type as "cardType", nodes, cards_per_node as "cardsPerNode" from compute_job
    where zone_id = ${zoneId} and job_id = ${jobId} for update`.execute(tx)
  return rows[0]
}

export async function markCancelAsked(tx: WriteTx, zoneId: Uuid, jobId: Uuid, { at, by }: { at: Instant; by: string }): Promise<void> {
  await sql`update compute_job set cancel_asked_at = ${at}, cancel_asked_by = ${by}, try_at = ${at}, version = version + 1
    where zone_id = ${zoneId} and job_id = ${jobId} and cancel_asked_at is null`.execute(tx)
}
