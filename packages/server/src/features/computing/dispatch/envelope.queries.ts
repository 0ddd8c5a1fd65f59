import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'

interface Wanted {
  readonly voucherId: Uuid
  readonly voucherNo: string
  /** What the engine calls its envelope. */
  readonly name: string
  readonly enterpriseId: Uuid
  /** Whole TFLOPS·minutes, rounded up: what was used of the voucher here, what is still held of it for jobs
   * here, and what was submitted past us and is held. */
  readonly tflopsMinutes: bigint
  /** What the centre was last told; null: nothing yet, or it is not sure that it heard. */
  readonly told: bigint | null
  /** Something is live for the voucher, or was at the last look. */
  readonly isAtWork: boolean
}

/**
 * What the engine may let be used of each voucher that this centre knows or is to know. Use that was free counts as well, because the
 * engine counts it; a hold counts with what is left of it, so that neither a job nor a submit past us uses what another one holds.
 * @param leaving jobs whose holds are about to be given back, with what they used: the engine is told before the ledger gives it to others
 */
export async function readWanted(
  tx: ReadTx,
  zoneId: Uuid,
  centreId: Uuid,
  { only, leaving }: { only: readonly Uuid[] | null; leaving: ReadonlyMap<Uuid, bigint> },
): Promise<Wanted[]> {
  const going = JSON.stringify([...leaving].map(([jobId, used]) => ({ jobId, used: used.toString() })))
  const ofThese = (voucher: string) => sql`(${only}::uuid[] is null or ${sql.ref(voucher)} = any(${only}::uuid[]))`
  // Sent, or about to be; what is over has no hold any more, and what it used stands under the voucher.
  const atWork = sql`j.zone_id = ${zoneId} and j.centre_id = ${centreId} and j.state in ('held', 'submitted', 'pending', 'running', 'ended')
    and (j.state <> 'held' or j.attempts > 0) and ${ofThese('j.voucher_id')}`
  const { rows } = await sql<Wanted>`
    with known as (
      select e.voucher_id from compute_envelope e where e.zone_id = ${zoneId} and e.centre_id = ${centreId} and ${ofThese('e.voucher_id')}
      union select j.voucher_id from compute_job j where ${atWork}
    ), held as (
      select j.voucher_id,
        sum(case when g."jobId" is not null then g.used when h.closed_at is null then h.amount_tflops_s - h.captured_tflops_s else 0 end) as amount
      from compute_job j join voucher_hold h on h.zone_id = j.zone_id and h.job_id = j.job_id
      left join jsonb_to_recordset(${going}::jsonb) as g("jobId" uuid, used bigint) on g."jobId" = j.job_id
      where ${atWork} group by j.voucher_id
    ), used as (
      select u.voucher_id, sum(u.amount_tflops_s) as amount from voucher_use u
      where u.zone_id = ${zoneId} and u.voucher_id in (select voucher_id from known)
        and u.centre = (select c.code from compute_centre c where c.zone_id = ${zoneId} and c.centre_id = ${centreId})
        and exists (select from compute_job j where j.zone_id = u.zone_id and j.job_id = u.job_id)
      group by u.voucher_id
    ), past as (
      -- What was submitted past us and used up the envelope, once the voucher holds as much: jobs of ours get their room back.
      select s.voucher_id, sum(s.amount_tflops_s) as amount from compute_suspense s
      join voucher_hold h on h.zone_id = s.zone_id and h.job_id = s.suspense_id
      where s.zone_id = ${zoneId} and s.centre_id = ${centreId} and (s.use_id is not null or h.closed_at is null)
      group by s.voucher_id
    )
    select known.voucher_id as "voucherId", v.voucher_no as "voucherNo", lower(v.voucher_no) as name, v.enterprise_id as "enterpriseId",
      ceil((coalesce(held.amount, 0) + coalesce(used.amount, 0) + coalesce(past.amount, 0)) / 60)::bigint as "tflopsMinutes", e.tflops_min as told,
      coalesce(e.is_at_work, true) as "isAtWork"
    from known join voucher v on v.zone_id = ${zoneId} and v.voucher_id = known.voucher_id
    left join held on held.voucher_id = known.voucher_id
    left join used on used.voucher_id = known.voucher_id
    left join past on past.voucher_id = known.voucher_id
    left join compute_envelope e on e.zone_id = ${zoneId} and e.centre_id = ${centreId} and e.voucher_id = known.voucher_id
    order by v.voucher_no`.execute(tx)
  return rows
}

const rowsOf = (wanted: readonly Wanted[]) =>
  JSON.stringify(wanted.map((one) => ({ ...one, tflopsMinutes: one.tflopsMinutes.toString(), told: null })))

/** Before the centre is told: should no answer come, what it has is not known, and it is told again. */
export async function noteTelling(tx: WriteTx, zoneId: Uuid, centreId: Uuid, wanted: readonly Wanted[], at: Instant): Promise<void> {
  await sql`insert into compute_envelope (zone_id, centre_id, enterprise_id, voucher_id, name, tflops_min, set_at)
    select ${zoneId}, ${centreId}, r."enterpriseId", r."voucherId", r.name, null, ${at}
    from jsonb_to_recordset(${rowsOf(wanted)}::jsonb) as r("enterpriseId" uuid, "voucherId" uuid, name text)
    on conflict (zone_id, centre_id, voucher_id) do update set tflops_min = null, is_at_work = true`.execute(tx)
}

/** What the centre was told; of a voucher that may be new to it its firm's account is to be told as well, whoever is there to do so. */
export async function saveEnvelopes(tx: WriteTx, zoneId: Uuid, centreId: Uuid, wanted: readonly Wanted[], at: Instant): Promise<void> {
  await sql`update compute_envelope e set tflops_min = r."tflopsMinutes", set_at = ${at}
    from jsonb_to_recordset(${rowsOf(wanted)}::jsonb) as r("voucherId" uuid, "tflopsMinutes" bigint)
    where e.zone_id = ${zoneId} and e.centre_id = ${centreId} and e.voucher_id = r."voucherId"`.execute(tx)
  const firms = wanted.filter(({ told }) => told === null).map(({ enterpriseId }) => enterpriseId)
  if (firms.length === 0) return
  await sql`update compute_tenant set done_at = null where zone_id = ${zoneId} and centre_id = ${centreId}
    and enterprise_id = any(${firms}::uuid[])`.execute(tx)
}

/** Nothing is live for them and the centre has what they are to have: until something is, they need no look. */
export async function noteQuiet(tx: WriteTx, zoneId: Uuid, centreId: Uuid, voucherIds: readonly Uuid[]): Promise<void> {
  await sql`update compute_envelope set is_at_work = false
    where zone_id = ${zoneId} and centre_id = ${centreId} and voucher_id = any(${voucherIds}::uuid[])`.execute(tx)
}

/** The centre says that it does not know them: it is told of them anew. */
export async function tellAgain(tx: WriteTx, zoneId: Uuid, centreId: Uuid, voucherIds: readonly Uuid[]): Promise<void> {
  if (voucherIds.length === 0) return
  await sql`update compute_envelope set tflops_min = null
    where zone_id = ${zoneId} and centre_id = ${centreId} and voucher_id = any(${voucherIds}::uuid[])`.execute(tx)
}

/** Vouchers for which something is live at the centre, and those for which something was, or is not sure, since the last look. */
export async function vouchersToLookAt(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<{ live: ReadonlySet<Uuid>; all: Uuid[] }> {
  const { rows } = await sql<{ voucherId: Uuid; isLive: boolean }>`
    with live as (
      select distinct voucher_id from compute_job
      where zone_id = ${zoneId} and centre_id = ${centreId} and state in ('held', 'submitted', 'pending', 'running', 'ended')
    )
    select voucher_id as "voucherId", true as "isLive" from live
    union all
    select e.voucher_id, false from compute_envelope e where e.zone_id = ${zoneId} and e.centre_id = ${centreId}
      and (e.is_at_work or e.tflops_min is null) and e.voucher_id not in (select voucher_id from live)`.execute(tx)
  return {
    live: new Set(rows.filter(({ isLive }) => isLive).map(({ voucherId }) => voucherId)),
    all: rows.map(({ voucherId }) => voucherId),
  }
}

export async function envelopesOf(tx: ReadTx, zoneId: Uuid, centreId: Uuid, enterpriseId: Uuid): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from compute_envelope
    where zone_id = ${zoneId} and centre_id = ${centreId} and enterprise_id = ${enterpriseId} order by name desc`.execute(tx)
  return rows.map(({ name }) => name)
}

interface StaleTenant {
  readonly enterpriseId: Uuid
  readonly account: string
  readonly osUser: string
  readonly isBlocked: boolean
  readonly askedAt: Instant
}

export async function staleTenants(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<StaleTenant[]> {
  const { rows } = await sql<StaleTenant>`
    select enterprise_id as "enterpriseId", account, os_user as "osUser", is_blocked as "isBlocked", asked_at as "askedAt" from compute_tenant
    where zone_id = ${zoneId} and centre_id = ${centreId} and done_at is null`.execute(tx)
  return rows
}

/** What was asked for meanwhile is still to be told. */
export async function noteTold(
  tx: WriteTx,
  zoneId: Uuid,
  centreId: Uuid,
  { enterpriseId, askedAt }: StaleTenant,
  at: Instant,
): Promise<void> {
  await sql`update compute_tenant set done_at = ${at}, fault_code = null where zone_id = ${zoneId} and centre_id = ${centreId}
    and enterprise_id = ${enterpriseId} and asked_at = ${askedAt}`.execute(tx)
}
