import { sql } from 'kysely'
import type { Books, Items, MonthlyForm } from '@ballast/domain/report/form.ts'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, yearMonthOf, yearOf, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { Standing } from '@ballast/domain/gate/life.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, isOneOf, isOneOfIds, matchesWords, type Condition } from '../../platform/list-query.ts'
import { plainItems, selectForm, selectItems, sumItems } from './form-columns.view.ts'
import { formFrom, itemsFrom } from './form-record.ts'

interface Facts {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly standing: Standing
  readonly owner: string | null
  readonly serviceManager: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly nature: string | null
  readonly totalFen: Fen | null
  readonly statAreaCode: string | null
  readonly industryCode: string | null
  readonly registeredOn: PlainDate | null
  readonly startedOn: PlainDate | null
  readonly completedOn: PlainDate | null
  readonly producedOn: PlainDate | null
  readonly mayBuild: boolean
  readonly lastYearEndFen: Fen
  /** Corrections in the books that appear in this report for the first time. */
  readonly correctedFen: Fen
  readonly planFen: Fen | null
  readonly dispatchedFen: Fen | null
  readonly exceptionUntil: PlainDate | null
  /** Null: nobody has begun the return. */
  readonly state: ReturnState | null
  readonly version: bigint | null
  readonly note: string | null
  readonly sourceKind: 'public' | 'simulated' | 'entered' | null
  readonly submittedBy: string | null
  readonly submittedAt: Instant | null
  readonly previousMonth: YearMonth | null
  readonly warnings: bigint
  readonly files: bigint
  readonly returnedFor: string | null
}

/** A project in a period: what the register, the gates and the books say, and its return as far as there is one. */
export interface CaseRecord extends Facts {
  readonly books: Books
  readonly form: MonthlyForm | null
  readonly items: Items
  readonly previous: MonthlyForm | null
}

/** A project reports once it is registered, until the year after its completion; what has been stopped or withdrawn reports no more. */
export const isDue = (record: Pick<Facts, 'standing' | 'registeredOn' | 'completedOn'>, month: YearMonth): boolean =>
  (record.standing === 'active' || record.standing === 'suspended') &&
  record.registeredOn !== null &&
  record.registeredOn <= lastDayOf(month) &&
  (record.completedOn === null || yearOf(record.completedOn) >= yearOf(month))

export interface CaseFilter {
  readonly q?: string | undefined
  readonly serviceManager?: readonly string[] | undefined
  readonly categoryCode?: readonly string[] | undefined
  readonly clusterCode?: readonly string[] | undefined
}

export const meetsFilter = (filter: CaseFilter): Condition =>
  allOf([
    matchesWords([sql`p.search_text`, sql`e.search_text`], filter.q),
    isOneOf(sql`p.service_manager`, filter.serviceManager),
    isOneOf(sql`p.category_code`, filter.categoryCode),
    isOneOf(sql`p.cluster_code`, filter.clusterCode),
  ])

export const isOneOfProjects = (ids: readonly Uuid[] | undefined): Condition | undefined => isOneOfIds(sql`p.project_id`, ids)

interface Request {
  readonly month: YearMonth
  readonly firstMonth: YearMonth
  /** The plan version in force in the year of the month. */
  readonly versionId: Uuid | null
}

/** Projects under a condition (alias `p`) with their return of a month and the books before it, in one statement. */
export async function readCases(
  tx: ReadTx,
  zoneId: Uuid,
  { month, firstMonth, versionId }: Request,
  where: Condition,
): Promise<CaseRecord[]> {
  const [first, last] = [firstDayOf(firstMonth), firstDayOf(month)]
  const yearStart = firstDayOf(yearMonthOf(yearOf(month), 1))
  const { rows } = await sql<Facts & Record<string, unknown>>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.standing,
      e.name_zh as owner, p.service_manager as "serviceManager", p.category_code as "categoryCode", p.cluster_code as "clusterCode", p.nature,
      p.total_fen as "totalFen", p.stat_area_code as "statAreaCode", p.industry_code as "industryCode",
      g."registeredOn", g."startedOn", g."completedOn", g."producedOn",
      coalesce(g."startedOn" <= ${lastDayOf(month)}, false) or exists (select from gate_fulfilment f join light_rule l on l.zone_id = f.zone_id
        and l.condition_code = f.condition_code where f.zone_id = p.zone_id and f.project_id = p.project_id) as "mayBuild",
      (coalesce(o.cumulative_fen, 0) + b.earlier + c.earlier)::bigint as "lastYearEndFen", c.appearing as "correctedFen",
      case when n.project_id is not null then (select coalesce(sum(m.total_fen), 0)::bigint from plan_month m where m.zone_id = p.zone_id
        and m.version_id = n.version_id and m.project_id = p.project_id and m.countable and m.month_ym between ${first} and ${last}) end as "planFen",
      (select sum(d.total_fen)::bigint from dispatch_entry d where d.zone_id = p.zone_id and d.project_id = p.project_id
        and d.superseded_at is null and d.month_ym between ${first} and ${last}) as "dispatchedFen",
      x.until_on as "exceptionUntil", r.state, r.version, r.note, r.source_kind as "sourceKind", r.submitted_by as "submittedBy",
      r.submitted_at as "submittedAt", to_char(v.month_ym, 'YYYY-MM') as "previousMonth",
      case when r.state is null then 0 else (select count(*) from report_reason a where a.zone_id = p.zone_id and a.project_id = p.project_id
        and a.month_ym = ${last}) end as warnings,
      (select count(*) from evidence v where v.zone_id = p.zone_id and v.project_id = p.project_id and v.subject_type = 'return'
        and v.subject_id = ${month} and v.withdrawn_at is null) as files,
      case when r.state = 'returned' then (select t.note from report_event t where t.zone_id = p.zone_id and t.project_id = p.project_id
        and t.month_ym = ${last} and t.step = 'return' order by t.done_at desc, t.event_id desc limit 1) end as "returnedFor",
      ${selectForm('r', 'form.')}, ${selectItems('r', 'items.')}, ${selectForm('v', 'previous.')},
      ${selectItems('y', 'year.')}
    from project p
    left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id
    left join lateral (select max(g.actual_on) filter (where g.gate = 'registration') as "registeredOn",
        max(g.actual_on) filter (where g.gate = 'construction_start') as "startedOn", max(g.actual_on) filter (where g.gate = 'completion') as "completedOn",
        max(g.actual_on) filter (where g.gate = 'production') as "producedOn"
      from gate_progress g where g.zone_id = p.zone_id and g.project_id = p.project_id) g on true
    left join report_opening o on o.zone_id = p.zone_id and o.project_id = p.project_id and o.before_year <= ${yearOf(month)}
    left join lateral (select coalesce(sum(b.total_fen), 0) as earlier from report_return b where b.zone_id = p.zone_id and b.project_id = p.project_id
      and b.month_ym < ${yearStart} and b.state = 'closed') b on true
    left join lateral (select coalesce(sum(c.total_fen) filter (where c.month_ym < ${yearStart}), 0) as earlier,
        coalesce(sum(c.total_fen) filter (where c.appears_ym = ${last}), 0)::bigint as appearing
      from report_correction c where c.zone_id = p.zone_id and c.project_id = p.project_id and c.appears_ym <= ${last}) c on true
    left join lateral (select ${sumItems('t')} from (
        select ${plainItems('b')} from report_return b where b.zone_id = p.zone_id and b.project_id = p.project_id
          and b.month_ym >= ${yearStart} and b.month_ym < ${last} and b.state = 'closed'
        union all
        select ${plainItems('c')} from report_correction c where c.zone_id = p.zone_id and c.project_id = p.project_id
          and c.month_ym >= ${yearStart} and c.month_ym < ${last} and c.appears_ym <= ${last}) t) y on true
    left join plan_project n on n.zone_id = p.zone_id and n.version_id = ${versionId}::uuid and n.project_id = p.project_id
    left join report_return r on r.zone_id = p.zone_id and r.project_id = p.project_id and r.month_ym = ${last}
    left join report_exception x on x.zone_id = p.zone_id and x.project_id = p.project_id and x.month_ym = ${last}
    left join lateral (select v.* from report_return v where v.zone_id = p.zone_id and v.project_id = p.project_id and v.month_ym < ${last}
      and v.state = 'closed' order by v.month_ym desc limit 1) v on true
    where p.zone_id = ${zoneId} and ${where} order by p.sort_key, p.project_id`.execute(tx)
  return rows.map((row) => ({
    ...row,
    books: { lastYearEndFen: row.lastYearEndFen, yearBefore: itemsFrom(row, 'year.') },
    form: row.state === null ? null : formFrom(row, 'form.'),
    items: itemsFrom(row, 'items.'),
    previous: row.previousMonth === null ? null : formFrom(row, 'previous.'),
  }))
}
