import { messageText, type Locale } from '@ballast/contract/messages.ts'
import type { AttemptShown } from '@ballast/contract/notification-channel.ts'
import type { Attempt } from '@ballast/domain/notification/delivery.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { ADAPTERS } from './channels/adapters.ts'
import { attemptOf } from './channels/channel-adapter.ts'
import { channelById } from './channels.ts'
import { openTarget } from './channel-secret.ts'
import { emailOf } from './preference.queries.ts'

export const outcomeText = (locale: Locale, outcome: string): string => messageText(locale, `delivery.${outcome}`)

const shown = (locale: Locale, { result, outcome, detail }: Attempt): AttemptShown => ({
  isSent: result === 'sent',
  outcome,
  message: outcomeText(locale, outcome),
  detail,
})

/** Sends a channel something that looks like what it will be sent, at once and without a record of delivery. */
export async function tryChannel(database: Database, ctx: Context, channelId: Uuid): Promise<AttemptShown> {
  const { zone, clock, locale, outgoing, user } = ctx
  const channel = await database.read(zone.zoneId, (tx) => channelById(tx, zone.zoneId, channelId))
  const target = openTarget(ctx.auditKeys ?? [ctx.auditKey], zone.zoneId, channel)
  if (target === undefined || outgoing === undefined) return shown(locale, { result: 'later', outcome: 'unsealed', detail: null })
  const adapter = ADAPTERS[channel.kind]
  const sample = {
    deliveryId: newId(),
    eventId: newId(),
    kind: 'project-updated',
    subject: { type: 'test', id: channelId },
    happenedAt: clock.now(),
    params: {
      project: { zh: '测试', en: 'Test' },
      by: { zh: user.nameZh, en: user.nameEn },
      text: { zh: messageText('zh-CN', 'notification-channel.test-text'), en: messageText('en', 'notification-channel.test-text') },
    },
    url: outgoing.appUrl,
  } as const
  const request = adapter.request(target, [sample], { milliseconds: clock.milliseconds(), locale: channel.locale, zone })
  return shown(locale, attemptOf(adapter, await outgoing.post(request)))
}

/** Sends the user himself a mail. */
export async function tryMail(database: Database, ctx: Context): Promise<AttemptShown> {
  const { zone, user, locale, clock } = ctx
  const mailer = ctx.outgoing?.mailer
  if (mailer === undefined) throw new Refusal('notification-mail.off')
  const address = await database.read(zone.zoneId, (tx) => emailOf(tx, zone.zoneId, user.userId))
  if (address === null) throw new Refusal('notification-mail.no-address')
  const say = (code: string) => messageText(locale, `notification-mail.${code}`, { zone: locale === 'en' ? zone.nameEn : zone.nameZh })
  const attempt = await mailer.send({
    to: { name: locale === 'en' ? user.nameEn : user.nameZh, address },
    subject: say('test-subject'),
    text: `${say('test-text')}\n`,
    html: `<p>${say('test-text')}</p>`,
    identity: newId(),
    date: clock.now(),
  })
  return shown(locale, attempt)
}
