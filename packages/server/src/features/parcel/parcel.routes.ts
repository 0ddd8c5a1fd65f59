import { defineHandlers } from '../../platform/handler.ts'

export const parcelHandlers = defineHandlers({})
