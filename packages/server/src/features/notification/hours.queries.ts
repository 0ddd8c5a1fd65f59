import { PRESET_HOURS, type QuietHours } from '@ballast/domain/notification/quiet-hours.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** A zone that has laid nothing down goes by the preset, which has the version 0. */
export async function readHours(tx: ReadTx, zoneId: Uuid): Promise<QuietHours & { readonly version: bigint }> {
  const row = await tx
    .selectFrom('notification_hours')
    .select(['quiet_from as quietFrom', 'quiet_until as quietUntil', 'quiet_days as quietDays', 'digest_time as digestTime', 'version'])
    .where('zone_id', '=', zoneId)
    .executeTakeFirst()
  return row ?? { ...PRESET_HOURS, version: 0n }
}

/** @returns false when somebody was faster */
export async function saveHours(tx: WriteTx, zoneId: Uuid, version: bigint, hours: QuietHours): Promise<boolean> {
  const columns = {
    quiet_from: hours.quietFrom,
    quiet_until: hours.quietUntil,
    quiet_days: hours.quietDays,
    digest_time: hours.digestTime,
    version: version + 1n,
  }
  if (version === 0n) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('notification_hours')
      .values({ zone_id: zoneId, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('notification_hours')
    .set(columns)
    .where('zone_id', '=', zoneId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
