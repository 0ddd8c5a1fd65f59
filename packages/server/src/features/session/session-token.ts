import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { AuditKey } from '../../platform/audit-key.ts'

/** What the cookie holds: the zone, so that one zone's tables are asked, and a secret that only its hash is kept of. */
export interface SessionToken {
  readonly zoneId: Uuid
  readonly hash: string
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export function newSessionToken(zoneId: Uuid): SessionToken & { readonly text: string } {
  const secret = randomBytes(32).toString('base64url')
  return { zoneId, hash: hashOf(secret), text: `${zoneId}.${secret}` }
}

export function parseSessionToken(text: string): SessionToken | undefined {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/.exec(text)
  return match ? { zoneId: match[1] as Uuid, hash: hashOf(match[2] as string) } : undefined
}

/** What stands before the secret of an API token, so that whoever finds one in a log or a repository knows what it is. */
const API_PREFIX = 'ballast_'

export function newApiToken(zoneId: Uuid): SessionToken & { readonly text: string } {
  const token = newSessionToken(zoneId)
  return { ...token, text: API_PREFIX + token.text }
}

export const parseApiToken = (text: string): SessionToken | undefined =>
  text.startsWith(API_PREFIX) ? parseSessionToken(text.slice(API_PREFIX.length)) : undefined

/**
 * The proof that an account has signed in from a device before (OWASP, "device cookies"): a device id with a MAC over it and the account,
 * under a key that is derived from the installation's secret.
 */
const deviceMac = (key: AuditKey, userId: Uuid, device: string): string => {
  const derived = createHmac('sha256', key).update('ballast device cookie').digest()
  return createHmac('sha256', derived).update(`${userId} ${device}`).digest('base64url')
}

export function newDeviceProof(key: AuditKey, userId: Uuid): string {
  const device = randomBytes(16).toString('base64url')
  return `${device}.${deviceMac(key, userId, device)}`
}

/** The device's id when the proof is of this account, else undefined. */
export function knownDevice(key: AuditKey, userId: Uuid, proof: string | undefined): string | undefined {
  const [device = '', mac = ''] = (proof ?? '').split('.')
  const expected = Buffer.from(deviceMac(key, userId, device))
  const given = Buffer.from(mac)
  return expected.length === given.length && timingSafeEqual(expected, given) ? device : undefined
}
