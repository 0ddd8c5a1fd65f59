import { sql } from 'kysely'
import type { RuleSwitches } from '@ballast/domain/plan/check.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface PlanVersionRow {
  versionId: Uuid
  year: number
  number: number | null
  status: 'draft' | 'adopted' | 'discarded'
  title: string
  reason: string
  parentVersionId: Uuid | null
  createdBy: string
  createdAt: Instant
  adoptedBy: string | null
  adoptedAt: Instant | null
  version: bigint
  isInForce: boolean
}

const versionColumns = sql`v.version_id as "versionId", v.year, v.number, v.status, v.title, v.reason, v.parent_version_id as "parentVersionId",
  v.created_by as "createdBy", v.created_at as "createdAt", v.adopted_by as "adoptedBy", v.adopted_at as "adoptedAt", v.version,
  v.version_id = y.adopted_version_id is true as "isInForce"`

/** The version asked for, or the one in force; before the first adoption, the latest draft. */
export async function findVersion(
  tx: ReadTx,
  zoneId: Uuid,
  request: { year: number; versionId?: Uuid | undefined },
): Promise<PlanVersionRow> {
  const which = request.versionId === undefined ? sql`v.status <> 'discarded'` : sql`v.version_id = ${request.versionId}`
  const { rows } = await sql<PlanVersionRow>`
    select ${versionColumns}
    from plan_version v join year_plan y on y.zone_id = v.zone_id and y.year = v.year
    where v.zone_id = ${zoneId} and v.year = ${request.year} and ${which}
    order by v.version_id = y.adopted_version_id is true desc, v.created_at desc, v.version_id desc limit 1`.execute(tx)
  if (!rows[0]) throw new Refusal('plan.not-found', [{ code: 'plan.not-found', params: { year: request.year } }])
  return rows[0]
}

export async function versionById(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<PlanVersionRow> {
  const { rows } = await sql<PlanVersionRow>`
    select ${versionColumns}
    from plan_version v join year_plan y on y.zone_id = v.zone_id and y.year = v.year
    where v.zone_id = ${zoneId} and v.version_id = ${versionId}`.execute(tx)
  if (!rows[0]) throw new Refusal('plan.version-not-found')
  return rows[0]
}

/** Drafts of any year that wait to be put in force. */
export async function openDrafts(tx: ReadTx, zoneId: Uuid): Promise<{ versionId: Uuid; year: number; title: string }[]> {
  const { rows } = await sql<{ versionId: Uuid; year: number; title: string }>`
    select v.version_id as "versionId", v.year, v.title from plan_version v
    where v.zone_id = ${zoneId} and v.status = 'draft' order by v.year, v.created_at, v.version_id`.execute(tx)
  return rows
}

export async function versionsOfYear(tx: ReadTx, zoneId: Uuid, year: number): Promise<PlanVersionRow[]> {
  const { rows } = await sql<PlanVersionRow>`
    select ${versionColumns}
    from plan_version v join year_plan y on y.zone_id = v.zone_id and y.year = v.year
    where v.zone_id = ${zoneId} and v.year = ${year} order by v.created_at desc, v.version_id desc`.execute(tx)
  return rows
}

/**
 * The draft, held so that nobody adopts or discards it before this transaction ends; other editors of the draft may go on.
 * @param lock 'update' holds it against editors too
 */
export async function holdDraft(tx: WriteTx, zoneId: Uuid, versionId: Uuid, lock: 'share' | 'update' = 'share'): Promise<PlanVersionRow> {
  await sql`select 1 from plan_version v where v.zone_id = ${zoneId} and v.version_id = ${versionId} ${lock === 'share' ? sql`for share` : sql`for update`}`.execute(
    tx,
  )
  const version = await versionById(tx, zoneId, versionId)
  if (version.status !== 'draft') {
    throw new Refusal('plan.not-a-draft', [{ code: 'plan.not-a-draft', params: { title: version.title } }])
  }
  return version
}

export async function ensureYear(tx: WriteTx, zoneId: Uuid, year: number): Promise<void> {
  await sql`insert into year_plan (zone_id, year) values (${zoneId}, ${year}) on conflict do nothing`.execute(tx)
}

/** The version in force of the year, under the year's lock. */
export async function lockYear(tx: WriteTx, zoneId: Uuid, year: number): Promise<Uuid | null> {
  const { rows } = await sql<{ adoptedVersionId: Uuid | null }>`
    select y.adopted_version_id as "adoptedVersionId" from year_plan y where y.zone_id = ${zoneId} and y.year = ${year} for update`.execute(
    tx,
  )
  return rows[0]?.adoptedVersionId ?? null
}

export async function insertDraft(
  tx: WriteTx,
  zoneId: Uuid,
  draft: {
    versionId: Uuid
    year: number
    title: string
    reason: string
    parentVersionId: Uuid | null
    createdBy: string
    createdAt: Instant
  },
): Promise<void> {
  await tx
    .insertInto('plan_version')
    .values({
      zone_id: zoneId,
      version_id: draft.versionId,
      year: draft.year,
      status: 'draft',
      title: draft.title,
      reason: draft.reason,
      parent_version_id: draft.parentVersionId,
      created_by: draft.createdBy,
      created_at: draft.createdAt,
    })
    .execute()
}

/** Makes the draft the version in force and returns its number. */
export async function markAdopted(
  tx: WriteTx,
  zoneId: Uuid,
  version: { versionId: Uuid; year: number; by: string; at: Instant },
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    update plan_version set status = 'adopted', adopted_by = ${version.by}, adopted_at = ${version.at}, version = version + 1,
      number = 1 + (select coalesce(max(o.number), 0) from plan_version o where o.zone_id = ${zoneId} and o.year = ${version.year})
    where zone_id = ${zoneId} and version_id = ${version.versionId} returning number`.execute(tx)
  await sql`update year_plan set adopted_version_id = ${version.versionId}, version = version + 1
    where zone_id = ${zoneId} and year = ${version.year}`.execute(tx)
  return rows[0]?.number ?? 0
}

export async function markDiscarded(tx: WriteTx, zoneId: Uuid, versionId: Uuid): Promise<void> {
  await sql`update plan_version set status = 'discarded', version = version + 1 where zone_id = ${zoneId} and version_id = ${versionId}`.execute(
    tx,
  )
}

export async function setParent(tx: WriteTx, zoneId: Uuid, versionId: Uuid, parentVersionId: Uuid): Promise<void> {
  await sql`update plan_version set parent_version_id = ${parentVersionId}, version = version + 1
    where zone_id = ${zoneId} and version_id = ${versionId}`.execute(tx)
}

export interface AcceptanceRow {
  rule: string
  subject: string
  reason: string
  acceptedBy: string
  acceptedAt: Instant
}

export async function readAcceptances(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<AcceptanceRow[]> {
  const { rows } = await sql<AcceptanceRow>`
    select a.rule, a.subject, a.reason, a.accepted_by as "acceptedBy", a.accepted_at as "acceptedAt"
    from plan_acceptance a where a.zone_id = ${zoneId} and a.version_id = ${versionId}`.execute(tx)
  return rows
}

export async function writeAcceptance(tx: WriteTx, zoneId: Uuid, versionId: Uuid, row: AcceptanceRow): Promise<void> {
  await sql`insert into plan_acceptance (zone_id, version_id, rule, subject, reason, accepted_by, accepted_at)
    values (${zoneId}, ${versionId}, ${row.rule}, ${row.subject}, ${row.reason}, ${row.acceptedBy}, ${row.acceptedAt})
    on conflict (zone_id, version_id, rule, subject) do update set reason = excluded.reason, accepted_by = excluded.accepted_by,
      accepted_at = excluded.accepted_at`.execute(tx)
}

export async function deleteAcceptance(tx: WriteTx, zoneId: Uuid, versionId: Uuid, rule: string, subject: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from plan_acceptance where zone_id = ${zoneId} and version_id = ${versionId} and rule = ${rule} and subject = ${subject}`.execute(
      tx,
    )
  return (numAffectedRows ?? 0n) > 0n
}

/** What the zone decides about the rules of the check: its settings' planRules. */
export async function readRuleSwitches(tx: ReadTx, zoneId: Uuid): Promise<RuleSwitches> {
  const { rows } = await sql<{ switches: RuleSwitches | null }>`
    select z.settings -> 'planRules' as switches from zone z where z.zone_id = ${zoneId}`.execute(tx)
  return rows[0]?.switches ?? {}
}
