import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { choices } from './audit.queries.ts'
import { listEntries, showEntry } from './read-trail.ts'
import { verifyTrail } from './verify-trail.ts'

export const auditHandlers = defineHandlers({
  'audit.list': (tx, ctx, { query }) => listEntries(tx, ctx, query),
  'audit.show': (tx, ctx, { params }) => showEntry(tx, ctx, params.entryId as Uuid),
  'audit.choices': (tx, ctx) => choices(tx, ctx.zone.zoneId),
  'audit.verify': (database, ctx) => verifyTrail(database, ctx),
})
