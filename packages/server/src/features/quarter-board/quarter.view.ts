import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface QuarterSpan {
  readonly versionId: Uuid | null
  readonly first: YearMonth
  readonly last: YearMonth
  /** The last month whose plan is due by now. */
  readonly through: YearMonth
  readonly firstOn: PlainDate
  readonly lastOn: PlainDate
}

export interface ProjectInQuarter {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly serviceManager: string | null
  readonly tags: readonly string[]
  readonly planFen: Fen
  readonly dueFen: Fen
  readonly dispatchedFen: Fen
  readonly reportedFen: Fen
  readonly isSimulated: boolean
  readonly startPlannedOn: PlainDate | null
  readonly startedOn: PlainDate | null
  readonly reasonCode: string | null
  readonly slipCode: string | null
}

/** Every project that has a plan, a figure or a start in the quarter, or a tag that may put it on a list; in one statement. */
export async function projectsInQuarter(
  tx: ReadTx,
  zoneId: Uuid,
  { versionId, first, last, through, firstOn, lastOn }: QuarterSpan,
  tags: readonly string[],
): Promise<ProjectInQuarter[]> {
  const [from, to, due] = [firstDayOf(first), firstDayOf(last), firstDayOf(through)]
  const { rows } = await sql<ProjectInQuarter>`
    with planned as (
      select m.project_id, sum(m.total_fen)::bigint as fen, coalesce(sum(m.total_fen) filter (where m.month_ym <= ${due}), 0)::bigint as due_fen
      from plan_month m
      where m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.countable and m.month_ym between ${from} and ${to} group by 1
    ), dispatched as (
      select d.project_id, sum(d.total_fen)::bigint as fen, bool_or(d.source_kind = 'simulated') as is_simulated from dispatch_entry d
      where d.zone_id = ${zoneId} and d.superseded_at is null and d.month_ym between ${from} and ${to} group by 1
    ), reported as (
      select c.project_id, sum(c.total_fen)::bigint as fen, bool_or(c.source_kind = 'simulated') as is_simulated from (
        select r.project_id, r.total_fen, r.source_kind from report_return r
        where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym between ${from} and ${to}
        union all
        select k.project_id, k.total_fen, k.source_kind from report_correction k where k.zone_id = ${zoneId} and k.appears_ym between ${from} and ${to}
      ) c group by 1
    )
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn",
      p.service_manager as "serviceManager", p.tags, coalesce(m.fen, 0) as "planFen", coalesce(m.due_fen, 0) as "dueFen",
      coalesce(d.fen, 0) as "dispatchedFen", coalesce(r.fen, 0) as "reportedFen",
      coalesce(d.is_simulated, false) or coalesce(r.is_simulated, false) as "isSimulated",
      g.planned_on as "startPlannedOn", s.actual_on as "startedOn",
      (select w.reason_code from difference_reason w where w.zone_id = ${zoneId} and w.project_id = p.project_id
        and w.month_ym between ${from} and ${to} order by w.month_ym desc limit 1) as "reasonCode",
      (select h.reason_code from gate_date_change h where h.zone_id = ${zoneId} and h.project_id = p.project_id
        and h.to_on > h.from_on order by h.changed_at desc limit 1) as "slipCode"
    from project p
    left join planned m on m.project_id = p.project_id
    left join dispatched d on d.project_id = p.project_id
    left join reported r on r.project_id = p.project_id
    left join project_gate g on g.zone_id = p.zone_id and g.project_id = p.project_id and g.gate = 'construction_start'
    left join gate_progress s on s.zone_id = p.zone_id and s.project_id = p.project_id and s.gate = 'construction_start'
    where p.zone_id = ${zoneId} and (m.fen is not null or d.fen is not null or r.fen is not null
      or g.planned_on between ${firstOn} and ${lastOn} or s.actual_on between ${firstOn} and ${lastOn}
      or p.tags && array(select jsonb_array_elements_text(${JSON.stringify(tags)}::jsonb)))
    order by p.project_no`.execute(tx)
  return rows
}

export interface Step {
  readonly figure: 'dispatched' | 'reported'
  readonly on: PlainDate
  readonly fen: Fen
}

/**
 * By how much the two figures of the quarter grew, and on which day: what is told replaces what was told before of the same month,
 * and closed reports count from the closing day of their period.
 */
export async function stepsOfQuarter(tx: ReadTx, zoneId: Uuid, { first, last }: Pick<QuarterSpan, 'first' | 'last'>): Promise<Step[]> {
  const [from, to] = [firstDayOf(first), firstDayOf(last)]
  const { rows } = await sql<Step>`
    select 'dispatched' as figure, d.told_on as on, sum(d.total_fen - d.before_fen)::bigint as fen from (
      select e.told_on, e.total_fen, coalesce(lag(e.total_fen) over (partition by e.project_id, e.month_ym order by e.told_at, e.entry_id), 0) as before_fen
      from dispatch_entry e where e.zone_id = ${zoneId} and e.month_ym between ${from} and ${to}
    ) d group by 2
    union all
    select 'reported', t.closes_on, sum(c.total_fen)::bigint from (
      select r.month_ym, r.total_fen from report_return r where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym between ${from} and ${to}
      union all
      select k.appears_ym, k.total_fen from report_correction k where k.zone_id = ${zoneId} and k.appears_ym between ${from} and ${to}
    ) c join report_period t on t.zone_id = ${zoneId} and t.month_ym = c.month_ym where t.closed_at is not null group by 2
    order by 2`.execute(tx)
  return rows
}
