import { defineHandlers } from '../../platform/handler.ts'

export const cockpitHandlers = defineHandlers({})
