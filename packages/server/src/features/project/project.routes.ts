import { defineHandlers } from '../../platform/handler.ts'

export const projectHandlers = defineHandlers({})
