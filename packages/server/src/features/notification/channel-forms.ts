import { isIP } from 'node:net'
import type { ChannelKind } from '@ballast/domain/notification/delivery.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { isPrivateAddress } from '../../platform/outgoing/private-address.ts'

/** Why an address cannot be posted to, as far as it says so itself; where its name leads is looked at when it is posted to. */
export function urlFaults(text: string, { allowsPrivate }: { allowsPrivate: boolean }): Reason[] {
  const at = 'url'
  const url = URL.parse(text)
  const protocols = allowsPrivate ? ['https:', 'http:'] : ['https:']
  if (url === null || !protocols.includes(url.protocol) || url.username !== '' || url.password !== '') {
    return [{ code: 'notification-channel.url-invalid', at }]
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isInside = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host))
  return isInside && !allowsPrivate ? [{ code: 'notification-channel.url-private', at }] : []
}

export const secretFaults = (kind: ChannelKind, secret: string | null | undefined): Reason[] =>
  typeof secret === 'string' && kind !== 'dingtalk' ? [{ code: 'notification-channel.secret-of-dingtalk', at: 'secret' }] : []
