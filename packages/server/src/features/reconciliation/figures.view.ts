import { sql } from 'kysely'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, yearMonthOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, isOneOf, matchesWords, type Condition } from '../../platform/list-query.ts'

export interface FiguresFilter {
  readonly q?: string | undefined
  readonly serviceManager?: readonly string[] | undefined
  readonly categoryCode?: readonly string[] | undefined
  readonly clusterCode?: readonly string[] | undefined
}

export const meetsFigures = (filter: FiguresFilter): Condition =>
  allOf([
    matchesWords([sql`p.search_text`], filter.q),
    isOneOf(sql`p.service_manager`, filter.serviceManager),
    isOneOf(sql`p.category_code`, filter.categoryCode),
    isOneOf(sql`p.cluster_code`, filter.clusterCode),
  ])

export interface ProjectFigures {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly serviceManager: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly planFen: Fen
  readonly dispatchedFen: Fen
  readonly reportedFen: Fen
  readonly monthsReported: bigint
  readonly monthsProven: bigint
  readonly unexplained: bigint
  readonly isSimulated: boolean
}

interface Span {
  readonly year: number
  readonly through: YearMonth
  readonly versionId: Uuid | null
}

/**
 * Planned, dispatched and reported of each project from January through a month, in one statement. Each figure is summed over the zone
 * once and joined; projects without any of the three are left out.
 */
export async function projectFigures(
  tx: ReadTx,
  zoneId: Uuid,
  { year, through, versionId }: Span,
  where: Condition,
): Promise<ProjectFigures[]> {
  const [first, last] = [firstDayOf(yearMonthOf(year, 1)), firstDayOf(through)]
  const { rows } = await sql<ProjectFigures>`
    with planned as (
      select m.project_id, sum(m.total_fen)::bigint as fen from plan_month m
      where m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.countable and m.month_ym between ${first} and ${last} group by 1
    ), told as (
      select d.project_id, d.month_ym, d.total_fen, d.source_kind from dispatch_entry d
      where d.zone_id = ${zoneId} and d.superseded_at is null and d.month_ym between ${first} and ${last}
    ), dispatched as (
      select project_id, sum(total_fen)::bigint as fen, bool_or(source_kind = 'simulated') as is_simulated from told group by 1
    ), told_of_report as (
      select d.project_id, t.month_ym, sum(d.total_fen) as fen from told d
      join report_period t on t.zone_id = ${zoneId} and d.month_ym between t.first_month_ym and t.month_ym group by 1, 2
    ), closed as (
      select r.project_id, r.month_ym, r.total_fen, r.source_kind from report_return r
      where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym between ${first} and ${last}
    ), corrected as (
      select c.project_id, c.month_ym, sum(c.total_fen)::bigint as fen from report_correction c
      where c.zone_id = ${zoneId} and c.month_ym between ${first} and ${last} and c.appears_ym <= ${last} group by 1, 2
    ), reported as (
      select c.project_id, sum(c.total_fen)::bigint as fen, count(*) as months, bool_or(c.source_kind = 'simulated') as is_simulated,
        count(*) filter (where exists (select from evidence v where v.zone_id = ${zoneId} and v.project_id = c.project_id
          and v.subject_type = 'return' and v.subject_id = to_char(c.month_ym, 'YYYY-MM') and v.withdrawn_at is null)) as proven,
        count(*) filter (where w.reason_code is null and c.total_fen + coalesce(k.fen, 0) <> coalesce(d.fen, 0)) as unexplained
      from closed c left join corrected k on k.project_id = c.project_id and k.month_ym = c.month_ym
      left join told_of_report d on d.project_id = c.project_id and d.month_ym = c.month_ym
      left join difference_reason w on w.zone_id = ${zoneId} and w.project_id = c.project_id and w.month_ym = c.month_ym
      group by 1
    ), later as (select project_id, sum(fen)::bigint as fen from corrected group by 1)
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.service_manager as "serviceManager",
      p.category_code as "categoryCode", p.cluster_code as "clusterCode", coalesce(n.fen, 0)::bigint as "planFen",
      coalesce(d.fen, 0)::bigint as "dispatchedFen", (coalesce(r.fen, 0) + coalesce(k.fen, 0))::bigint as "reportedFen",
      coalesce(r.months, 0) as "monthsReported", coalesce(r.proven, 0) as "monthsProven", coalesce(r.unexplained, 0) as unexplained,
      coalesce(d.is_simulated, false) or coalesce(r.is_simulated, false) as "isSimulated"
    from project p
    left join planned n on n.project_id = p.project_id left join dispatched d on d.project_id = p.project_id
    left join reported r on r.project_id = p.project_id left join later k on k.project_id = p.project_id
    where p.zone_id = ${zoneId} and ${where} and (n.fen is not null or d.fen is not null or r.fen is not null or k.fen is not null)
    order by p.sort_key, p.project_id`.execute(tx)
  return rows
}

export interface MonthFigures {
  readonly month: YearMonth
  readonly planFen: Fen | null
  readonly dispatchedFen: Fen | null
  readonly reportedFen: Fen | null
  readonly correctedFen: Fen
  /** Of the months that the return of this one covers. */
  readonly dispatchedOfReturnFen: Fen
  /** Paid for land and counting in the months that the return of this one covers, and what it reports as land. */
  readonly landPaidFen: Fen
  readonly landReportedFen: Fen | null
  readonly state: ReturnState | null
  readonly files: bigint
  readonly reasonCode: string | null
  readonly note: string | null
  readonly by: string | null
  readonly at: Instant | null
  readonly version: bigint | null
}

/** The three figures of one project in the months of a year. */
export async function monthFigures(
  tx: ReadTx,
  zoneId: Uuid,
  projectId: Uuid,
  { year, versionId }: { year: number; versionId: Uuid | null },
): Promise<MonthFigures[]> {
  const first = firstDayOf(yearMonthOf(year, 1))
  const { rows } = await sql<MonthFigures>`
    with told as (
      select d.month_ym, d.total_fen from dispatch_entry d
      where d.zone_id = ${zoneId} and d.project_id = ${projectId} and d.superseded_at is null
    )
    select to_char(a.month, 'YYYY-MM') as month,
      (select sum(m.total_fen)::bigint from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.project_id = ${projectId}
        and m.countable and m.month_ym = a.month) as "planFen",
      (select d.total_fen from told d where d.month_ym = a.month) as "dispatchedFen",
      case when r.state = 'closed' then r.total_fen end as "reportedFen",
      (select coalesce(sum(c.total_fen), 0)::bigint from report_correction c where c.zone_id = ${zoneId} and c.project_id = ${projectId}
        and c.month_ym = a.month) as "correctedFen",
      (select coalesce(sum(d.total_fen), 0)::bigint from told d where d.month_ym between coalesce(t.first_month_ym, a.month) and a.month) as "dispatchedOfReturnFen",
      (select coalesce(sum(l.amount_fen), 0)::bigint from land_payment l where l.zone_id = ${zoneId} and l.project_id = ${projectId}
        and l.withdrawn_at is null and l.counts_ym between coalesce(t.first_month_ym, a.month) and a.month) as "landPaidFen",
      case when r.state = 'closed' then (r.land_fen + (select coalesce(sum(c.land_fen), 0) from report_correction c where c.zone_id = ${zoneId}
        and c.project_id = ${projectId} and c.month_ym = a.month))::bigint end as "landReportedFen",
      r.state,
      (select count(*) from evidence v where v.zone_id = ${zoneId} and v.project_id = ${projectId} and v.subject_type = 'return'
        and v.subject_id = to_char(a.month, 'YYYY-MM') and v.withdrawn_at is null) as files,
      w.reason_code as "reasonCode", w.note, w.given_by as by, w.given_at as at, w.version
    from (select (${first}::date + make_interval(months => i))::date as month from generate_series(0, 11) i) a
    left join report_return r on r.zone_id = ${zoneId} and r.project_id = ${projectId} and r.month_ym = a.month
    left join report_period t on t.zone_id = ${zoneId} and t.month_ym = a.month
    left join difference_reason w on w.zone_id = ${zoneId} and w.project_id = ${projectId} and w.month_ym = a.month
    order by a.month`.execute(tx)
  return rows
}

/** The last month that is closed, in a year or before it. */
export async function lastClosedMonth(tx: ReadTx, zoneId: Uuid, year: number): Promise<YearMonth | undefined> {
  const { rows } = await sql<{ month: YearMonth }>`
    select to_char(t.month_ym, 'YYYY-MM') as month from report_period t where t.zone_id = ${zoneId} and t.closed_at is not null
      and t.month_ym between ${firstDayOf(yearMonthOf(year, 1))} and ${firstDayOf(yearMonthOf(year, 12))} order by t.month_ym desc limit 1`.execute(
    tx,
  )
  return rows[0]?.month
}

export interface Share {
  readonly projectId: Uuid
  readonly parcelId: Uuid
  readonly nameZh: string
  readonly nameEn: string | null
  readonly ppm: bigint
}

/** On which parcels the plan of each project stands. */
export async function planShares(tx: ReadTx, zoneId: Uuid, versionId: Uuid | null): Promise<Share[]> {
  const { rows } = await sql<Share>`
    select s.project_id as "projectId", s.parcel_id as "parcelId", g.name as "nameZh", g.name_en as "nameEn", s.share_ppm as ppm
    from plan_share s join parcel g on g.zone_id = s.zone_id and g.parcel_id = s.parcel_id
    where s.zone_id = ${zoneId} and s.version_id = ${versionId}::uuid order by s.project_id, s.ordinal`.execute(tx)
  return rows
}
