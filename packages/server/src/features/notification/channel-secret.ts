import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { AuditKey, AuditKeys } from '../../platform/audit-key.ts'
import { openSecret, sealSecret } from '../../platform/secret-box.ts'
import type { Target } from './channels/channel-adapter.ts'

const labelOf = (zoneId: Uuid, channelId: Uuid, part: 'url' | 'secret') => ({
  purpose: 'notification channel',
  owner: `${zoneId} ${channelId} ${part}`,
})

export const sealPart = (key: AuditKey, zoneId: Uuid, channelId: Uuid, part: 'url' | 'secret', text: string): string =>
  sealSecret(key, labelOf(zoneId, channelId, part), text)

/** Undefined when the installation's secret does not open it. */
export function openTarget(
  keys: AuditKeys,
  zoneId: Uuid,
  { channelId, url, secret }: { channelId: Uuid; url: string; secret: string | null },
): Target | undefined {
  const opened = openSecret(keys, labelOf(zoneId, channelId, 'url'), url)
  const openedSecret = secret === null ? null : openSecret(keys, labelOf(zoneId, channelId, 'secret'), secret)
  return opened === undefined || openedSecret === undefined ? undefined : { url: opened, secret: openedSecret }
}
