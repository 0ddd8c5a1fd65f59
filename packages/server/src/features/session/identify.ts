import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Identity } from '../../platform/context.ts'
import type { Credentials } from '../../platform/credentials.ts'
import type { Database } from '../../platform/database.ts'
import { isSeenStale, sessionMoment } from './session-life.ts'
import { findApiToken, findSession, findUser, findZone, firstWithRole, markSeen, markTokenUsed } from './session.queries.ts'
import { parseApiToken, parseSessionToken, type SessionToken } from './session-token.ts'

/**
 * The user whom a login names, for whoever has the machine: commands on the data folder or the database, and tests. `name`, or
 * `role:planner` for the first user with that role, which is also meant by nothing; with `@zone-code` in that zone, else in the first.
 */
export async function identityByLogin(database: Database, login: string | undefined): Promise<Identity> {
  const [name = '', zoneCode] = (login ?? '').split('@')
  return database.system(async (tx) => {
    const zone = await findZone(tx, zoneCode)
    if (!zone) throw new Refusal('session.no-zone')
    const role = name === '' ? 'planner' : /^role:(\w+)$/.exec(name)?.[1]
    const user = role === undefined ? await findUser(tx, zone.zoneId, name) : await firstWithRole(tx, zone.zoneId, role)
    if (!user) throw new Refusal('session.no-user')
    return { zone, user: { ...user, mustChangePassword: false }, sessionId: null }
  })
}

/** For an HTTP surface that only whoever has the machine can reach. */
export const identifyByLogin = (database: Database, { login }: Credentials): Promise<Identity> => identityByLogin(database, login)

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The user for whom a program acts; whom else its request names does not count. */
async function identityByToken(database: Database, clock: Clock, given: SessionToken, address: string): Promise<Identity> {
  const found = await database.read(given.zoneId, (tx) => findApiToken(tx, given, clock.now()))
  if (!found) throw new Refusal('session.token-refused')
  const { lastUsedAt, ...identity } = found
  if (lastUsedAt === null || isSeenStale(lastUsedAt, clock)) {
    await database.write(given.zoneId, (tx) => markTokenUsed(tx, given.zoneId, identity.token.tokenId, { now: clock.now(), address }))
  }
  return identity
}

/** Who a request is from: an API token, the machine's own token with the login it names, or the session of its cookie. */
export function identifier(clock: Clock, machineToken: string | undefined) {
  return async (database: Database, { session, bearer, login, address }: Credentials): Promise<Identity> => {
    const apiToken = bearer === undefined ? undefined : parseApiToken(bearer)
    if (apiToken !== undefined) return identityByToken(database, clock, apiToken, address ?? '')
    if (bearer !== undefined) {
      if (machineToken === undefined || !same(bearer, machineToken)) throw new Refusal('session.token-refused')
      return identityByLogin(database, login)
    }
    const token = session === undefined ? undefined : parseSessionToken(session)
    const found = token && (await database.read(token.zoneId, (tx) => findSession(tx, token, sessionMoment(clock))))
    if (!found) throw new Refusal('session.required')
    const { lastSeenAt, ...identity } = found
    if (isSeenStale(lastSeenAt, clock)) {
      await database.write(identity.zone.zoneId, (tx) => markSeen(tx, identity.zone.zoneId, identity.sessionId, clock.now()))
    }
    return identity
  }
}
