import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { readBaselines } from './baseline.queries.ts'
import { readGantt } from './read-gantt.ts'
import { removeBaseline, takeBaseline } from './take-baseline.ts'

export const ganttHandlers = defineHandlers({
  'gantt.read': (tx, ctx, { query }) => readGantt(tx, ctx, query),
  'baseline.list': async (tx, ctx) => ({ baselines: await readBaselines(tx, ctx.zone.zoneId) }),
  'baseline.take': (tx, ctx, { body }) => takeBaseline(tx, ctx, body.name),
  'baseline.remove': (tx, ctx, { params }) => removeBaseline(tx, ctx, params.baselineId as Uuid),
})
