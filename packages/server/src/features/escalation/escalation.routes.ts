import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { raiseEscalations } from './raise-escalations.ts'
import { replyToEscalation } from './reply-escalation.ts'
import { listEscalations, showEscalation } from './show-escalations.ts'

export const escalationHandlers = defineHandlers({
  'escalation.run': (tx, ctx, { body }) => raiseEscalations(tx, ctx, body),
  'escalation.list': (tx, ctx, { query }) => listEscalations(tx, ctx, query),
  'escalation.show': (tx, ctx, { params }) => showEscalation(tx, ctx, 'escalation.show', params.escalationId as Uuid),
  'escalation.reply': (tx, ctx, { params, body, ifMatch }) =>
    replyToEscalation(tx, ctx, {
      escalationId: params.escalationId as Uuid,
      version: ifMatch as bigint,
      text: body.text,
      promisedOn: body.promisedOn as PlainDate,
    }),
})
