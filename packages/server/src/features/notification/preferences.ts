import type { NotificationPreference } from '@ballast/contract/notification.ts'
import { MAIL_PRESET } from '@ballast/domain/notification/kind.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { emailOf, readPreference, savePreference, type PreferenceRecord } from './preference.queries.ts'

/** How the user is told: the preset, and over it what he chose. */
export async function showPreference(tx: ReadTx, ctx: Context): Promise<NotificationPreference> {
  const { zoneId } = ctx.zone
  const { userId } = ctx.user
  const { version, locale, mail } = await readPreference(tx, zoneId, userId)
  return {
    version: version.toString(),
    locale,
    mail: { ...MAIL_PRESET, ...mail },
    email: await emailOf(tx, zoneId, userId),
    isMailSetUp: ctx.outgoing?.mailer !== undefined,
  }
}

export async function editPreference(tx: WriteTx, ctx: Context, given: PreferenceRecord): Promise<NotificationPreference> {
  const key = { zoneId: ctx.zone.zoneId, userId: ctx.user.userId }
  const before = await readPreference(tx, key.zoneId, key.userId)
  if (before.version !== given.version || !(await savePreference(tx, key, given))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showPreference(tx, ctx) })
  }
  await recordAudit(tx, ctx, {
    action: 'notification-preference.edit',
    subjectType: 'account',
    subjectId: key.userId,
    before: { locale: before.locale, mail: { ...MAIL_PRESET, ...before.mail } },
    after: { locale: given.locale, mail: { ...MAIL_PRESET, ...given.mail } },
  })
  return showPreference(tx, ctx)
}
