import { defineHandlers } from '../../platform/handler.ts'

export const planEditHandlers = defineHandlers({})
