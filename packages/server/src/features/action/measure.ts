import { lastDayOf } from '@ballast/domain/report/period.ts'
import { firstDayOf, yearMonthOf } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { readPeriods } from '../report/index.ts'
import { isToMeasure, markMeasured, passedOn, readTasks, reportedBetween, type TaskRecord } from './task.queries.ts'

/**
 * Holds what was done against what was expected without it, once the month of the effect is over: a gate is passed by its end, or the
 * money reported comes nearer to what was expected with the action than without. What is found moves the chance that such actions work.
 */
export async function measureTasks(tx: WriteTx, ctx: Context): Promise<{ measured: number }> {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const closed = (await readPeriods(tx, zoneId)).filter(({ closedAt }) => closedAt !== null).map(({ month }) => month)
  const passed = await passedOn(tx, zoneId)
  let measured = 0
  for (const task of await readTasks(tx, zoneId, [isToMeasure])) {
    const end = lastDayOf(task.effectMonth)
    if (task.gate !== null ? today <= end : !closed.some((month) => month >= task.effectMonth)) continue
    const outcome =
      task.gate === null
        ? await moneyOf(tx, ctx, task)
        : { hasWorked: (passed.get(`${task.projectId} ${task.gate}`) ?? '9999') <= end, outcomeFen: null }
    await markMeasured(tx, zoneId, task.taskId, { ...outcome, at: ctx.clock.now() })
    await recordAudit(tx, ctx, {
      action: 'action-task.measure',
      subjectType: 'project',
      subjectId: task.projectId,
      after: { taskId: task.taskId, kind: task.kind, hasWorked: outcome.hasWorked },
    })
    measured += 1
  }
  return { measured }
}

async function moneyOf(tx: WriteTx, ctx: Context, task: TaskRecord): Promise<{ hasWorked: boolean; outcomeFen: bigint }> {
  const outcomeFen = await reportedBetween(tx, ctx.zone.zoneId, {
    projectId: task.projectId,
    from: firstDayOf(yearMonthOf(task.year, task.knownMonths + 1)),
    until: firstDayOf(task.effectMonth),
  })
  return { hasWorked: 2n * outcomeFen >= task.baseFen + task.actedFen, outcomeFen }
}
