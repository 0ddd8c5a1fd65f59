import { sql } from 'kysely'
import type { ProjectFilter, ProjectList, ProjectListRow, PROJECT_OPTIONAL_FIELDS, PROJECT_SORTS } from '@ballast/contract/project.ts'
import { GATES, type Gate, type ProjectNature, type RowSourceKind } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import {
  allOf,
  contains,
  containsPattern,
  customContains,
  customSort,
  isBetween,
  isNotNull,
  isNull,
  isOneOf,
  isOneOfIds,
  matchesWords,
  meetsBox,
  pageOf,
  parseBox,
  sortName,
  when,
  type Condition,
  type Sql,
  type SortColumn,
} from '../../platform/list-query.ts'

export interface ProjectListRequest {
  readonly filter: ProjectFilter
  /** The projects inside the drawn area, when there is one. */
  readonly within: readonly Uuid[] | undefined
  readonly sort: string
  readonly cursor: string | undefined
  readonly limit: number
  readonly withTotals: boolean
  readonly planYear: number
  readonly versionId: Uuid | null
  readonly customTypeOf: (fieldCode: string) => string | undefined
}

/** The plan version of a year that lists show: the one in force; before the first adoption, the latest draft. */
export async function planVersionOf(tx: ReadTx, zoneId: Uuid, planYear: number): Promise<Uuid | null> {
  const { rows } = await sql<{ versionId: Uuid }>`
    select v.version_id as "versionId" from plan_version v join year_plan y on y.zone_id = v.zone_id and y.year = v.year
    where v.zone_id = ${zoneId} and v.year = ${planYear} and v.status <> 'discarded'
    order by v.version_id = y.adopted_version_id is true desc, v.created_at desc, v.version_id desc limit 1`.execute(tx)
  return rows[0]?.versionId ?? null
}

const gateDate = (gate: Gate): Sql =>
  sql`(select t.planned_on from project_gate t where t.zone_id = p.zone_id and t.project_id = p.project_id and t.gate = ${gate})`
const codeSort = (table: 'category' | 'cluster'): Sql => {
  const [name, column] = [sql.raw(table), sql.raw(`${table}_code`)]
  return sql`(select c.sort from ${name} c where c.zone_id = p.zone_id and c.${column} = p.${column})`
}
const isSimulated = (field: string): Condition =>
  sql<boolean>`exists (select 1 from provenance s where s.zone_id = p.zone_id and s.subject_type = 'project'
    and s.subject_id = p.project_id and s.field = ${field} and s.source_kind = 'simulated')`
const PARCELS = sql`(select count(*) from project_parcel l where l.zone_id = p.zone_id and l.project_id = p.project_id)`

interface Amounts {
  readonly total: Sql<bigint | null>
  readonly plan: Sql<bigint | null>
}

/** Amounts that are simulated do not count when only public facts are asked for. */
const amountsOf = (publicOnly: boolean, planned: Sql<bigint>): Amounts =>
  publicOnly
    ? {
        total: sql`case when ${isSimulated('totalFen')} then null else p.total_fen end`,
        plan: sql`case when n.source_kind = 'public' then ${planned} end`,
      }
    : { total: sql`p.total_fen`, plan: sql`case when n.project_id is not null then ${planned} end` }

type SortName = (typeof PROJECT_SORTS)[number]

function sortColumns({ total, plan }: Amounts): Record<SortName, SortColumn> {
  const text = (column: string): SortColumn => ({ value: sql`${sql.raw(column)} collate "C"`, type: 'text' })
  const gates = Object.fromEntries(GATES.map((gate) => [`gates.${gate}`, { value: gateDate(gate), type: 'date' }]))
  return {
    nameZh: { value: sql`p.sort_key`, type: 'text', notNull: true },
    projectNo: { value: sql`p.project_no collate "C"`, type: 'text', notNull: true },
    projectCode: text('p.project_code'),
    owner: { value: sql`e.sort_key`, type: 'text' },
    category: { value: codeSort('category'), type: 'integer' },
    cluster: { value: codeSort('cluster'), type: 'integer' },
    industryCode: text('p.industry_code'),
    nature: text('p.nature'),
    totalYuan: { value: total, type: 'bigint' },
    planYuan: { value: plan, type: 'bigint' },
    bureau: {
      value: sql`(select b.sort from code_item b where b.zone_id = p.zone_id and b.list = 'bureau' and b.code = p.bureau_code)`,
      type: 'integer',
    },
    serviceManager: { value: sql`p.service_manager_sort_key`, type: 'text' },
    address: text('p.address'),
    statAreaCode: text('p.stat_area_code'),
    parcels: { value: PARCELS, type: 'bigint', notNull: true },
    sourceKind: text('p.source_kind'),
    modifiedAt: { value: sql`p.modified_at`, type: 'timestamptz', notNull: true },
    ...(gates as Record<`gates.${Gate}`, SortColumn>),
  }
}

const OPTIONAL: Record<(typeof PROJECT_OPTIONAL_FIELDS)[number], Sql> = {
  projectCode: sql`p.project_code`,
  owner: sql`p.owner_enterprise_id`,
  categoryCode: sql`p.category_code`,
  clusterCode: sql`p.cluster_code`,
  industryCode: sql`p.industry_code`,
  nature: sql`p.nature`,
  totalFen: sql`p.total_fen`,
  bureauCode: sql`p.bureau_code`,
  serviceManager: sql`p.service_manager`,
  address: sql`p.address`,
  statAreaCode: sql`p.stat_area_code`,
  notes: sql`p.notes`,
  ...(Object.fromEntries(GATES.map((gate) => [`gates.${gate}`, gateDate(gate)])) as Record<`gates.${Gate}`, Sql>),
}

const parcelExists = (condition: Condition): Condition =>
  sql<boolean>`exists (select 1 from project_parcel l join parcel g on g.zone_id = l.zone_id and g.parcel_id = l.parcel_id
    where l.zone_id = p.zone_id and l.project_id = p.project_id and ${condition})`
const either = (wanted: boolean | undefined, condition: Condition): Condition | undefined =>
  when(wanted, (given) => (given ? condition : sql<boolean>`not (${condition})`))
const fenOf = (yuan: string | undefined): bigint | undefined => (yuan === undefined ? undefined : parseYuan(yuan))

function conditionsOf(zoneId: Uuid, { filter, within, versionId }: ProjectListRequest, { total, plan }: Amounts): Condition {
  const beginnings = filter.industryCode?.map((code) => containsPattern(code).slice(1))
  return allOf([
    sql<boolean>`p.zone_id = ${zoneId}`,
    matchesWords([sql`p.search_text`, sql`e.search_text`], filter.q),
    isOneOf(sql`p.project_no`, filter.projectNo),
    isOneOf(sql`p.category_code`, filter.categoryCode),
    isOneOf(sql`p.cluster_code`, filter.clusterCode),
    when(beginnings, (given) => sql<boolean>`p.industry_code like any(${given}::text[])`),
    isOneOf(sql`p.nature`, filter.nature),
    isOneOf(sql`p.bureau_code`, filter.bureauCode),
    isOneOf(sql`p.service_manager`, filter.serviceManager),
    isOneOfIds(sql`p.owner_enterprise_id`, filter.ownerEnterpriseId),
    when(filter.tag, (tags) => sql<boolean>`p.tags && ${tags}::text[]`),
    isOneOf(sql`p.source_kind`, filter.sourceKind),
    contains(sql`p.address`, filter.addressContains),
    customContains(sql`p.custom`, filter.custom),
    ...(filter.missing ?? []).map((field) => isNull(OPTIONAL[field])),
    ...(filter.present ?? []).map((field) => isNotNull(OPTIONAL[field])),
    isBetween(total, 'bigint', fenOf(filter.totalMinYuan), fenOf(filter.totalMaxYuan)),
    isBetween(plan, 'bigint', fenOf(filter.planMinYuan), fenOf(filter.planMaxYuan)),
    either(
      filter.hasParcel,
      sql<boolean>`exists (select 1 from project_parcel l where l.zone_id = p.zone_id and l.project_id = p.project_id)`,
    ),
    either(
      filter.hasPlan,
      sql<boolean>`exists (select 1 from plan_project q where q.zone_id = p.zone_id and q.version_id = ${versionId}::uuid and q.project_id = p.project_id)`,
    ),
    filter.publicOnly ? sql<boolean>`p.source_kind = 'public'` : undefined,
    when(filter.bbox, (box) => parcelExists(meetsBox(parseBox(box)))),
    isOneOfIds(sql`p.project_id`, within),
    ...GATES.map((gate) => isBetween(gateDate(gate), 'date', filter[`${gate}_from`], filter[`${gate}_to`])),
  ])
}

const membership = (zoneId: Uuid, versionId: Uuid | null): Sql =>
  sql`left join plan_project n on n.zone_id = ${zoneId} and n.version_id = ${versionId}::uuid and n.project_id = p.project_id`
/**
 * Countable plan of one project, looked up by the months' key: as fast as summing all plans in one go, whatever the planner
 * knows of the tables, and for a page computed only after it is cut.
 */
const plannedOf = (zoneId: Uuid, versionId: Uuid | null): Sql<bigint> => sql`(
  select coalesce(sum(m.total_fen), 0)::bigint from plan_month m
  where m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.project_id = p.project_id and m.countable)`
const OWNER = sql`left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id`

interface Row {
  projectId: Uuid
  version: bigint
  projectNo: string
  projectCode: string | null
  nameZh: string
  nameEn: string | null
  shortName: string | null
  ownerId: Uuid | null
  ownerName: string | null
  ownerCreditCode: string | null
  categoryCode: string | null
  clusterCode: string | null
  industryCode: string | null
  nature: ProjectNature | null
  total: bigint | null
  construction: bigint | null
  installation: bigint | null
  equipment: bigint | null
  other: bigint | null
  land: bigint | null
  gates: Partial<Record<Gate, PlainDate>> | null
  bureauCode: string | null
  serviceManager: string | null
  address: string | null
  statAreaCode: string | null
  tags: string[]
  custom: Record<string, string>
  notes: string | null
  sourceKind: RowSourceKind
  citation: string | null
  modifiedAt: Instant
  modifiedBy: string
  plan: bigint | null
  planSourceKind: RowSourceKind | null
  parcelNames: string[] | null
  simulated: string[] | null
  sortValue: string | null
}

/** Which rows, in which order, and where the page begins: what the list, its totals and its export have in common. */
function selectionOf(zoneId: Uuid, request: ProjectListRequest) {
  const { filter, sort, versionId } = request
  const amounts = amountsOf(filter.publicOnly === true, plannedOf(zoneId, versionId))
  const name = sortName(sort)
  const column = name.startsWith('custom.') ? customSort(sql`p.custom`, sort, request.customTypeOf) : sortColumns(amounts)[name as SortName]
  return {
    amounts,
    from: sql`project p ${OWNER} ${membership(zoneId, versionId)}`,
    conditions: conditionsOf(zoneId, request, amounts),
    page: pageOf(column, sql`p.project_id`, request),
  }
}

export async function projectList(tx: ReadTx, zoneId: Uuid, request: ProjectListRequest): Promise<ProjectList> {
  const { amounts, from, conditions, page } = selectionOf(zoneId, request)
  const { rows } = await sql<Row>`
    select p.project_id as "projectId", p.version, p.project_no as "projectNo", p.project_code as "projectCode", p.name_zh as "nameZh",
      p.name_en as "nameEn", p.short_name as "shortName", e.enterprise_id as "ownerId", e.name_zh as "ownerName",
      e.credit_code as "ownerCreditCode", p.category_code as "categoryCode", p.cluster_code as "clusterCode",
      p.industry_code as "industryCode", p.nature, ${amounts.total} as total, p.total_construction_fen as construction,
      p.total_installation_fen as installation, p.total_equipment_fen as equipment, p.total_other_fen as other,
      p.total_land_fen as land, p.bureau_code as "bureauCode", p.service_manager as "serviceManager", p.address,
      p.stat_area_code as "statAreaCode", p.tags, p.custom, p.notes, p.source_kind as "sourceKind", p.citation,
      p.modified_at as "modifiedAt", p.modified_by as "modifiedBy", ${amounts.plan} as plan, n.source_kind as "planSourceKind",
      (select jsonb_object_agg(t.gate, t.planned_on) from project_gate t
        where t.zone_id = p.zone_id and t.project_id = p.project_id) as gates,
      (select array_agg(g.name order by g.sort_key, g.parcel_id) from project_parcel l
        join parcel g on g.zone_id = l.zone_id and g.parcel_id = l.parcel_id
        where l.zone_id = p.zone_id and l.project_id = p.project_id) as "parcelNames",
      (select array_agg(s.field order by s.field) from provenance s where s.zone_id = p.zone_id and s.subject_type = 'project'
        and s.subject_id = p.project_id and s.source_kind = 'simulated') as simulated,
      ${page.sortValue} as "sortValue"
    from ${from}
    where ${conditions} and ${page.after ?? sql`true`}
    order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  const { rows: kept, next } = page.next(rows, (row) => row.projectId)
  return {
    rows: kept.map((row) => listRow(row, request.filter.publicOnly === true)),
    next,
    planYear: request.planYear,
    totals: request.withTotals ? await totalsOf(tx, zoneId, request) : null,
  }
}

const yuan = (amount: bigint | null): string | null => (amount === null ? null : formatYuan(amount))

function listRow(row: Omit<Row, 'sortValue'>, publicOnly: boolean): ProjectListRow {
  const simulated = row.simulated ?? []
  const hidden = new Set(publicOnly ? simulated : [])
  const part = (name: 'construction' | 'installation' | 'equipment' | 'other' | 'land') =>
    hidden.has(`composition.${name}`) ? null : yuan(row[name])
  const shown = <T>(field: string, value: T): T | null => (hidden.has(field) ? null : value)
  const gateDates = GATES.map((gate) => [gate, shown(`gates.${gate}`, row.gates?.[gate] ?? null)])
  return {
    projectId: row.projectId,
    version: row.version.toString(),
    projectNo: row.projectNo,
    projectCode: shown('projectCode', row.projectCode),
    nameZh: row.nameZh,
    nameEn: shown('nameEn', row.nameEn),
    shortName: shown('shortName', row.shortName),
    owner:
      row.ownerId === null || hidden.has('owner')
        ? null
        : { enterpriseId: row.ownerId, nameZh: row.ownerName as string, creditCode: row.ownerCreditCode },
    categoryCode: shown('categoryCode', row.categoryCode),
    clusterCode: shown('clusterCode', row.clusterCode),
    industryCode: shown('industryCode', row.industryCode),
    nature: shown('nature', row.nature),
    totalYuan: yuan(row.total),
    composition: {
      construction: part('construction'),
      installation: part('installation'),
      equipment: part('equipment'),
      other: part('other'),
      land: part('land'),
    },
    gates: Object.fromEntries(gateDates) as ProjectListRow['gates'],
    bureauCode: shown('bureauCode', row.bureauCode),
    serviceManager: shown('serviceManager', row.serviceManager),
    address: shown('address', row.address),
    statAreaCode: shown('statAreaCode', row.statAreaCode),
    tags: shown('tags', row.tags) ?? [],
    custom: Object.fromEntries(Object.entries(row.custom).filter(([code]) => !hidden.has(`custom.${code}`))),
    notes: shown('notes', row.notes),
    sourceKind: row.sourceKind,
    citation: row.citation,
    modifiedAt: row.modifiedAt,
    modifiedBy: row.modifiedBy,
    planYuan: yuan(row.plan),
    planSourceKind: row.planSourceKind,
    parcels: hidden.has('parcels') ? 0 : (row.parcelNames?.length ?? 0),
    parcelNames: hidden.has('parcels') ? [] : (row.parcelNames ?? []),
    simulated,
  }
}

/** Count and sums of everything that the filter selects, whatever the page. */
async function totalsOf(tx: ReadTx, zoneId: Uuid, request: ProjectListRequest): Promise<NonNullable<ProjectList['totals']>> {
  const { amounts, from, conditions } = selectionOf(zoneId, { ...request, cursor: undefined })
  const { rows } = await sql<{ count: bigint; total: bigint; plan: bigint }>`
    select count(*) as count, coalesce(sum(${amounts.total}), 0)::bigint as total, coalesce(sum(${amounts.plan}), 0)::bigint as plan
    from ${from} where ${conditions}`.execute(tx)
  const totals = rows[0] ?? { count: 0n, total: 0n, plan: 0n }
  return { count: Number(totals.count), totalYuan: formatYuan(totals.total), planYuan: formatYuan(totals.plan) }
}

/** Ids of everything that the filter selects, in the order asked for. */
export async function selectedProjectIds(tx: ReadTx, zoneId: Uuid, request: ProjectListRequest): Promise<Uuid[]> {
  const { from, conditions, page } = selectionOf(zoneId, { ...request, cursor: undefined })
  const { rows } = await sql<{ projectId: Uuid }>`
    select p.project_id as "projectId" from ${from} where ${conditions} order by ${page.orderBy}`.execute(tx)
  return rows.map((row) => row.projectId)
}
