import { defineHandlers } from '../../platform/handler.ts'

export const enterpriseHandlers = defineHandlers({})
