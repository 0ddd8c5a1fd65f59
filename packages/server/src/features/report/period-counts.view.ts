import { sql } from 'kysely'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, yearMonthOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'

export interface PeriodCounts {
  readonly month: YearMonth
  readonly due: bigint
  readonly handedIn: bigint
  readonly draft: bigint
  readonly submitted: bigint
  readonly inReview: bigint
  readonly returned: bigint
  readonly verified: bigint
  readonly closed: bigint
  readonly reportedFen: Fen
}

/** How the returns of periods stand, over the projects in reach. */
export async function countReturns(
  tx: ReadTx,
  zoneId: Uuid,
  months: readonly YearMonth[],
  reach: Condition | undefined,
): Promise<Map<YearMonth, PeriodCounts>> {
  const ends = months.map((month) => ({
    month,
    first: firstDayOf(month),
    last: lastDayOf(month),
    year: firstDayOf(yearMonthOf(yearOf(month), 1)),
  }))
  const { rows } = await sql<PeriodCounts>`
    with dated as (
      select p.project_id, p.standing, max(g.actual_on) filter (where g.gate = 'registration') as registered,
        max(g.actual_on) filter (where g.gate = 'completion') as completed
      from project p left join gate_progress g on g.zone_id = p.zone_id and g.project_id = p.project_id
      where p.zone_id = ${zoneId} and ${allOf([reach])} group by p.project_id, p.standing
    ), of_month as (
      select m.month, m.last, m.year, d.project_id, r.state, r.total_fen,
        coalesce(d.registered <= m.last and d.standing in ('active', 'suspended') and (d.completed is null or d.completed >= m.year), false) as is_due
      from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as m(month text, first date, last date, year date)
      cross join dated d
      left join report_return r on r.zone_id = ${zoneId} and r.project_id = d.project_id and r.month_ym = m.first
    )
    select month, count(*) filter (where is_due) as due,
      count(*) filter (where is_due and state is not null and state <> 'draft') as "handedIn",
      count(*) filter (where state = 'draft') as draft, count(*) filter (where state = 'submitted') as submitted,
      count(*) filter (where state = 'in_review') as "inReview", count(*) filter (where state = 'returned') as returned,
      count(*) filter (where state = 'verified') as verified, count(*) filter (where state = 'closed') as closed,
      coalesce(sum(total_fen) filter (where state in ('verified', 'closed')), 0)::bigint as "reportedFen"
    from of_month group by month`.execute(tx)
  return new Map(rows.map((row) => [row.month, row]))
}
