import type { Session } from '@ballast/contract/session.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { businessDate, mayDo, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { planYears, usersOfZone, zoneMap } from './session.queries.ts'

async function sessionOf(tx: ReadTx, ctx: Context): Promise<Session> {
  const { zone } = ctx
  return {
    user: ctx.user,
    zone: {
      zoneId: zone.zoneId,
      code: zone.code,
      nameZh: zone.nameZh,
      nameEn: zone.nameEn,
      businessOn: businessDate(ctx),
      isDemonstration: zone.businessOn !== null,
      planYears: await planYears(tx, zone.zoneId),
      map: await zoneMap(tx, zone.zoneId),
    },
    actions: (Object.keys(routes) as RouteId[]).filter((action) => mayDo(ctx.user.role, action)),
    users: await usersOfZone(tx, zone.zoneId),
  }
}

export const sessionHandlers = defineHandlers({
  'session.read': (tx, ctx) => sessionOf(tx, ctx),
  'session.switch': async (tx, ctx, { body }) => {
    const users = await usersOfZone(tx, ctx.zone.zoneId)
    const user = users.find((candidate) => candidate.login === body.login)
    if (!user) throw new Refusal('session.no-user')
    return sessionOf(tx, { ...ctx, user })
  },
})
