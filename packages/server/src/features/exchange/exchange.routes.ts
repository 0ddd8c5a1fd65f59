import { defineHandlers } from '../../platform/handler.ts'

export const exchangeHandlers = defineHandlers({})
