import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { plainFileName } from '@ballast/domain/evidence/media-type.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { FileKeeping } from '../../platform/file-store/file-keeping.ts'
import { newId } from '../../platform/ids.ts'
import { projectsInReach } from '../../platform/scope.ts'
import {
  findUpload,
  gateOfCondition,
  hasMoneyEntry,
  hasPeriod,
  insertUpload,
  isProjectInReach,
  openUploads,
  type StoredUpload,
  type Subject,
} from './evidence.queries.ts'
import type { Creation } from './tus.ts'

const MEGABYTE = 1024 ** 2
/** Long enough for a weekend without the network. */
const UPLOAD_LIFE_MS = 3 * 24 * 3600_000
/** A folder of photos at a time, not a disk. */
const MOST_OPEN_UPLOADS = 50

export function filesOf(ctx: Context): FileKeeping {
  if (ctx.files === undefined) throw new Refusal('evidence.no-store')
  return ctx.files
}

/** Announces a file; its content comes in parts. */
export async function beginUpload(tx: WriteTx, ctx: Context, projectId: Uuid, given: Creation): Promise<StoredUpload> {
  const { zone, user } = ctx
  const files = filesOf(ctx)
  const subject: Subject = { projectId, subjectType: given.subjectType, subjectId: given.subjectId }
  if (!(await isProjectInReach(tx, zone.zoneId, projectId, projectsInReach(ctx, 'evidence.begin-upload')))) {
    throw new Refusal('project.not-found')
  }
  const now = ctx.clock.now()
  const open = await openUploads(tx, zone.zoneId, user.userId, now)
  const reasons: Reason[] = []
  if ((await gateOf(tx, zone.zoneId, subject)) === undefined) {
    reasons.push({ code: 'evidence.subject-unknown', params: { subject: given.subjectId }, at: 'upload-metadata.subjectId' })
  }
  if (given.byteSize > files.maxBytes) reasons.push(tooLarge(given.byteSize, files.maxBytes))
  if (open.length >= MOST_OPEN_UPLOADS) reasons.push({ code: 'evidence.too-many-uploads', params: { count: open.length } })
  refuseIfAny(reasons.some(({ code }) => code === 'evidence.too-large') ? 'evidence.too-large' : 'evidence.upload-invalid', reasons)
  const upload = {
    ...subject,
    uploadId: newId(),
    fileName: plainFileName(given.filename),
    byteSize: BigInt(given.byteSize),
    note: given.note ?? null,
    begunAt: now,
    expiresAt: instantAt(Date.parse(now) + UPLOAD_LIFE_MS),
  }
  await insertUpload(tx, zone.zoneId, user.userId, upload)
  await files.parts.begin(upload.uploadId)
  return { ...upload, receivedBytes: 0n, evidenceId: null }
}

const tooLarge = (size: number, most: number): Reason => ({
  code: 'evidence.too-large',
  params: { size: Math.ceil(size / MEGABYTE), most: Math.floor(most / MEGABYTE) },
  at: 'upload-length',
})

/** The gate that a subject stands for, '' for the project as a whole, its returns and its money; undefined: there is no such subject. */
export async function gateOf(tx: ReadTx, zoneId: Uuid, { projectId, subjectType, subjectId }: Subject): Promise<string | undefined> {
  if (subjectType === 'project') return subjectId === projectId ? '' : undefined
  if (subjectType === 'gate') return LIFE_GATES.find((gate) => gate === subjectId)
  if (subjectType === 'return') return (await hasPeriod(tx, zoneId, subjectId)) ? '' : undefined
  if (subjectType === 'land-payment' || subjectType === 'fund-movement') {
    return (await hasMoneyEntry(tx, zoneId, projectId, subjectType, subjectId)) ? '' : undefined
  }
  return gateOfCondition(tx, zoneId, projectId, subjectId)
}

/** An upload of the user himself; nobody else's exists for him. */
export async function uploadOf(tx: ReadTx, ctx: Context, uploadId: Uuid): Promise<StoredUpload> {
  const upload = await findUpload(tx, ctx.zone.zoneId, ctx.user.userId, uploadId)
  if (upload === undefined || upload.expiresAt <= ctx.clock.now()) throw new Refusal('evidence.upload-not-found')
  return upload
}
