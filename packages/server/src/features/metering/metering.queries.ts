import { sql } from 'kysely'
import type { BookedRow, DayProof } from '@ballast/domain/metering/day-proof.ts'
import type { ProofState } from '@ballast/domain/metering/days-to-prove.ts'
import { runKey, runLabel } from '@ballast/domain/metering/book-run.ts'
import { addDays, secondsOf, startOfDay, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { MeteredCentre } from './metering.ts'

export async function readMeter(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<{ readUntil: Instant } | undefined> {
  const { rows } = await sql<{ readUntil: Instant }>`
    select m.read_until as "readUntil" from compute_meter m where m.zone_id = ${zoneId} and m.centre_id = ${centreId}`.execute(tx)
  return rows[0]
}

/** The mark never goes back. */
export async function saveMeter(
  tx: WriteTx,
  zoneId: Uuid,
  { centreId, until, at, rows }: { centreId: Uuid; until: Instant; at: Instant; rows: number },
): Promise<void> {
  await sql`
    insert into compute_meter as m (zone_id, centre_id, read_until, read_at, rows_read) values (${zoneId}, ${centreId}, ${until}, ${at}, ${rows})
    on conflict (zone_id, centre_id) do update set read_until = greatest(m.read_until, excluded.read_until), read_at = excluded.read_at,
      rows_read = m.rows_read + excluded.rows_read`.execute(tx)
}

/** Whose jobs these are, by our own ids; of others nothing. */
export async function holdersOf(tx: ReadTx, zoneId: Uuid, ownIds: readonly string[]): Promise<ReadonlyMap<string, Uuid>> {
  const { rows } = await sql<{ jobId: string; enterpriseId: Uuid }>`
    select h.job_id as "jobId", v.enterprise_id as "enterpriseId" from voucher_hold h
    join voucher v on v.zone_id = h.zone_id and v.voucher_id = h.voucher_id
    where h.zone_id = ${zoneId} and h.job_id::text = any(${ownIds}::text[])`.execute(tx)
  return new Map(rows.map(({ jobId, enterpriseId }) => [jobId, enterpriseId]))
}

export async function accountsOf(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<ReadonlyMap<string, Uuid>> {
  const { rows } = await sql<{ account: string; enterpriseId: Uuid }>`
    select t.account, t.enterprise_id as "enterpriseId" from compute_tenant t where t.zone_id = ${zoneId} and t.centre_id = ${centreId}`.execute(
    tx,
  )
  return new Map(rows.map(({ account, enterpriseId }) => [account, enterpriseId]))
}

/** By the name of an envelope at a centre, whose voucher it is of. */
export async function vouchersByEnvelope(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<ReadonlyMap<string, Uuid>> {
  const { rows } = await sql<{ name: string; voucherId: Uuid }>`
    select e.name, e.voucher_id as "voucherId" from compute_envelope e where e.zone_id = ${zoneId} and e.centre_id = ${centreId}`.execute(
    tx,
  )
  return new Map(rows.map(({ name, voucherId }) => [name, voucherId]))
}

interface BookedRun {
  readonly engineJob: string
  readonly submittedAt: Instant
  readonly ownId: string
  readonly restart: bigint
  readonly amount: bigint
  readonly on: 'metered' | 'suspense'
}

/** What we have of a centre, of runs that ended from one day to another, by the key of the engine's rows. */
export async function bookedRows(
  tx: ReadTx,
  zoneId: Uuid,
  centre: Pick<MeteredCentre, 'centreId' | 'code'>,
  { from, to }: { from: PlainDate; to: PlainDate },
): Promise<BookedRow[]> {
  const { rows } = await sql<BookedRun>`
    select u.engine_job as "engineJob", u.submitted_at as "submittedAt", coalesce(s.own_id, u.job_id::text, '') as "ownId", u.restart,
      u.amount_tflops_s as amount, 'metered' as "on"
    from voucher_use u left join compute_suspense s on s.zone_id = u.zone_id and s.use_id = u.use_id
    where u.zone_id = ${zoneId} and u.centre = ${centre.code} and u.ended_on between ${from} and ${to}
    union all
    select s.engine_job, s.submitted_at, s.own_id, s.restart, s.amount_tflops_s, 'suspense' from compute_suspense s
    where s.zone_id = ${zoneId} and s.centre_id = ${centre.centreId} and s.use_id is null and s.ended_on between ${from} and ${to}`.execute(
    tx,
  )
  return rows.map(({ engineJob, submittedAt, ownId, restart, amount, on }) => ({
    key: runKey({ jobId: engineJob, submittedAt: secondsOf(submittedAt), ownId, restarts: Number(restart) }),
    label: runLabel(centre.code, engineJob, restart),
    amount,
    on,
  }))
}

export async function saveProof(
  tx: WriteTx,
  zoneId: Uuid,
  given: DayProof & { centreId: Uuid; day: PlainDate; at: Instant; by: string },
): Promise<void> {
  const faults = JSON.stringify(given.faults, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  await sql`
    insert into compute_proof as p (zone_id, centre_id, day, runs, engine_tflops_s, metered_tflops_s, suspense_tflops_s, faults, proved_at, proved_by)
    values (${zoneId}, ${given.centreId}, ${given.day}, ${given.runs}, ${given.engine}, ${given.metered}, ${given.suspense}, ${faults}::jsonb,
      ${given.at}, ${given.by})
    on conflict (zone_id, centre_id, day) do update set runs = excluded.runs, engine_tflops_s = excluded.engine_tflops_s,
      metered_tflops_s = excluded.metered_tflops_s, suspense_tflops_s = excluded.suspense_tflops_s, faults = excluded.faults,
      proved_at = excluded.proved_at, proved_by = excluded.proved_by`.execute(tx)
}

/** Of the days that were proved of late, whether they agreed; a day that was proved before it was over is not done with. */
export async function readProofStates(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<ProofState[]> {
  const { rows } = await sql<{ day: PlainDate; agrees: boolean; provedAt: Instant }>`
    select p.day, p.difference_tflops_s = 0 and p.faults = '[]'::jsonb as agrees, p.proved_at as "provedAt" from compute_proof p
    where p.zone_id = ${zoneId} and p.centre_id = ${centreId} order by p.day desc limit 40`.execute(tx)
  return rows.map(({ day, agrees, provedAt }) => ({ day, isEven: agrees && secondsOf(provedAt) >= startOfDay(addDays(day, 1)) }))
}
