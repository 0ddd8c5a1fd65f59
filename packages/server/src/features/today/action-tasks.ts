import type { Task } from '@ballast/contract/today.ts'
import type { ReadTx } from '../../platform/database.ts'
import { mayDo, projectsInReach } from '../../platform/scope.ts'
import { isInState, isOwn, readTasks, whatText } from '../action/index.ts'
import { placeAt, projectTask, type Desk, type Sections } from './desk.ts'

/** Tasks of accepted actions that are the caller's own. */
export async function actionTasks(tx: ReadTx, desk: Desk): Promise<Sections> {
  const { ctx, watch } = desk
  if (!mayDo(ctx.user, 'action-task.close')) return {}
  const own = (await readTasks(tx, ctx.zone.zoneId, [projectsInReach(ctx, 'action-task.close'), isInState('open')])).filter((task) =>
    isOwn(task, ctx),
  )
  const items = own.map(
    (task): Task =>
      projectTask(desk, task, {
        key: task.taskId,
        says: whatText(ctx.locale, task.kind, task.gate),
        dueOn: task.dueOn,
        place: placeAt(`/projects/${task.projectId}`, { tab: 'visits' }),
      }),
  )
  const isLate = ({ dueOn }: Task) => dueOn !== null && dueOn < watch.today
  return {
    'action-late': { place: null, items: items.filter(isLate) },
    'action-due': { place: null, items: items.filter((item) => !isLate(item)) },
  }
}
