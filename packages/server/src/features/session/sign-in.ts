import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { EdgeContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { passwordHash, verifyNothing, verifyPassword } from '../account/index.ts'
import { confirmedSince, spendCode } from '../second-factor/index.ts'
import { openSession, type Opened } from './open-session.ts'
import { findUser, findZone } from './session.queries.ts'
import { knownDevice, newDeviceProof } from './session-token.ts'
import { countAttempt, forgive, guardsOf } from './sign-in-guard.queries.ts'

interface SignedIn extends Opened {
  /** For its cookie. */
  readonly device: string
}

/**
 * Signs in with a password. A wrong login and a wrong password get the same answer, after the same time; a code is asked for only after
 * the password was right.
 */
export async function signIn(
  database: Database,
  edge: EdgeContext,
  given: { login: string; password: string; code: string | undefined; earlierSession: string | undefined },
): Promise<SignedIn> {
  const [name = '', zoneCode] = given.login.toLowerCase().split('@')
  const zone = await database.system((tx) => findZone(tx, zoneCode))
  if (!zone) {
    await verifyNothing(given.password)
    throw new Refusal('session.refused')
  }
  const { zoneId } = zone
  const found = await database.read(zoneId, async (tx) => {
    const named = await findUser(tx, zoneId, name)
    if (!named) return undefined
    const hash = await passwordHash(tx, zoneId, named.userId)
    return { user: named, hash, hasSecondFactor: (await confirmedSince(tx, zoneId, named.userId)) !== null }
  })
  const address = edge.origin?.address ?? ''
  const device = found && knownDevice(edge.auditKey, found.user.userId, edge.origin?.device)
  const guards = guardsOf(name, address, device)
  await database.write(zoneId, (tx) => countAttempt(tx, zoneId, guards, edge.clock))
  const isRight = found?.hash === undefined ? await verifyNothing(given.password) : await verifyPassword(given.password, found.hash)
  if (!found || !isRight) {
    if (found) {
      const ctx = { ...edge, zone, user: found.user }
      await database.write(zoneId, (tx) => recordAudit(tx, ctx, refusedEntry(found.user, address)))
    }
    throw new Refusal('session.refused')
  }
  const { user, hasSecondFactor } = found
  if (hasSecondFactor) {
    await database.write(zoneId, (tx) => forgive(tx, zoneId, guards))
    if (given.code === undefined) throw new Refusal('session.code-required')
    await spendCode(database, { ...edge, zone, user }, { code: given.code, isConfirmed: true })
  }
  const opened = await database.write(zoneId, async (tx) => {
    if (!hasSecondFactor) await forgive(tx, zoneId, guards)
    const proof = hasSecondFactor ? { secondFactor: true } : {}
    return openSession(tx, edge, { zone, user }, { method: 'password', earlierSession: given.earlierSession, proof })
  })
  return { ...opened, device: device === undefined ? newDeviceProof(edge.auditKey, user.userId) : (edge.origin?.device ?? '') }
}

const refusedEntry = (user: { userId: Uuid; login: string }, address: string) => ({
  action: 'session.refuse',
  subjectType: 'account',
  subjectId: user.userId,
  after: { login: user.login, address },
})
