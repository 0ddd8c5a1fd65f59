import { GROUP_OF_TASK, TASK_KINDS, type Task, type Today, type TaskKind } from '@ballast/contract/today.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { followed } from '../my-projects/index.ts'
import { actionTasks } from './action-tasks.ts'
import type { Desk, Sections } from './desk.ts'
import { escalationTasks, officeTasks } from './office-tasks.ts'
import { promiseTasks } from './promise-tasks.ts'
import { projectTasks } from './project-tasks.ts'
import { returnTasks } from './return-tasks.ts'

const SHOWN_FIRST = 5

/** What is late, due, red, returned or waiting for the caller, each with the place where it is done. */
export async function readToday(tx: ReadTx, ctx: Context): Promise<Today> {
  const { desk, sections } = await sectionsOf(tx, ctx)
  return {
    businessOn: desk.watch.today,
    sections: TASK_KINDS.flatMap((kind) => {
      const { items, place } = sections[kind] ?? { items: [], place: null }
      return items.length === 0
        ? []
        : [{ kind, group: GROUP_OF_TASK[kind], count: items.length, place, first: items.slice(0, SHOWN_FIRST) }]
    }),
  }
}

/** Everything of one kind. */
export async function listTasks(tx: ReadTx, ctx: Context, kind: TaskKind): Promise<{ businessOn: string; kind: TaskKind; items: Task[] }> {
  const { desk, sections } = await sectionsOf(tx, ctx)
  return { businessOn: desk.watch.today, kind, items: [...(sections[kind]?.items ?? [])] }
}

async function sectionsOf(tx: ReadTx, ctx: Context): Promise<{ desk: Desk; sections: Sections }> {
  const { watch, projects } = await followed(tx, ctx, 'today.read')
  const desk = { ctx, watch, roles: new Set(ctx.user.grants.map(({ role }) => role)) }
  const sections = {
    ...projectTasks(desk, projects),
    ...(await returnTasks(tx, desk)),
    ...(await promiseTasks(tx, desk)),
    ...(await escalationTasks(tx, desk, projects, watch.rules)),
    ...(await officeTasks(tx, desk)),
    ...(await actionTasks(tx, desk)),
  }
  return { desk, sections }
}
