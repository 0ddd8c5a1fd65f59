import type { ActionTask } from '@ballast/contract/action.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { monthsKnown } from '@ballast/forecast/input.ts'
import { actionModel, brokenRows, usedOf } from '@ballast/forecast/actions/model.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { namesOf } from '../forecast/index.ts'
import { actorName, notifyAll } from '../notification/index.ts'
import type { StoredPlan } from './make-plan.ts'
import { findPlan, markAccepted, personsOf, type PlanBasis } from './plan.queries.ts'
import { engineSettings } from './settings.ts'
import { lineOf } from './shown-plan.ts'
import { insertTasks, isOfPlan, readTasks, type NewTask } from './task.queries.ts'
import { shownTask, whatText } from './tasks.ts'

interface WantedLine {
  readonly lineId: string
  readonly assignee: string | null
  readonly dueOn: PlainDate
}

/** The lines that a person kept, and those that he added, become tasks of named people; what exceeds a capacity is refused by its name. */
export async function acceptPlan(tx: WriteTx, ctx: Context, planId: Uuid, wanted: readonly WantedLine[]): Promise<{ rows: ActionTask[] }> {
  const { zoneId } = ctx.zone
  const record = await findPlan(tx, zoneId, planId)
  refuseIfAny('action.refused', [
    ...(record.result === null ? [{ code: 'action.not-done' }] : []),
    ...(record.acceptedAt === null ? [] : [{ code: 'action.already-accepted' }]),
  ])
  const plan = JSON.parse(record.result ?? '') as StoredPlan
  const known = new Map([...plan.chosen, ...plan.left].map((one) => [one.candidate.id, one]))
  const lines = wanted.flatMap(({ lineId }) => known.get(lineId) ?? [])
  const named = await namesOf(
    tx,
    zoneId,
    lines.map(({ candidate }) => candidate.projectId),
  )
  refuseIfAny('action.refused', [
    ...faultsOf(wanted, known, { today: businessDate(ctx), nameOf: (id) => named(known.get(id)?.candidate.projectId ?? '').nameZh }),
    ...excessOf(record.basis, lines, record.year),
  ])
  const at = ctx.clock.now()
  const byName = actorName(ctx.user)
  if (!(await markAccepted(tx, zoneId, planId, { byName: byName.zh, at })))
    throw new Refusal('action.refused', [{ code: 'action.already-accepted' }])
  const persons = await personsOf(tx, zoneId)
  const tasks = wanted.map(({ lineId, assignee, dueOn }): NewTask => {
    const one = known.get(lineId) as StoredPlan['chosen'][number]
    const line = lineOf(record.year, one, { named, persons })
    return {
      taskId: newId(),
      planId,
      projectId: one.candidate.projectId as Uuid,
      kind: one.candidate.kind,
      gate: one.candidate.gate,
      year: record.year,
      knownMonths: monthsKnown(record),
      month: line.month as YearMonth,
      effectMonth: line.effectMonth as YearMonth,
      assigneeRole: line.assigneeRole,
      assignee,
      dueOn,
      gainFen: fenOf(one.gainFen),
      baseFen: fenOf(one.expected.baseFen),
      actedFen: fenOf(one.expected.actedFen),
    }
  })
  await insertTasks(tx, zoneId, tasks, at)
  await recordAudit(tx, ctx, {
    action: 'action.accept',
    subjectType: 'action_plan',
    subjectId: planId,
    after: { lines: wanted, struck: plan.chosen.filter(({ candidate }) => !wanted.some(({ lineId }) => lineId === candidate.id)).length },
  })
  await notifyAll(
    tx,
    ctx,
    tasks.map((task) => ({
      kind: 'action-assigned' as const,
      key: `action-task ${task.taskId}`,
      subject: { type: 'action_task', id: task.taskId },
      projectId: task.projectId,
      link: `/projects/${task.projectId}?tab=visits`,
      params: {
        by: byName,
        due: task.dueOn,
        what: { zh: whatText('zh-CN', task.kind, task.gate), en: whatText('en', task.kind, task.gate) },
      },
      to: { roles: [{ role: task.assigneeRole as 'service_manager', ...(task.assignee === null ? {} : { preferring: task.assignee }) }] },
    })),
  )
  const rows = await readTasks(tx, zoneId, [isOfPlan(planId)])
  return { rows: rows.map((task) => shownTask(task, businessDate(ctx))) }
}

const fenOf = (amount: number) => fen(BigInt(Math.round(amount)))

function faultsOf(
  wanted: readonly WantedLine[],
  known: ReadonlyMap<string, unknown>,
  { today, nameOf }: { today: PlainDate; nameOf: (lineId: string) => string },
): Reason[] {
  return wanted.flatMap(({ lineId, dueOn }, place) => [
    ...(known.has(lineId) ? [] : [{ code: 'action.unknown-line', params: { line: lineId }, at: `lines.${place}` }]),
    ...(wanted.findIndex((one) => one.lineId === lineId) === place
      ? []
      : [{ code: 'action.line-twice', params: { line: lineId }, at: `lines.${place}` }]),
    ...(dueOn < today ? [{ code: 'action.due-past', params: { project: nameOf(lineId), due: dueOn, today }, at: `lines.${place}` }] : []),
  ])
}

/** Every capacity and exclusion that the lines together break. */
function excessOf(basis: PlanBasis, lines: readonly StoredPlan['chosen'][number][], year: number): Reason[] {
  const candidates = lines.map(({ candidate }) => candidate)
  const model = actionModel(candidates, {
    worths: candidates.map(() => ({ avoidedFen: 0, shareFen: 0 })),
    settings: engineSettings(basis.facts, basis.measured),
  })
  const all = new Set(candidates.keys())
  return brokenRows(model, all).map((row) => ({
    code: 'action.beyond-capacity',
    params: {
      limit: row.limit.kind,
      of: row.limit.of ?? '',
      month: row.limit.month === null ? '' : `${year}-${String(row.limit.month).padStart(2, '0')}`,
      needed: usedOf(row, all),
      most: row.most,
    },
  }))
}
