import { sql } from 'kysely'
import type { ProjectFacts } from '@ballast/domain/project/project-facts.ts'
import { unknownProject } from '@ballast/domain/project/project-facts.ts'
import type {
  FundingSource,
  Gate,
  ProjectNature,
  ProjectRelation,
  RelationKind,
  RowSourceKind,
} from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { plainDecimal } from '@ballast/domain/shared/row-facts.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { readSources } from '../../platform/provenance.ts'

/** A project as it stands, with the ids behind its names. */
export interface ProjectState {
  readonly projectId: Uuid
  readonly version: bigint
  readonly facts: ProjectFacts
}

/** The projects with these ids or these numbers, or all of the zone, in the order of their numbers. */
export async function readProjectStates(
  tx: ReadTx,
  zoneId: Uuid,
  select: { readonly ids: readonly Uuid[] } | { readonly numbers: readonly string[] } | 'all',
): Promise<ProjectState[]> {
  const rows = await tx
    .selectFrom('project')
    .leftJoin('enterprise', (join) =>
      join.onRef('enterprise.zone_id', '=', 'project.zone_id').onRef('enterprise.enterprise_id', '=', 'project.owner_enterprise_id'),
    )
    .selectAll('project')
    .select('enterprise.name_zh as owner_name')
    .where('project.zone_id', '=', zoneId)
    .$if(select !== 'all' && 'ids' in select, (query) =>
      query.where(sql<boolean>`project.project_id = any(${(select as { ids: Uuid[] }).ids}::uuid[])`),
    )
    .$if(select !== 'all' && 'numbers' in select, (query) =>
      query.where(sql<boolean>`project.project_no = any(${(select as { numbers: string[] }).numbers}::text[])`),
    )
    .orderBy(sql`project.project_no collate "C"`)
    .execute()
  const ids = rows.map((row) => row.project_id)
  const [funding, gates, relations, parcels] = [
    await readFunding(tx, zoneId, ids),
    await readGates(tx, zoneId, ids),
    await readRelations(tx, zoneId, ids),
    await readParcels(tx, zoneId, ids),
  ]
  const sources = await readSources(tx, zoneId, 'project', ids)
  return rows.map((row) => {
    const none = unknownProject(row.project_no, row.source_kind as RowSourceKind)
    return {
      projectId: row.project_id,
      version: row.version,
      facts: {
        ...none,
        projectCode: row.project_code,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        shortName: row.short_name,
        owner: row.owner_name,
        categoryCode: row.category_code,
        clusterCode: row.cluster_code,
        industryCode: row.industry_code,
        nature: row.nature as ProjectNature | null,
        totalFen: row.total_fen as Fen | null,
        composition: {
          construction: row.total_construction_fen as Fen | null,
          installation: row.total_installation_fen as Fen | null,
          equipment: row.total_equipment_fen as Fen | null,
          other: row.total_other_fen as Fen | null,
          land: row.total_land_fen as Fen | null,
        },
        funding: { ...none.funding, ...funding.get(row.project_id) },
        gates: { ...none.gates, ...gates.get(row.project_id) },
        bureauCode: row.bureau_code,
        serviceManager: row.service_manager,
        address: row.address,
        statAreaCode: row.stat_area_code,
        relations: relations.get(row.project_id) ?? [],
        parcels: parcels.get(row.project_id) ?? [],
        tags: row.tags,
        custom: row.custom as Record<string, string>,
        notes: row.notes,
        provenance: sources.get(row.project_id) ?? {},
        citation: row.citation,
      },
    }
  })
}

function grouped<R extends { projectId: Uuid }, V>(rows: readonly R[], fold: (sum: V | undefined, row: R) => V): Map<Uuid, V> {
  const groups = new Map<Uuid, V>()
  for (const row of rows) groups.set(row.projectId, fold(groups.get(row.projectId), row))
  return groups
}

async function readFunding(tx: ReadTx, zoneId: Uuid, ids: readonly Uuid[]) {
  const rows = await tx
    .selectFrom('project_funding')
    .select(['project_funding.project_id as projectId', 'project_funding.source_code as source', 'project_funding.amount_fen as amount'])
    .where('project_funding.zone_id', '=', zoneId)
    .where(sql<boolean>`project_funding.project_id = any(${ids}::uuid[])`)
    .execute()
  return grouped(rows, (sum: Partial<Record<FundingSource, Fen>> | undefined, row) => ({ ...sum, [row.source]: row.amount }))
}

async function readGates(tx: ReadTx, zoneId: Uuid, ids: readonly Uuid[]) {
  const rows = await tx
    .selectFrom('project_gate')
    .select(['project_gate.project_id as projectId', 'project_gate.gate', 'project_gate.planned_on as plannedOn'])
    .where('project_gate.zone_id', '=', zoneId)
    .where(sql<boolean>`project_gate.project_id = any(${ids}::uuid[])`)
    .execute()
  return grouped(rows, (sum: Partial<Record<Gate, PlainDate>> | undefined, row) => ({ ...sum, [row.gate]: row.plannedOn }))
}

async function readRelations(tx: ReadTx, zoneId: Uuid, ids: readonly Uuid[]) {
  const rows = await tx
    .selectFrom('project_relation')
    .innerJoin('project as related', (join) =>
      join
        .onRef('related.zone_id', '=', 'project_relation.zone_id')
        .onRef('related.project_id', '=', 'project_relation.related_project_id'),
    )
    .select(['project_relation.project_id as projectId', 'project_relation.kind', 'related.project_no as projectNo'])
    .where('project_relation.zone_id', '=', zoneId)
    .where(sql<boolean>`project_relation.project_id = any(${ids}::uuid[])`)
    .orderBy(sql`related.project_no collate "C"`)
    .execute()
  return grouped(rows, (sum: ProjectRelation[] | undefined, row) => [
    ...(sum ?? []),
    { kind: row.kind as RelationKind, projectNo: row.projectNo },
  ])
}

async function readParcels(tx: ReadTx, zoneId: Uuid, ids: readonly Uuid[]) {
  const rows = await tx
    .selectFrom('project_parcel')
    .innerJoin('parcel', (join) =>
      join.onRef('parcel.zone_id', '=', 'project_parcel.zone_id').onRef('parcel.parcel_id', '=', 'project_parcel.parcel_id'),
    )
    .select([
      'project_parcel.project_id as projectId',
      'parcel.name',
      'project_parcel.area_m2 as areaM2',
      'project_parcel.floor_area_m2 as floorAreaM2',
    ])
    .where('project_parcel.zone_id', '=', zoneId)
    .where(sql<boolean>`project_parcel.project_id = any(${ids}::uuid[])`)
    .orderBy('parcel.sort_key')
    .orderBy('parcel.parcel_id')
    .execute()
  return grouped(rows, (sum: ProjectFacts['parcels'] | undefined, row) => [
    ...(sum ?? []),
    { name: row.name, areaM2: plainDecimal(row.areaM2), floorAreaM2: plainDecimal(row.floorAreaM2) },
  ])
}

/** Other projects of the zone with one of these numbers, codes or names. */
export const findNamesakes = (
  tx: ReadTx,
  zoneId: Uuid,
  given: { readonly numbers: readonly string[]; readonly codes: readonly string[]; readonly names: readonly string[] },
) =>
  tx
    .selectFrom('project')
    .select([
      'project.project_id as projectId',
      'project.project_no as projectNo',
      'project.project_code as projectCode',
      'project.name_zh as nameZh',
    ])
    .where('project.zone_id', '=', zoneId)
    .where(
      sql<boolean>`(project.project_no = any(${given.numbers}::text[]) or project.project_code = any(${given.codes}::text[])
        or project.name_zh = any(${given.names}::text[]))`,
    )
    .execute()

/** Enterprises by each given name or credit code. */
export async function findOwners(
  tx: ReadTx,
  zoneId: Uuid,
  keys: readonly string[],
): Promise<Map<string, { enterpriseId: Uuid; nameZh: string }>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('enterprise')
    .select(['enterprise.enterprise_id as enterpriseId', 'enterprise.name_zh as nameZh', 'enterprise.credit_code as creditCode'])
    .where('enterprise.zone_id', '=', zoneId)
    .where(sql<boolean>`(enterprise.name_zh = any(${keys}::text[]) or enterprise.credit_code = any(${keys}::text[]))`)
    .execute()
  return new Map([
    ...rows.flatMap((row) => (row.creditCode === null ? [] : [[row.creditCode, row] as const])),
    ...rows.map((row) => [row.nameZh, row] as const),
  ])
}

/** Parcels by each given name of theirs and by their main one. */
export async function findParcels(
  tx: ReadTx,
  zoneId: Uuid,
  names: readonly string[],
): Promise<Map<string, { parcelId: Uuid; name: string }>> {
  if (names.length === 0) return new Map()
  const rows = await tx
    .selectFrom('parcel_name')
    .innerJoin('parcel', (join) =>
      join.onRef('parcel.zone_id', '=', 'parcel_name.zone_id').onRef('parcel.parcel_id', '=', 'parcel_name.parcel_id'),
    )
    .select(['parcel_name.name as given', 'parcel.parcel_id as parcelId', 'parcel.name'])
    .where('parcel_name.zone_id', '=', zoneId)
    .where(sql<boolean>`parcel_name.name = any(${names}::text[])`)
    .execute()
  return new Map(rows.flatMap(({ given, ...parcel }) => [[given, parcel] as const, [parcel.name, parcel] as const]))
}

export async function findProjectIds(tx: ReadTx, zoneId: Uuid, numbers: readonly string[]): Promise<Map<string, Uuid>> {
  if (numbers.length === 0) return new Map()
  const rows = await tx
    .selectFrom('project')
    .select(['project.project_no as projectNo', 'project.project_id as projectId'])
    .where('project.zone_id', '=', zoneId)
    .where(sql<boolean>`project.project_no = any(${numbers}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.projectNo, row.projectId]))
}

/** Every relation of the zone, by number. */
export const readRelationGraph = (tx: ReadTx, zoneId: Uuid): Promise<{ projectNo: string; relatedNo: string }[]> =>
  tx
    .selectFrom('project_relation')
    .innerJoin('project as one', (join) =>
      join.onRef('one.zone_id', '=', 'project_relation.zone_id').onRef('one.project_id', '=', 'project_relation.project_id'),
    )
    .innerJoin('project as other', (join) =>
      join.onRef('other.zone_id', '=', 'project_relation.zone_id').onRef('other.project_id', '=', 'project_relation.related_project_id'),
    )
    .select(['one.project_no as projectNo', 'other.project_no as relatedNo'])
    .where('project_relation.zone_id', '=', zoneId)
    .execute()

/** Codes that a project may use; null for a list that the zone does not keep. */
export async function readProjectCodes(tx: ReadTx, zoneId: Uuid) {
  const categories = await tx.selectFrom('category').select('category_code as code').where('zone_id', '=', zoneId).execute()
  const clusters = await tx
    .selectFrom('cluster')
    .select(['cluster_code as code', 'category_code as category'])
    .where('zone_id', '=', zoneId)
    .execute()
  const items = await tx
    .selectFrom('code_item')
    .select(['code_item.list', 'code_item.code'])
    .where('code_item.zone_id', '=', zoneId)
    .where('code_item.list', 'in', ['bureau', 'region'])
    .execute()
  const listed = (list: string): ReadonlySet<string> | null => {
    const codes = items.filter((item) => item.list === list).map((item) => item.code)
    return codes.length === 0 ? null : new Set(codes)
  }
  return {
    categories: new Set(categories.map((row) => row.code)),
    categoryOfCluster: new Map(clusters.map((row) => [row.code, row.category])),
    bureaus: listed('bureau'),
    regions: listed('region'),
  }
}

/** A project as it is to be written; ids instead of names. */
export interface ProjectRecord {
  readonly projectId: Uuid
  /** The version that the change was made from; null: the project is new. */
  readonly version: bigint | null
  readonly facts: ProjectFacts
  readonly ownerId: Uuid | null
  readonly searchText: string
  readonly sortKey: string
  readonly managerSortKey: string | null
}

const COLUMNS = {
  project_no: 'text',
  project_code: 'text',
  name_zh: 'text',
  name_en: 'text',
  short_name: 'text',
  owner_enterprise_id: 'uuid',
  category_code: 'text',
  cluster_code: 'text',
  industry_code: 'text',
  nature: 'text',
  total_fen: 'bigint',
  total_construction_fen: 'bigint',
  total_installation_fen: 'bigint',
  total_equipment_fen: 'bigint',
  total_other_fen: 'bigint',
  total_land_fen: 'bigint',
  bureau_code: 'text',
  service_manager: 'text',
  service_manager_sort_key: 'text',
  address: 'text',
  stat_area_code: 'text',
  tags: 'text[]',
  custom: 'jsonb',
  notes: 'text',
  source_kind: 'text',
  citation: 'text',
  search_text: 'text',
  sort_key: 'text',
} as const

function columnsOf({ facts, ...record }: ProjectRecord): Record<keyof typeof COLUMNS, unknown> {
  const amount = (fen: bigint | null) => fen?.toString() ?? null
  return {
    project_no: facts.projectNo,
    project_code: facts.projectCode,
    name_zh: facts.nameZh,
    name_en: facts.nameEn,
    short_name: facts.shortName,
    owner_enterprise_id: record.ownerId,
    category_code: facts.categoryCode,
    cluster_code: facts.clusterCode,
    industry_code: facts.industryCode,
    nature: facts.nature,
    total_fen: amount(facts.totalFen),
    total_construction_fen: amount(facts.composition.construction),
    total_installation_fen: amount(facts.composition.installation),
    total_equipment_fen: amount(facts.composition.equipment),
    total_other_fen: amount(facts.composition.other),
    total_land_fen: amount(facts.composition.land),
    bureau_code: facts.bureauCode,
    service_manager: facts.serviceManager,
    service_manager_sort_key: record.managerSortKey,
    address: facts.address,
    stat_area_code: facts.statAreaCode,
    tags: facts.tags,
    custom: facts.custom,
    notes: facts.notes,
    source_kind: facts.sourceKind,
    citation: facts.citation,
    search_text: record.searchText,
    sort_key: record.sortKey,
  }
}

/**
 * Writes the projects in one statement.
 * @returns the versions after it; a project that somebody else changed since is absent
 */
export async function writeProjects(
  tx: WriteTx,
  zoneId: Uuid,
  records: readonly ProjectRecord[],
  made: { readonly at: Instant; readonly by: string },
): Promise<Map<Uuid, bigint>> {
  const names = Object.keys(COLUMNS)
  const columns = sql.raw(names.join(', '))
  const types = sql.raw(
    Object.entries(COLUMNS)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  const assignments = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '))
  const json = records.map((record) => ({
    project_id: record.projectId,
    version: (record.version ?? 1n).toString(),
    ...columnsOf(record),
  }))
  const { rows } = await sql<{ projectId: Uuid; version: bigint }>`
    insert into project (zone_id, project_id, version, created_at, modified_at, modified_by, ${columns})
    select ${zoneId}::uuid, r.project_id, r.version, ${made.at}::timestamptz, ${made.at}::timestamptz, ${made.by}, ${columns}
    from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) as r(project_id uuid, version bigint, ${types})
    order by r.project_id
    on conflict (zone_id, project_id) do update set ${assignments}, version = project.version + 1,
      modified_at = excluded.modified_at, modified_by = excluded.modified_by
      where project.version = excluded.version
    returning project_id as "projectId", version`.execute(tx)
  return new Map(rows.map((row) => [row.projectId, row.version]))
}

/** Frees numbers and codes that other projects of the same save take over. */
export async function releaseNumbers(tx: WriteTx, zoneId: Uuid, ids: readonly Uuid[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update project set project_no = project_id::text, project_code = null
    where zone_id = ${zoneId} and project_id = any(${ids}::uuid[])`.execute(tx)
}

export interface ProjectParts {
  readonly funding: readonly { project_id: Uuid; source_code: string; amount_fen: string }[]
  readonly gates: readonly { project_id: Uuid; gate: string; planned_on: string }[]
  readonly relations: readonly { project_id: Uuid; related_project_id: Uuid; kind: string }[]
  readonly parcels: readonly { project_id: Uuid; parcel_id: Uuid; area_m2: string | null; floor_area_m2: string | null }[]
}
const PARTS: Record<keyof ProjectParts, { table: string; columns: Record<string, string> }> = {
  funding: { table: 'project_funding', columns: { project_id: 'uuid', source_code: 'text', amount_fen: 'bigint' } },
  gates: { table: 'project_gate', columns: { project_id: 'uuid', gate: 'text', planned_on: 'date' } },
  relations: { table: 'project_relation', columns: { project_id: 'uuid', related_project_id: 'uuid', kind: 'text' } },
  parcels: {
    table: 'project_parcel',
    columns: { project_id: 'uuid', parcel_id: 'uuid', area_m2: 'numeric', floor_area_m2: 'numeric' },
  },
}

/** Takes one kind of part away from these projects and writes the rows. */
export async function replaceParts<K extends keyof ProjectParts>(
  tx: WriteTx,
  zoneId: Uuid,
  kind: K,
  projectIds: readonly Uuid[],
  rows: ProjectParts[K],
): Promise<void> {
  const table = sql.raw(PARTS[kind].table)
  const columns = sql.raw(Object.keys(PARTS[kind].columns).join(', '))
  const types = sql.raw(
    Object.entries(PARTS[kind].columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  if (projectIds.length > 0) {
    await sql`delete from ${table} where zone_id = ${zoneId} and project_id = any(${projectIds}::uuid[])`.execute(tx)
  }
  if (rows.length === 0) return
  await sql`insert into ${table} (zone_id, ${columns})
    select ${zoneId}::uuid, ${columns} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${types})`.execute(tx)
}

/** Keeps that planned dates have moved; what was said stays said. */
export async function insertPlannedChanges(
  tx: WriteTx,
  zoneId: Uuid,
  changes: readonly { readonly projectId: Uuid; readonly gate: string; readonly from: string | null; readonly to: string | null }[],
  made: { readonly reasonCode: string; readonly note: string | null; readonly at: Instant; readonly by: string },
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((change) => ({ id: newId(), ...change }))
  await sql`
    insert into gate_date_change (zone_id, change_id, project_id, gate, which, from_on, to_on, reason_code, note, changed_by, changed_at)
    select ${zoneId}::uuid, r.id, r."projectId", r.gate, 'planned', r."from", r."to", ${made.reasonCode}, ${made.note}, ${made.by},
      ${made.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "projectId" uuid, gate text, "from" date, "to" date)`.execute(tx)
}

/** The plan versions that a project stands in. */
export const plansWithProject = (tx: ReadTx, zoneId: Uuid, projectId: Uuid) =>
  tx
    .selectFrom('plan_project')
    .innerJoin('plan_version', (join) =>
      join.onRef('plan_version.zone_id', '=', 'plan_project.zone_id').onRef('plan_version.version_id', '=', 'plan_project.version_id'),
    )
    .select(['plan_version.year', 'plan_version.title', 'plan_version.number', 'plan_version.status'])
    .where('plan_project.zone_id', '=', zoneId)
    .where('plan_project.project_id', '=', projectId)
    .orderBy('plan_version.year')
    .orderBy('plan_version.created_at')
    .execute()

/** @returns whether the project stood at this version */
export async function removeProject(tx: WriteTx, zoneId: Uuid, projectId: Uuid, version: bigint): Promise<boolean> {
  const removed = await tx
    .deleteFrom('project')
    .where('zone_id', '=', zoneId)
    .where('project_id', '=', projectId)
    .where('version', '=', version)
    .returning('project_id')
    .execute()
  if (removed.length === 0) return false
  await tx
    .deleteFrom('provenance')
    .where('zone_id', '=', zoneId)
    .where('subject_type', '=', 'project')
    .where('subject_id', '=', projectId)
    .execute()
  return true
}

/** Computing centres that the project builds, by code; applications for computing power and jobs that name it. */
export async function computingOfProject(
  tx: ReadTx,
  zoneId: Uuid,
  projectId: Uuid,
): Promise<{ centres: readonly string[]; applications: number; jobs: number }> {
  const { rows } = await sql<{ centres: string[]; applications: number; jobs: number }>`
    select array(select c.code from compute_centre c where c.zone_id = ${zoneId} and c.project_id = ${projectId} order by c.code) as centres,
      (select count(*)::int from voucher_application a where a.zone_id = ${zoneId} and a.project_id = ${projectId}) as applications,
      (select count(*)::int from compute_job j where j.zone_id = ${zoneId} and j.project_id = ${projectId}) as jobs`.execute(tx)
  return rows[0] ?? { centres: [], applications: 0, jobs: 0 }
}
