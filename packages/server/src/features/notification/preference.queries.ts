import type { Locale } from '@ballast/contract/messages.ts'
import type { MailChoice, NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface PreferenceRecord {
  readonly version: bigint
  readonly locale: Locale
  readonly mail: Readonly<Partial<Record<NotificationKind, MailChoice>>>
}

/** Whoever has chosen nothing has the version 0. */
export async function readPreference(tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<PreferenceRecord> {
  const row = await tx
    .selectFrom('notification_preference')
    .select(['version', 'locale', 'mail'])
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row === undefined ? { version: 0n, locale: 'zh-CN', mail: {} } : (row as PreferenceRecord)
}

export const emailOf = async (tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<string | null> =>
  (await tx.selectFrom('app_user').select('email').where('zone_id', '=', zoneId).where('user_id', '=', userId).executeTakeFirst())?.email ??
  null

/** @returns false when somebody was faster */
export async function savePreference(
  tx: WriteTx,
  key: { readonly zoneId: Uuid; readonly userId: Uuid },
  { version, locale, mail }: PreferenceRecord,
): Promise<boolean> {
  const columns = { locale, mail: JSON.stringify(mail), version: version + 1n }
  if (version === 0n) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('notification_preference')
      .values({ zone_id: key.zoneId, user_id: key.userId, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('notification_preference')
    .set(columns)
    .where('zone_id', '=', key.zoneId)
    .where('user_id', '=', key.userId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
