import type { Escalation } from '@ballast/contract/escalation.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { notify } from '../notification/index.ts'
import { replyNotice } from './escalation-notices.ts'
import { insertEvents, updateEscalation } from './escalation.queries.ts'
import { findEscalation, showEscalation } from './show-escalations.ts'

/** Answers a step with what will be done and by which day; until that day the clock stands. */
export async function replyToEscalation(
  tx: WriteTx,
  ctx: Context,
  given: { escalationId: Uuid; version: bigint; text: string; promisedOn: PlainDate },
): Promise<Escalation> {
  const { escalationId, version, text, promisedOn } = given
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  // What the caller does not reach is not there for him, before anything else is said.
  const current = await showEscalation(tx, ctx, 'escalation.reply', escalationId)
  const record = await findEscalation(tx, ctx, escalationId)
  refuseIfAny('escalation.refused', [
    ...(record.closedOn === null ? [] : [{ code: 'escalation.closed', params: { on: record.closedOn } }]),
    ...(promisedOn > today ? [] : [{ code: 'escalation.promise-past', params: { on: promisedOn, today }, at: 'promisedOn' }]),
  ])
  if (record.version !== version || !(await updateEscalation(tx, zoneId, record, { promisedOn }))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  }
  const moment = { by: ctx.user.login, byName: ctx.user.nameZh, at: ctx.clock.now() }
  const said = { what: 'reply', on: today, dueOn: promisedOn, text, owedBy: null, owedPerson: null, stakeFen: null } as const
  await insertEvents(tx, zoneId, [{ escalationId, ...said, ...moment }])
  const { kind, step } = record
  const sides = { before: { kind, step, promisedOn: record.promisedOn }, after: { kind, step, promisedOn, text } }
  await recordAudit(tx, ctx, { action: 'escalation.reply', subjectType: 'project', subjectId: record.projectId, ...sides })
  const raisedBy = current.events.filter(({ what }) => what !== 'reply').map(({ by }) => by)
  const { projectId } = record
  await notify(tx, ctx, replyNotice({ escalationId, projectId, version: version + 1n, raisedBy, user: ctx.user, text, promisedOn }))
  return showEscalation(tx, ctx, 'escalation.reply', escalationId)
}
