import { judgeFile } from '@ballast/domain/evidence/media-type.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { ScanFailed } from '../../platform/file-store/clamd.ts'
import type { FileKeeping } from '../../platform/file-store/file-keeping.ts'
import { sha256OfFile } from '../../platform/file-store/file-store.ts'
import { newId } from '../../platform/ids.ts'
import { placeOf, projectsInReach } from '../../platform/scope.ts'
import { lockLife } from '../gate/index.ts'
import { filesOf, gateOf, uploadOf } from './begin-upload.ts'
import { completeUpload, deleteUpload, insertEvidence, isProjectInReach, type NewEvidence, type StoredUpload } from './evidence.queries.ts'
import { readEvidence } from './evidence.view.ts'
import { contentTypeOf, photoFactsOf } from './inspect-file.ts'

/**
 * Makes evidence of an upload that is complete; any other stays as it is. In this order: judge the content, hash it, store the file for good,
 * and only then write the row. Whenever the process ends in between, the part is still there and the next question makes good what is missing.
 */
export async function finishUpload(database: Database, ctx: Context, upload: StoredUpload): Promise<StoredUpload> {
  if (upload.evidenceId !== null || upload.receivedBytes < upload.byteSize) return upload
  const files = filesOf(ctx)
  const path = files.parts.pathOf(upload.uploadId)
  try {
    const { mediaType, fileName } = await judged(path, upload.fileName, files)
    const scanner = await scanned(path, upload.fileName, files)
    const sha256 = await sha256OfFile(path)
    const photo = await photoFactsOf(path, mediaType)
    await files.store.put(path, sha256)
    const { projectId, subjectType, subjectId, byteSize, note } = upload
    const file = { projectId, subjectType, subjectId, fileName, mediaType, byteSize, sha256, note, ...photo, scanner }
    const finished = await database.write(placeOf(ctx, 'evidence.upload'), (tx) => becomeEvidence(tx, ctx, upload, file))
    await files.parts.remove(upload.uploadId)
    return finished
  } catch (error) {
    if (error instanceof Refusal && isFinal(error)) await forget(database, ctx, upload)
    throw error
  }
}

/** Sending the same file again would be refused again: nothing of it is kept. */
const isFinal = ({ code, reasons }: Refusal): boolean =>
  code === 'evidence.refused' && !reasons.some((reason) => reason.code === 'evidence.scan-failed')

async function forget(database: Database, ctx: Context, { uploadId }: StoredUpload): Promise<void> {
  await database.write(placeOf(ctx, 'evidence.upload'), (tx) => deleteUpload(tx, ctx.zone.zoneId, uploadId))
  await filesOf(ctx).parts.remove(uploadId)
}

async function judged(path: string, fileName: string, { alsoAllowed }: FileKeeping): Promise<{ mediaType: string; fileName: string }> {
  const judgement = judgeFile(fileName, await contentTypeOf(path), alsoAllowed)
  if ('code' in judgement) throw new Refusal('evidence.refused', [judgement])
  return judgement
}

/** @returns what has looked for viruses, or null where nothing does */
async function scanned(path: string, fileName: string, { scanner, takesUnscanned }: FileKeeping): Promise<string | null> {
  if (scanner === undefined) return null
  let virus: string | null
  try {
    virus = await scanner.scan(path)
  } catch (error) {
    if (takesUnscanned) return null
    const detail = error instanceof ScanFailed || error instanceof Error ? error.message : String(error)
    throw new Refusal('evidence.refused', [{ code: 'evidence.scan-failed', params: { detail } }])
  }
  if (virus !== null) throw new Refusal('evidence.refused', [{ code: 'evidence.infected', params: { name: fileName, virus } }])
  return scanner.name
}

async function becomeEvidence(
  tx: WriteTx,
  ctx: Context,
  { uploadId }: StoredUpload,
  file: Omit<NewEvidence, 'evidenceId'>,
): Promise<StoredUpload> {
  const { zone, user } = ctx
  await lockLife(tx, file.projectId)
  const upload = await uploadOf(tx, ctx, uploadId)
  // Another process was faster.
  if (upload.evidenceId !== null) return upload
  if (!(await isProjectInReach(tx, zone.zoneId, file.projectId, projectsInReach(ctx, 'evidence.upload')))) {
    throw new Refusal('project.not-found')
  }
  if ((await gateOf(tx, zone.zoneId, file)) === undefined) {
    throw new Refusal('evidence.refused', [{ code: 'evidence.subject-unknown', params: { subject: file.subjectId } }])
  }
  const { projectId, subjectType, subjectId, sha256 } = file
  const [twin] = await readEvidence(tx, ctx, { projectId, subjectType, subjectId, sha256, withdrawn: false })
  if (twin !== undefined) {
    const params = { name: twin.fileName, by: twin.uploadedBy.nameZh, at: twin.uploadedAt.slice(0, 10) }
    throw new Refusal('evidence.refused', [{ code: 'evidence.there-already', params }])
  }
  const evidenceId = newId()
  await insertEvidence(tx, zone.zoneId, { userId: user.userId, name: user.nameZh, at: ctx.clock.now() }, { ...file, evidenceId })
  await completeUpload(tx, zone.zoneId, uploadId, evidenceId)
  await recordAudit(tx, ctx, {
    action: 'evidence.upload',
    subjectType: 'evidence',
    subjectId: evidenceId,
    before: null,
    after: { projectId, subjectType, subjectId, fileName: file.fileName, byteSize: file.byteSize.toString(), sha256, note: file.note },
  })
  return { ...upload, evidenceId }
}
