import { SignJWT } from 'jose'
import type { Clock } from '../../../../platform/clock.ts'

/** Makes a token for one call in the name of an account of the centre. */
export type TokenSigner = (user: string) => Promise<string>

/** A token outlives its call by as much as two clocks may differ. */
const LIFE_SECONDS = 120

/**
 * The one holder of a centre's JWT key: whoever has the key is root there, so it leaves this closure as signatures only.
 * The token is made in the name of whom the call is for, so that the engine refuses what he may not do.
 */
export function tokenSigner(key: Uint8Array, clock: Clock): TokenSigner {
  return (user) => {
    const now = Math.floor(clock.milliseconds() / 1000)
    return new SignJWT({ sun: user })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(now)
      .setExpirationTime(now + LIFE_SECONDS)
      .sign(key)
  }
}
