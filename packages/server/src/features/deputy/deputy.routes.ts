import { deputyFaults, deputyState } from '@ballast/domain/account/deputy.ts'
import type { Deputy } from '@ballast/contract/deputy.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { newId } from '../../platform/ids.ts'
import { accountById } from '../account/index.ts'
import { actorName, notify } from '../notification/index.ts'
import { actFor } from '../session/index.ts'
import { insertDeputy, markRevoked, readDeputies, representedBy, type DeputyRow } from './deputy.queries.ts'

const shown = ({ isRevoked, ...row }: DeputyRow, ctx: Context): Deputy => ({
  ...row,
  state: deputyState({ ...row, isRevoked }, businessDate(ctx)),
})

async function deputyById(tx: ReadTx, ctx: Context, deputyId: Uuid): Promise<DeputyRow> {
  const [row] = await readDeputies(tx, ctx.zone.zoneId, deputyId)
  if (!row) throw new Refusal('deputy.not-found')
  return row
}

const auditSide = ({ absent, deputy, fromOn, untilOn, reason }: DeputyRow) => ({
  absent: absent.login,
  deputy: deputy.login,
  fromOn,
  untilOn,
  reason,
})

export const deputyHandlers = defineHandlers({
  'deputy.list': async (tx, ctx) => ({ deputies: (await readDeputies(tx, ctx.zone.zoneId)).map((row) => shown(row, ctx)) }),
  'deputy.appoint': async (tx, ctx, { body }) => {
    const { zoneId } = ctx.zone
    const absent = await accountById(tx, ctx, body.absent as Uuid)
    const deputy = await accountById(tx, ctx, body.deputy as Uuid)
    const period = { fromOn: body.fromOn as PlainDate, untilOn: body.untilOn as PlainDate }
    refuseIfAny('deputy.invalid', deputyFaults(absent, deputy, period, businessDate(ctx)))
    const deputyId = newId()
    const moment = { by: ctx.user.login, at: ctx.clock.now() }
    await insertDeputy(tx, zoneId, { deputyId, absentId: absent.userId, userId: deputy.userId, ...period, reason: body.reason, ...moment })
    const row = await deputyById(tx, ctx, deputyId)
    await recordAudit(tx, ctx, { action: 'deputy.appoint', subjectType: 'deputy', subjectId: deputyId, after: auditSide(row) })
    await notify(tx, ctx, {
      kind: 'deputy-appointed',
      key: `deputy:${deputyId}`,
      subject: { type: 'deputy', id: deputyId },
      projectId: null,
      link: '/account',
      params: {
        by: actorName(ctx.user),
        deputy: { zh: row.deputy.nameZh, en: row.deputy.nameEn },
        absent: { zh: row.absent.nameZh, en: row.absent.nameEn },
        from: row.fromOn,
        until: row.untilOn,
        reason: row.reason,
      },
      to: { userIds: [row.deputy.userId, row.absent.userId] },
    })
    return shown(row, ctx)
  },
  'deputy.revoke': async (tx, ctx, { params }) => {
    const deputyId = params.deputyId as Uuid
    const row = await deputyById(tx, ctx, deputyId)
    if (await markRevoked(tx, ctx.zone.zoneId, deputyId, ctx.user.login, ctx.clock.now())) {
      await recordAudit(tx, ctx, { action: 'deputy.revoke', subjectType: 'deputy', subjectId: deputyId, before: auditSide(row) })
    }
    return shown(await deputyById(tx, ctx, deputyId), ctx)
  },
  'deputy.act': async (tx, ctx, { body }) => {
    // A token and a command act as who they are.
    if (!ctx.sessionId) throw new Refusal('deputy.no-session')
    const mine = await representedBy(tx, ctx.zone.zoneId, ctx.user.userId, businessDate(ctx))
    const represented = body.userId === null ? null : mine.find(({ userId }) => userId === body.userId)
    if (represented === undefined) throw new Refusal('deputy.not-now')
    await actFor(tx, ctx.zone.zoneId, ctx.sessionId, represented?.userId as Uuid | undefined)
    const after = { actsFor: represented?.login ?? null }
    await recordAudit(tx, ctx, { action: 'deputy.act', subjectType: 'session', subjectId: ctx.sessionId, after })
    if (represented === null) return { actsFor: null }
    const { untilOn: _, ...actsFor } = represented
    return { actsFor }
  },
})
