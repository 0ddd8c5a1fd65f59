import type { AuditKey, AuditKeys } from '../../platform/audit-key.ts'
import { openSecret, sealSecret } from '../../platform/secret-box.ts'
import type { Flow } from './identity-provider.ts'

/** Ten minutes to type a password there, and a code. */
export const FLOW_SECONDS = 600
const LABEL = { purpose: 'sign-in with the identity provider', owner: 'browser' }

interface Begun extends Flow {
  /** The path of the app to go on to. */
  readonly to: string
}

/** A sign-in that is under way, as its browser keeps it: nobody can read or make one. */
export const sealFlow = (key: AuditKey, flow: Begun, milliseconds: number): string =>
  sealSecret(key, LABEL, JSON.stringify({ ...flow, until: milliseconds + FLOW_SECONDS * 1000 }))

/** @returns undefined when there is none, or it took too long */
export function openFlow(keys: AuditKeys, cookie: string | undefined, milliseconds: number): Begun | undefined {
  const text = cookie === undefined ? undefined : openSecret(keys, LABEL, cookie)
  if (text === undefined) return undefined
  const { until, ...flow } = JSON.parse(text) as Begun & { until: number }
  return milliseconds < until ? flow : undefined
}
