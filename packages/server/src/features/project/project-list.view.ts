import { sql } from 'kysely'
import type { ProjectFilter, ProjectList, PROJECT_OPTIONAL_FIELDS, PROJECT_SORTS } from '@ballast/contract/project.ts'
import { GATES, type Gate } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
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
import { shownFact, sourceKindsOf } from '../../platform/provenance.ts'
import { projectListRow, type ProjectListRecord } from './project-list-row.ts'

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
  /** Which projects the user reaches; undefined: all of the zone. */
  readonly reach: Condition | undefined
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
const PARCELS = sql`(select count(*) from project_parcel l where l.zone_id = p.zone_id and l.project_id = p.project_id)`

type Fact = ReturnType<typeof shownFact>

interface Shown {
  readonly fact: Fact
  readonly total: Sql<bigint | null>
  readonly plan: Sql<bigint | null>
}

/** The facts that count: when only public ones are asked for, those that are published. */
function shownOf(publicOnly: boolean, planned: Sql<bigint>): Shown {
  const fact = shownFact('project', 'p', publicOnly)
  const isPlanned = publicOnly ? sql`n.source_kind = 'public'` : sql`n.project_id is not null`
  return { fact, total: fact('totalFen', sql<bigint | null>`p.total_fen`), plan: sql`case when ${isPlanned} then ${planned} end` }
}

type SortName = (typeof PROJECT_SORTS)[number]

function sortColumns({ fact, total, plan }: Shown): Record<SortName, SortColumn> {
  const text = (field: string, column: string): SortColumn => ({ value: fact(field, sql`${sql.raw(column)} collate "C"`), type: 'text' })
  const gates = Object.fromEntries(GATES.map((gate) => [`gates.${gate}`, { value: fact(`gates.${gate}`, gateDate(gate)), type: 'date' }]))
  return {
    nameZh: { value: sql`p.sort_key`, type: 'text', notNull: true },
    nameEn: { value: sql`lower(coalesce(p.name_en, p.name_zh) collate "C")`, type: 'text', notNull: true },
    projectNo: { value: sql`p.project_no collate "C"`, type: 'text', notNull: true },
    projectCode: text('projectCode', 'p.project_code'),
    owner: { value: fact('owner', sql`e.sort_key`), type: 'text' },
    category: { value: fact('categoryCode', codeSort('category')), type: 'integer' },
    cluster: { value: fact('clusterCode', codeSort('cluster')), type: 'integer' },
    industryCode: text('industryCode', 'p.industry_code'),
    nature: text('nature', 'p.nature'),
    totalYuan: { value: total, type: 'bigint' },
    planYuan: { value: plan, type: 'bigint' },
    bureau: {
      value: fact(
        'bureauCode',
        sql`(select b.sort from code_item b where b.zone_id = p.zone_id and b.list = 'bureau' and b.code = p.bureau_code)`,
      ),
      type: 'integer',
    },
    serviceManager: { value: fact('serviceManager', sql`p.service_manager_sort_key`), type: 'text' },
    address: text('address', 'p.address'),
    statAreaCode: text('statAreaCode', 'p.stat_area_code'),
    parcels: { value: sql`coalesce(${fact('parcels', PARCELS)}, 0)`, type: 'bigint', notNull: true },
    sourceKind: { value: sql`p.source_kind collate "C"`, type: 'text' },
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

function conditionsOf(zoneId: Uuid, { filter, within, versionId, reach }: ProjectListRequest, { fact, total, plan }: Shown): Condition {
  const beginnings = filter.industryCode?.map((code) => containsPattern(code).slice(1))
  const optional = (field: (typeof PROJECT_OPTIONAL_FIELDS)[number]) => fact(field, OPTIONAL[field])
  return allOf([
    sql<boolean>`p.zone_id = ${zoneId}`,
    reach,
    matchesWords([sql`p.search_text`, sql`e.search_text`], filter.q),
    isOneOf(sql`p.project_no`, filter.projectNo),
    isOneOf(optional('categoryCode'), filter.categoryCode),
    isOneOf(optional('clusterCode'), filter.clusterCode),
    when(beginnings, (given) => sql<boolean>`${optional('industryCode')} like any(${given}::text[])`),
    isOneOf(optional('nature'), filter.nature),
    isOneOf(optional('bureauCode'), filter.bureauCode),
    isOneOf(optional('serviceManager'), filter.serviceManager),
    isOneOfIds(optional('owner'), filter.ownerEnterpriseId),
    when(filter.tag, (tags) => sql<boolean>`${fact('tags', sql`p.tags`)} && ${tags}::text[]`),
    isOneOf(sql`p.source_kind`, filter.sourceKind),
    contains(optional('address'), filter.addressContains),
    customContains(sql`p.custom`, filter.custom, fact),
    ...(filter.missing ?? []).map((field) => isNull(optional(field))),
    ...(filter.present ?? []).map((field) => isNotNull(optional(field))),
    isBetween(total, 'bigint', fenOf(filter.totalMinYuan), fenOf(filter.totalMaxYuan)),
    isBetween(plan, 'bigint', fenOf(filter.planMinYuan), fenOf(filter.planMaxYuan)),
    either(filter.hasParcel, sql<boolean>`coalesce(${fact('parcels', PARCELS)}, 0) > 0`),
    either(
      filter.hasPlan,
      sql<boolean>`exists (select 1 from plan_project q where q.zone_id = p.zone_id and q.version_id = ${versionId}::uuid and q.project_id = p.project_id)`,
    ),
    filter.publicOnly ? sql<boolean>`p.source_kind = 'public'` : undefined,
    when(filter.bbox, (box) => parcelExists(meetsBox(parseBox(box)))),
    isOneOfIds(sql`p.project_id`, within),
    ...GATES.map((gate) => isBetween(optional(`gates.${gate}`), 'date', filter[`${gate}_from`], filter[`${gate}_to`])),
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

/** Which rows, in which order, and where the page begins: what the list, its totals, its export and the Gantt have in common. */
export function selectionOf(zoneId: Uuid, request: ProjectListRequest) {
  const { filter, sort, versionId } = request
  const amounts = shownOf(filter.publicOnly === true, plannedOf(zoneId, versionId))
  const name = sortName(sort)
  const column = name.startsWith('custom.')
    ? customSort(sql`p.custom`, sort, request.customTypeOf, amounts.fact)
    : sortColumns(amounts)[name as SortName]
  return {
    amounts,
    from: sql`project p ${OWNER} ${membership(zoneId, versionId)}`,
    conditions: conditionsOf(zoneId, request, amounts),
    page: pageOf(column, sql`p.project_id`, request),
  }
}

export async function projectList(tx: ReadTx, zoneId: Uuid, request: ProjectListRequest): Promise<ProjectList> {
  const { amounts, from, conditions, page } = selectionOf(zoneId, request)
  const { rows } = await sql<ProjectListRecord & { sortValue: string | null }>`
    select p.project_id as "projectId", p.version, p.project_no as "projectNo", p.project_code as "projectCode", p.name_zh as "nameZh",
      p.name_en as "nameEn", p.short_name as "shortName", e.enterprise_id as "ownerId", e.name_zh as "ownerName",
      e.name_en as "ownerNameEn", e.credit_code as "ownerCreditCode", p.category_code as "categoryCode", p.cluster_code as "clusterCode",
      p.industry_code as "industryCode", p.nature, ${amounts.total} as total, p.total_construction_fen as construction,
      p.total_installation_fen as installation, p.total_equipment_fen as equipment, p.total_other_fen as other,
      p.total_land_fen as land, p.bureau_code as "bureauCode", p.service_manager as "serviceManager", p.address,
      p.stat_area_code as "statAreaCode", p.tags, p.custom, p.notes, p.source_kind as "sourceKind", p.citation,
      p.modified_at as "modifiedAt", p.modified_by as "modifiedBy", ${amounts.plan} as plan, n.source_kind as "planSourceKind",
      (select json_object_agg(t.gate, t.planned_on) from project_gate t
        where t.zone_id = p.zone_id and t.project_id = p.project_id) as gates,
      (select json_agg(json_build_array(g.name, g.name_en) order by g.sort_key, g.parcel_id) from project_parcel l
        join parcel g on g.zone_id = l.zone_id and g.parcel_id = l.parcel_id
        where l.zone_id = p.zone_id and l.project_id = p.project_id) as places,
      ${sourceKindsOf('project', 'p')} as sources,
      ${page.sortValue} as "sortValue"
    from ${from}
    where ${conditions} and ${page.after ?? sql`true`}
    order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  const { rows: kept, next } = page.next(rows, (row) => row.projectId)
  return {
    rows: kept.map((row) => projectListRow(row, request.filter.publicOnly === true)),
    next,
    planYear: request.planYear,
    totals: request.withTotals ? await totalsOf(tx, zoneId, request) : null,
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
