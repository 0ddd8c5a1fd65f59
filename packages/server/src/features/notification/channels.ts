import { randomBytes } from 'node:crypto'
import type { NotificationChannel } from '@ballast/contract/notification-channel.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { refusingRaces } from '../../platform/row-save.ts'
import { secretFaults, urlFaults } from './channel-forms.ts'
import {
  abandonWaiting,
  deleteChannel,
  insertChannel,
  readChannels,
  updateChannel,
  type ChannelFacts,
  type ChannelRecord,
} from './channel.queries.ts'
import { sealPart } from './channel-secret.ts'

/** What a person enters; a secret that is null is none. */
export interface ChannelEntry extends ChannelFacts {
  readonly url: string
  readonly secret: string | null
}
type Changes = { readonly [K in keyof Omit<ChannelEntry, 'kind'>]?: ChannelEntry[K] | undefined }

/** What is shown, and what the trail keeps: never the address with its key, nor the secret. */
const kept = ({ kind, name, place, kinds, locale, keepsQuietHours, isActive, secret }: ChannelRecord) => ({
  kind,
  name,
  place,
  kinds: [...kinds],
  locale,
  keepsQuietHours,
  isActive,
  hasSecret: secret !== null,
})
const shown = (channel: ChannelRecord): NotificationChannel => ({
  channelId: channel.channelId,
  version: channel.version.toString(),
  ...kept(channel),
})
const allowsPrivate = (ctx: Context): boolean => ctx.outgoing?.allowsPrivate ?? false
const placeOf = (url: string): string => new URL(url).origin
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

export const listChannels = async (tx: ReadTx, ctx: Context) => {
  const from = ctx.outgoing?.mailer?.from
  return {
    channels: (await readChannels(tx, ctx.zone.zoneId)).map(shown),
    mail: from === undefined ? null : { from: from.name === '' ? from.address : `${from.name} <${from.address}>` },
    allowsPrivate: allowsPrivate(ctx),
  }
}

export async function channelById(tx: ReadTx, zoneId: Uuid, channelId: Uuid): Promise<ChannelRecord> {
  const [channel] = await readChannels(tx, zoneId, channelId)
  if (channel === undefined) throw new Refusal('notification-channel.not-found')
  return channel
}

async function nameFaults(tx: ReadTx, zoneId: Uuid, name: string, except?: Uuid): Promise<Reason[]> {
  const isTaken = (await readChannels(tx, zoneId)).some((other) => other.name === name && other.channelId !== except)
  return isTaken ? [{ code: 'notification-channel.name-taken', params: { name }, at: 'name' }] : []
}

/** Sets a channel up. The secret of a webhook is made here, and is in this answer and nowhere else in the clear. */
export async function createChannel(tx: WriteTx, ctx: Context, entry: ChannelEntry) {
  const { zoneId } = ctx.zone
  refuseIfAny('notification-channel.refused', [
    ...(await nameFaults(tx, zoneId, entry.name)),
    ...urlFaults(entry.url, { allowsPrivate: allowsPrivate(ctx) }),
    ...secretFaults(entry.kind, entry.secret),
  ])
  const channelId = newId()
  const secret = entry.kind === 'webhook' ? newSecret() : entry.secret
  const seal = (part: 'url' | 'secret', text: string) => sealPart(ctx.auditKey, zoneId, channelId, part, text)
  const record = {
    ...entry,
    channelId,
    url: seal('url', entry.url),
    place: placeOf(entry.url),
    secret: secret === null ? null : seal('secret', secret),
  }
  await refusingRaces(() => insertChannel(tx, zoneId, record, ctx.clock.now()))
  const channel = await channelById(tx, zoneId, channelId)
  await recordAudit(tx, ctx, {
    action: 'notification-channel.create',
    subjectType: 'notification-channel',
    subjectId: channelId,
    after: kept(channel),
  })
  return { channel: shown(channel), secret: entry.kind === 'webhook' ? secret : null }
}

export async function editChannel(
  tx: WriteTx,
  ctx: Context,
  { channelId, version, changes }: { channelId: Uuid; version: bigint; changes: Changes },
): Promise<NotificationChannel> {
  const { zoneId } = ctx.zone
  const before = await channelById(tx, zoneId, channelId)
  const { url, secret, ...facts } = changes
  refuseIfAny('notification-channel.refused', [
    ...(facts.name === undefined ? [] : await nameFaults(tx, zoneId, facts.name, channelId)),
    ...(url === undefined ? [] : urlFaults(url, { allowsPrivate: allowsPrivate(ctx) })),
    ...secretFaults(before.kind, secret),
  ])
  const seal = (part: 'url' | 'secret', text: string) => sealPart(ctx.auditKey, zoneId, channelId, part, text)
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<ChannelFacts>
  return change(tx, ctx, 'notification-channel.edit', version, before, {
    ...before,
    ...given,
    ...(url === undefined ? {} : { url: seal('url', url), place: placeOf(url) }),
    ...(secret === undefined ? {} : { secret: secret === null ? null : seal('secret', secret) }),
  })
}

/** A new secret for a webhook; the one before signs nothing from here on. */
export async function renewSecret(tx: WriteTx, ctx: Context, channelId: Uuid, version: bigint) {
  const before = await channelById(tx, ctx.zone.zoneId, channelId)
  if (before.kind !== 'webhook') throw new Refusal('notification-channel.refused', [{ code: 'notification-channel.no-secret' }])
  const secret = newSecret()
  const sealed = sealPart(ctx.auditKey, ctx.zone.zoneId, channelId, 'secret', secret)
  const channel = await change(tx, ctx, 'notification-channel.new-secret', version, before, { ...before, secret: sealed })
  return { channel, secret }
}

async function change(
  tx: WriteTx,
  ctx: Context,
  action: string,
  version: bigint,
  before: ChannelRecord,
  after: ChannelRecord,
): Promise<NotificationChannel> {
  const { zoneId } = ctx.zone
  if (before.version !== version || !(await refusingRaces(() => updateChannel(tx, zoneId, after)))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: shown(before) })
  }
  if (before.isActive && !after.isActive) await abandonWaiting(tx, zoneId, before.channelId, ctx.clock.now())
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'notification-channel',
    subjectId: before.channelId,
    before: kept(before),
    after: {
      ...kept(after),
      ...(after.url === before.url ? {} : { address: 'changed' }),
      ...(after.secret === before.secret ? {} : { secret: 'changed' }),
    },
  })
  return shown(await channelById(tx, zoneId, before.channelId))
}

export async function removeChannel(tx: WriteTx, ctx: Context, channelId: Uuid): Promise<{ channelId: Uuid }> {
  const before = await channelById(tx, ctx.zone.zoneId, channelId)
  await deleteChannel(tx, ctx.zone.zoneId, channelId)
  await recordAudit(tx, ctx, {
    action: 'notification-channel.remove',
    subjectType: 'notification-channel',
    subjectId: channelId,
    before: kept(before),
    after: null,
  })
  return { channelId }
}
