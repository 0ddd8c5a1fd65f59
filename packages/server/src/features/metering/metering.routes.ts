import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { assignSuspense } from './assign-suspense.ts'
import { proveNow } from './prove-day.ts'
import { listSuspense, showMetering } from './show-metering.ts'

export const meteringHandlers = defineHandlers({
  'metering.read': (tx, ctx) => showMetering(tx, ctx),
  'metering.prove': (database, ctx, { body }) => proveNow(database, ctx, { centreId: body.centreId as Uuid, day: body.day as PlainDate }),
  'metering.suspense': (tx, ctx, { query }) => listSuspense(tx, ctx, query),
  'metering.assign': (tx, ctx, { params, body, ifMatch }) =>
    assignSuspense(tx, ctx, {
      suspenseId: params.suspenseId as Uuid,
      version: ifMatch as bigint,
      enterpriseId: body.enterpriseId as Uuid,
      reason: body.reason,
    }),
})
