import { sql } from 'kysely'
import type { Baseline } from '@ballast/contract/gantt.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

interface Row {
  baselineId: Uuid
  name: string
  versionId: Uuid | null
  year: number | null
  number: number | null
  takenBy: string
  takenAt: Instant
  projects: bigint
}
const baselineOf = ({ versionId, year, number, projects, ...row }: Row): Baseline => ({
  ...row,
  plan: versionId === null ? null : { versionId, year: Number(year), number: Number(number) },
  projects: Number(projects),
})

/** Newest first; one of them when it is named. */
export async function readBaselines(tx: ReadTx, zoneId: Uuid, baselineId?: Uuid): Promise<Baseline[]> {
  const { rows } = await sql<Row>`
    select b.baseline_id as "baselineId", b.name, b.version_id as "versionId", v.year, v.number, b.taken_by as "takenBy",
      b.taken_at as "takenAt",
      (select count(distinct d.project_id) from gate_baseline_date d
        where d.zone_id = b.zone_id and d.baseline_id = b.baseline_id) as projects
    from gate_baseline b left join plan_version v on v.zone_id = b.zone_id and v.version_id = b.version_id
    where b.zone_id = ${zoneId} and ${baselineId === undefined ? sql`true` : sql`b.baseline_id = ${baselineId}`}
    order by b.taken_at desc, b.baseline_id desc`.execute(tx)
  return rows.map(baselineOf)
}

/** Whether a name is in use for a baseline that was taken by hand. */
export async function isNameTaken(tx: ReadTx, zoneId: Uuid, name: string): Promise<boolean> {
  const found = await tx
    .selectFrom('gate_baseline')
    .select('baseline_id')
    .where('zone_id', '=', zoneId)
    .where('name', '=', name)
    .where('version_id', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/**
 * Keeps every planned date of the zone under a baseline.
 * @returns how many dates, of how many projects
 */
export async function insertBaseline(
  tx: WriteTx,
  zoneId: Uuid,
  given: { baselineId: Uuid; name: string; versionId: Uuid | null; by: string; at: Instant },
): Promise<{ dates: number; projects: number }> {
  await tx
    .insertInto('gate_baseline')
    .values({
      zone_id: zoneId,
      baseline_id: given.baselineId,
      name: given.name,
      version_id: given.versionId,
      taken_by: given.by,
      taken_at: given.at,
    })
    .execute()
  const { rows } = await sql<{ dates: bigint; projects: bigint }>`
    with kept as (
      insert into gate_baseline_date (zone_id, baseline_id, project_id, gate, planned_on)
      select t.zone_id, ${given.baselineId}::uuid, t.project_id, t.gate, t.planned_on from project_gate t where t.zone_id = ${zoneId}
      returning project_id
    )
    select count(*) as dates, count(distinct project_id) as projects from kept`.execute(tx)
  return { dates: Number(rows[0]?.dates ?? 0), projects: Number(rows[0]?.projects ?? 0) }
}

export const deleteBaseline = (tx: WriteTx, zoneId: Uuid, baselineId: Uuid) =>
  tx.deleteFrom('gate_baseline').where('zone_id', '=', zoneId).where('baseline_id', '=', baselineId).execute()
