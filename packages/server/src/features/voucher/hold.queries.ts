import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface HoldRecord {
  readonly jobId: Uuid
  readonly voucherId: Uuid
  readonly cardType: string
  readonly cards: bigint
  readonly tflops: bigint
  readonly limitSeconds: bigint
  readonly amount: bigint
  readonly captured: bigint
  readonly expiresAt: Instant
  readonly placedAt: Instant
  readonly closedAt: Instant | null
  readonly closeReason: 'ended' | 'released' | 'lapsed' | null
}

const HOLD = sql`h.job_id as "jobId", h.voucher_id as "voucherId", h.card_type as "cardType", h.cards, h.tflops, h.limit_s as "limitSeconds",
  h.amount_tflops_s as amount, h.captured_tflops_s as captured, h.expires_at as "expiresAt", h.placed_at as "placedAt", h.closed_at as "closedAt",
  h.close_reason as "closeReason"`

export async function findHolds(tx: ReadTx, zoneId: Uuid, jobIds: readonly Uuid[]): Promise<HoldRecord[]> {
  const { rows } = await sql<HoldRecord>`
    select ${HOLD} from voucher_hold h where h.zone_id = ${zoneId} and h.job_id = any(${jobIds}::uuid[])`.execute(tx)
  return rows
}

/** The open ones first, then the newest; the newest 200. */
export async function holdsOf(tx: ReadTx, zoneId: Uuid, voucherId: Uuid): Promise<HoldRecord[]> {
  const { rows } = await sql<HoldRecord>`
    select ${HOLD} from voucher_hold h where h.zone_id = ${zoneId} and h.voucher_id = ${voucherId}
    order by h.closed_at is null desc, h.placed_at desc, h.job_id desc limit 200`.execute(tx)
  return rows
}

/** Holds whose time is past. While its job waits or runs a hold stands, however long that takes: the engine would run it all the same. */
export async function lapsedHolds(tx: ReadTx, zoneId: Uuid, now: Instant): Promise<HoldRecord[]> {
  const { rows } = await sql<HoldRecord>`
    select ${HOLD} from voucher_hold h where h.zone_id = ${zoneId} and h.closed_at is null and h.expires_at <= ${now}
      and not exists (select from compute_job j where j.zone_id = h.zone_id and j.job_id = h.job_id
        and j.state in ('held', 'submitted', 'pending', 'running', 'ended'))`.execute(tx)
  return rows
}

/** @returns the hold, or undefined where the job has one already */
export async function insertHold(
  tx: WriteTx,
  zoneId: Uuid,
  hold: Omit<HoldRecord, 'amount' | 'captured' | 'closedAt' | 'closeReason'> & { readonly placedBy: string },
): Promise<HoldRecord | undefined> {
  const { rows } = await sql<HoldRecord>`
    insert into voucher_hold as h (zone_id, job_id, voucher_id, card_type, cards, tflops, limit_s, expires_at, placed_by, placed_at)
    values (${zoneId}, ${hold.jobId}, ${hold.voucherId}, ${hold.cardType}, ${hold.cards}, ${hold.tflops}, ${hold.limitSeconds},
      ${hold.expiresAt}, ${hold.placedBy}, ${hold.placedAt})
    on conflict (zone_id, job_id) do nothing returning ${HOLD}`.execute(tx)
  return rows[0]
}

/** What has been captured of holds, and which have ended and how. */
export async function saveHolds(
  tx: WriteTx,
  zoneId: Uuid,
  holds: readonly { jobId: Uuid; captured: bigint; closeReason: HoldRecord['closeReason'] }[],
  at: Instant,
): Promise<void> {
  if (holds.length === 0) return
  const rows = JSON.stringify(holds.map(({ jobId, captured, closeReason }) => ({ jobId, captured: captured.toString(), closeReason })))
  await sql`
    update voucher_hold h set captured_tflops_s = r.captured, close_reason = r."closeReason",
      closed_at = case when r."closeReason" is null then null else ${at}::timestamptz end
    from jsonb_to_recordset(${rows}::jsonb) as r("jobId" uuid, captured bigint, "closeReason" text)
    where h.zone_id = ${zoneId} and h.job_id = r."jobId" and h.closed_at is null`.execute(tx)
}
