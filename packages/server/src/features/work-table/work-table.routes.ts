import { defineHandlers } from '../../platform/handler.ts'

export const workTableHandlers = defineHandlers({})
