import { defineHandlers } from '../../platform/handler.ts'
import { readQuarter } from './read-quarter.ts'

export const quarterBoardHandlers = defineHandlers({
  'quarter.read': (tx, ctx, { params }) => readQuarter(tx, ctx, params),
})
