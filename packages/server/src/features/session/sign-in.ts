import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { EdgeContext, UserContext, ZoneContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { passwordHash, verifyNothing, verifyPassword } from '../account/index.ts'
import { expiryFrom, sessionMoment } from './session-life.ts'
import { endSessions, findSession, findUser, findZone, insertSession } from './session.queries.ts'
import { knownDevice, newDeviceProof, newSessionToken, parseSessionToken } from './session-token.ts'
import { countAttempt, forgive, guardsOf } from './sign-in-guard.queries.ts'

export interface SignedIn {
  readonly login: string
  readonly expiresAt: Instant
  /** For the cookies. */
  readonly token: string
  readonly device: string
}

/**
 * Signs in with a password. A wrong login and a wrong password get the same answer, after the same time. The session that the browser
 * had before ends, so that nobody signs in to a session whose cookie somebody else knows.
 */
export async function signIn(
  database: Database,
  edge: EdgeContext,
  given: { login: string; password: string; earlierSession: string | undefined },
): Promise<SignedIn> {
  const [name = '', zoneCode] = given.login.toLowerCase().split('@')
  const zone = await database.system((tx) => findZone(tx, zoneCode))
  if (!zone) {
    await verifyNothing(given.password)
    throw new Refusal('session.refused')
  }
  const { zoneId } = zone
  const { user, hash } = await database.read(zoneId, async (tx) => {
    const found = await findUser(tx, zoneId, name)
    return { user: found, hash: found && (await passwordHash(tx, zoneId, found.userId)) }
  })
  const address = edge.origin?.address ?? ''
  const device = user && knownDevice(edge.auditKey, user.userId, edge.origin?.device)
  const guards = guardsOf(name, address, device)
  await database.write(zoneId, (tx) => countAttempt(tx, zoneId, guards, edge.clock))
  const isRight = hash === undefined ? await verifyNothing(given.password) : await verifyPassword(given.password, hash)
  if (!isRight || !user) {
    if (user) await database.write(zoneId, (tx) => recordAudit(tx, contextOf(edge, zone, user), refusedEntry(user, address)))
    throw new Refusal('session.refused')
  }
  const token = newSessionToken(zoneId)
  const expiresAt = expiryFrom(edge.clock)
  const now = edge.clock.now()
  await database.write(zoneId, async (tx) => {
    await forgive(tx, zoneId, guards)
    const earlier = given.earlierSession === undefined ? undefined : parseSessionToken(given.earlierSession)
    const replaced = earlier?.zoneId === zoneId ? await findSession(tx, earlier, sessionMoment(edge.clock)) : undefined
    if (replaced) await endSessions(tx, zoneId, replaced.user.userId, { reason: 'replaced', at: now, only: replaced.sessionId })
    const sessionId = newId()
    const userAgent = edge.origin?.userAgent ?? ''
    await insertSession(tx, zoneId, {
      sessionId,
      userId: user.userId,
      tokenHash: token.hash,
      method: 'password',
      address,
      userAgent,
      now,
      expiresAt,
    })
    await recordAudit(tx, contextOf(edge, zone, user), {
      action: 'session.open',
      subjectType: 'session',
      subjectId: sessionId,
      after: { login: user.login, method: 'password', address },
    })
  })
  return {
    login: user.login,
    expiresAt,
    token: token.text,
    device: device === undefined ? newDeviceProof(edge.auditKey, user.userId) : (edge.origin?.device ?? ''),
  }
}

const contextOf = (edge: EdgeContext, zone: ZoneContext, user: UserContext) => ({ ...edge, zone, user })
const refusedEntry = (user: { userId: Uuid; login: string }, address: string) => ({
  action: 'session.refuse',
  subjectType: 'account',
  subjectId: user.userId,
  after: { login: user.login, address },
})
