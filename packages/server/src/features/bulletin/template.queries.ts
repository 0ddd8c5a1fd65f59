import { sql } from 'kysely'
import type { Locale } from '@ballast/contract/messages.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

export interface TemplateFile {
  readonly fileName: string
  readonly byteSize: bigint
  readonly sha256: string
}

export interface TemplateRecord extends TemplateFile {
  readonly language: Locale
  readonly chosenBy: string
  readonly chosenAt: Instant
}

/** The zone's own templates that count; a language without one uses that of the program. */
export async function readTemplates(tx: ReadTx, zoneId: Uuid): Promise<TemplateRecord[]> {
  const { rows } = await sql<TemplateRecord>`
    select n.* from (
      select distinct on (t.language) t.language, t.file_name as "fileName", t.byte_size as "byteSize", t.sha256, t.chosen_by_name as "chosenBy",
        t.chosen_at as "chosenAt"
      from bulletin_template t where t.zone_id = ${zoneId} order by t.language, t.chosen_at desc, t.template_id desc
    ) n where n.sha256 is not null`.execute(tx)
  return rows
}

/** @param file null: the template of the program */
export async function insertTemplate(
  tx: WriteTx,
  zoneId: Uuid,
  language: Locale,
  file: TemplateFile | null,
  by: { readonly login: string; readonly name: string; readonly at: Instant },
): Promise<void> {
  await tx
    .insertInto('bulletin_template')
    .values({
      zone_id: zoneId,
      template_id: newId(),
      language,
      file_name: file?.fileName ?? null,
      byte_size: file?.byteSize ?? null,
      sha256: file?.sha256 ?? null,
      chosen_by: by.login,
      chosen_by_name: by.name,
      chosen_at: by.at,
    })
    .execute()
}
