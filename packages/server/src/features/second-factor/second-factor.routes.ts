import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { passwordHash, verifyPassword } from '../account/index.ts'
import { confirmedSince, dropSecondFactor, markConfirmed, saveUnconfirmed } from './second-factor.queries.ts'
import { newSecret, spendCode } from './spend-code.ts'

const stateOf = async (tx: ReadTx, { zone: { zoneId }, user: { userId } }: Context) => ({
  hasPassword: (await passwordHash(tx, zoneId, userId)) !== undefined,
  confirmedAt: await confirmedSince(tx, zoneId, userId),
})
const entryOf = (action: string, { user }: Context) => ({ action, subjectType: 'account', subjectId: user.userId })

export const secondFactorHandlers = defineHandlers({
  'second-factor.read': stateOf,
  // The password is asked for again: whoever finds a page left open must not lock its owner out of his account.
  'second-factor.begin': async (tx, ctx, { body }) => {
    const { zoneId } = ctx.zone
    const { userId } = ctx.user
    const hash = await passwordHash(tx, zoneId, userId)
    if (hash === undefined) throw new Refusal('second-factor.no-password')
    if (!(await verifyPassword(body.password, hash))) {
      throw new Refusal('second-factor.refused', [{ code: 'password.wrong', at: 'password' }])
    }
    const { secret, uri, sealed } = newSecret(ctx)
    if (!(await saveUnconfirmed(tx, zoneId, userId, sealed, ctx.clock.now()))) throw new Refusal('second-factor.in-force')
    await recordAudit(tx, ctx, entryOf('second-factor.begin', ctx))
    return { secret, uri }
  },
  'second-factor.confirm': async (database, ctx, { body }) => {
    await spendCode(database, ctx, { code: body.code, isConfirmed: false }, async (tx) => {
      await markConfirmed(tx, ctx.zone.zoneId, ctx.user.userId, ctx.clock.now())
      await recordAudit(tx, ctx, entryOf('second-factor.confirm', ctx))
    })
    return database.read(ctx.zone.zoneId, (tx) => stateOf(tx, ctx))
  },
  'second-factor.remove': async (database, ctx, { body }) => {
    await spendCode(database, ctx, { code: body.code, isConfirmed: true }, async (tx) => {
      await dropSecondFactor(tx, ctx.zone.zoneId, ctx.user.userId)
      await recordAudit(tx, ctx, entryOf('second-factor.remove', ctx))
    })
    return database.read(ctx.zone.zoneId, (tx) => stateOf(tx, ctx))
  },
})
