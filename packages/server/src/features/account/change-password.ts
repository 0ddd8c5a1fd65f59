import { passwordFaults } from '@ballast/domain/account/password-policy.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { dropSecondFactor } from '../second-factor/index.ts'
import { endSessions, freeAccount } from '../session/index.ts'
import { passwordHash, setPassword, type AccountRow } from './account.queries.ts'
import { hashPassword, newPassword, verifyPassword } from './password-hash.ts'
import { accountById } from './save-account.ts'

/** Changes the user's own password; his other sessions end, because whoever knew the old one may be in them. */
export async function changePassword(tx: WriteTx, ctx: Context, given: { current: string; next: string }): Promise<void> {
  const { zoneId } = ctx.zone
  const { userId, login } = ctx.user
  const hash = await passwordHash(tx, zoneId, userId)
  if (hash === undefined || !(await verifyPassword(given.current, hash))) {
    throw new Refusal('password.refused', [{ code: 'password.wrong', at: 'current' }])
  }
  const faults = passwordFaults(given.next, login)
  if (given.next === given.current) faults.push({ code: 'password.same' })
  refuseIfAny(
    'password.refused',
    faults.map((fault) => ({ ...fault, at: 'next' })),
  )
  await setPassword(tx, zoneId, { userId, hash: await hashPassword(given.next), mustChange: false, at: ctx.clock.now() })
  await endSessions(tx, zoneId, userId, { reason: 'password_changed', at: ctx.clock.now(), except: ctx.sessionId })
  await recordAudit(tx, ctx, { action: 'account.change-password', subjectType: 'account', subjectId: userId })
}

/** A new password to hand over, which must be changed at the first sign-in; the second factor goes, whoever is signed in is signed out. */
export async function resetAccount(tx: WriteTx, ctx: Context, userId: Uuid): Promise<{ account: AccountRow; password: string }> {
  const { zoneId } = ctx.zone
  const { login } = await accountById(tx, ctx, userId)
  const password = newPassword()
  await setPassword(tx, zoneId, { userId, hash: await hashPassword(password), mustChange: true, at: ctx.clock.now() })
  await endSessions(tx, zoneId, userId, { reason: 'reset', at: ctx.clock.now() })
  await dropSecondFactor(tx, zoneId, userId)
  await freeAccount(tx, zoneId, login)
  await recordAudit(tx, ctx, { action: 'account.reset', subjectType: 'account', subjectId: userId })
  return { account: await accountById(tx, ctx, userId), password }
}
