import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { exportUse } from './export-use.ts'
import { readUse } from './read-use.ts'

export const computingUseHandlers = defineHandlers({
  'computing-use.read': (tx, ctx, { query }) => readUse(tx, ctx, { month: query.month as YearMonth | undefined, group: query.group }),
  'computing-use.export': (database, ctx, { query }) =>
    exportUse(database, ctx, { month: query.month as YearMonth | undefined, group: query.group, format: query.format }),
})
