import { defineHandlers } from '../../platform/handler.ts'
import { backUpZone } from './back-up-zone.ts'

export const operationsHandlers = defineHandlers({
  'operations.backup': (database, ctx) => backUpZone(database, ctx),
})
