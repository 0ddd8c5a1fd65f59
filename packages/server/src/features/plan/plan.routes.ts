import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { planSummary } from './plan-summary.view.ts'

export const planHandlers = defineHandlers({
  'plan.show': (tx, ctx, { params, query }) =>
    planSummary(tx, ctx.zone.zoneId, ctx.locale, { year: params.year, versionId: query.versionId as Uuid | undefined }),
})
