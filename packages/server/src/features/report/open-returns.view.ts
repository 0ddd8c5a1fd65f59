import { sql } from 'kysely'
import type { Standing } from '@ballast/domain/gate/life.ts'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'
import { isDue } from './case.view.ts'

export interface OpenReturn {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly standing: Standing
  readonly registeredOn: PlainDate | null
  readonly completedOn: PlainDate | null
  /** Null: nobody has begun it. */
  readonly state: Exclude<ReturnState, 'verified' | 'closed'> | null
  readonly exceptionUntil: PlainDate | null
  readonly submittedAt: Instant | null
  readonly returnedFor: string | null
}

/** Returns of a month that somebody still has to work on, and projects that owe one; what was handed in first stands first. */
export async function openReturns(tx: ReadTx, zoneId: Uuid, month: YearMonth, reach: Condition | undefined): Promise<OpenReturn[]> {
  const on = firstDayOf(month)
  const { rows } = await sql<OpenReturn>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.standing,
      g."registeredOn", g."completedOn", r.state, x.until_on as "exceptionUntil", r.submitted_at as "submittedAt",
      case when r.state = 'returned' then (select t.note from report_event t where t.zone_id = p.zone_id and t.project_id = p.project_id
        and t.month_ym = ${on} and t.step = 'return' order by t.done_at desc, t.event_id desc limit 1) end as "returnedFor"
    from project p
    left join report_return r on r.zone_id = p.zone_id and r.project_id = p.project_id and r.month_ym = ${on}
    left join report_exception x on x.zone_id = p.zone_id and x.project_id = p.project_id and x.month_ym = ${on}
    left join (select g.project_id, max(g.actual_on) filter (where g.gate = 'registration') as "registeredOn",
        max(g.actual_on) filter (where g.gate = 'completion') as "completedOn"
      from gate_progress g where g.zone_id = ${zoneId} and g.gate in ('registration', 'completion') group by g.project_id) g on g.project_id = p.project_id
    where p.zone_id = ${zoneId} and ${allOf([reach])} and (r.state is null or r.state not in ('verified', 'closed'))
    order by r.submitted_at, p.sort_key, p.project_id`.execute(tx)
  return rows.filter((record) => record.state !== null || isDue(record, month))
}
