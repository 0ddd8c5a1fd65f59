import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface DoneGroup {
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly month: YearMonth
  readonly fen: bigint
  readonly isSimulated: boolean
}

/** What was done in the months of a year, by category and cluster. */
export interface DoneFigures {
  readonly dispatched: readonly DoneGroup[]
  readonly reported: readonly DoneGroup[]
  /** The first month that the report of the last one covers: January where it is reported with February. */
  readonly reportedSince: YearMonth
}

/**
 * Dispatched 调度数, the last word about each month, and reported 纳统数: closed returns with the corrections that appear by the last month.
 * A month of which nothing was closed has none: nothing is put in its place.
 */
export async function readDoneFigures(tx: ReadTx, zoneId: Uuid, through: YearMonth): Promise<DoneFigures> {
  const [first, last] = [firstDayOf(yearMonthOf(yearOf(through), 1)), firstDayOf(through)]
  const dispatched = await sql<DoneGroup>`
    select p.category_code as "categoryCode", p.cluster_code as "clusterCode", to_char(d.month_ym, 'YYYY-MM') as month, sum(d.total_fen)::bigint as fen,
      bool_or(d.source_kind = 'simulated') as "isSimulated"
    from dispatch_entry d join project p on p.zone_id = d.zone_id and p.project_id = d.project_id
    where d.zone_id = ${zoneId} and d.superseded_at is null and d.month_ym between ${first} and ${last}
    group by p.category_code, p.cluster_code, d.month_ym`.execute(tx)
  const reported = await sql<DoneGroup>`
    select p.category_code as "categoryCode", p.cluster_code as "clusterCode", to_char(r.month_ym, 'YYYY-MM') as month, sum(r.fen)::bigint as fen,
      bool_or(r.is_simulated) as "isSimulated"
    from (
      select r.project_id, r.month_ym, r.total_fen as fen, r.source_kind = 'simulated' as is_simulated from report_return r
      where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym between ${first} and ${last}
      union all
      select c.project_id, c.month_ym, c.total_fen, c.source_kind = 'simulated' from report_correction c
      where c.zone_id = ${zoneId} and c.month_ym between ${first} and ${last} and c.appears_ym <= ${last}
    ) r join project p on p.zone_id = ${zoneId} and p.project_id = r.project_id
    group by p.category_code, p.cluster_code, r.month_ym`.execute(tx)
  const { rows: periods } = await sql<{ since: YearMonth }>`
    select to_char(t.first_month_ym, 'YYYY-MM') as since from report_period t where t.zone_id = ${zoneId} and t.month_ym = ${last}`.execute(
    tx,
  )
  return { dispatched: dispatched.rows, reported: reported.rows, reportedSince: periods[0]?.since ?? through }
}
