import { Refusal } from '@ballast/domain/shared/refusal.ts'

interface Asked {
  readonly method: string
  readonly headers: Readonly<Record<string, unknown>>
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
const OURS = new Set(['same-origin', 'none'])
const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/**
 * Nobody signs in yet, so whatever a browser of this machine sends would be taken for its user's wish. A browser says from where
 * a request comes; one that another site's page sends may change nothing.
 */
export function refuseForeign({ method, headers }: Asked, { loopbackOnly }: { loopbackOnly: boolean }): void {
  const site = headers['sec-fetch-site']
  if (typeof site === 'string' && !OURS.has(site) && !READING.has(method)) throw new Refusal('request.foreign-page')
  // A foreign name that resolves to this machine makes a foreign page look like ours, also for reading.
  const { host } = headers
  if (loopbackOnly && typeof host === 'string' && !LOOPBACK_NAME.test(host)) {
    throw new Refusal('request.foreign-host', [{ code: 'request.foreign-host', params: { host } }])
  }
}
