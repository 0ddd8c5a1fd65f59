import { Secret, TOTP } from 'otpauth'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { openSecret, sealSecret, type BoxLabel } from '../../platform/secret-box.ts'
import { countAttempt, forgive, knownDevice } from '../session/index.ts'
import { lockFactor, useStep } from './second-factor.queries.ts'

const STEP_SECONDS = 30
/** A clock may be one step before ours or behind it (RFC 6238, 5.2). */
const DRIFT_STEPS = 1

const labelOf = ({ zone, user }: Context): BoxLabel => ({ purpose: 'second factor', owner: `${zone.zoneId} ${user.userId}` })

/** A secret as long as RFC 4226 recommends, in the forms for the user and for the database. */
export function newSecret(ctx: Context): { secret: string; uri: string; sealed: string } {
  const secret = new Secret({ size: 20 })
  const totp = new TOTP({ issuer: `Ballast ${ctx.zone.code}`, label: ctx.user.login, secret, period: STEP_SECONDS })
  return { secret: secret.base32, uri: totp.toString(), sealed: sealSecret(ctx.auditKey, labelOf(ctx), secret.base32) }
}

/** The step of which it is the code, or undefined when it is of none that counts now. */
function stepOf(secret: string, code: string, milliseconds: number): bigint | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: STEP_SECONDS })
  const delta = totp.validate({ token: code, timestamp: milliseconds, window: DRIFT_STEPS })
  return delta === null ? undefined : BigInt(totp.counter({ timestamp: milliseconds }) + delta)
}

async function isRight(tx: WriteTx, ctx: Context, code: string, isConfirmed: boolean): Promise<boolean> {
  const { zoneId } = ctx.zone
  const { userId } = ctx.user
  const factor = await lockFactor(tx, zoneId, userId, isConfirmed)
  const secret = factor && openSecret(ctx.auditKeys ?? [ctx.auditKey], labelOf(ctx), factor.secret)
  const step = secret === undefined ? undefined : stepOf(secret, code, ctx.clock.milliseconds())
  if (!factor || step === undefined || step <= factor.lastStep) return false
  await useStep(tx, zoneId, userId, step)
  return true
}

/**
 * Uses up a code and does the work that it allows, in one transaction. A wrong code is counted by the lock-out, for a known device by
 * itself, as a wrong password is; nobody gets this far without the password or a session, so strangers cannot make the owner wait.
 */
export async function spendCode(
  database: Database,
  ctx: Context,
  given: { code: string; isConfirmed: boolean },
  work: (tx: WriteTx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { zoneId } = ctx.zone
  const { userId, login } = ctx.user
  const guards = { code: knownDevice(ctx.auditKey, userId, ctx.origin?.device) ?? login }
  const isDone = await database.write(zoneId, async (tx) => {
    await countAttempt(tx, zoneId, guards, ctx.clock)
    if (await isRight(tx, ctx, given.code, given.isConfirmed)) {
      await forgive(tx, zoneId, guards)
      await work(tx)
      return true
    }
    const after = { login, address: ctx.origin?.address ?? '', code: 'wrong' }
    await recordAudit(tx, ctx, { action: 'second-factor.refuse', subjectType: 'account', subjectId: userId, after })
    return false
  })
  if (!isDone) throw new Refusal('session.code-refused')
}
