import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, isOneOfIds, type Condition } from '../../platform/list-query.ts'
import { newId } from '../../platform/ids.ts'

export interface DispatchFacts {
  readonly month: YearMonth
  readonly toldOn: PlainDate
  readonly constructionFen: Fen
  readonly installationFen: Fen
  readonly equipmentFen: Fen
  readonly otherFen: Fen
  readonly landFen: Fen
  readonly progressPpm: bigint | null
  readonly note: string | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}

export interface DispatchRecord extends DispatchFacts {
  readonly entryId: Uuid
  readonly totalFen: Fen
  readonly by: string
  readonly byName: string
  readonly toldAt: Instant
  readonly isCurrent: boolean
}

/** How projects in reach (a condition on alias `p`) stand. */
export async function findStandings(
  tx: ReadTx,
  zoneId: Uuid,
  projectIds: readonly Uuid[],
  reach: Condition | undefined,
): Promise<Map<Uuid, string>> {
  const { rows } = await sql<{ projectId: Uuid; standing: string }>`
    select p.project_id as "projectId", p.standing from project p
    where p.zone_id = ${zoneId} and ${allOf([isOneOfIds(sql`p.project_id`, projectIds), reach])}`.execute(tx)
  return new Map(rows.map(({ projectId, standing }) => [projectId, standing]))
}

export const findStanding = async (tx: ReadTx, zoneId: Uuid, projectId: Uuid, reach: Condition | undefined): Promise<string | undefined> =>
  (await findStandings(tx, zoneId, [projectId], reach)).get(projectId)

/** Everything that was told of a project, the newest month first, in it the newest word. */
export async function readEntries(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<DispatchRecord[]> {
  const { rows } = await sql<DispatchRecord>`
    select d.entry_id as "entryId", to_char(d.month_ym, 'YYYY-MM') as month, d.construction_fen as "constructionFen",
      d.installation_fen as "installationFen", d.equipment_fen as "equipmentFen", d.other_fen as "otherFen", d.land_fen as "landFen",
      d.total_fen as "totalFen", d.progress_ppm as "progressPpm", d.note, d.told_by as by, d.told_by_name as "byName", d.told_on as "toldOn",
      d.told_at as "toldAt", d.superseded_at is null as "isCurrent", d.source_kind as "sourceKind"
    from dispatch_entry d where d.zone_id = ${zoneId} and d.project_id = ${projectId}
    order by d.month_ym desc, d.told_at desc, d.entry_id desc`.execute(tx)
  return rows
}

/** The word that counts about each month of projects, by project and month. */
export async function readCurrent(
  tx: ReadTx,
  zoneId: Uuid,
  projectIds: readonly Uuid[],
): Promise<Map<string, Pick<DispatchRecord, 'totalFen' | 'constructionFen'>>> {
  const { rows } = await sql<{ projectId: Uuid; month: YearMonth; totalFen: Fen; constructionFen: Fen }>`
    select d.project_id as "projectId", to_char(d.month_ym, 'YYYY-MM') as month, d.total_fen as "totalFen", d.construction_fen as "constructionFen"
    from dispatch_entry d where d.zone_id = ${zoneId} and d.superseded_at is null and ${isOneOfIds(sql`d.project_id`, projectIds)}`.execute(
    tx,
  )
  return new Map(rows.map(({ projectId, month, ...amounts }) => [`${projectId} ${month}`, amounts]))
}

/** Whoever tells of the same project waits for his turn. */
export async function lockDispatch(tx: WriteTx, projectIds: readonly Uuid[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(t.id, 205)) from (select value as id from jsonb_array_elements_text(${JSON.stringify(
    projectIds,
  )}::jsonb) order by value) t`.execute(tx)
}

/** Adds words about months; each counts instead of the last one about its month, which stays. */
export async function insertEntries(
  tx: WriteTx,
  zoneId: Uuid,
  entries: readonly (DispatchFacts & { readonly projectId: Uuid })[],
  { by, byName, at }: { by: string; byName: string; at: Instant },
): Promise<void> {
  const rows = JSON.stringify(
    entries.map((entry) => ({ ...entry, month: firstDayOf(entry.month), entryId: newId() })),
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  )
  await sql`
    update dispatch_entry d set superseded_at = ${at}::timestamptz from jsonb_to_recordset(${rows}::jsonb) as r("projectId" uuid, month date)
    where d.zone_id = ${zoneId} and d.project_id = r."projectId" and d.month_ym = r.month and d.superseded_at is null`.execute(tx)
  await sql`
    insert into dispatch_entry (zone_id, entry_id, project_id, month_ym, construction_fen, installation_fen, equipment_fen, other_fen, land_fen,
      progress_ppm, note, source_kind, told_by, told_by_name, told_on, told_at)
    select ${zoneId}::uuid, r."entryId", r."projectId", r.month, r."constructionFen", r."installationFen", r."equipmentFen", r."otherFen", r."landFen",
      r."progressPpm", r.note, r."sourceKind", ${by}, ${byName}, r."toldOn", ${at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r("entryId" uuid, "projectId" uuid, month date, "toldOn" date, "constructionFen" bigint, "installationFen" bigint,
      "equipmentFen" bigint, "otherFen" bigint, "landFen" bigint, "progressPpm" bigint, note text, "sourceKind" text)`.execute(tx)
}
