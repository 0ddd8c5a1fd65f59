import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { assignSuspense } from './assign-suspense.ts'
import { listSuspense, showMetering } from './show-metering.ts'

export const meteringHandlers = defineHandlers({
  'metering.read': (tx, ctx) => showMetering(tx, ctx),
  'metering.suspense': (tx, ctx, { query }) => listSuspense(tx, ctx, query),
  'metering.assign': (tx, ctx, { params, body, ifMatch }) =>
    assignSuspense(tx, ctx, {
      suspenseId: params.suspenseId as Uuid,
      version: ifMatch as bigint,
      enterpriseId: body.enterpriseId as Uuid,
      reason: body.reason,
    }),
})
