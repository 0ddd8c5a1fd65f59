import { sql, type RawBuilder } from 'kysely'
import { compareTargets } from '@ballast/domain/plan/indicator.ts'
import type {
  ContentNode,
  ContentProject,
  ContentShare,
  ContentTarget,
  PlanContent,
  RegisterFacts,
} from '@ballast/domain/plan/plan-content.ts'
import type { PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

const asJson = (rows: unknown): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
/** A list of ids or texts as rows, the same on both databases. */
const uuidsIn = (ids: readonly Uuid[]): RawBuilder<unknown> =>
  sql`(select value::uuid from jsonb_array_elements_text(${asJson(ids)}::jsonb))`
const textsIn = (texts: readonly string[]): RawBuilder<unknown> =>
  sql`(select value from jsonb_array_elements_text(${asJson(texts)}::jsonb))`

interface MonthRecord extends PlanMonthRow {
  projectId: Uuid
}

export async function readTargets(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<(ContentTarget & { version: bigint })[]> {
  const { rows } = await sql<ContentTarget & { version: bigint }>`
    select t.target_id as "targetId", t.indicator, t.scope_kind as "scopeKind", t.scope_code as "scopeCode", t.period, t.comparator,
      t.value_fen as "valueFen", t.value_ppm as "valuePpm", t.value_count as "valueCount", t.note, t.source_kind as "sourceKind", t.citation, t.version
    from plan_target t where t.zone_id = ${zoneId} and t.version_id = ${versionId}`.execute(tx)
  return rows.sort(compareTargets)
}

export async function readNodes(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<(ContentNode & { version: bigint })[]> {
  const { rows } = await sql<ContentNode & { version: bigint }>`
    select n.node_id as "nodeId", n.parent_id as "parentId", n.code, n.name_zh as "nameZh", n.name_en as "nameEn",
      n.category_code as "categoryCode", n.cluster_code as "clusterCode", n.frame_fen as "frameFen", n.sort, n.version
    from plan_node n where n.zone_id = ${zoneId} and n.version_id = ${versionId} order by n.sort, n.code`.execute(tx)
  return rows
}

/** The plans of the given projects, or of all projects of the version, with months and shares in order. */
export async function readProjects(tx: ReadTx, zoneId: Uuid, versionId: Uuid, projectIds?: readonly Uuid[]): Promise<ContentProject[]> {
  const only = (column: string) => (projectIds === undefined ? sql`` : sql`and ${sql.ref(column)} in ${uuidsIn(projectIds)}`)
  const { rows: projects } = await sql<Omit<ContentProject, 'months' | 'shares'>>`
    select p.project_id as "projectId", p.node_id as "nodeId", p.annual_fen as "annualFen", p.profile, p.note,
      p.source_kind as "sourceKind", p.citation
    from plan_project p where p.zone_id = ${zoneId} and p.version_id = ${versionId} ${only('p.project_id')} order by p.project_id`.execute(
    tx,
  )
  if (projectIds !== undefined && projects.length === 0) return []
  const { rows: months } = await sql<MonthRecord>`
    select m.project_id as "projectId", to_char(m.month_ym, 'YYYY-MM') as month, m.not_countable_reason as "notCountableReason",
      m.construction_fen as "constructionFen", m.installation_fen as "installationFen", m.equipment_fen as "equipmentFen",
      m.other_fen as "otherFen", m.land_fen as "landFen"
    from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${versionId} ${only('m.project_id')}
    order by m.project_id, m.month_ym, m.countable desc`.execute(tx)
  const { rows: shares } = await sql<ContentShare & { projectId: Uuid }>`
    select s.project_id as "projectId", s.parcel_id as "parcelId", s.share_ppm as "sharePpm", s.method
    from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${versionId} ${only('s.project_id')}
    order by s.project_id, s.ordinal`.execute(tx)
  const monthsOf = Map.groupBy(months, (row) => row.projectId)
  const sharesOf = Map.groupBy(shares, (row) => row.projectId)
  return projects.map((project) => ({
    ...project,
    months: (monthsOf.get(project.projectId) ?? []).map(({ projectId: _projectId, ...line }) => line),
    shares: (sharesOf.get(project.projectId) ?? []).map(({ projectId: _projectId, ...share }) => share),
  }))
}

export async function readContent(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<PlanContent> {
  const targets = (await readTargets(tx, zoneId, versionId)).map(({ version: _version, ...target }) => target)
  const nodes = (await readNodes(tx, zoneId, versionId)).map(({ version: _version, ...node }) => node)
  return { targets, nodes, projects: await readProjects(tx, zoneId, versionId) }
}

/** What the register says of every project that one of the versions plans. */
export async function readRegister(tx: ReadTx, zoneId: Uuid, versionIds: readonly Uuid[]): Promise<Map<Uuid, RegisterFacts>> {
  const { rows } = await sql<Omit<RegisterFacts, 'gates'> & { projectId: Uuid; gates: RegisterFacts['gates'] | null }>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.project_code as "projectCode", p.name_zh as "nameZh", p.name_en as "nameEn",
      p.category_code as "categoryCode", p.cluster_code as "clusterCode", p.total_fen as "totalFen",
      p.owner_enterprise_id is not null as "hasOwner", coalesce(btrim(p.service_manager), '') <> '' as "hasServiceManager",
      (select json_object_agg(d.gate, d.planned_on) from project_gate d where d.zone_id = p.zone_id and d.project_id = p.project_id) as gates
    from project p
    where p.zone_id = ${zoneId} and p.project_id in (
      select pp.project_id from plan_project pp where pp.zone_id = ${zoneId} and pp.version_id in ${uuidsIn(versionIds)}
    )`.execute(tx)
  return new Map(rows.map(({ projectId, gates, ...facts }) => [projectId, { ...facts, gates: gates ?? {} }]))
}

export async function readLastYear(tx: ReadTx, zoneId: Uuid, year: number): Promise<Map<string, Fen>> {
  const { rows } = await sql<{ indicator: string; valueFen: Fen }>`
    select f.indicator, f.value_fen as "valueFen" from year_figure f where f.zone_id = ${zoneId} and f.year = ${year - 1}`.execute(tx)
  return new Map(rows.map((row) => [row.indicator, row.valueFen]))
}

export interface CategoryRow {
  code: string
  nameZh: string
  nameEn: string
  isIndustry: boolean
}

export async function readCategories(tx: ReadTx, zoneId: Uuid): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select c.category_code as code, c.name_zh as "nameZh", c.name_en as "nameEn", c.is_industry as "isIndustry"
    from category c where c.zone_id = ${zoneId} order by c.sort, c.category_code`.execute(tx)
  return rows
}

export interface ClusterRow {
  code: string
  categoryCode: string
  nameZh: string
  nameEn: string
  color: string
}

export async function readClusters(tx: ReadTx, zoneId: Uuid): Promise<ClusterRow[]> {
  const { rows } = await sql<ClusterRow>`
    select k.cluster_code as code, k.category_code as "categoryCode", k.name_zh as "nameZh", k.name_en as "nameEn", k.color
    from cluster k where k.zone_id = ${zoneId} order by k.sort, k.cluster_code`.execute(tx)
  return rows
}

export async function projectsByNo(tx: ReadTx, zoneId: Uuid, numbers: readonly string[]): Promise<Map<string, Uuid>> {
  const { rows } = await sql<{ projectNo: string; projectId: Uuid }>`
    select p.project_no as "projectNo", p.project_id as "projectId" from project p
    where p.zone_id = ${zoneId} and p.project_no in ${textsIn(numbers)}`.execute(tx)
  return new Map(rows.map((row) => [row.projectNo, row.projectId]))
}

export async function parcelsByName(tx: ReadTx, zoneId: Uuid, names: readonly string[]): Promise<Map<string, Uuid>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql<{ name: string; parcelId: Uuid }>`
    select n.name, n.parcel_id as "parcelId" from parcel_name n where n.zone_id = ${zoneId} and n.name in ${textsIn(names)}`.execute(tx)
  return new Map(rows.map((row) => [row.name, row.parcelId]))
}

/** Main names of parcels. */
export async function parcelNames(tx: ReadTx, zoneId: Uuid, parcelIds: readonly Uuid[]): Promise<Map<Uuid, string>> {
  if (parcelIds.length === 0) return new Map()
  const { rows } = await sql<{ name: string; parcelId: Uuid }>`
    select g.name, g.parcel_id as "parcelId" from parcel g where g.zone_id = ${zoneId} and g.parcel_id in ${uuidsIn(parcelIds)}`.execute(tx)
  return new Map(rows.map((row) => [row.parcelId, row.name]))
}

export async function projectNumbers(
  tx: ReadTx,
  zoneId: Uuid,
  projectIds: readonly Uuid[],
): Promise<Map<Uuid, { projectNo: string; nameZh: string; nameEn: string | null }>> {
  const { rows } = await sql<{ projectNo: string; nameZh: string; nameEn: string | null; projectId: Uuid }>`
    select p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.project_id as "projectId" from project p
    where p.zone_id = ${zoneId} and p.project_id in ${uuidsIn(projectIds)}`.execute(tx)
  return new Map(rows.map((row) => [row.projectId, row]))
}

export async function writeTargets(tx: WriteTx, zoneId: Uuid, versionId: Uuid, targets: readonly ContentTarget[]): Promise<void> {
  if (targets.length === 0) return
  await sql`
    insert into plan_target (zone_id, version_id, target_id, indicator, scope_kind, scope_code, period, comparator, value_fen, value_ppm, value_count,
      note, source_kind, citation)
    select ${zoneId}::uuid, ${versionId}::uuid, r."targetId", r.indicator, r."scopeKind", r."scopeCode", r.period, r.comparator, r."valueFen", r."valuePpm",
      r."valueCount", r.note, r."sourceKind", r.citation
    from jsonb_to_recordset(${asJson(targets)}::jsonb) as r("targetId" uuid, indicator text, "scopeKind" text, "scopeCode" text, period text,
      comparator text, "valueFen" bigint, "valuePpm" bigint, "valueCount" bigint, note text, "sourceKind" text, citation text)
    on conflict (zone_id, version_id, target_id) do update set value_fen = excluded.value_fen, value_ppm = excluded.value_ppm,
      value_count = excluded.value_count, note = excluded.note, source_kind = excluded.source_kind, citation = excluded.citation,
      version = plan_target.version + 1`.execute(tx)
}

export async function writeNodes(tx: WriteTx, zoneId: Uuid, versionId: Uuid, nodes: readonly ContentNode[]): Promise<void> {
  if (nodes.length === 0) return
  await sql`
    insert into plan_node (zone_id, version_id, node_id, parent_id, code, name_zh, name_en, category_code, cluster_code, frame_fen, sort)
    select ${zoneId}::uuid, ${versionId}::uuid, r."nodeId", r."parentId", r.code, r."nameZh", r."nameEn", r."categoryCode", r."clusterCode", r."frameFen", r.sort
    from jsonb_to_recordset(${asJson(nodes)}::jsonb) as r("nodeId" uuid, "parentId" uuid, code text, "nameZh" text, "nameEn" text,
      "categoryCode" text, "clusterCode" text, "frameFen" bigint, sort integer)
    on conflict (zone_id, version_id, node_id) do update set parent_id = excluded.parent_id, code = excluded.code, name_zh = excluded.name_zh,
      name_en = excluded.name_en, category_code = excluded.category_code, cluster_code = excluded.cluster_code,
      frame_fen = excluded.frame_fen, sort = excluded.sort, version = plan_node.version + 1`.execute(tx)
}

/**
 * Writes the projects' own rows; months and shares of the projects are replaced by what is given.
 * @param isNew of a project that has none to replace
 */
export async function writeProjects(
  tx: WriteTx,
  zoneId: Uuid,
  versionId: Uuid,
  projects: readonly ContentProject[],
  isNew: (project: ContentProject) => boolean = () => false,
): Promise<void> {
  if (projects.length === 0) return
  const heads = projects.map(({ months: _months, shares: _shares, ...head }) => head)
  await sql`
    insert into plan_project (zone_id, version_id, project_id, node_id, annual_fen, profile, note, source_kind, citation)
    select ${zoneId}::uuid, ${versionId}::uuid, r."projectId", r."nodeId", r."annualFen", r.profile, r.note, r."sourceKind", r.citation
    from jsonb_to_recordset(${asJson(heads)}::jsonb) as r("projectId" uuid, "nodeId" uuid, "annualFen" bigint, profile text, note text,
      "sourceKind" text, citation text)
    on conflict (zone_id, version_id, project_id) do update set node_id = excluded.node_id, annual_fen = excluded.annual_fen,
      profile = excluded.profile, note = excluded.note, source_kind = excluded.source_kind, citation = excluded.citation,
      version = plan_project.version + 1`.execute(tx)
  await deleteParts(
    tx,
    zoneId,
    versionId,
    projects.filter((project) => !isNew(project)).map((project) => project.projectId),
  )
  await insertMonths(
    tx,
    zoneId,
    versionId,
    projects.flatMap(({ projectId, months }) => months.map((line) => ({ ...line, projectId }))),
  )
  const shares = projects.flatMap(({ projectId, shares: list }) =>
    list.map((share, index) => ({ ...share, projectId, ordinal: index + 1 })),
  )
  if (shares.length === 0) return
  await sql`
    insert into plan_share (zone_id, version_id, project_id, parcel_id, ordinal, share_ppm, method)
    select ${zoneId}::uuid, ${versionId}::uuid, r."projectId", r."parcelId", r.ordinal, r."sharePpm", r.method
    from jsonb_to_recordset(${asJson(shares)}::jsonb) as r("projectId" uuid, "parcelId" uuid, ordinal integer, "sharePpm" bigint, method text)`.execute(
    tx,
  )
}

async function deleteParts(tx: WriteTx, zoneId: Uuid, versionId: Uuid, ids: readonly Uuid[]): Promise<void> {
  if (ids.length === 0) return
  for (const table of ['plan_month', 'plan_share']) {
    await sql`delete from ${sql.table(table)} where zone_id = ${zoneId} and version_id = ${versionId}
      and project_id in ${uuidsIn(ids)}`.execute(tx)
  }
}

/** The months of many projects go as one list a column: an import has a hundred thousand of them. */
async function insertMonths(tx: WriteTx, zoneId: Uuid, versionId: Uuid, lines: readonly MonthRecord[]): Promise<void> {
  if (lines.length === 0) return
  const list = (of: (line: MonthRecord) => unknown) => sql`${`{${lines.map(of).join(',')}}`}::text`
  const reasons = lines.map((line) => line.notCountableReason)
  await sql`
    insert into plan_month (zone_id, version_id, project_id, month_ym, countable, not_countable_reason, construction_fen, installation_fen,
      equipment_fen, other_fen, land_fen)
    select ${zoneId}::uuid, ${versionId}::uuid, r.project_id, r.month_ym, r.reason is null, r.reason, r.construction, r.installation,
      r.equipment, r.other, r.land
    from unnest(${list((line) => line.projectId)}::uuid[], ${list((line) => `${line.month}-01`)}::date[],
      array(select value from jsonb_array_elements_text(${JSON.stringify(reasons)}::jsonb) with ordinality order by ordinality),
      ${list((line) => line.constructionFen)}::bigint[], ${list((line) => line.installationFen)}::bigint[],
      ${list((line) => line.equipmentFen)}::bigint[], ${list((line) => line.otherFen)}::bigint[], ${list((line) => line.landFen)}::bigint[])
      as r(project_id, month_ym, reason, construction, installation, equipment, other, land)`.execute(tx)
}

type ContentTable = 'plan_target' | 'plan_node' | 'plan_project'
const ID_COLUMN = { plan_target: 'target_id', plan_node: 'node_id', plan_project: 'project_id' } as const

/** Months and shares go with their project. */
export async function deleteContent(tx: WriteTx, zoneId: Uuid, versionId: Uuid, table: ContentTable, ids: readonly Uuid[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from ${sql.table(table)} where zone_id = ${zoneId} and version_id = ${versionId}
    and ${sql.ref(ID_COLUMN[table])} in ${uuidsIn(ids)}`.execute(tx)
}

/** Nodes that are about to go give their codes back, so that others can take them before. */
export async function releaseCodes(tx: WriteTx, zoneId: Uuid, versionId: Uuid, nodeIds: readonly Uuid[]): Promise<void> {
  if (nodeIds.length === 0) return
  await sql`update plan_node set code = node_id::text where zone_id = ${zoneId} and version_id = ${versionId}
    and node_id in ${uuidsIn(nodeIds)}`.execute(tx)
}

/** The row's version under its lock, or undefined where there is no such row. */
export async function lockContent(tx: WriteTx, zoneId: Uuid, versionId: Uuid, table: ContentTable, id: Uuid): Promise<bigint | undefined> {
  const { rows } = await sql<{ version: bigint }>`
    select r.version from ${sql.table(table)} r where r.zone_id = ${zoneId} and r.version_id = ${versionId}
    and ${sql.ref(`r.${ID_COLUMN[table]}`)} = ${id} for update`.execute(tx)
  return rows[0]?.version
}

/** Everything of one version under the id of another, inside the database. */
export async function copyContent(tx: WriteTx, zoneId: Uuid, from: Uuid, to: Uuid): Promise<void> {
  await sql`
    insert into plan_target (zone_id, version_id, target_id, indicator, scope_kind, scope_code, period, comparator, value_fen, value_ppm, value_count,
      note, source_kind, citation)
    select zone_id, ${to}::uuid, target_id, indicator, scope_kind, scope_code, period, comparator, value_fen, value_ppm, value_count, note, source_kind, citation
    from plan_target where zone_id = ${zoneId} and version_id = ${from}`.execute(tx)
  await sql`
    insert into plan_node (zone_id, version_id, node_id, parent_id, code, name_zh, name_en, category_code, cluster_code, frame_fen, sort)
    select zone_id, ${to}::uuid, node_id, parent_id, code, name_zh, name_en, category_code, cluster_code, frame_fen, sort
    from plan_node where zone_id = ${zoneId} and version_id = ${from}`.execute(tx)
  await sql`
    insert into plan_project (zone_id, version_id, project_id, node_id, annual_fen, profile, note, source_kind, citation)
    select zone_id, ${to}::uuid, project_id, node_id, annual_fen, profile, note, source_kind, citation
    from plan_project where zone_id = ${zoneId} and version_id = ${from}`.execute(tx)
  await sql`
    insert into plan_month (zone_id, version_id, project_id, month_ym, countable, not_countable_reason, construction_fen, installation_fen,
      equipment_fen, other_fen, land_fen)
    select zone_id, ${to}::uuid, project_id, month_ym, countable, not_countable_reason, construction_fen, installation_fen, equipment_fen, other_fen, land_fen
    from plan_month where zone_id = ${zoneId} and version_id = ${from}`.execute(tx)
  await sql`
    insert into plan_share (zone_id, version_id, project_id, parcel_id, ordinal, share_ppm, method)
    select zone_id, ${to}::uuid, project_id, parcel_id, ordinal, share_ppm, method
    from plan_share where zone_id = ${zoneId} and version_id = ${from}`.execute(tx)
  await sql`
    insert into plan_acceptance (zone_id, version_id, rule, subject, reason, accepted_by, accepted_at)
    select zone_id, ${to}::uuid, rule, subject, reason, accepted_by, accepted_at
    from plan_acceptance where zone_id = ${zoneId} and version_id = ${from}`.execute(tx)
}
