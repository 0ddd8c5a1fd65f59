import { sql } from 'kysely'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { addMonths, firstDayOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface MonthGate {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly gate: LifeGate
  readonly plannedOn: PlainDate | null
  readonly actualOn: PlainDate | null
  readonly totalFen: Fen | null
  /** Countable plan of the version; null: not in it. */
  readonly planFen: Fen | null
  readonly isSimulated: boolean
}

/** Where the amounts of the projects are taken from; null: no plan is in force. */
interface Plan {
  readonly zoneId: Uuid
  readonly versionId: Uuid | null
}

const gatesWhere = (zoneId: Uuid, versionId: Uuid | null, which: ReturnType<typeof sql>) => sql<MonthGate>`
  select p.project_id as "projectId", p.project_no as "projectNo", coalesce(p.short_name, p.name_zh) as "nameZh", p.name_en as "nameEn", g.gate,
    d.planned_on as "plannedOn", r.actual_on as "actualOn", p.total_fen as "totalFen",
    case when n.project_id is not null then coalesce((select sum(m.total_fen) from plan_month m where m.zone_id = n.zone_id
      and m.version_id = n.version_id and m.project_id = n.project_id and m.countable), 0)::bigint end as "planFen",
    coalesce(p.source_kind = 'simulated' or n.source_kind = 'simulated' or r.source_kind = 'simulated', false) or exists (select from provenance v
      where v.zone_id = p.zone_id and v.subject_type = 'project' and v.subject_id = p.project_id and v.source_kind = 'simulated'
        and v.field in ('totalFen', 'gates.' || g.gate)) as "isSimulated"
  from (select d.project_id, d.gate from project_gate d where d.zone_id = ${zoneId}
    union select r.project_id, r.gate from gate_progress r where r.zone_id = ${zoneId} and r.actual_on is not null) g
  join project p on p.zone_id = ${zoneId} and p.project_id = g.project_id
  left join project_gate d on d.zone_id = p.zone_id and d.project_id = p.project_id and d.gate = g.gate
  left join gate_progress r on r.zone_id = p.zone_id and r.project_id = p.project_id and r.gate = g.gate
  left join plan_project n on n.zone_id = p.zone_id and n.version_id = ${versionId}::uuid and n.project_id = p.project_id
  where ${which}`

const monthAfter = (month: YearMonth): PlainDate => addMonths(firstDayOf(month), 1)

/** Gates that were passed in the months, by the day. */
export async function gatesPassed(tx: ReadTx, { zoneId, versionId }: Plan, since: YearMonth, through: YearMonth): Promise<MonthGate[]> {
  const which = sql`r.actual_on >= ${firstDayOf(since)} and r.actual_on < ${monthAfter(through)}`
  const { rows } = await sql<MonthGate>`${gatesWhere(zoneId, versionId, which)} order by r.actual_on, p.project_no`.execute(tx)
  return rows
}

/** Gates that are planned for the month, by the day; of projects that go on. */
export async function gatesPlanned(tx: ReadTx, { zoneId, versionId }: Plan, month: YearMonth): Promise<MonthGate[]> {
  const which = sql`d.planned_on >= ${firstDayOf(month)} and d.planned_on < ${monthAfter(month)} and p.standing = 'active'`
  const { rows } = await sql<MonthGate>`${gatesWhere(zoneId, versionId, which)} order by d.planned_on, p.project_no`.execute(tx)
  return rows
}
