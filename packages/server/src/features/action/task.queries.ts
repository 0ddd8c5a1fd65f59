import { sql } from 'kysely'
import type { ActionKind } from '@ballast/contract/action.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'

export interface TaskRecord {
  readonly taskId: Uuid
  readonly version: bigint
  readonly planId: Uuid
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly kind: ActionKind
  readonly gate: LifeGate | null
  readonly year: number
  readonly knownMonths: number
  readonly month: YearMonth
  readonly effectMonth: YearMonth
  readonly assigneeRole: string
  readonly assignee: string | null
  readonly dueOn: PlainDate
  readonly state: 'open' | 'done' | 'dropped'
  readonly closedOn: PlainDate | null
  readonly reason: string | null
  readonly gainFen: bigint
  readonly baseFen: bigint
  readonly actedFen: bigint
  readonly outcomeFen: bigint | null
  readonly hasWorked: boolean | null
}

/** Tasks under a condition (aliases `t`, and `p` for the project): open ones first, what is due first before others. */
export async function readTasks(tx: ReadTx, zoneId: Uuid, where: readonly (Condition | undefined)[]): Promise<TaskRecord[]> {
  const { rows } = await sql<TaskRecord>`
    select t.task_id as "taskId", t.version, t.plan_id as "planId", t.project_id as "projectId", p.project_no as "projectNo",
      coalesce(p.short_name, p.name_zh) as "nameZh", p.name_en as "nameEn", t.kind, t.gate, t.year, t.known_months as "knownMonths",
      to_char(t.month_ym, 'YYYY-MM') as month, to_char(t.effect_ym, 'YYYY-MM') as "effectMonth", t.assignee_role as "assigneeRole", t.assignee,
      t.due_on as "dueOn", t.state, t.closed_on as "closedOn", t.reason, t.gain_fen as "gainFen", t.base_fen as "baseFen", t.acted_fen as "actedFen",
      t.outcome_fen as "outcomeFen", t.has_worked as "hasWorked"
    from action_task t join project p on p.zone_id = t.zone_id and p.project_id = t.project_id
    where t.zone_id = ${zoneId} and ${allOf(where)} order by t.state <> 'open', t.due_on, p.project_no, t.task_id`.execute(tx)
  return rows
}

export const isTask = (taskId: Uuid): Condition => sql<boolean>`t.task_id = ${taskId}`
export const isOfProject = (projectId: Uuid): Condition => sql<boolean>`t.project_id = ${projectId}`
export const isInState = (state: TaskRecord['state']): Condition => sql<boolean>`t.state = ${state}`
export const isOfPlan = (planId: Uuid): Condition => sql<boolean>`t.plan_id = ${planId}`
export const isToMeasure = sql<boolean>`(t.state = 'done' and t.has_worked is null)`

export type NewTask = Omit<
  TaskRecord,
  'version' | 'projectNo' | 'nameZh' | 'nameEn' | 'state' | 'closedOn' | 'reason' | 'outcomeFen' | 'hasWorked'
>

export async function insertTasks(tx: WriteTx, zoneId: Uuid, tasks: readonly NewTask[], at: Instant): Promise<void> {
  await tx
    .insertInto('action_task')
    .values(
      tasks.map((task) => ({
        zone_id: zoneId,
        task_id: task.taskId,
        plan_id: task.planId,
        project_id: task.projectId,
        kind: task.kind,
        gate: task.gate,
        year: task.year,
        known_months: task.knownMonths,
        month_ym: firstDayOf(task.month),
        effect_ym: firstDayOf(task.effectMonth),
        assignee_role: task.assigneeRole,
        assignee: task.assignee,
        due_on: task.dueOn,
        gain_fen: task.gainFen,
        base_fen: task.baseFen,
        acted_fen: task.actedFen,
        created_at: at,
      })),
    )
    .execute()
}

/** @returns false when somebody was faster */
export async function closeRecord(
  tx: WriteTx,
  zoneId: Uuid,
  taskId: Uuid,
  { version, state, on, reason }: { version: bigint; state: 'done' | 'dropped'; on: PlainDate; reason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('action_task')
    .set({ state, closed_on: on, reason, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('task_id', '=', taskId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function markMeasured(
  tx: WriteTx,
  zoneId: Uuid,
  taskId: Uuid,
  { hasWorked, outcomeFen, at }: { hasWorked: boolean; outcomeFen: bigint | null; at: Instant },
): Promise<void> {
  await tx
    .updateTable('action_task')
    .set((set) => ({ has_worked: hasWorked, outcome_fen: outcomeFen, measured_at: at, version: set('version', '+', 1n) }))
    .where('zone_id', '=', zoneId)
    .where('task_id', '=', taskId)
    .execute()
}

/** When the gate of each task was passed. */
export async function passedOn(tx: ReadTx, zoneId: Uuid): Promise<Map<string, PlainDate>> {
  const { rows } = await sql<{ projectId: string; gate: string; on: PlainDate }>`
    select g.project_id as "projectId", g.gate, g.actual_on as on from gate_progress g
    where g.zone_id = ${zoneId} and g.actual_on is not null
      and exists (select from action_task t where t.zone_id = g.zone_id and t.project_id = g.project_id and t.gate = g.gate)`.execute(tx)
  return new Map(rows.map(({ projectId, gate, on }) => [`${projectId} ${gate}`, on]))
}

/** Reported of a project in closed periods after the known months, to the end of a month, with the corrections of those months. */
export async function reportedBetween(
  tx: ReadTx,
  zoneId: Uuid,
  { projectId, from, until }: { projectId: Uuid; from: PlainDate; until: PlainDate },
): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select (coalesce((select sum(r.total_fen) from report_return r where r.zone_id = ${zoneId} and r.project_id = ${projectId}
        and r.state = 'closed' and r.month_ym between ${from} and ${until}), 0)
      + coalesce((select sum(c.total_fen) from report_correction c where c.zone_id = ${zoneId} and c.project_id = ${projectId}
        and c.month_ym between ${from} and ${until}), 0))::bigint as fen`.execute(tx)
  return rows[0]?.fen ?? 0n
}
