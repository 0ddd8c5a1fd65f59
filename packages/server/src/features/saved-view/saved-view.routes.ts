import { defineHandlers } from '../../platform/handler.ts'

export const savedViewHandlers = defineHandlers({})
