import { sql } from 'kysely'
import type { ReturnSource } from '@ballast/contract/forecast-names.ts'
import type { LifeGate, Standing } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

/** What is asked of the books: everything of a year that is on record through a month. */
export interface AsOf {
  readonly zoneId: Uuid
  readonly year: number
  readonly asOf: YearMonth
  readonly versionId: Uuid | null
  /** Changes from this day on were not known; null: everything that is on record counts. */
  readonly cutoff: PlainDate | null
}

const spanOf = ({ year, asOf }: AsOf) => ({ first: firstDayOf(yearMonthOf(year, 1)), last: firstDayOf(asOf) })
/** The moment at which a day begins in the official time zone; infinity for no day. */
const momentOf = (day: PlainDate | null) => sql`coalesce(${day}::date::timestamp at time zone 'Asia/Shanghai', 'infinity'::timestamptz)`

export interface KnownProject {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly isIndustry: boolean
  readonly typeCode: string | null
  readonly totalFen: bigint | null
  readonly buildingFen: bigint | null
  readonly standing: Standing
  readonly isSimulated: boolean
  /** Invested before the year. */
  readonly beforeFen: bigint
}

/**
 * The projects of the plan, those that report this year, and, in a year without a plan, those of which a gate was passed by then; each with
 * what was invested before the year.
 */
export async function knownProjects(tx: ReadTx, given: AsOf): Promise<KnownProject[]> {
  const { zoneId, year, asOf, versionId, cutoff } = given
  const { first, last } = spanOf(given)
  const { rows } = await sql<KnownProject>`
    with earlier as (
      select r.project_id, sum(r.fen)::bigint as fen from (
        select r.project_id, r.total_fen as fen from report_return r where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym < ${first}
        union all
        select c.project_id, c.total_fen from report_correction c where c.zone_id = ${zoneId} and c.month_ym < ${first} and c.appears_ym <= ${last}
      ) r group by r.project_id
    )
    select p.project_id as "projectId", p.project_no as "projectNo", p.category_code as "categoryCode", p.cluster_code as "clusterCode",
      coalesce(k.is_industry, false) as "isIndustry", p.type_code as "typeCode", p.total_fen as "totalFen",
      p.total_construction_fen + p.total_installation_fen as "buildingFen",
      coalesce((select c.from_standing from project_standing_change c where c.zone_id = p.zone_id and c.project_id = p.project_id
        and c.changed_at >= ${momentOf(cutoff)} order by c.changed_at limit 1), p.standing) as standing,
      p.source_kind = 'simulated' or n.source_kind = 'simulated' is true as "isSimulated",
      (coalesce(o.cumulative_fen, 0) + coalesce(e.fen, 0))::bigint as "beforeFen"
    from project p
    left join category k on k.zone_id = p.zone_id and k.category_code = p.category_code
    left join plan_project n on n.zone_id = p.zone_id and n.version_id = ${versionId}::uuid and n.project_id = p.project_id
    left join report_opening o on o.zone_id = p.zone_id and o.project_id = p.project_id and o.before_year <= ${year}
    left join earlier e on e.project_id = p.project_id
    where p.zone_id = ${zoneId} and (n.project_id is not null
      or exists (select from report_return r where r.zone_id = p.zone_id and r.project_id = p.project_id and r.month_ym between ${first} and ${last})
      or (${versionId}::uuid is null and exists (select from gate_progress g where g.zone_id = p.zone_id and g.project_id = p.project_id
        and to_char(g.actual_on, 'YYYY-MM') <= ${asOf})))
    order by p.project_no, p.project_id`.execute(tx)
  return rows
}

export interface KnownAmount {
  readonly projectId: Uuid
  /** The months that it covers. */
  readonly firstMonth: YearMonth
  readonly month: YearMonth
  readonly fen: bigint
  readonly source: Exclude<ReturnSource, 'none'> | 'correction'
  readonly isSimulated: boolean
}

/**
 * Reported of each project and month of the year. Of closed periods what was closed, and corrections that appear by then. Of an as-of
 * month that is not closed what was verified, or else what was handed in, or else what was told from the site of the months it covers.
 */
export async function knownAmounts(tx: ReadTx, given: AsOf): Promise<KnownAmount[]> {
  const { zoneId } = given
  const { first, last } = spanOf(given)
  const { rows } = await sql<KnownAmount>`
    with handed as (
      select r.project_id, t.first_month_ym, r.month_ym, r.total_fen as fen, r.source_kind = 'simulated' as is_simulated,
        case when t.closed_at is not null then 'closed' when r.state = 'verified' then 'verified' else 'handed-in' end as source
      from report_return r join report_period t on t.zone_id = r.zone_id and t.month_ym = r.month_ym
      where r.zone_id = ${zoneId} and r.month_ym between ${first} and ${last}
        and case when t.closed_at is null then r.month_ym = ${last} and r.state in ('verified', 'submitted', 'in_review') else r.state = 'closed' end
    )
    select h.project_id as "projectId", to_char(h.first_month_ym, 'YYYY-MM') as "firstMonth", to_char(h.month_ym, 'YYYY-MM') as month, h.fen, h.source,
      h.is_simulated as "isSimulated"
    from handed h
    union all
    select d.project_id, to_char(t.first_month_ym, 'YYYY-MM'), to_char(t.month_ym, 'YYYY-MM'), sum(d.total_fen)::bigint, 'told', bool_or(d.source_kind = 'simulated')
    from report_period t join dispatch_entry d on d.zone_id = t.zone_id and d.superseded_at is null and d.month_ym between t.first_month_ym and t.month_ym
    where t.zone_id = ${zoneId} and t.month_ym = ${last} and t.month_ym >= ${first} and t.closed_at is null
      and not exists (select from handed h where h.project_id = d.project_id and h.month_ym = t.month_ym)
    group by d.project_id, t.first_month_ym, t.month_ym
    union all
    select c.project_id, to_char(c.month_ym, 'YYYY-MM'), to_char(c.month_ym, 'YYYY-MM'), c.total_fen, 'correction', c.source_kind = 'simulated'
    from report_correction c where c.zone_id = ${zoneId} and c.month_ym between ${first} and ${last} and c.appears_ym <= ${last}`.execute(
    tx,
  )
  return rows
}

export interface KnownGate {
  readonly projectId: Uuid
  readonly gate: LifeGate
  readonly plannedOn: PlainDate | null
  readonly forecastOn: PlainDate | null
  readonly actualOn: PlainDate | null
  readonly touchedOn: PlainDate | null
}

/** The dates of gates; changes from the cutoff on are taken back by what each says the date was before. */
export async function knownGates(tx: ReadTx, { zoneId, cutoff }: AsOf): Promise<KnownGate[]> {
  const { rows } = await sql<KnownGate>`
    with later as (
      select distinct on (c.project_id, c.gate, c.which) c.project_id, c.gate, c.which, c.from_on from gate_date_change c
      where c.zone_id = ${zoneId} and c.changed_at >= ${momentOf(cutoff)} order by c.project_id, c.gate, c.which, c.changed_at, c.change_id
    ), touched as (
      select c.project_id, c.gate, max(c.changed_at at time zone 'Asia/Shanghai')::date as touched_on from gate_date_change c
      where c.zone_id = ${zoneId} and c.changed_at < ${momentOf(cutoff)} group by c.project_id, c.gate
    )
    select k.project_id as "projectId", k.gate,
      case when lp.project_id is null then g.planned_on else lp.from_on end as "plannedOn",
      case when lf.project_id is null then r.forecast_on else lf.from_on end as "forecastOn",
      r.actual_on as "actualOn", t.touched_on as "touchedOn"
    from (select project_id, gate from project_gate where zone_id = ${zoneId} union select project_id, gate from gate_progress where zone_id = ${zoneId}) k
    left join project_gate g on g.zone_id = ${zoneId} and g.project_id = k.project_id and g.gate = k.gate
    left join gate_progress r on r.zone_id = ${zoneId} and r.project_id = k.project_id and r.gate = k.gate
    left join later lp on lp.project_id = k.project_id and lp.gate = k.gate and lp.which = 'planned'
    left join later lf on lf.project_id = k.project_id and lf.gate = k.gate and lf.which = 'forecast'
    left join touched t on t.project_id = k.project_id and t.gate = k.gate`.execute(tx)
  return rows
}

/** The gates that each project type has, in their order. */
export async function gatesOfTypes(tx: ReadTx, zoneId: Uuid): Promise<Map<string, LifeGate[]>> {
  const rows = await tx
    .selectFrom('project_type_gate')
    .select(['type_code as typeCode', 'gate'])
    .where('zone_id', '=', zoneId)
    .orderBy('type_code')
    .orderBy('ordinal')
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ typeCode }) => typeCode)].map(([code, gates]) => [code, gates.map(({ gate }) => gate as LifeGate)]),
  )
}

export interface PlannedMonth {
  readonly projectId: Uuid
  readonly month: number
  readonly fen: bigint
  readonly landFen: bigint
  readonly buildingFen: bigint
}

/** The countable plan of each project by month. */
export async function plannedMonths(tx: ReadTx, { zoneId, year, versionId }: AsOf): Promise<PlannedMonth[]> {
  if (versionId === null) return []
  const { rows } = await sql<PlannedMonth>`
    select m.project_id as "projectId", extract(month from m.month_ym)::integer as month, m.total_fen as fen, m.land_fen as "landFen",
      m.construction_fen + m.installation_fen as "buildingFen"
    from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${versionId} and m.countable
      and m.month_ym between ${firstDayOf(yearMonthOf(year, 1))} and ${firstDayOf(yearMonthOf(year, 12))}`.execute(tx)
  return rows
}
