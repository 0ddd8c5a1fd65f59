import { sql } from 'kysely'
import type { EvidenceSubject } from '@ballast/domain/evidence/subject.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { Condition } from '../../platform/list-query.ts'

export interface Subject {
  readonly projectId: Uuid
  readonly subjectType: EvidenceSubject
  readonly subjectId: string
}

export interface StoredUpload extends Subject {
  readonly uploadId: Uuid
  readonly fileName: string
  readonly byteSize: bigint
  readonly receivedBytes: bigint
  readonly note: string | null
  readonly expiresAt: Instant
  readonly evidenceId: Uuid | null
}

export interface NewEvidence extends Subject {
  readonly evidenceId: Uuid
  readonly fileName: string
  readonly mediaType: string
  readonly byteSize: bigint
  readonly sha256: string
  readonly note: string | null
  readonly takenAt: Instant | null
  readonly takenAtPlace: { readonly lng: number; readonly lat: number } | null
  readonly scanner: string | null
}

export async function isProjectInReach(tx: ReadTx, zoneId: Uuid, projectId: Uuid, reach: Condition | undefined): Promise<boolean> {
  let query = tx.selectFrom('project as p').select('p.project_id').where('p.zone_id', '=', zoneId).where('p.project_id', '=', projectId)
  if (reach !== undefined) query = query.where(reach)
  return (await query.executeTakeFirst()) !== undefined
}

/** Whether a month (YYYY-MM) has been opened for reports. */
export async function hasPeriod(tx: ReadTx, zoneId: Uuid, month: string): Promise<boolean> {
  const { rows } = await sql`select from report_period t where t.zone_id = ${zoneId} and to_char(t.month_ym, 'YYYY-MM') = ${month}`.execute(
    tx,
  )
  return rows.length > 0
}

/** Whether a payment or a movement of the project stands, with this id. */
export async function hasMoneyEntry(
  tx: ReadTx,
  zoneId: Uuid,
  projectId: Uuid,
  subjectType: 'land-payment' | 'fund-movement',
  id: string,
): Promise<boolean> {
  const entries =
    subjectType === 'land-payment'
      ? sql`select from land_payment t where t.zone_id = ${zoneId} and t.project_id = ${projectId} and t.payment_id::text = ${id} and t.withdrawn_at is null`
      : sql`select from fund_movement t where t.zone_id = ${zoneId} and t.project_id = ${projectId} and t.movement_id::text = ${id} and t.withdrawn_at is null`
  return (await entries.execute(tx)).rows.length > 0
}

/** The gate that a condition belongs to; undefined when no gate of the project has it. */
export async function gateOfCondition(tx: ReadTx, zoneId: Uuid, projectId: Uuid, conditionCode: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('gate_condition as c')
    .innerJoin('project as p', (join) => join.onRef('p.zone_id', '=', 'c.zone_id').on('p.project_id', '=', projectId))
    .select('c.gate')
    .where('c.zone_id', '=', zoneId)
    .where('c.condition_code', '=', conditionCode)
    .where(sql<boolean>`(c.type_codes = '{}' or p.type_code = any(c.type_codes))`)
    .executeTakeFirst()
  return row?.gate
}

const uploads = (tx: ReadTx, zoneId: Uuid, userId: Uuid) =>
  tx
    .selectFrom('evidence_upload as u')
    .select([
      'u.upload_id as uploadId',
      'u.project_id as projectId',
      'u.subject_type as subjectType',
      'u.subject_id as subjectId',
      'u.file_name as fileName',
      'u.byte_size as byteSize',
      'u.received_bytes as receivedBytes',
      'u.note',
      'u.expires_at as expiresAt',
      'u.evidence_id as evidenceId',
    ])
    .where('u.zone_id', '=', zoneId)
    .where('u.user_id', '=', userId)
    .$narrowType<{ subjectType: EvidenceSubject }>()

export const findUpload = (tx: ReadTx, zoneId: Uuid, userId: Uuid, uploadId: Uuid): Promise<StoredUpload | undefined> =>
  uploads(tx, zoneId, userId).where('u.upload_id', '=', uploadId).executeTakeFirst()

/** Begun and not complete; of one project, or of all. */
export function openUploads(tx: ReadTx, zoneId: Uuid, userId: Uuid, at: Instant, projectId?: Uuid): Promise<StoredUpload[]> {
  let query = uploads(tx, zoneId, userId).where('u.evidence_id', 'is', null).where('u.expires_at', '>', at)
  if (projectId !== undefined) query = query.where('u.project_id', '=', projectId)
  return query.orderBy('u.begun_at').execute()
}

export async function insertUpload(
  tx: WriteTx,
  zoneId: Uuid,
  userId: Uuid,
  upload: Omit<StoredUpload, 'receivedBytes' | 'evidenceId'> & { readonly begunAt: Instant },
): Promise<void> {
  await tx
    .insertInto('evidence_upload')
    .values({
      zone_id: zoneId,
      upload_id: upload.uploadId,
      project_id: upload.projectId,
      subject_type: upload.subjectType,
      subject_id: upload.subjectId,
      file_name: upload.fileName,
      byte_size: upload.byteSize,
      note: upload.note,
      user_id: userId,
      begun_at: upload.begunAt,
      expires_at: upload.expiresAt,
    })
    .execute()
}

/** @returns false when the upload does not stand at `from` any more */
export async function moveUpload(tx: WriteTx, zoneId: Uuid, uploadId: Uuid, from: bigint, to: bigint): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('evidence_upload')
    .set({ received_bytes: to })
    .where('zone_id', '=', zoneId)
    .where('upload_id', '=', uploadId)
    .where('received_bytes', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function completeUpload(tx: WriteTx, zoneId: Uuid, uploadId: Uuid, evidenceId: Uuid): Promise<void> {
  await tx
    .updateTable('evidence_upload')
    .set({ evidence_id: evidenceId })
    .where('zone_id', '=', zoneId)
    .where('upload_id', '=', uploadId)
    .execute()
}

export async function deleteUpload(tx: WriteTx, zoneId: Uuid, uploadId: Uuid): Promise<void> {
  await tx.deleteFrom('evidence_upload').where('zone_id', '=', zoneId).where('upload_id', '=', uploadId).execute()
}

/** Across zones. @returns ids of the uploads that are over */
export async function deleteExpiredUploads(tx: WriteTx, at: Instant): Promise<Uuid[]> {
  const rows = await tx.deleteFrom('evidence_upload').where('expires_at', '<=', at).returning('upload_id').execute()
  return rows.map((row) => row.upload_id)
}

/** Across zones: of each upload whether it has become evidence. */
export async function knownUploads(tx: ReadTx): Promise<Map<string, boolean>> {
  const rows = await tx.selectFrom('evidence_upload as u').select(['u.upload_id as id', 'u.evidence_id as evidenceId']).execute()
  return new Map(rows.map((row) => [row.id, row.evidenceId !== null]))
}

export async function insertEvidence(
  tx: WriteTx,
  zoneId: Uuid,
  by: { readonly userId: Uuid; readonly name: string; readonly at: Instant },
  file: NewEvidence,
): Promise<void> {
  await tx
    .insertInto('evidence')
    .values({
      zone_id: zoneId,
      evidence_id: file.evidenceId,
      project_id: file.projectId,
      subject_type: file.subjectType,
      subject_id: file.subjectId,
      file_name: file.fileName,
      media_type: file.mediaType,
      byte_size: file.byteSize,
      sha256: file.sha256,
      note: file.note,
      taken_at: file.takenAt,
      taken_lng: file.takenAtPlace?.lng.toFixed(7) ?? null,
      taken_lat: file.takenAtPlace?.lat.toFixed(7) ?? null,
      scanner: file.scanner,
      uploaded_by: by.userId,
      uploaded_by_name: by.name,
      uploaded_at: by.at,
    })
    .execute()
}

/** @returns false when the row is not at this version, or withdrawn already */
export async function markWithdrawn(
  tx: WriteTx,
  zoneId: Uuid,
  key: { readonly evidenceId: Uuid; readonly version: bigint },
  by: { readonly userId: Uuid; readonly name: string; readonly at: Instant; readonly reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('evidence')
    .set((set) => ({
      withdrawn_at: by.at,
      withdrawn_by: by.userId,
      withdrawn_by_name: by.name,
      withdrawn_reason: by.reason,
      version: set('version', '+', 1n),
    }))
    .where('zone_id', '=', zoneId)
    .where('evidence_id', '=', key.evidenceId)
    .where('version', '=', key.version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** How many pieces of evidence a project has, with those that were withdrawn: they are part of its record. */
export async function evidenceCount(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<number> {
  const row = await tx
    .selectFrom('evidence as e')
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('e.zone_id', '=', zoneId)
    .where('e.project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
