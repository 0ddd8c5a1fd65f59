import { sql } from 'kysely'
import type {
  ENTERPRISE_OPTIONAL_FIELDS,
  ENTERPRISE_SORTS,
  Enterprise,
  EnterpriseFilter,
  EnterpriseList,
  EnterpriseListRow,
} from '@ballast/contract/enterprise.ts'
import type { RowSourceKind } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { isPublished } from '@ballast/domain/shared/row-facts.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import {
  allOf,
  customContains,
  customSort,
  isNotNull,
  isNull,
  isOneOf,
  isOneOfIds,
  matchesWords,
  pageOf,
  sortName,
  when,
  type Condition,
  type Sql,
  type SortColumn,
} from '../../platform/list-query.ts'
import { isPublishedFact, listedSources, shownFact, sourceKindsOf, type SourceKinds } from '../../platform/provenance.ts'

export interface EnterpriseListRequest {
  readonly filter: EnterpriseFilter
  readonly sort: string
  readonly cursor: string | undefined
  readonly limit: number
  readonly withTotals: boolean
  readonly planYear: number
  readonly versionId: Uuid | null
  /** Which enterprises the user reaches; undefined: all of the zone. */
  readonly reach: Condition | undefined
  readonly customTypeOf: (fieldCode: string) => string | undefined
}

const isSimulatedTotal = sql<boolean>`exists (select 1 from provenance s where s.zone_id = p.zone_id and s.subject_type = 'project'
  and s.subject_id = p.project_id and s.field = 'totalFen' and s.source_kind = 'simulated')`

/** Projects with their total and their countable plan of the version; when only public facts count, what is published of them. */
const projectsOf = (zoneId: Uuid, versionId: Uuid | null, publicOnly: boolean): Sql => {
  const plan = sql`(select coalesce(sum(m.total_fen), 0)::bigint from plan_month m
    where m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.project_id = p.project_id and m.countable)`
  const fact = shownFact('project', 'p', publicOnly)
  return sql`
    select p.owner_enterprise_id, p.project_id, ${fact('totalFen', sql`p.total_fen`)} as total,
      case when ${publicOnly ? sql`q.source_kind = 'public'` : sql`q.project_id is not null`} then ${plan} end as plan,
      q.project_id is not null as is_planned, p.total_fen is not null and ${isSimulatedTotal} as is_total_simulated,
      q.source_kind is not distinct from 'simulated' as is_plan_simulated
    from project p
    left join plan_project q on q.zone_id = ${zoneId} and q.version_id = ${versionId}::uuid and q.project_id = p.project_id
    where p.zone_id = ${zoneId} and p.owner_enterprise_id is not null
      ${publicOnly ? sql`and p.source_kind = 'public' and ${isPublishedFact('project', 'p', 'owner')}` : sql``}`
}

/** Projects and amounts by owner (alias a), summed once, before the enterprises are joined to them. */
const withAmounts = (zoneId: Uuid, versionId: Uuid | null, publicOnly: boolean): Sql => sql`
  with a as materialized (
    select o.owner_enterprise_id, count(*) as projects, coalesce(sum(o.total), 0)::bigint as total, coalesce(sum(o.plan), 0)::bigint as plan,
      bool_or(o.is_planned) as is_planned, bool_or(o.is_total_simulated) as is_total_simulated,
      bool_or(o.is_plan_simulated) as is_plan_simulated
    from (${projectsOf(zoneId, versionId, publicOnly)}) o group by o.owner_enterprise_id
  )`
const FROM = sql`enterprise e left join a on a.owner_enterprise_id = e.enterprise_id
  left join enterprise u on u.zone_id = e.zone_id and u.enterprise_id = e.parent_enterprise_id`

type Fact = ReturnType<typeof shownFact>

const NAME_EN = sql`lower(coalesce(e.name_en, e.name_zh) collate "C")`
const sortsOf = (fact: Fact): Record<(typeof ENTERPRISE_SORTS)[number], SortColumn> => ({
  nameZh: { value: sql`e.sort_key`, type: 'text', notNull: true },
  nameEn: { value: NAME_EN, type: 'text', notNull: true },
  creditCode: { value: fact('creditCode', sql`e.credit_code collate "C"`), type: 'text' },
  groupName: { value: fact('groupName', sql`e.group_name collate "C"`), type: 'text' },
  parent: { value: fact('parent', sql`u.sort_key`), type: 'text' },
  projects: { value: sql`coalesce(a.projects, 0)`, type: 'bigint', notNull: true },
  totalYuan: { value: sql`coalesce(a.total, 0)`, type: 'bigint', notNull: true },
  planYuan: { value: sql`coalesce(a.plan, 0)`, type: 'bigint', notNull: true },
  sourceKind: { value: sql`e.source_kind collate "C"`, type: 'text' },
  modifiedAt: { value: sql`e.modified_at`, type: 'timestamptz', notNull: true },
})
const OPTIONAL: Record<(typeof ENTERPRISE_OPTIONAL_FIELDS)[number], Sql> = {
  creditCode: sql`e.credit_code`,
  groupName: sql`e.group_name`,
  parent: sql`e.parent_enterprise_id`,
  notes: sql`e.notes`,
}

const either = (wanted: boolean | undefined, condition: Condition): Condition | undefined =>
  when(wanted, (given) => (given ? condition : sql<boolean>`not (${condition})`))

const conditionsOf = (zoneId: Uuid, { filter, reach }: EnterpriseListRequest, fact: Fact): Condition => {
  const optional = (field: (typeof ENTERPRISE_OPTIONAL_FIELDS)[number]) => fact(field, OPTIONAL[field])
  return allOf([
    sql<boolean>`e.zone_id = ${zoneId}`,
    reach,
    matchesWords([sql`e.search_text`], filter.q),
    isOneOf(optional('groupName'), filter.groupName),
    isOneOfIds(optional('parent'), filter.parentEnterpriseId),
    isOneOf(sql`e.source_kind`, filter.sourceKind),
    customContains(sql`e.custom`, filter.custom, fact),
    ...(filter.missing ?? []).map((field) => isNull(optional(field))),
    ...(filter.present ?? []).map((field) => isNotNull(optional(field))),
    either(filter.hasProject, sql<boolean>`coalesce(a.projects, 0) > 0`),
    either(filter.hasPlan, sql<boolean>`coalesce(a.is_planned, false)`),
    either(filter.creditCodeOverridden, sql<boolean>`e.credit_code_override_reason is not null`),
    filter.publicOnly ? sql<boolean>`e.source_kind = 'public'` : undefined,
  ])
}

interface Row {
  enterpriseId: Uuid
  version: bigint
  nameZh: string
  creditCode: string | null
  creditCodeOverrideReason: string | null
  creditCodeOverriddenBy: string | null
  nameEn: string | null
  shortName: string | null
  aliases: string[]
  groupName: string | null
  parentId: Uuid | null
  parentName: string | null
  parentNameEn: string | null
  notes: string | null
  custom: Record<string, string>
  sourceKind: RowSourceKind
  citation: string | null
  modifiedAt: Instant
  modifiedBy: string
  projects: bigint
  total: bigint
  plan: bigint
  isTotalSimulated: boolean
  isPlanSimulated: boolean
  sources: SourceKinds | null
  sortValue: string | null
}

function selectionOf(zoneId: Uuid, request: EnterpriseListRequest) {
  const { filter, sort, versionId } = request
  const name = sortName(sort)
  const fact = shownFact('enterprise', 'e', filter.publicOnly === true)
  const column = name.startsWith('custom.')
    ? customSort(sql`e.custom`, sort, request.customTypeOf, fact)
    : sortsOf(fact)[name as (typeof ENTERPRISE_SORTS)[number]]
  return {
    amounts: withAmounts(zoneId, versionId, filter.publicOnly === true),
    conditions: conditionsOf(zoneId, request, fact),
    page: pageOf(column, sql`e.enterprise_id`, request),
  }
}

export async function enterpriseList(tx: ReadTx, zoneId: Uuid, request: EnterpriseListRequest): Promise<EnterpriseList> {
  const { amounts, conditions, page } = selectionOf(zoneId, request)
  const { rows } = await sql<Row>`
    ${amounts}
    select e.enterprise_id as "enterpriseId", e.version, e.name_zh as "nameZh", e.credit_code as "creditCode",
      e.credit_code_override_reason as "creditCodeOverrideReason", e.credit_code_overridden_by as "creditCodeOverriddenBy",
      e.name_en as "nameEn", e.short_name as "shortName", e.aliases, e.group_name as "groupName", u.enterprise_id as "parentId",
      u.name_zh as "parentName", u.name_en as "parentNameEn", e.notes, e.custom, e.source_kind as "sourceKind", e.citation, e.modified_at as "modifiedAt",
      e.modified_by as "modifiedBy", coalesce(a.projects, 0) as projects, coalesce(a.total, 0) as total, coalesce(a.plan, 0) as plan,
      coalesce(a.is_total_simulated, false) as "isTotalSimulated", coalesce(a.is_plan_simulated, false) as "isPlanSimulated",
      ${sourceKindsOf('enterprise', 'e')} as sources,
      ${page.sortValue} as "sortValue"
    from ${FROM} where ${conditions} and ${page.after ?? sql`true`}
    order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  const { rows: kept, next } = page.next(rows, (row) => row.enterpriseId)
  return {
    rows: kept.map((row) => listRow(row, request.filter.publicOnly === true)),
    next,
    planYear: request.planYear,
    totals: request.withTotals ? await totalsOf(tx, zoneId, request) : null,
  }
}

function listRow(row: Omit<Row, 'sortValue'>, publicOnly: boolean): EnterpriseListRow {
  const { parentId, parentName, parentNameEn, total, plan, isTotalSimulated, isPlanSimulated, sources, ...rest } = row
  const isHidden = (field: string) => publicOnly && !isPublished({ kind: sources?.[field] as never })
  const shown = <T>(field: string, value: T): T | null => (isHidden(field) ? null : value)
  const facts = {
    creditCode: shown('creditCode', row.creditCode),
    creditCodeOverrideReason: shown('creditCodeOverrideReason', row.creditCodeOverrideReason),
    creditCodeOverriddenBy: shown('creditCodeOverriddenBy', row.creditCodeOverriddenBy),
    nameEn: shown('nameEn', row.nameEn),
    shortName: shown('shortName', row.shortName),
    aliases: shown('aliases', row.aliases) ?? [],
    groupName: shown('groupName', row.groupName),
    parent: parentId === null ? null : shown('parent', { enterpriseId: parentId, nameZh: parentName as string, nameEn: parentNameEn }),
    notes: shown('notes', row.notes),
  }
  const custom = Object.fromEntries(Object.entries(row.custom).filter(([code]) => !isHidden(`custom.${code}`)))
  const customValues = Object.entries(custom).map(([code, value]) => [`custom.${code}`, value])
  const listed = listedSources(sources, { ...facts, nameZh: row.nameZh, ...Object.fromEntries(customValues) })
  return {
    ...rest,
    ...facts,
    custom,
    version: row.version.toString(),
    projects: Number(row.projects),
    totalYuan: formatYuan(total),
    planYuan: formatYuan(plan),
    entered: listed.entered,
    simulated: [
      ...listed.simulated,
      ...(isTotalSimulated && !publicOnly ? ['totalYuan'] : []),
      ...(isPlanSimulated && !publicOnly ? ['planYuan'] : []),
    ],
  }
}

/** Count and sums of everything that the filter selects, whatever the page. */
async function totalsOf(tx: ReadTx, zoneId: Uuid, request: EnterpriseListRequest): Promise<EnterpriseList['totals']> {
  const { amounts, conditions } = selectionOf(zoneId, { ...request, cursor: undefined })
  const { rows } = await sql<{ count: bigint; projects: bigint; total: bigint; plan: bigint }>`
    ${amounts}
    select count(*) as count, coalesce(sum(a.projects), 0)::bigint as projects, coalesce(sum(a.total), 0)::bigint as total,
      coalesce(sum(a.plan), 0)::bigint as plan
    from ${FROM} where ${conditions}`.execute(tx)
  const totals = rows[0] ?? { count: 0n, projects: 0n, total: 0n, plan: 0n }
  return {
    count: Number(totals.count),
    projects: Number(totals.projects),
    totalYuan: formatYuan(totals.total),
    planYuan: formatYuan(totals.plan),
  }
}

/** Ids of everything that the filter selects, in the order asked for. */
export async function selectedEnterpriseIds(tx: ReadTx, zoneId: Uuid, request: EnterpriseListRequest): Promise<Uuid[]> {
  const { amounts, conditions, page } = selectionOf(zoneId, { ...request, cursor: undefined })
  const { rows } = await sql<{ enterpriseId: Uuid }>`
    ${amounts}
    select e.enterprise_id as "enterpriseId" from ${FROM} where ${conditions} order by ${page.orderBy}`.execute(tx)
  return rows.map((row) => row.enterpriseId)
}

/** The projects that an enterprise owns, those with the largest plan first. */
export async function ownedProjects(tx: ReadTx, zoneId: Uuid, enterpriseId: Uuid, versionId: Uuid | null): Promise<Enterprise['projects']> {
  const { rows } = await sql<{
    projectId: Uuid
    projectNo: string
    nameZh: string
    nameEn: string | null
    categoryCode: string | null
    clusterCode: string | null
    total: bigint | null
    plan: bigint | null
    isPlanned: boolean
    isTotalSimulated: boolean
    isPlanSimulated: boolean
    sourceKind: RowSourceKind
  }>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.category_code as "categoryCode",
      p.cluster_code as "clusterCode", o.total, o.plan, o.is_planned as "isPlanned",
      o.is_total_simulated as "isTotalSimulated", o.is_plan_simulated as "isPlanSimulated", p.source_kind as "sourceKind"
    from (${projectsOf(zoneId, versionId, false)} and p.owner_enterprise_id = ${enterpriseId}) o
    join project p on p.zone_id = ${zoneId} and p.project_id = o.project_id
    order by o.plan desc nulls last, p.sort_key, p.project_id`.execute(tx)
  return rows.map(({ total, plan, isPlanned, isTotalSimulated, isPlanSimulated, ...row }) => ({
    ...row,
    simulated: [...(isTotalSimulated ? (['totalYuan'] as const) : []), ...(isPlanSimulated ? (['planYuan'] as const) : [])],
    totalYuan: total === null ? null : formatYuan(total),
    planYuan: isPlanned ? formatYuan(plan ?? 0n) : null,
  }))
}

/** The parent, the subsidiaries, and those under the same parent or of the same group. */
export async function affiliatesOf(tx: ReadTx, zoneId: Uuid, enterpriseId: Uuid): Promise<Enterprise['affiliates']> {
  const { rows } = await sql<Enterprise['affiliates'][number]>`
    select o.enterprise_id as "enterpriseId", o.name_zh as "nameZh", o.name_en as "nameEn",
      case when o.enterprise_id = e.parent_enterprise_id then 'parent' when o.parent_enterprise_id = e.enterprise_id then 'subsidiary'
        when o.parent_enterprise_id = e.parent_enterprise_id then 'same-parent' else 'same-group' end as relation
    from enterprise e join enterprise o on o.zone_id = e.zone_id and o.enterprise_id <> e.enterprise_id
      and (o.enterprise_id = e.parent_enterprise_id or o.parent_enterprise_id = e.enterprise_id
        or o.parent_enterprise_id = e.parent_enterprise_id or o.group_name = e.group_name)
    where e.zone_id = ${zoneId} and e.enterprise_id = ${enterpriseId} order by 4, o.sort_key, o.enterprise_id`.execute(tx)
  return rows
}
