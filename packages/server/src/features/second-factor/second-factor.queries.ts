import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export const confirmedSince = async (tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<Instant | null> => {
  const row = await tx
    .selectFrom('user_second_factor')
    .select('confirmed_at')
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.confirmed_at ?? null
}

/** A secret that waits for its first code; it replaces one that waited before. @returns false when one is in force */
export async function saveUnconfirmed(tx: WriteTx, zoneId: Uuid, userId: Uuid, secret: string, at: Instant): Promise<boolean> {
  const result = await tx
    .insertInto('user_second_factor')
    .values({ zone_id: zoneId, user_id: userId, secret, begun_at: at })
    .onConflict((conflict) =>
      conflict.columns(['zone_id', 'user_id']).doUpdateSet({ secret, begun_at: at }).where('user_second_factor.confirmed_at', 'is', null),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The sealed secret and the last step used, kept from others until the transaction ends. */
export const lockFactor = (tx: WriteTx, zoneId: Uuid, userId: Uuid, isConfirmed: boolean) =>
  tx
    .selectFrom('user_second_factor')
    .select(['secret', 'last_step as lastStep'])
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
    .forUpdate()
    .executeTakeFirst()

export async function useStep(tx: WriteTx, zoneId: Uuid, userId: Uuid, step: bigint): Promise<void> {
  await tx.updateTable('user_second_factor').set({ last_step: step }).where('zone_id', '=', zoneId).where('user_id', '=', userId).execute()
}

export async function markConfirmed(tx: WriteTx, zoneId: Uuid, userId: Uuid, at: Instant): Promise<void> {
  await tx.updateTable('user_second_factor').set({ confirmed_at: at }).where('zone_id', '=', zoneId).where('user_id', '=', userId).execute()
}

export async function dropSecondFactor(tx: WriteTx, zoneId: Uuid, userId: Uuid): Promise<void> {
  await tx.deleteFrom('user_second_factor').where('zone_id', '=', zoneId).where('user_id', '=', userId).execute()
}
