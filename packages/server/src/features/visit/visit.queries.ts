import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'

export interface VisitRecord {
  readonly visitId: Uuid
  readonly version: bigint
  readonly projectId: Uuid
  readonly visitedOn: PlainDate
  readonly visitors: string
  readonly found: string
  readonly promised: string | null
  readonly promisedUntil: PlainDate | null
  readonly keptOn: PlainDate | null
  readonly by: string
  readonly byName: string
  readonly at: Instant
  readonly sourceKind: 'simulated' | 'entered'
}

export interface ProjectVisit extends VisitRecord {
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly serviceManager: string | null
}

/** Visits under a condition (aliases `v`, and `p` for the project), the newest first. */
export async function readVisits(tx: ReadTx, zoneId: Uuid, where: readonly (Condition | undefined)[]): Promise<ProjectVisit[]> {
  const { rows } = await sql<ProjectVisit>`
    select v.visit_id as "visitId", v.version, v.project_id as "projectId", v.visited_on as "visitedOn", v.visitors, v.found, v.promised,
      v.promised_until as "promisedUntil", v.kept_on as "keptOn", v.recorded_by as by, v.recorded_by_name as "byName", v.recorded_at as at,
      v.source_kind as "sourceKind",
      p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.service_manager as "serviceManager"
    from project_visit v join project p on p.zone_id = v.zone_id and p.project_id = v.project_id
    where v.zone_id = ${zoneId} and ${allOf(where)} order by v.visited_on desc, v.recorded_at desc, v.visit_id`.execute(tx)
  return rows
}

export const isOfProject = (projectId: Uuid): Condition => sql<boolean>`v.project_id = ${projectId}`
export const isVisit = (visitId: Uuid): Condition => sql<boolean>`v.visit_id = ${visitId}`
export const isVisitedBetween = (from: PlainDate, to: PlainDate): Condition => sql<boolean>`v.visited_on between ${from} and ${to}`
export const isOpenPromise = sql<boolean>`(v.promised is not null and v.kept_on is null)`

export async function hasProject(tx: ReadTx, zoneId: Uuid, projectId: Uuid, reach: Condition | undefined): Promise<boolean> {
  const { rows } =
    await sql`select 1 from project p where p.zone_id = ${zoneId} and p.project_id = ${projectId} and ${allOf([reach])}`.execute(tx)
  return rows.length > 0
}

export async function insertVisits(tx: WriteTx, zoneId: Uuid, visits: readonly Omit<VisitRecord, 'version'>[]): Promise<void> {
  if (visits.length === 0) return
  await tx
    .insertInto('project_visit')
    .values(
      visits.map((visit) => ({
        zone_id: zoneId,
        visit_id: visit.visitId,
        project_id: visit.projectId,
        visited_on: visit.visitedOn,
        visitors: visit.visitors,
        found: visit.found,
        promised: visit.promised,
        promised_until: visit.promisedUntil,
        kept_on: visit.keptOn,
        recorded_by: visit.by,
        recorded_by_name: visit.byName,
        recorded_at: visit.at,
        source_kind: visit.sourceKind,
      })),
    )
    .execute()
}

/** @returns false when somebody was faster */
export async function markKept(
  tx: WriteTx,
  zoneId: Uuid,
  visitId: Uuid,
  { version, on }: { version: bigint; on: PlainDate },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('project_visit')
    .set({ kept_on: on, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('visit_id', '=', visitId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
