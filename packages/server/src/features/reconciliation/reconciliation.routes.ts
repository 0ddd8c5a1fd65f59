import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { explainDifference, readMonths } from './explain-difference.ts'
import { readReconciliation } from './read-reconciliation.ts'

export const reconciliationHandlers = defineHandlers({
  'reconciliation.read': (tx, ctx, { params, query }) => readReconciliation(tx, ctx, params.year, query),
  'reconciliation.months': (tx, ctx, { params }) => readMonths(tx, ctx, params.projectId as Uuid, params.year),
  'reconciliation.explain': (tx, ctx, { params, body, ifMatch }) =>
    explainDifference(tx, ctx, {
      projectId: params.projectId as Uuid,
      month: params.month as YearMonth,
      reasonCode: body.reasonCode,
      note: body.note ?? null,
      ifMatch: ifMatch as bigint,
    }),
})
