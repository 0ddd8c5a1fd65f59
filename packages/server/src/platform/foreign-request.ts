import { Refusal } from '@ballast/domain/shared/refusal.ts'

interface Asked {
  readonly method: string
  readonly headers: Readonly<Record<string, unknown>>
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
const OURS = new Set(['same-origin', 'none'])
const LOOPBACK_NAMES = String.raw`localhost|127(\.\d{1,3}){3}|\[::1\]`

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The names of this machine, and of the proxy before the server when there is one. */
export const ownHosts = (publicUrl: string | undefined): RegExp => {
  const proxy = publicUrl === undefined ? '' : `|${escaped(new URL(publicUrl).hostname)}`
  return new RegExp(`^(${LOOPBACK_NAMES}${proxy})(:\\d+)?$`, 'i')
}

/**
 * A browser sends our cookie along with whatever a page asks for. It says from where a request comes in `Sec-Fetch-Site`, an older one
 * in `Origin`; what another site's page sends may change nothing. A program that says neither has no cookie that its user did not give it.
 */
export function refuseForeign({ method, headers }: Asked, hosts: RegExp | undefined): void {
  const { host, origin } = headers
  if (!READING.has(method)) {
    const site = headers['sec-fetch-site']
    const isOurs = typeof site === 'string' ? OURS.has(site) : typeof origin !== 'string' || hostOf(origin) === host
    if (!isOurs) throw new Refusal('request.foreign-page')
  }
  // A foreign name that resolves to this machine makes a foreign page look like ours, also for reading.
  if (hosts !== undefined && typeof host === 'string' && !hosts.test(host)) {
    throw new Refusal('request.foreign-host', [{ code: 'request.foreign-host', params: { host } }])
  }
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)
