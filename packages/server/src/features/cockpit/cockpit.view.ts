import { sql } from 'kysely'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { amountBetween, COMPOSITION_COLUMNS, NOTHING, WHOLE } from './share-cut.view.ts'

export interface VersionKey {
  readonly zoneId: Uuid
  readonly versionId: Uuid
}

export interface CockpitMonth {
  readonly month: PlainDate
  readonly countable: boolean
  readonly construction: bigint
  readonly installation: bigint
  readonly equipment: bigint
  readonly other: bigint
  readonly land: bigint
  readonly total: bigint
}

export async function cockpitMonths(tx: ReadTx, { zoneId, versionId }: VersionKey): Promise<CockpitMonth[]> {
  const { rows } = await sql<CockpitMonth>`
    select m.month_ym as month, m.countable, sum(m.construction_fen)::bigint as construction, sum(m.installation_fen)::bigint as installation,
      sum(m.equipment_fen)::bigint as equipment, sum(m.other_fen)::bigint as other, sum(m.land_fen)::bigint as land, sum(m.total_fen)::bigint as total
    from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${versionId} group by m.month_ym, m.countable order by m.month_ym`.execute(
    tx,
  )
  return rows
}

/** Countable plans of the projects that share category, cluster and source; of the largest projects, each by itself. */
export interface CockpitGroup {
  readonly projectId: Uuid | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly sourceKind: SourceKind
  readonly projects: bigint
  readonly fen: bigint
  readonly placedFen: bigint
}

/** The plan by category, cluster and source, and after these rows the largest projects. */
export async function cockpitGroups(tx: ReadTx, { zoneId, versionId }: VersionKey, largest: number): Promise<CockpitGroup[]> {
  const { rows } = await sql<CockpitGroup>`
    with money as (
      select m.project_id, sum(m.total_fen)::bigint as fen from plan_month m
      where m.zone_id = ${zoneId} and m.version_id = ${versionId} and m.countable group by m.project_id
    ), placed as (
      select s.project_id, sum(s.share_ppm)::bigint as ppm from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${versionId} group by s.project_id
    ), planned as materialized (
      select pp.project_id, pr.category_code, pr.cluster_code, pp.source_kind, coalesce(money.fen, 0)::bigint as fen,
        case when placed.ppm = ${WHOLE} then coalesce(money.fen, 0) when placed.ppm is null then 0 else (
          select coalesce(sum(${amountBetween(COMPOSITION_COLUMNS, NOTHING, sql`placed.ppm`)}), 0) from plan_month m
          where m.zone_id = pp.zone_id and m.version_id = pp.version_id and m.project_id = pp.project_id and m.countable
        ) end as placed_fen
      from plan_project pp join project pr on pr.zone_id = pp.zone_id and pr.project_id = pp.project_id
      left join money on money.project_id = pp.project_id left join placed on placed.project_id = pp.project_id
      where pp.zone_id = ${zoneId} and pp.version_id = ${versionId}
    ), largest as (select p.* from planned p order by p.fen desc, p.project_id limit ${largest})
    select null::uuid as "projectId", p.category_code as "categoryCode", p.cluster_code as "clusterCode", p.source_kind as "sourceKind",
      count(*) as projects, sum(p.fen)::bigint as fen, sum(p.placed_fen)::bigint as "placedFen"
    from planned p group by p.category_code, p.cluster_code, p.source_kind
    union all
    select l.project_id, l.category_code, l.cluster_code, l.source_kind, 1, l.fen, l.placed_fen::bigint from largest l
    order by 1 nulls first, 6 desc`.execute(tx)
  return rows
}

/** How many owners the plan's projects have, and on how many parcels and corridors they stand. */
export async function cockpitCounts(
  tx: ReadTx,
  { zoneId, versionId }: VersionKey,
): Promise<{ enterprises: bigint; parcels: bigint; corridors: bigint }> {
  const { rows } = await sql<{ enterprises: bigint; parcels: bigint; corridors: bigint }>`
    select (select count(distinct pr.owner_enterprise_id) from plan_project pp join project pr on pr.zone_id = pp.zone_id and pr.project_id = pp.project_id
        where pp.zone_id = ${zoneId} and pp.version_id = ${versionId}) as enterprises,
      count(*) filter (where g.kind = 'parcel') as parcels, count(*) filter (where g.kind = 'corridor') as corridors
    from parcel g where g.zone_id = ${zoneId}
      and g.parcel_id in (select s.parcel_id from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${versionId})`.execute(tx)
  return rows[0] as NonNullable<(typeof rows)[0]>
}

export interface CockpitFrame {
  readonly kind: 'root' | 'category' | 'cluster'
  readonly code: string | null
  readonly categoryCode: string | null
  readonly nameZh: string
  readonly nameEn: string
  readonly isIndustry: boolean
  readonly color: string | null
  readonly frameFen: bigint | null
}

/**
 * The categories and clusters with the frames of their topmost nodes in the breakdown tree, and what the root (or, without a
 * single root, the top of the tree) hands down.
 */
export async function cockpitFrames(tx: ReadTx, { zoneId, versionId }: VersionKey): Promise<CockpitFrame[]> {
  const { rows } = await sql<CockpitFrame>`
    with node as (
      select n.node_id, n.parent_id, n.category_code, n.cluster_code, n.frame_fen, u.category_code as above_category, u.cluster_code as above_cluster,
        u.parent_id is null and u.node_id is not null as is_below_root
      from plan_node n left join plan_node u on u.zone_id = n.zone_id and u.version_id = n.version_id and u.node_id = n.parent_id
      where n.zone_id = ${zoneId} and n.version_id = ${versionId}
    ), of_category as (
      select n.category_code as code, sum(n.frame_fen)::bigint as fen from node n
      where n.cluster_code is null and n.category_code is distinct from n.above_category group by n.category_code
    ), of_cluster as (
      select n.cluster_code as code, sum(n.frame_fen)::bigint as fen from node n where n.cluster_code is distinct from n.above_cluster group by n.cluster_code
    ), line as (
      select 1 as place, 'root' as kind, null as code, null as "categoryCode", '' as "nameZh", '' as "nameEn", false as "isIndustry", null as color, 0 as sort,
        (select sum(n.frame_fen) from node n where n.is_below_root)::bigint as "frameFen"
      union all
      select 2, 'category', c.category_code, c.category_code, c.name_zh, c.name_en, c.is_industry, null, c.sort, f.fen
      from category c left join of_category f on f.code = c.category_code where c.zone_id = ${zoneId}
      union all
      select 3, 'cluster', k.cluster_code, k.category_code, k.name_zh, k.name_en, false, k.color, k.sort, f.fen
      from cluster k left join of_cluster f on f.code = k.cluster_code where k.zone_id = ${zoneId}
    )
    select line.kind, line.code, line."categoryCode", line."nameZh", line."nameEn", line."isIndustry", line.color, line."frameFen"
    from line order by line.place, line.sort, line.code`.execute(tx)
  return rows
}

export interface CockpitPlace {
  readonly parcelId: Uuid
  readonly kind: 'parcel' | 'corridor'
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly fen: bigint
  readonly projects: bigint
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly color: string | null
}

/** What stands on each parcel and corridor that has a place on the map, in the colour of the project that has most of it. */
export async function cockpitPlaces(tx: ReadTx, { zoneId, versionId }: VersionKey): Promise<CockpitPlace[]> {
  const { rows } = await sql<CockpitPlace>`
    with share as (
      select s.project_id, s.parcel_id, (sum(s.share_ppm) over w - s.share_ppm)::bigint as from_ppm, (sum(s.share_ppm) over w)::bigint as to_ppm
      from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${versionId} window w as (partition by s.project_id order by s.ordinal)
    ), part as (
      select s.project_id, s.parcel_id, sum(case when s.from_ppm = 0 and s.to_ppm = ${WHOLE} then m.total_fen
        else ${amountBetween(COMPOSITION_COLUMNS, sql`s.from_ppm`, sql`s.to_ppm`)} end)::bigint as fen
      from share s join plan_month m on m.zone_id = ${zoneId} and m.version_id = ${versionId} and m.project_id = s.project_id and m.countable
      group by s.project_id, s.parcel_id
    ), place as (
      select p.parcel_id, sum(p.fen)::bigint as fen, count(*) as projects, (array_agg(p.project_id order by p.fen desc, p.project_id))[1] as project_id
      from part p group by p.parcel_id
    )
    select g.parcel_id as "parcelId", g.kind, g.name, (g.min_lng + g.max_lng) / 2 as lng, (g.min_lat + g.max_lat) / 2 as lat, place.fen, place.projects,
      pr.category_code as "categoryCode", pr.cluster_code as "clusterCode", k.color
    from place join parcel g on g.zone_id = ${zoneId} and g.parcel_id = place.parcel_id
    join project pr on pr.zone_id = ${zoneId} and pr.project_id = place.project_id
    left join cluster k on k.zone_id = ${zoneId} and k.cluster_code = pr.cluster_code
    where g.min_lng is not null order by place.fen desc, g.parcel_id`.execute(tx)
  return rows
}

/** How many projects of the version reach a gate in each quarter of the year. */
export async function cockpitGates(
  tx: ReadTx,
  { zoneId, versionId }: VersionKey,
  year: number,
): Promise<{ gate: string; quarter: number; projects: bigint }[]> {
  const { rows } = await sql<{ gate: string; quarter: number; projects: bigint }>`
    select g.gate, extract(quarter from g.planned_on)::integer as quarter, count(*) as projects
    from project_gate g join plan_project pp on pp.zone_id = g.zone_id and pp.project_id = g.project_id and pp.version_id = ${versionId}
    where g.zone_id = ${zoneId} and g.planned_on >= ${`${year}-01-01`} and g.planned_on < ${`${year + 1}-01-01`}
      and g.gate in ('construction_start', 'completion', 'production')
    group by g.gate, extract(quarter from g.planned_on)`.execute(tx)
  return rows
}

export interface CockpitTarget {
  readonly indicator: string
  readonly scopeKind: string
  readonly scopeCode: string
  readonly period: string
  readonly comparator: string
  readonly valueFen: bigint | null
  readonly valuePpm: bigint | null
  readonly valueCount: bigint | null
  readonly sourceKind: string
  readonly citation: string | null
}

export async function cockpitTargets(tx: ReadTx, { zoneId, versionId }: VersionKey): Promise<CockpitTarget[]> {
  return tx
    .selectFrom('plan_target')
    .select([
      'plan_target.indicator',
      'plan_target.scope_kind as scopeKind',
      'plan_target.scope_code as scopeCode',
      'plan_target.period',
      'plan_target.comparator',
      'plan_target.value_fen as valueFen',
      'plan_target.value_ppm as valuePpm',
      'plan_target.value_count as valueCount',
      'plan_target.source_kind as sourceKind',
      'plan_target.citation',
    ])
    .where('plan_target.zone_id', '=', zoneId)
    .where('plan_target.version_id', '=', versionId)
    .orderBy('plan_target.target_id')
    .execute()
}

export interface NamedProject {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
}

export async function projectNames(tx: ReadTx, zoneId: Uuid, projectIds: readonly Uuid[]): Promise<NamedProject[]> {
  if (projectIds.length === 0) return []
  return tx
    .selectFrom('project')
    .select((select) => [
      'project.project_id as projectId',
      'project.project_no as projectNo',
      select.fn.coalesce('project.short_name', 'project.name_zh').as('nameZh'),
      'project.name_en as nameEn',
    ])
    .where('project.zone_id', '=', zoneId)
    .where('project.project_id', 'in', projectIds)
    .execute()
}
