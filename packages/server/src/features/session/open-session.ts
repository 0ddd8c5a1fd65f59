import type { Instant } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { EdgeContext, UserContext, ZoneContext } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { expiryFrom, sessionMoment } from './session-life.ts'
import { endSessions, findSession, insertSession, type NewSession } from './session.queries.ts'
import { newSessionToken, parseSessionToken } from './session-token.ts'

export interface Opened {
  readonly login: string
  readonly expiresAt: Instant
  /** For the cookie. */
  readonly token: string
}

/**
 * Opens a session for somebody who has proved who he is. The session that the browser had before ends, so that nobody signs in to a
 * session whose cookie somebody else knows.
 */
export async function openSession(
  tx: WriteTx,
  edge: EdgeContext,
  { zone, user }: { zone: ZoneContext; user: UserContext },
  given: { method: NewSession['method']; earlierSession: string | undefined; proof?: object; provider?: NewSession['provider'] },
): Promise<Opened> {
  const { zoneId } = zone
  const { method, earlierSession, proof } = given
  const now = edge.clock.now()
  const earlier = earlierSession === undefined ? undefined : parseSessionToken(earlierSession)
  const replaced = earlier?.zoneId === zoneId ? await findSession(tx, earlier, sessionMoment(edge.clock)) : undefined
  if (replaced) await endSessions(tx, zoneId, replaced.user.userId, { reason: 'replaced', at: now, only: replaced.sessionId })
  const token = newSessionToken(zoneId)
  const expiresAt = expiryFrom(edge.clock)
  const sessionId = newId()
  const address = edge.origin?.address ?? ''
  await insertSession(tx, zoneId, {
    sessionId,
    userId: user.userId,
    tokenHash: token.hash,
    method,
    address,
    userAgent: edge.origin?.userAgent ?? '',
    now,
    expiresAt,
    provider: given.provider,
  })
  await recordAudit(
    tx,
    { ...edge, zone, user },
    {
      action: 'session.open',
      subjectType: 'session',
      subjectId: sessionId,
      after: { login: user.login, method, address, ...proof },
    },
  )
  return { login: user.login, expiresAt, token: token.text }
}
