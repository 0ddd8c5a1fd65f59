import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { keepPromise, listVisits, recordVisit } from './visits.ts'

export const visitHandlers = defineHandlers({
  'visit.list': (tx, ctx, { params }) => listVisits(tx, ctx, params.projectId as Uuid),
  'visit.record': (tx, ctx, { params, body }) =>
    recordVisit(tx, ctx, params.projectId as Uuid, {
      visitedOn: body.visitedOn as PlainDate,
      visitors: body.visitors,
      found: body.found,
      promised: body.promised ?? null,
      promisedUntil: (body.promisedUntil ?? null) as PlainDate | null,
    }),
  'visit.keep': (tx, ctx, { params, body, ifMatch }) =>
    keepPromise(tx, ctx, params.visitId as Uuid, { on: body.on as PlainDate, ifMatch: ifMatch as bigint }),
})
