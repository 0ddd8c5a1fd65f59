import { defineHandlers } from '../../platform/handler.ts'
import { listTasks, readToday } from './read-today.ts'

export const todayHandlers = defineHandlers({
  'today.read': (tx, ctx) => readToday(tx, ctx),
  'today.list': (tx, ctx, { params }) => listTasks(tx, ctx, params.kind),
})
