import type { ActionKind, ActionTask } from '@ballast/contract/action.ts'
import { messageText, type Locale } from '@ballast/contract/messages.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, managerName, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { closeRecord, isInState, isOfProject, isTask, readTasks, type TaskRecord } from './task.queries.ts'

/** What is asked, as a sentence. */
export const whatText = (locale: Locale, kind: ActionKind, gate: LifeGate | null): string =>
  messageText(locale, `action.what-${kind}`, { gate: gate === null ? '' : nameIn(locale, GATE_NAMES[gate]) })

export const shownTask = (task: TaskRecord, today: PlainDate): ActionTask => ({
  projectId: task.projectId,
  projectNo: task.projectNo,
  nameZh: task.nameZh,
  nameEn: task.nameEn,
  taskId: task.taskId,
  version: task.version.toString(),
  planId: task.planId,
  kind: task.kind,
  gate: task.gate,
  month: task.month,
  effectMonth: task.effectMonth,
  assigneeRole: task.assigneeRole as Role,
  assignee: task.assignee,
  dueOn: task.dueOn,
  state: task.state,
  isLate: task.state === 'open' && task.dueOn < today,
  closedOn: task.closedOn,
  reason: task.reason,
  gainYuan: formatYuan(task.gainFen),
  outcome:
    task.hasWorked === null
      ? null
      : {
          hasWorked: task.hasWorked,
          baseYuan: formatYuan(task.baseFen),
          actedYuan: formatYuan(task.actedFen),
          outcomeYuan: task.outcomeFen === null ? null : formatYuan(task.outcomeFen),
        },
})

export async function listTasks(
  tx: ReadTx,
  ctx: Context,
  { projectId, state }: { projectId?: Uuid | undefined; state?: TaskRecord['state'] | undefined },
): Promise<{ rows: ActionTask[] }> {
  const rows = await readTasks(tx, ctx.zone.zoneId, [
    projectsInReach(ctx, 'action-task.list'),
    projectId === undefined ? undefined : isOfProject(projectId),
    state === undefined ? undefined : isInState(state),
  ])
  return { rows: rows.map((task) => shownTask(task, businessDate(ctx))) }
}

/** The task is that of the caller: he is named, or nobody is and he has the role. */
export const isOwn = (
  { assignee, assigneeRole }: Pick<TaskRecord, 'assignee' | 'assigneeRole'>,
  { user }: Pick<Context, 'user'>,
): boolean => (assignee === null ? user.grants.some(({ role }) => role === assigneeRole) : assignee === managerName(user))

const PLANNING: ReadonlySet<Role> = new Set<Role>(['administrator', 'planner'])

/** Says that a task is done, or that it is dropped and why. Whose it is closes it; a planner any. */
export async function closeTask(
  tx: WriteTx,
  ctx: Context,
  taskId: Uuid,
  { state, on, reason, ifMatch }: { state: 'done' | 'dropped'; on: PlainDate; reason: string | null; ifMatch: bigint },
): Promise<ActionTask> {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const find = async () => {
    const [task] = await readTasks(tx, zoneId, [isTask(taskId), projectsInReach(ctx, 'action-task.close')])
    if (task === undefined) throw new Refusal('action.task-not-found')
    return task
  }
  const before = await find()
  const mayAll = ctx.user.grants.some(({ role }) => PLANNING.has(role))
  refuseIfAny('action.refused', [
    ...(mayAll || isOwn(before, ctx) ? [] : [{ code: 'action.not-yours', params: { assignee: before.assignee ?? before.assigneeRole } }]),
    ...(before.state === 'open' ? [] : [{ code: 'action.task-closed' }]),
    ...(state === 'dropped' && reason === null ? [{ code: 'action.reason-needed', at: 'reason' }] : []),
    ...(on > today ? [{ code: 'action.closed-ahead', params: { on, today }, at: 'on' }] : []),
  ])
  if (before.version !== ifMatch || !(await closeRecord(tx, zoneId, taskId, { version: ifMatch, state, on, reason })))
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: shownTask(await find(), today) })
  await recordAudit(tx, ctx, {
    action: 'action-task.close',
    subjectType: 'project',
    subjectId: before.projectId,
    before: { taskId, kind: before.kind, state: 'open' },
    after: { taskId, kind: before.kind, state, on, reason },
  })
  return shownTask(await find(), today)
}
