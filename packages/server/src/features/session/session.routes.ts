import type { Session } from '@ballast/contract/session.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { businessDate, mayDo, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { defineHandlers, type Handlers } from '../../platform/handler.ts'
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

/** The same handlers, with the address of the base map that the installation offers in every zone's map. */
export function withBaseMap(handlers: Handlers, tileUrl: string): Handlers {
  const shown = (session: Session): Session => ({
    ...session,
    zone: { ...session.zone, map: { ...session.zone.map, tileUrl } },
  })
  return {
    ...handlers,
    'session.read': async (tx, ctx, input) => shown(await handlers['session.read'](tx, ctx, input)),
    'session.switch': async (tx, ctx, input) => shown(await handlers['session.switch'](tx, ctx, input)),
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
