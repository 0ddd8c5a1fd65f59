import type { NotificationHours } from '@ballast/contract/notification-channel.ts'
import { isQuietTime, type QuietHours } from '@ballast/domain/notification/quiet-hours.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { readCalendar } from '../../platform/workday-calendar.ts'
import { readHours, saveHours } from './hours.queries.ts'

export async function showHours(tx: ReadTx, { zone }: Context): Promise<NotificationHours> {
  const { version, ...hours } = await readHours(tx, zone.zoneId)
  return { ...hours, version: version.toString(), coveredUntil: (await readCalendar(tx, zone.zoneId))?.coveredUntil ?? null }
}

/** What waits already keeps the moment that it was given. */
export async function editHours(tx: WriteTx, ctx: Context, hours: QuietHours, version: bigint): Promise<NotificationHours> {
  const { zoneId } = ctx.zone
  refuseIfAny(
    'notification-hours.refused',
    isQuietTime(hours.digestTime, hours)
      ? [{ code: 'notification-hours.digest-in-quiet', params: { digest: hours.digestTime }, at: 'digestTime' }]
      : [],
  )
  const { version: stored, ...before } = await readHours(tx, zoneId)
  if (stored !== version || !(await saveHours(tx, zoneId, version, hours))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showHours(tx, ctx) })
  }
  await recordAudit(tx, ctx, { action: 'notification-hours.edit', subjectType: 'zone', subjectId: zoneId, before, after: hours })
  return showHours(tx, ctx)
}
