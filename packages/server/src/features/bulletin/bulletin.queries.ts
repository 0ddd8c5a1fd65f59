import { sql } from 'kysely'
import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import type { BulletinFormat } from '@ballast/contract/bulletin.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, monthOfDate, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface BulletinRecord {
  readonly bulletinId: Uuid
  readonly version: bigint
  readonly month: YearMonth
  readonly status: 'draft' | 'issued'
  readonly number: number | null
  readonly edition: number
  readonly replacesId: Uuid | null
  readonly correctionReason: string | null
  readonly figuresAt: Instant
  readonly draftedBy: string
  readonly draftedAt: Instant
  readonly issuedOn: PlainDate | null
  readonly issuedBy: string | null
  readonly issuedAt: Instant | null
  readonly withdrawnBy: string | null
  readonly withdrawnAt: Instant | null
  readonly withdrawnReason: string | null
  readonly figures: BulletinFigures
}

/** One after the other for everybody who drafts or issues in the zone; ends with the transaction. */
export async function lockBulletins(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${zoneId}, 220))`.execute(tx)
}

export async function readBulletins(
  tx: ReadTx,
  zoneId: Uuid,
  which: { readonly bulletinId?: Uuid; readonly month?: YearMonth; readonly year?: number },
): Promise<BulletinRecord[]> {
  let query = tx
    .selectFrom('bulletin as b')
    .leftJoin('bulletin_withdrawal as w', (join) => join.onRef('w.zone_id', '=', 'b.zone_id').onRef('w.bulletin_id', '=', 'b.bulletin_id'))
    .select([
      'b.bulletin_id as bulletinId',
      'b.version',
      'b.month_ym as month',
      'b.status',
      'b.number',
      'b.edition',
      'b.replaces_id as replacesId',
      'b.correction_reason as correctionReason',
      'b.figures_at as figuresAt',
      'b.drafted_by_name as draftedBy',
      'b.drafted_at as draftedAt',
      'b.issued_on as issuedOn',
      'b.issued_by_name as issuedBy',
      'b.issued_at as issuedAt',
      'w.withdrawn_by_name as withdrawnBy',
      'w.withdrawn_at as withdrawnAt',
      'w.reason as withdrawnReason',
      'b.figures',
    ])
    .where('b.zone_id', '=', zoneId)
  if (which.bulletinId !== undefined) query = query.where('b.bulletin_id', '=', which.bulletinId)
  if (which.month !== undefined) query = query.where('b.month_ym', '=', firstDayOf(which.month))
  if (which.year !== undefined) {
    query = query
      .where('b.month_ym', '>=', `${which.year}-01-01` as PlainDate)
      .where('b.month_ym', '<=', `${which.year}-12-01` as PlainDate)
  }
  const rows = await query.orderBy('b.month_ym', 'desc').orderBy('b.edition', 'desc').execute()
  return rows.map((row) => ({
    ...row,
    month: monthOfDate(row.month),
    status: row.status as BulletinRecord['status'],
    figures: row.figures as BulletinFigures,
  }))
}

/** Drafts that wait to be issued, the oldest month first. */
export async function bulletinDrafts(tx: ReadTx, zoneId: Uuid): Promise<{ bulletinId: Uuid; month: YearMonth }[]> {
  const { rows } = await sql<{ bulletinId: Uuid; month: YearMonth }>`
    select b.bulletin_id as "bulletinId", to_char(b.month_ym, 'YYYY-MM') as month from bulletin b
    where b.zone_id = ${zoneId} and b.status = 'draft' order by b.month_ym, b.bulletin_id`.execute(tx)
  return rows
}

/** Years that have a bulletin. */
export async function bulletinYears(tx: ReadTx, zoneId: Uuid, withDrafts: boolean): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from b.month_ym)::integer as year from bulletin b
    where b.zone_id = ${zoneId} and (${withDrafts} or b.status = 'issued') order by year`.execute(tx)
  return rows.map(({ year }) => year)
}

export interface NewBulletin {
  readonly bulletinId: Uuid
  readonly month: YearMonth
  readonly edition: number
  readonly replacesId: Uuid | null
  readonly correctionReason: string | null
  readonly figures: BulletinFigures
}

interface Deed {
  readonly login: string
  readonly name: string
  readonly at: Instant
}

export async function insertBulletin(tx: WriteTx, zoneId: Uuid, given: NewBulletin, { login, name, at }: Deed): Promise<void> {
  await tx
    .insertInto('bulletin')
    .values({
      zone_id: zoneId,
      bulletin_id: given.bulletinId,
      month_ym: firstDayOf(given.month),
      status: 'draft',
      edition: given.edition,
      replaces_id: given.replacesId,
      correction_reason: given.correctionReason,
      figures: JSON.stringify(given.figures),
      figures_at: at,
      drafted_by: login,
      drafted_by_name: name,
      drafted_at: at,
    })
    .execute()
}

interface Key {
  readonly bulletinId: Uuid
  readonly version: bigint
}

/** Every change of a draft moves its version on, so that nobody issues a text that he has not seen. @returns false when it stands at another */
export async function updateFigures(tx: WriteTx, zoneId: Uuid, key: Key, figures: BulletinFigures, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('bulletin')
    .set({ figures: JSON.stringify(figures), figures_at: at, version: key.version + 1n })
    .where('zone_id', '=', zoneId)
    .where('bulletin_id', '=', key.bulletinId)
    .where('version', '=', key.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function touchBulletin(tx: WriteTx, zoneId: Uuid, bulletinId: Uuid): Promise<void> {
  await tx
    .updateTable('bulletin')
    .set((set) => ({ version: set('version', '+', 1n) }))
    .where('zone_id', '=', zoneId)
    .where('bulletin_id', '=', bulletinId)
    .execute()
}

/** @returns false when the draft stands at another version, or is none any more */
export async function markIssued(
  tx: WriteTx,
  zoneId: Uuid,
  key: Key,
  number: number,
  on: PlainDate,
  { login, name, at }: Deed,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('bulletin')
    .set({
      status: 'issued',
      number,
      issued_on: on,
      issued_by: login,
      issued_by_name: name,
      issued_at: at,
      version: key.version + 1n,
    })
    .where('zone_id', '=', zoneId)
    .where('bulletin_id', '=', key.bulletinId)
    .where('version', '=', key.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** @returns false when the draft stands at another version */
export async function deleteDraft(tx: WriteTx, zoneId: Uuid, { bulletinId, version }: Key): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('bulletin')
    .where('zone_id', '=', zoneId)
    .where('bulletin_id', '=', bulletinId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** The number of the month, if one of its editions has it, else the one after the last of the year: none is left out. */
export async function numberOf(tx: ReadTx, zoneId: Uuid, month: YearMonth): Promise<number> {
  const year = month.slice(0, 4)
  const { rows } = await sql<{ own: number | null; last: number }>`
    select max(b.number) filter (where b.month_ym = ${firstDayOf(month)}) as own, coalesce(max(b.number), 0) as last
    from bulletin b where b.zone_id = ${zoneId} and b.month_ym between ${`${year}-01-01`} and ${`${year}-12-01`}`.execute(tx)
  const [found] = rows
  return found?.own ?? (found?.last ?? 0) + 1
}

export async function insertWithdrawal(
  tx: WriteTx,
  zoneId: Uuid,
  bulletinId: Uuid,
  reason: string,
  { login, name, at }: Deed,
): Promise<void> {
  await tx
    .insertInto('bulletin_withdrawal')
    .values({ zone_id: zoneId, bulletin_id: bulletinId, reason, withdrawn_by: login, withdrawn_by_name: name, withdrawn_at: at })
    .execute()
}

export interface BulletinFileRecord {
  readonly format: BulletinFormat
  readonly language: Locale
  readonly fileName: string
  readonly byteSize: bigint
  readonly sha256: string
}

export async function readFiles(tx: ReadTx, zoneId: Uuid, bulletinId: Uuid): Promise<BulletinFileRecord[]> {
  return tx
    .selectFrom('bulletin_file as f')
    .select(['f.format', 'f.language', 'f.file_name as fileName', 'f.byte_size as byteSize', 'f.sha256'])
    .where('f.zone_id', '=', zoneId)
    .where('f.bulletin_id', '=', bulletinId)
    .orderBy('f.language', 'desc')
    .orderBy('f.format', 'desc')
    .$narrowType<{ format: BulletinFormat; language: Locale }>()
    .execute()
}

export async function insertFiles(tx: WriteTx, zoneId: Uuid, bulletinId: Uuid, files: readonly BulletinFileRecord[]): Promise<void> {
  await tx
    .insertInto('bulletin_file')
    .values(
      files.map((file) => ({
        zone_id: zoneId,
        bulletin_id: bulletinId,
        format: file.format,
        language: file.language,
        file_name: file.fileName,
        byte_size: file.byteSize,
        sha256: file.sha256,
      })),
    )
    .execute()
}

/** Every file of the zone's bulletins and their templates, for those who look whether they are still there. */
export const bulletinFiles = async (tx: ReadTx, zoneId: Uuid): Promise<{ sha256: string; fileName: string; byteSize: bigint }[]> =>
  tx
    .selectFrom('bulletin_file as f')
    .select(['f.sha256', 'f.file_name as fileName', 'f.byte_size as byteSize'])
    .where('f.zone_id', '=', zoneId)
    .unionAll(
      tx
        .selectFrom('bulletin_template as t')
        .select(['t.sha256', 't.file_name as fileName', 't.byte_size as byteSize'])
        .where('t.zone_id', '=', zoneId)
        .where('t.sha256', 'is not', null)
        .$narrowType<{ sha256: string; fileName: string; byteSize: bigint }>(),
    )
    .execute()

/** Across zones, which share the file store. */
export async function hashesOfBulletins(tx: ReadTx): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('bulletin_file as f')
    .select('f.sha256')
    .union(tx.selectFrom('bulletin_template as t').select('t.sha256').where('t.sha256', 'is not', null).$narrowType<{ sha256: string }>())
    .execute()
  return new Set(rows.map((row) => row.sha256))
}
