import { sql, type RawBuilder } from 'kysely'
import type { COMPOSITION_PARTS, TRACE_PARTS } from '@ballast/contract/cockpit.ts'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { amountBetween, COMPOSITION_COLUMNS, NOTHING, WHOLE } from './share-cut.view.ts'

type TracePart = (typeof TRACE_PARTS)[number]
type CompositionPart = (typeof COMPOSITION_PARTS)[number]

/** Which amounts are traced: of one version, and of it the whole or one part. */
export interface TraceScope {
  readonly zoneId: Uuid
  readonly versionId: Uuid
  readonly countable: boolean
  readonly since?: YearMonth | undefined
  readonly through?: YearMonth | undefined
  readonly part?: TracePart | undefined
  readonly place?: 'placed' | 'floating' | undefined
  readonly source?: SourceKind | undefined
}

/** One line under a step; a null key stands for what has none: no category, no cluster, no parcel. */
export interface TracedLine {
  readonly key: string | null
  readonly id: Uuid | null
  readonly nameZh: string
  readonly nameEn: string | null
  readonly fen: bigint
  readonly sourceKind: SourceKind | null
}

const PART_COLUMNS: Readonly<Record<TracePart, readonly string[]>> = {
  construction: ['construction_fen'],
  installation: ['installation_fen'],
  equipment: ['equipment_fen'],
  other: ['other_fen'],
  'construction-installation': ['construction_fen', 'installation_fen'],
  land: ['land_fen'],
}

const columnsOf = (scope: TraceScope) => (scope.part === undefined ? COMPOSITION_COLUMNS : PART_COLUMNS[scope.part])

/** The scope's amount of a month's line; it needs the project's placed share as placed.ppm. */
function scopedAmount(scope: TraceScope): RawBuilder<unknown> {
  const columns = columnsOf(scope)
  const whole =
    scope.part === undefined
      ? sql`m.total_fen`
      : sql`(${sql.join(
          columns.map((column) => sql.ref(`m.${column}`)),
          sql` + `,
        )})`
  const ppm = sql`coalesce(placed.ppm, 0)`
  if (scope.place === 'placed') return sql`case when ${ppm} = ${WHOLE} then ${whole} else ${amountBetween(columns, NOTHING, ppm)} end`
  if (scope.place === 'floating') return sql`case when ${ppm} = ${WHOLE} then 0 else ${amountBetween(columns, ppm, WHOLE)} end`
  return whole
}

const monthIsIn = (scope: TraceScope) => sql`m.countable = ${scope.countable}
  ${scope.since === undefined ? sql`` : sql`and m.month_ym >= ${firstDayOf(scope.since)}`}
  ${scope.through === undefined ? sql`` : sql`and m.month_ym <= ${firstDayOf(scope.through)}`}`

/** The plan by project: planned(project_id, source_kind, category_code, cluster_code, fen). */
const planned = (scope: TraceScope) => sql`
  ${scope.place === undefined ? sql`` : placedShares(scope)}
  money as (
    select m.project_id, sum(${scopedAmount(scope)})::bigint as fen
    from plan_month m ${scope.place === undefined ? sql`` : sql`left join placed on placed.project_id = m.project_id`}
    where m.zone_id = ${scope.zoneId} and m.version_id = ${scope.versionId} and ${monthIsIn(scope)} group by m.project_id
  ), planned as (
    select pp.project_id, pp.source_kind, pr.category_code, pr.cluster_code, coalesce(money.fen, 0)::bigint as fen
    from plan_project pp
    join project pr on pr.zone_id = pp.zone_id and pr.project_id = pp.project_id
    left join money on money.project_id = pp.project_id
    where pp.zone_id = ${scope.zoneId} and pp.version_id = ${scope.versionId}
      ${scope.source === undefined ? sql`` : sql`and pp.source_kind = ${scope.source}`}
  )`
const placedShares = (scope: TraceScope) => sql`
  placed as (
    select s.project_id, sum(s.share_ppm)::bigint as ppm from plan_share s
    where s.zone_id = ${scope.zoneId} and s.version_id = ${scope.versionId} group by s.project_id
  ),`

const weakestSource = sql`case when bool_or(p.source_kind = 'simulated') then 'simulated' when bool_or(p.source_kind = 'entered') then 'entered'
  when bool_or(p.source_kind = 'public') then 'public' end`
const isCode = (column: string, code: string | null) => sql`${sql.ref(column)} is not distinct from ${code}::text`

/** Sum of the whole, of a category, of a cluster in it and of a project; a null code: those without. */
export async function sumsAlongPath(
  tx: ReadTx,
  scope: TraceScope,
  path: { category: string | null; cluster: string | null; projectId: Uuid | null },
): Promise<{ whole: bigint; category: bigint; cluster: bigint; project: bigint }> {
  const inCategory = isCode('p.category_code', path.category)
  const inCluster = sql`${inCategory} and ${isCode('p.cluster_code', path.cluster)}`
  const { rows } = await sql<{ whole: bigint; category: bigint; cluster: bigint; project: bigint }>`
    with ${planned(scope)}
    select coalesce(sum(p.fen), 0)::bigint as whole, coalesce(sum(p.fen) filter (where ${inCategory}), 0)::bigint as category,
      coalesce(sum(p.fen) filter (where ${inCluster}), 0)::bigint as cluster,
      coalesce(sum(p.fen) filter (where p.project_id = ${path.projectId}::uuid), 0)::bigint as project
    from planned p`.execute(tx)
  return rows[0] as NonNullable<(typeof rows)[0]>
}

/** Every category of the zone, those without a plan too; last, with a null key, what has no category. */
export async function linesByCategory(tx: ReadTx, scope: TraceScope): Promise<TracedLine[]> {
  const { rows } = await sql<TracedLine>`
    with ${planned(scope)}, line as (
      select c.category_code as code, c.name_zh, c.name_en, c.sort from category c where c.zone_id = ${scope.zoneId}
      union all select null, '', null, null
    )
    select line.code as key, null::uuid as id, line.name_zh as "nameZh", line.name_en as "nameEn", coalesce(sum(p.fen), 0)::bigint as fen,
      ${weakestSource} as "sourceKind"
    from line left join planned p on p.category_code is not distinct from line.code
    group by line.code, line.name_zh, line.name_en, line.sort
    having line.code is not null or count(p.project_id) > 0 order by line.sort nulls last, line.code`.execute(tx)
  return rows
}

/** The clusters of a category and any other that its projects name; last, with a null key, what has no cluster. */
export async function linesByCluster(tx: ReadTx, scope: TraceScope, category: string | null): Promise<TracedLine[]> {
  const { rows } = await sql<TracedLine>`
    with ${planned(scope)}, inside as (
      select p.* from planned p where ${isCode('p.category_code', category)}
    ), line as (
      select k.cluster_code as code, k.name_zh, k.name_en, k.sort from cluster k
      where k.zone_id = ${scope.zoneId} and (k.category_code = ${category}::text or k.cluster_code in (select i.cluster_code from inside i))
      union all select null, '', null, null
    )
    select line.code as key, null::uuid as id, line.name_zh as "nameZh", line.name_en as "nameEn", coalesce(sum(p.fen), 0)::bigint as fen,
      ${weakestSource} as "sourceKind"
    from line left join inside p on p.cluster_code is not distinct from line.code
    group by line.code, line.name_zh, line.name_en, line.sort
    having line.code is not null or count(p.project_id) > 0 order by line.sort nulls last, line.code`.execute(tx)
  return rows
}

export async function linesByProject(
  tx: ReadTx,
  scope: TraceScope,
  category: string | null,
  cluster: string | null,
): Promise<TracedLine[]> {
  const { rows } = await sql<TracedLine>`
    with ${planned(scope)}
    select pr.project_no as key, pr.project_id as id, coalesce(pr.short_name, pr.name_zh) as "nameZh", pr.name_en as "nameEn", p.fen,
      p.source_kind as "sourceKind"
    from planned p join project pr on pr.zone_id = ${scope.zoneId} and pr.project_id = p.project_id
    where ${isCode('p.category_code', category)} and ${isCode('p.cluster_code', cluster)}
    order by p.fen desc, pr.sort_key, pr.project_id`.execute(tx)
  return rows
}

/**
 * Where a project's amounts lie between 0 and the whole: place(parcel_id, ordinal, from_ppm, to_ppm). The last one, without a
 * parcel, is what floats; shares beyond the whole make it negative.
 */
const placesOf = (scope: TraceScope, projectId: Uuid) => sql`
  share as (
    select s.parcel_id, s.ordinal, (sum(s.share_ppm) over (order by s.ordinal) - s.share_ppm)::bigint as from_ppm,
      sum(s.share_ppm) over (order by s.ordinal)::bigint as to_ppm
    from plan_share s where s.zone_id = ${scope.zoneId} and s.version_id = ${scope.versionId} and s.project_id = ${projectId}
  ), place as (
    ${scope.place === 'floating' ? sql`select null::uuid as parcel_id, null::integer as ordinal, 0::bigint as from_ppm, 0::bigint as to_ppm where false` : sql`select * from share`}
    ${scope.place === 'placed' ? sql`` : sql`union all select null, null, coalesce((select max(to_ppm) from share), 0), 1000000`}
  )`
const monthsOf = (scope: TraceScope, projectId: Uuid) => sql`plan_month m
  on m.zone_id = ${scope.zoneId} and m.version_id = ${scope.versionId} and m.project_id = ${projectId} and ${monthIsIn(scope)}`
const sourceOf = (scope: TraceScope, projectId: Uuid) => sql`(select pp.source_kind from plan_project pp
  where pp.zone_id = ${scope.zoneId} and pp.version_id = ${scope.versionId} and pp.project_id = ${projectId})`
const isParcel = (parcelId: Uuid | null) => sql`place.parcel_id is not distinct from ${parcelId}::uuid`
const amountHere = (scope: TraceScope) => amountBetween(columnsOf(scope), sql`place.from_ppm`, sql`place.to_ppm`)

export async function linesByParcel(tx: ReadTx, scope: TraceScope, projectId: Uuid): Promise<TracedLine[]> {
  const { rows } = await sql<TracedLine>`
    with ${placesOf(scope, projectId)}
    select g.name as key, place.parcel_id as id, coalesce(g.name, '') as "nameZh", g.name as "nameEn", coalesce(sum(${amountHere(scope)}), 0)::bigint as fen,
      ${sourceOf(scope, projectId)} as "sourceKind"
    from place left join parcel g on g.zone_id = ${scope.zoneId} and g.parcel_id = place.parcel_id left join ${monthsOf(scope, projectId)}
    group by place.parcel_id, place.ordinal, g.name order by place.ordinal nulls last`.execute(tx)
  return rows
}

/** Sum of what of a project stands on one parcel (null: on none), in the year and in one month of it. */
export async function sumsOnParcel(
  tx: ReadTx,
  scope: TraceScope,
  projectId: Uuid,
  parcelId: Uuid | null,
  month: YearMonth | null,
): Promise<{ parcel: bigint; month: bigint }> {
  const inMonth = sql`m.month_ym = ${month === null ? null : firstDayOf(month)}::date`
  const { rows } = await sql<{ parcel: bigint; month: bigint }>`
    with ${placesOf(scope, projectId)}
    select coalesce(sum(${amountHere(scope)}), 0)::bigint as parcel, coalesce(sum(${amountHere(scope)}) filter (where ${inMonth}), 0)::bigint as month
    from place join ${monthsOf(scope, projectId)} where ${isParcel(parcelId)}`.execute(tx)
  return rows[0] as NonNullable<(typeof rows)[0]>
}

export async function linesByMonth(
  tx: ReadTx,
  scope: TraceScope,
  projectId: Uuid,
  parcelId: Uuid | null,
): Promise<{ month: PlainDate; fen: bigint; sourceKind: SourceKind }[]> {
  const { rows } = await sql<{ month: PlainDate; fen: bigint; sourceKind: SourceKind }>`
    with ${placesOf(scope, projectId)}
    select m.month_ym as month, sum(${amountHere(scope)})::bigint as fen, ${sourceOf(scope, projectId)} as "sourceKind"
    from place join ${monthsOf(scope, projectId)} where ${isParcel(parcelId)} group by m.month_ym order by m.month_ym`.execute(tx)
  return rows
}

/** The parts of one month on one parcel, those of the scope only; land is a part of other and appears where it alone is traced. */
export async function linesByPart(
  tx: ReadTx,
  scope: TraceScope,
  projectId: Uuid,
  parcelId: Uuid | null,
  month: YearMonth,
): Promise<{ part: CompositionPart | 'land'; fen: bigint; sourceKind: SourceKind }[]> {
  const parts = columnsOf(scope).map((column) => {
    const amount = amountBetween([column], sql`place.from_ppm`, sql`place.to_ppm`)
    return sql`select ${column.replace('_fen', '')}::text as part, coalesce(sum(${amount}), 0)::bigint as fen
      from place join ${monthsOf(scope, projectId)} where ${isParcel(parcelId)} and m.month_ym = ${firstDayOf(month)}::date`
  })
  const { rows } = await sql<{ part: CompositionPart | 'land'; fen: bigint; sourceKind: SourceKind }>`
    with ${placesOf(scope, projectId)}
    select c.part, c.fen, ${sourceOf(scope, projectId)} as "sourceKind" from (${sql.join(parts, sql` union all `)}) c`.execute(tx)
  return rows
}

export interface TracedProject {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly sourceKind: SourceKind
}

/** A project of the version, by id or by its number. */
export async function findTracedProject(
  tx: ReadTx,
  scope: TraceScope,
  by: { projectId?: Uuid | undefined; projectNo?: string | undefined },
): Promise<TracedProject | undefined> {
  const { rows } = await sql<TracedProject>`
    select pr.project_id as "projectId", pr.project_no as "projectNo", coalesce(pr.short_name, pr.name_zh) as "nameZh", pr.name_en as "nameEn",
      pr.category_code as "categoryCode", pr.cluster_code as "clusterCode", pp.source_kind as "sourceKind"
    from plan_project pp join project pr on pr.zone_id = pp.zone_id and pr.project_id = pp.project_id
    where pp.zone_id = ${scope.zoneId} and pp.version_id = ${scope.versionId}
      ${by.projectId === undefined ? sql`` : sql`and pr.project_id = ${by.projectId}`}
      ${by.projectNo === undefined ? sql`` : sql`and pr.project_no = ${by.projectNo}`}`.execute(tx)
  return rows[0]
}

export interface TargetOfYear {
  readonly valueFen: bigint
  readonly sourceKind: SourceKind
}

/** The target of total investment of the year. */
export async function findTarget(tx: ReadTx, scope: TraceScope): Promise<TargetOfYear | undefined> {
  const row = await tx
    .selectFrom('plan_target')
    .select(['plan_target.value_fen as valueFen', 'plan_target.source_kind as sourceKind'])
    .where('plan_target.zone_id', '=', scope.zoneId)
    .where('plan_target.version_id', '=', scope.versionId)
    .where('plan_target.indicator', '=', 'total-investment')
    .where('plan_target.scope_kind', '=', 'zone')
    .where('plan_target.period', '=', 'year')
    .where('plan_target.value_fen', 'is not', null)
    .orderBy('plan_target.target_id')
    .executeTakeFirst()
  return row === undefined ? undefined : { valueFen: row.valueFen as bigint, sourceKind: row.sourceKind as SourceKind }
}

export async function findCategoryOfCluster(tx: ReadTx, zoneId: Uuid, cluster: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('cluster')
    .select('cluster.category_code as categoryCode')
    .where('cluster.zone_id', '=', zoneId)
    .where('cluster.cluster_code', '=', cluster)
    .executeTakeFirst()
  return row?.categoryCode
}
