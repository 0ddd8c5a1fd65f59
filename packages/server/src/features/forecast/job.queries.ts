import { sql } from 'kysely'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, YearMonth } from '@ballast/domain/shared/time.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'

export interface JobRecord {
  readonly jobId: Uuid
  readonly year: number
  readonly months: readonly YearMonth[]
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: bigint
  readonly total: bigint
  readonly runs: readonly Uuid[]
  readonly reasons: readonly Reason[]
  readonly startedByName: string
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
}

const COLUMNS = sql`j.job_id as "jobId", j.year, j.months, j.state, j.done, j.total, j.runs, j.reasons, j.started_by_name as "startedByName",
  j.started_at as "startedAt", j.finished_at as "finishedAt"`

export async function findJob(tx: ReadTx, zoneId: Uuid, jobId: Uuid): Promise<JobRecord> {
  const { rows } = await sql<JobRecord>`select ${COLUMNS} from forecast_job j where j.zone_id = ${zoneId} and j.job_id = ${jobId}`.execute(
    tx,
  )
  if (rows[0] === undefined) throw new Refusal('forecast.job-not-found')
  return rows[0]
}

export async function lastJob(tx: ReadTx, zoneId: Uuid): Promise<JobRecord | undefined> {
  const { rows } =
    await sql<JobRecord>`select ${COLUMNS} from forecast_job j where j.zone_id = ${zoneId} order by j.started_at desc, j.job_id desc limit 1`.execute(
      tx,
    )
  return rows[0]
}

/** @returns false when another is running in the zone, in whichever process */
export async function insertJob(
  tx: WriteTx,
  zoneId: Uuid,
  job: { jobId: Uuid; year: number; months: readonly YearMonth[]; total: number; by: string; byName: string; at: Instant },
): Promise<boolean> {
  const { rows } = await sql`
    insert into forecast_job (zone_id, job_id, year, months, state, total, started_by, started_by_name, started_at, touched_at)
    values (${zoneId}, ${job.jobId}, ${job.year}, ${JSON.stringify(job.months)}::jsonb, 'running', ${job.total}, ${job.by}, ${job.byName}, ${job.at}, now())
    on conflict (zone_id) where state = 'running' do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** Says how far a job is; false when it is no longer running, because somebody cancelled it. */
export async function moveJob(
  tx: WriteTx,
  zoneId: Uuid,
  jobId: Uuid,
  change: { done?: number; run?: Uuid; end?: { state: 'done' | 'failed' | 'cancelled'; at: Instant; reasons?: readonly Reason[] } },
): Promise<boolean> {
  const { done = null, run, end } = change
  const { rows } = await sql`
    update forecast_job set done = coalesce(${done}::bigint, done), runs = runs || ${JSON.stringify(run === undefined ? [] : [run])}::jsonb,
      state = coalesce(${end?.state ?? null}::text, state), finished_at = coalesce(${end?.at ?? null}::timestamptz, finished_at),
      reasons = ${JSON.stringify(end?.reasons ?? [])}::jsonb, touched_at = now()
    where zone_id = ${zoneId} and job_id = ${jobId} and state = 'running' returning 1`.execute(tx)
  return rows.length > 0
}

/** Ends what an earlier process left behind. On a server another process may be at work; what has not moved for ten minutes is nobody's. */
export async function failInterruptedForecasts(database: Database): Promise<void> {
  const stale = database.kind === 'embedded' ? sql`true` : sql`touched_at < now() - interval '10 minutes'`
  await database.system((tx) =>
    sql`update forecast_job set state = 'failed', finished_at = now(), reasons = '[{"code": "forecast.interrupted"}]'::jsonb
      where state = 'running' and ${stale}`.execute(tx),
  )
}
