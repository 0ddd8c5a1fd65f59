import { GROUP_OF_TODO, TODO_KINDS, type Todo, type Today, type TodoKind } from '@ballast/contract/today.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { followed } from '../my-projects/index.ts'
import type { Desk, Sections } from './desk.ts'
import { escalationTodos, officeTodos } from './office-todos.ts'
import { projectTodos } from './project-todos.ts'
import { returnTodos } from './return-todos.ts'

const SHOWN_FIRST = 5

/** What is late, due, red, returned or waiting for the caller, each with the place where it is done. */
export async function readToday(tx: ReadTx, ctx: Context): Promise<Today> {
  const { desk, sections } = await sectionsOf(tx, ctx)
  return {
    businessOn: desk.watch.today,
    sections: TODO_KINDS.flatMap((kind) => {
      const { items, place } = sections[kind] ?? { items: [], place: null }
      return items.length === 0
        ? []
        : [{ kind, group: GROUP_OF_TODO[kind], count: items.length, place, first: items.slice(0, SHOWN_FIRST) }]
    }),
  }
}

/** Everything of one kind. */
export async function listTodos(tx: ReadTx, ctx: Context, kind: TodoKind): Promise<{ businessOn: string; kind: TodoKind; items: Todo[] }> {
  const { desk, sections } = await sectionsOf(tx, ctx)
  return { businessOn: desk.watch.today, kind, items: [...(sections[kind]?.items ?? [])] }
}

async function sectionsOf(tx: ReadTx, ctx: Context): Promise<{ desk: Desk; sections: Sections }> {
  const { watch, projects } = await followed(tx, ctx, 'today.read')
  const desk = { ctx, watch, roles: new Set(ctx.user.grants.map(({ role }) => role)) }
  const sections = {
    ...projectTodos(desk, projects),
    ...(await returnTodos(tx, desk)),
    ...(await escalationTodos(tx, desk, projects, watch.rules)),
    ...(await officeTodos(tx, desk)),
  }
  return { desk, sections }
}
