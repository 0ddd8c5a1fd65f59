import { defineHandlers } from '../../platform/handler.ts'
import { listTodos, readToday } from './read-today.ts'

export const todayHandlers = defineHandlers({
  'today.read': (tx, ctx) => readToday(tx, ctx),
  'today.list': (tx, ctx, { params }) => listTodos(tx, ctx, params.kind),
})
