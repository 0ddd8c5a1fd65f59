import { sql } from 'kysely'
import type { ComputeJobState } from '@ballast/domain/computing/job.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { WaitEstimate } from '@ballast/forecast/waiting/queue.ts'
import type { ToldEstimate } from '@ballast/forecast/waiting/record.ts'
import type { EndedRun } from '@ballast/forecast/waiting/run-share.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'

export interface QueuedJob {
  readonly jobId: Uuid
  readonly enterpriseId: Uuid
  readonly state: ComputeJobState
  readonly cardType: string
  readonly cards: number
  readonly limitSeconds: number
  readonly waitsFor: string | null
  readonly expectedAt: Instant | null
  readonly startedAt: Instant | null
  readonly askedAt: Instant
  readonly submittedAt: Instant | null
  /** What was told last; null: nothing yet. */
  readonly toldAt: Instant | null
  readonly toldP90: number | null
  readonly toldEngineStart: Instant | null
}

/** What the platform has at a centre that is not over. Those that wait come in the order in which the engine means to start them. */
export async function readQueue(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select j.job_id as "jobId", j.enterprise_id as "enterpriseId", j.state, j.card_type as "cardType", j.cards::int as cards,
      j.limit_s::int as "limitSeconds", j.waits_for as "waitsFor", j.expected_at as "expectedAt", j.started_at as "startedAt",
      j.asked_at as "askedAt", j.submitted_at as "submittedAt", w.told_at as "toldAt", w.p90_s::float8 as "toldP90", w.engine_start_at as "toldEngineStart"
    from compute_job j left join lateral (select told_at, p90_s, engine_start_at from compute_wait_estimate w
      where w.zone_id = j.zone_id and w.job_id = j.job_id order by told_at desc limit 1) w on j.state in ('submitted', 'pending')
    where j.zone_id = ${zoneId} and j.centre_id = ${centreId} and j.state in ('held', 'submitted', 'pending', 'running')
    order by j.expected_at nulls last, j.asked_at, j.job_id`.execute(tx)
  return rows
}

/** The newest that ended, the last one last. */
export async function readEndedRuns(tx: ReadTx, zoneId: Uuid, most: number): Promise<EndedRun[]> {
  const { rows } = await sql<EndedRun>`
    select enterprise_id as tenant, cards::int as cards, limit_s::int as "limit",
      greatest(0, extract(epoch from ended_at - started_at))::float8 as ran
    from compute_job where zone_id = ${zoneId} and started_at is not null and ended_at is not null
    order by ended_at desc limit ${most}`.execute(tx)
  return rows.toReversed()
}

/** What was told, in seconds, and how it came out by now. */
export interface ToldRow extends ToldEstimate {
  readonly toldAt: Instant
  readonly simulatedP50: number
  readonly simulatedP90: number
  readonly cards: number
}

/**
 * Of each job that waits, or has waited and is where it was told of, what was told first once the engine had its own word, or first of
 * all where it never had. A job that was given up before it started waited until then.
 * @returns the last told last
 */
export async function readTold(
  tx: ReadTx,
  zoneId: Uuid,
  given: { centreId: Uuid | null; since: Instant | null; now: Instant; most: number },
): Promise<ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    select * from (
      select distinct on (w.job_id) w.told_at as "toldAt", w.simulated_p50_s::float8 as "simulatedP50", w.simulated_p90_s::float8 as "simulatedP90",
        w.p50_s::float8 as p50, w.p90_s::float8 as p90, w.cards::int as cards, (j.started_at is not null) as "hasStarted",
        greatest(0, extract(epoch from coalesce(j.started_at, j.ended_at, ${given.now}::timestamptz) - w.told_at))::float8 as waited,
        greatest(0, extract(epoch from ${given.now}::timestamptz - w.told_at))::float8 as age,
        case when w.engine_start_at is not null then greatest(0, extract(epoch from w.engine_start_at - w.told_at))::float8 end as engine
      from compute_wait_estimate w join compute_job j on j.zone_id = w.zone_id and j.job_id = w.job_id
      where w.zone_id = ${zoneId} and (${given.centreId}::uuid is null or w.centre_id = ${given.centreId}::uuid) and w.centre_id = j.centre_id
        and (${given.since}::timestamptz is null or w.told_at >= ${given.since}::timestamptz)
        and (j.started_at is not null or j.ended_at is not null or j.state in ('submitted', 'pending'))
      order by w.job_id, (w.engine_start_at is null), w.told_at
    ) as first order by "toldAt" desc limit ${given.most}`.execute(tx)
  return rows.toReversed()
}

export interface NewEstimate {
  readonly jobId: Uuid
  readonly cards: number
  readonly simulated: WaitEstimate
  readonly told: WaitEstimate
  readonly engineStartAt: Instant | null
}

export async function insertEstimates(
  tx: WriteTx,
  zoneId: Uuid,
  { centreId, at, estimates }: { centreId: Uuid; at: Instant; estimates: readonly NewEstimate[] },
): Promise<void> {
  if (estimates.length === 0) return
  const whole = (seconds: number) => BigInt(Math.round(seconds))
  await tx
    .insertInto('compute_wait_estimate')
    .values(
      estimates.map(({ jobId, cards, simulated, told, engineStartAt }) => ({
        zone_id: zoneId,
        job_id: jobId,
        told_at: at,
        centre_id: centreId,
        cards: BigInt(cards),
        simulated_p50_s: whole(simulated.p50),
        simulated_p90_s: whole(simulated.p90),
        p50_s: whole(told.p50),
        p90_s: whole(told.p90),
        engine_start_at: engineStartAt,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
