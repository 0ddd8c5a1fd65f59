import { messageText } from '@ballast/contract/messages.ts'
import type { Task } from '@ballast/contract/today.ts'
import type { ReadTx } from '../../platform/database.ts'
import { mayDo, projectsInReach } from '../../platform/scope.ts'
import { isOpenPromise, isOverdue, readVisits } from '../visit/index.ts'
import { byDay, placeAt, projectTask, WITHIN_WORKDAYS, type Desk, type Sections } from './desk.ts'

/** What was promised on visits and is not done, for whoever says that it is done; what has no day is not forgotten. */
export async function promiseTasks(tx: ReadTx, desk: Desk): Promise<Sections> {
  const { ctx, watch } = desk
  if (!mayDo(ctx.user, 'visit.keep')) return {}
  const open = await readVisits(tx, ctx.zone.zoneId, [isOpenPromise, projectsInReach(ctx, 'visit.keep')])
  const taskOf = ({ visitId, promised, visitedOn, promisedUntil, ...project }: (typeof open)[number]): Task =>
    projectTask(desk, project, {
      key: visitId,
      says: messageText(ctx.locale, 'today.promise', { visited: visitedOn, promised: promised ?? '' }),
      dueOn: promisedUntil,
      place: placeAt(`/projects/${project.projectId}`, { tab: 'visits' }),
    })
  const late = open.filter((visit) => isOverdue(visit, watch.today)).map(taskOf)
  const others = open.filter((visit) => !isOverdue(visit, watch.today)).map(taskOf)
  return {
    'promise-late': { place: null, items: byDay(late) },
    'promise-due': { place: null, items: byDay(others.filter(({ workdays }) => workdays === null || workdays <= WITHIN_WORKDAYS)) },
  }
}
