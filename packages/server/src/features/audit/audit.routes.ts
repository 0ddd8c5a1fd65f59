import { defineHandlers } from '../../platform/handler.ts'

export const auditHandlers = defineHandlers({})
