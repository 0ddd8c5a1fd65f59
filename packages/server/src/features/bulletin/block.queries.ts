import { sql } from 'kysely'
import type { Locale } from '@ballast/contract/messages.ts'
import type { BulletinBlock, DraftedText } from '@ballast/domain/bulletin/blocks.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** Of which block somebody has worded the text, and what the rules had written then. */
export interface BlockRecord {
  readonly block: BulletinBlock
  readonly language: Locale
  readonly version: bigint
  readonly text: string | null
  readonly draftedText: string | null
  readonly draftedValues: Readonly<Record<string, string>> | null
  readonly by: string
  readonly at: Instant
}

export async function readBlocks(tx: ReadTx, zoneId: Uuid, bulletinId: Uuid): Promise<BlockRecord[]> {
  const rows = await tx
    .selectFrom('bulletin_block as b')
    .select([
      'b.block',
      'b.language',
      'b.version',
      'b.text',
      'b.drafted_text as draftedText',
      'b.drafted_values as draftedValues',
      'b.modified_by_name as by',
      'b.modified_at as at',
    ])
    .where('b.zone_id', '=', zoneId)
    .where('b.bulletin_id', '=', bulletinId)
    .$narrowType<{ block: BulletinBlock; language: Locale }>()
    .execute()
  return rows.map((row) => ({ ...row, draftedValues: row.draftedValues as BlockRecord['draftedValues'] }))
}

export interface BlockKey {
  readonly bulletinId: Uuid
  readonly block: BulletinBlock
  readonly language: Locale
}

/**
 * Writes a text in place of the drafted one, or takes the drafted one again.
 * @param from the version that the editor has seen; 0: nobody had edited it
 * @returns false when somebody was faster
 */
export async function writeBlock(
  tx: WriteTx,
  zoneId: Uuid,
  { bulletinId, block, language }: BlockKey,
  from: bigint,
  given: { readonly text: string; readonly drafted: DraftedText } | null,
  by: { readonly login: string; readonly name: string; readonly at: Instant },
): Promise<boolean> {
  const values = {
    text: given?.text ?? null,
    drafted_text: given?.drafted.text ?? null,
    drafted_values: given === null ? null : JSON.stringify(given.drafted.values),
    modified_by: by.login,
    modified_by_name: by.name,
    modified_at: by.at,
  }
  if (from === 0n) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('bulletin_block')
      .values({ zone_id: zoneId, bulletin_id: bulletinId, block, language, ...values })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('bulletin_block')
    .set({ ...values, version: from + 1n })
    .where('zone_id', '=', zoneId)
    .where('bulletin_id', '=', bulletinId)
    .where('block', '=', block)
    .where('language', '=', language)
    .where('version', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Carries texts that people have worded over into another draft. */
export async function copyBlocks(
  tx: WriteTx,
  zoneId: Uuid,
  from: Uuid,
  to: Uuid,
  blocks: readonly BulletinBlock[] | undefined,
): Promise<void> {
  const which = blocks === undefined ? sql`true` : sql`b.block = any(${blocks}::text[])`
  await sql`
    insert into bulletin_block (zone_id, bulletin_id, block, language, text, drafted_text, drafted_values, modified_by, modified_by_name, modified_at)
    select b.zone_id, ${to}::uuid, b.block, b.language, b.text, b.drafted_text, b.drafted_values, b.modified_by, b.modified_by_name, b.modified_at
    from bulletin_block b where b.zone_id = ${zoneId} and b.bulletin_id = ${from} and b.text is not null and ${which}`.execute(tx)
}
