import { sql } from 'kysely'
import type { Locale } from '@ballast/contract/messages.ts'
import type { ChannelKind } from '@ballast/domain/notification/delivery.ts'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface ChannelFacts {
  readonly kind: ChannelKind
  readonly name: string
  readonly kinds: readonly NotificationKind[]
  readonly locale: Locale
  readonly keepsQuietHours: boolean
  readonly isActive: boolean
}

export interface ChannelRecord extends ChannelFacts {
  readonly channelId: Uuid
  /** Sealed, as the secret is. */
  readonly url: string
  readonly place: string
  readonly secret: string | null
  readonly version: bigint
}

export const activeChannels = async (tx: ReadTx, zoneId: Uuid): Promise<Pick<ChannelRecord, 'channelId' | 'kinds' | 'keepsQuietHours'>[]> =>
  (await readChannels(tx, zoneId)).filter(({ isActive }) => isActive)

export async function readChannels(tx: ReadTx, zoneId: Uuid, only?: Uuid): Promise<ChannelRecord[]> {
  const { rows } = await sql<ChannelRecord>`
    select c.channel_id as "channelId", c.kind, c.name, c.url, c.place, c.secret, c.kinds, c.locale, c.keeps_quiet_hours as "keepsQuietHours",
      c.is_active as "isActive", c.version
    from notification_channel c
    where c.zone_id = ${zoneId} and (${only ?? null}::uuid is null or c.channel_id = ${only ?? null}::uuid)
    order by c.channel_id`.execute(tx)
  return rows
}

const columns = ({ name, url, place, secret, kinds, locale, keepsQuietHours, isActive }: Omit<ChannelRecord, 'channelId' | 'version'>) => ({
  name,
  url,
  place,
  secret,
  kinds: [...kinds],
  locale,
  keeps_quiet_hours: keepsQuietHours,
  is_active: isActive,
})

export async function insertChannel(tx: WriteTx, zoneId: Uuid, channel: Omit<ChannelRecord, 'version'>, at: Instant): Promise<void> {
  const { channelId, kind } = channel
  await tx
    .insertInto('notification_channel')
    .values({ zone_id: zoneId, channel_id: channelId, kind, open_at: at, ...columns(channel) })
    .execute()
}

/** @returns false when somebody was faster */
export async function updateChannel(tx: WriteTx, zoneId: Uuid, channel: ChannelRecord): Promise<boolean> {
  const { channelId, version } = channel
  const { numUpdatedRows } = await tx
    .updateTable('notification_channel')
    .set({ ...columns(channel), version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('channel_id', '=', channelId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteChannel(tx: WriteTx, zoneId: Uuid, channelId: Uuid): Promise<void> {
  await tx.deleteFrom('notification_channel').where('zone_id', '=', zoneId).where('channel_id', '=', channelId).execute()
}

/** What waited for a channel that is switched off must not come in a flood when it is switched on again. */
export async function abandonWaiting(tx: WriteTx, zoneId: Uuid, channelId: Uuid, at: Instant): Promise<void> {
  await sql`update notification_delivery set state = 'abandoned', finished_at = ${at}, outcome = 'channel-off', detail = null
    where zone_id = ${zoneId} and channel_id = ${channelId} and state in ('waiting', 'failed')`.execute(tx)
}
