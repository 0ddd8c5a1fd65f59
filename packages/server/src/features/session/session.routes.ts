import type { Session } from '@ballast/contract/session.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context, type UserContext } from '../../platform/context.ts'
import { DEVICE_COOKIE, SESSION_COOKIE, WithCookies } from '../../platform/cookies.ts'
import type { ReadTx } from '../../platform/database.ts'
import { defineHandlers, type Handlers } from '../../platform/handler.ts'
import { isInScope, mayDo } from '../../platform/scope.ts'
import { representedBy } from '../deputy/index.ts'
import { sessionMoment } from './session-life.ts'
import {
  demonstrationPassword,
  demonstrationUsers,
  endSessions,
  listPeople,
  listZones,
  openSessions,
  planYears,
  zoneMap,
} from './session.queries.ts'
import { signIn } from './sign-in.ts'

const personOf = ({ userId, login, nameZh, nameEn, grants }: UserContext) => ({
  userId,
  login,
  nameZh,
  nameEn,
  roles: grants.map((grant) => grant.role),
})

async function sessionOf(tx: ReadTx, ctx: Context): Promise<Session> {
  const { zone, user } = ctx
  return {
    user: {
      ...personOf(user),
      bureauCode: user.bureauCode,
      enterpriseId: user.enterpriseId,
      mustChangePassword: user.mustChangePassword,
    },
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
    actsFor: user.actsFor ?? null,
    mayActFor: await representedBy(tx, zone.zoneId, user.userId, businessDate(ctx)),
    people: await listPeople(tx, zone.zoneId),
    actions: (Object.keys(routes) as RouteId[]).filter((action) => mayDo(user, action) && isInScope(ctx.token, action)),
  }
}

/** The same handlers, with the address of the base map that the installation offers in every zone's map. */
export function withBaseMap(handlers: Handlers, tileUrl: string): Handlers {
  return {
    ...handlers,
    'session.read': async (tx, ctx, input) => {
      const session = await handlers['session.read'](tx, ctx, input)
      return { ...session, zone: { ...session.zone, map: { ...session.zone.map, tileUrl } } }
    },
  }
}

/** A device is remembered for half a year. */
const DEVICE_SECONDS = 180 * 24 * 3600

export const sessionHandlers = defineHandlers({
  'session.options': async (database) => {
    const zones = await database.system(listZones)
    const demonstration = await database.system(async (tx) => {
      const users = []
      for (const zone of zones) {
        const password = await demonstrationPassword(tx, zone.zoneId)
        if (password === undefined) continue
        for (const user of await demonstrationUsers(tx, zone.zoneId)) users.push({ ...personOf(user), zone: zone.code, password })
      }
      return users
    })
    return { zones: zones.map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn })), identityProvider: null, demonstration }
  },
  'session.open': async (database, edge, { body, cookies }) => {
    const { login, expiresAt, token, device } = await signIn(database, edge, { ...body, code: body.code, earlierSession: cookies.session })
    const seconds = (Date.parse(expiresAt) - edge.clock.milliseconds()) / 1000
    return new WithCookies({ login, expiresAt }, [
      { name: SESSION_COOKIE, value: token, maxAgeSeconds: seconds },
      { name: DEVICE_COOKIE, value: device, maxAgeSeconds: DEVICE_SECONDS },
    ])
  },
  'session.read': (tx, ctx) => sessionOf(tx, ctx),
  'session.close': async (tx, ctx) => {
    if (ctx.sessionId) {
      await endSessions(tx, ctx.zone.zoneId, ctx.user.userId, { reason: 'signed_out', at: ctx.clock.now(), only: ctx.sessionId })
      await recordAudit(tx, ctx, { action: 'session.close', subjectType: 'session', subjectId: ctx.sessionId })
    }
    return new WithCookies({}, [{ name: SESSION_COOKIE, value: '', maxAgeSeconds: 0 }])
  },
  'session.list': async (tx, ctx) => {
    const sessions = await openSessions(tx, ctx.zone.zoneId, ctx.user.userId, sessionMoment(ctx.clock))
    return {
      sessions: sessions.map((session) => ({
        ...session,
        method: session.method as 'password' | 'oidc',
        isThisOne: session.sessionId === ctx.sessionId,
      })),
    }
  },
  'session.revoke': async (tx, ctx, { params }) => {
    const end = { reason: 'revoked' as const, at: ctx.clock.now(), only: params.sessionId as Context['user']['userId'] }
    const ended = await endSessions(tx, ctx.zone.zoneId, ctx.user.userId, end)
    if (ended === 0) throw new Refusal('session.not-found')
    await recordAudit(tx, ctx, { action: 'session.revoke', subjectType: 'session', subjectId: params.sessionId })
    return {}
  },
})
