import { sql } from 'kysely'
import type { SuspenseReason } from '@ballast/domain/metering/attribution.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, pageOf, when } from '../../platform/list-query.ts'

interface SuspenseFacts {
  readonly suspenseId: Uuid
  readonly engineJob: string
  readonly submittedAt: Instant
  readonly ownId: string
  readonly restart: bigint
  readonly account: string
  readonly osUser: string
  readonly jobName: string
  readonly reason: SuspenseReason
  readonly cardType: string | null
  readonly engineCards: Readonly<Record<string, number>>
  readonly cards: bigint
  readonly elapsedSeconds: bigint
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly endedOn: PlainDate
  readonly endState: EndState
  readonly enterpriseId: Uuid | null
  /** Whose envelope it used up. */
  readonly voucherId: Uuid | null
}
export interface SuspenseFound extends SuspenseFacts {
  readonly billedTflops: bigint
}
export interface SuspenseRecord extends SuspenseFacts {
  readonly centreId: Uuid
  readonly centreCode: string
  readonly centreNameZh: string
  readonly centreNameEn: string
  readonly amount: bigint
  readonly enterpriseNameZh: string | null
  readonly enterpriseNameEn: string | null
  readonly assignedAt: Instant | null
  readonly assignedByName: string | null
  readonly assignReason: string | null
  readonly version: bigint
}

/** Said again, a row stays as it was found. */
export async function insertSuspense(
  tx: WriteTx,
  zoneId: Uuid,
  centreId: Uuid,
  rows: readonly SuspenseFound[],
  at: Instant,
): Promise<void> {
  if (rows.length === 0) return
  const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  await sql`
    insert into compute_suspense (zone_id, suspense_id, centre_id, engine_job, submitted_at, own_id, restart, account, os_user, job_name, reason,
      card_type, engine_cards, cards, billed_tflops, elapsed_s, started_at, ended_at, ended_on, end_state, enterprise_id, voucher_id, found_at)
    select ${zoneId}::uuid, r."suspenseId", ${centreId}::uuid, r."engineJob", r."submittedAt", r."ownId", r.restart, r.account, r."osUser",
      r."jobName", r.reason, r."cardType", r."engineCards", r.cards, r."billedTflops", r."elapsedSeconds", r."startedAt", r."endedAt", r."endedOn",
      r."endState", r."enterpriseId", r."voucherId", ${at}::timestamptz
    from jsonb_to_recordset(${text}::jsonb) as r("suspenseId" uuid, "engineJob" text, "submittedAt" timestamptz, "ownId" text, restart bigint,
      account text, "osUser" text, "jobName" text, reason text, "cardType" text, "engineCards" jsonb, cards bigint, "billedTflops" bigint,
      "elapsedSeconds" bigint, "startedAt" timestamptz, "endedAt" timestamptz, "endedOn" date, "endState" text, "enterpriseId" uuid, "voucherId" uuid)
    on conflict (zone_id, centre_id, engine_job, submitted_at, own_id, restart) do nothing`.execute(tx)
}

export async function readSuspense(
  tx: ReadTx,
  zoneId: Uuid,
  filter: { state?: 'open' | 'assigned' | undefined; suspenseId?: Uuid | undefined },
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ rows: SuspenseRecord[]; next: string | null }> {
  const page = pageOf({ value: sql`s.ended_on`, type: 'date', notNull: true }, sql`s.suspense_id`, { ...paging, sort: '-endedOn' })
  const conditions = allOf([
    page.after,
    when(filter.state, (state) => (state === 'open' ? sql<boolean>`s.use_id is null` : sql<boolean>`s.use_id is not null`)),
    when(filter.suspenseId, (id) => sql<boolean>`s.suspense_id = ${id}`),
  ])
  const { rows } = await sql<SuspenseRecord & { sortValue: string | null }>`
    select s.suspense_id as "suspenseId", s.centre_id as "centreId", c.code as "centreCode", c.name_zh as "centreNameZh", c.name_en as "centreNameEn",
      s.engine_job as "engineJob", s.submitted_at as "submittedAt", s.own_id as "ownId", s.restart, s.account, s.os_user as "osUser",
      s.job_name as "jobName", s.reason, s.card_type as "cardType", s.engine_cards as "engineCards", s.cards, s.elapsed_s as "elapsedSeconds",
      s.amount_tflops_s as amount, s.started_at as "startedAt", s.ended_at as "endedAt", s.ended_on as "endedOn", s.end_state as "endState",
      s.enterprise_id as "enterpriseId", s.voucher_id as "voucherId", e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn", s.assigned_at as "assignedAt",
      s.assigned_by_name as "assignedByName", s.assign_reason as "assignReason", s.version, ${page.sortValue} as "sortValue"
    from compute_suspense s join compute_centre c on c.zone_id = s.zone_id and c.centre_id = s.centre_id
    left join enterprise e on e.zone_id = s.zone_id and e.enterprise_id = s.enterprise_id
    where s.zone_id = ${zoneId} and ${conditions} order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  return page.next(rows, ({ suspenseId }) => suspenseId)
}

/** @returns whether it still was the version that was seen, and open */
export async function markAssigned(
  tx: WriteTx,
  zoneId: Uuid,
  given: { suspenseId: Uuid; version: bigint; useId: Uuid; enterpriseId: Uuid; reason: string; at: Instant; by: string; byName: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('compute_suspense')
    .set({
      use_id: given.useId,
      enterprise_id: given.enterpriseId,
      assign_reason: given.reason,
      assigned_at: given.at,
      assigned_by: given.by,
      assigned_by_name: given.byName,
      version: given.version + 1n,
    })
    .where('zone_id', '=', zoneId)
    .where('suspense_id', '=', given.suspenseId)
    .where('version', '=', given.version)
    .where('use_id', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

interface Unheld {
  readonly suspenseId: Uuid
  readonly voucherId: Uuid
  readonly cardType: string
  readonly cards: bigint
  readonly elapsedSeconds: bigint
}

/** Use in suspense of which its voucher does not hold anything yet, the oldest first. */
export async function unheldSuspense(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<Unheld[]> {
  const { rows } = await sql<Unheld>`
    select s.suspense_id as "suspenseId", s.voucher_id as "voucherId", s.card_type as "cardType", s.cards, s.elapsed_s as "elapsedSeconds"
    from compute_suspense s
    where s.zone_id = ${zoneId} and s.centre_id = ${centreId} and s.use_id is null and s.voucher_id is not null and s.card_type is not null
      and s.elapsed_s > 0 and not exists (select from voucher_hold h where h.zone_id = s.zone_id and h.job_id = s.suspense_id)
    order by s.ended_at, s.suspense_id`.execute(tx)
  return rows
}

export async function cardTypeAt(tx: ReadTx, zoneId: Uuid, centreId: Uuid, engineType: string): Promise<string | undefined> {
  const { rows } = await sql<{ cardType: string }>`
    select k.card_type as "cardType" from compute_centre_card k
    where k.zone_id = ${zoneId} and k.centre_id = ${centreId} and k.engine_type = ${engineType}`.execute(tx)
  return rows[0]?.cardType
}

export async function useOf(
  tx: ReadTx,
  zoneId: Uuid,
  {
    centre,
    engineJob,
    submittedAt,
    restart,
    jobId,
  }: { centre: string; engineJob: string; submittedAt: Instant; restart: bigint; jobId: Uuid | null },
): Promise<Uuid | undefined> {
  const { rows } = await sql<{ useId: Uuid }>`
    select u.use_id as "useId" from voucher_use u where u.zone_id = ${zoneId} and u.centre = ${centre} and u.engine_job = ${engineJob}
      and u.submitted_at = ${submittedAt} and u.job_id is not distinct from ${jobId} and u.restart = ${restart}`.execute(tx)
  return rows[0]?.useId
}
