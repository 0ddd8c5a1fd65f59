import type { Notification } from '@ballast/contract/notification.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { sentenceOf } from './kind-facts.ts'
import { countUnread, markRead, readNotifications } from './notification.queries.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function cursorOf(text: string | undefined): Uuid | undefined {
  if (text !== undefined && !UUID.test(text)) throw new Refusal('list.cursor-invalid')
  return text as Uuid | undefined
}

/** The user's own notifications, each with its sentence in the language of the request. */
export async function listNotifications(
  tx: ReadTx,
  ctx: Context,
  {
    unread = false,
    kind,
    cursor,
    limit,
  }: { unread?: boolean | undefined; kind?: string[] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ rows: Notification[]; next: string | null }> {
  const found = await readNotifications(tx, ctx.zone.zoneId, ctx.user.userId, { unread, kind, before: cursorOf(cursor), limit: limit + 1 })
  const rows = found.slice(0, limit).map(({ params, ...row }) => ({ ...row, text: sentenceOf(ctx.locale, row.kind, params) }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.notificationId ?? null) : null }
}

export const unreadOf = async (tx: ReadTx, { zone, user }: Context): Promise<{ unread: number }> => ({
  unread: await countUnread(tx, zone.zoneId, user.userId),
})

/** Marks what is the user's own; ids of others change nothing. That somebody has read his own mail is no entry of the audit trail. */
export async function markNotifications(
  tx: WriteTx,
  ctx: Context,
  which: Parameters<typeof markRead>[3],
  isRead: boolean,
): Promise<{ unread: number }> {
  await markRead(tx, ctx.zone.zoneId, ctx.user.userId, which, isRead ? ctx.clock.now() : null)
  return unreadOf(tx, ctx)
}
