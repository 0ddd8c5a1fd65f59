import type { Readable } from 'node:stream'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { PartFile } from '../../platform/file-store/part-folder.ts'
import type { RawRequest } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { filesOf, uploadOf } from './begin-upload.ts'
import { moveUpload, type StoredUpload } from './evidence.queries.ts'
import { finishUpload } from './finish-upload.ts'
import { turns } from './turns.ts'
import { partOf, type PartChecksum } from './tus.ts'

/** After this much the disk is told to keep it and the database that it is there: what a power cut can cost. */
const STEP_BYTES = 16 * 1024 ** 2

/** Takes a part of a file; with the last one the file becomes evidence. */
export async function receivePart(database: Database, ctx: Context, uploadId: Uuid, raw: RawRequest): Promise<StoredUpload> {
  const { offset, checksum } = partOf(raw.headers)
  const { stream } = raw
  if (stream === undefined) {
    const params = { given: raw.headers['content-type'] ?? '-' }
    throw new Refusal('request.unsupported-media-type', [{ code: 'request.unsupported-media-type', params }])
  }
  return turns.take(uploadId, async (signal) => {
    const upload = await readUpload(database, ctx, uploadId)
    if (upload.receivedBytes !== BigInt(offset)) {
      const params = { received: upload.receivedBytes.toString() }
      throw new Refusal('evidence.offset-conflict', [{ code: 'evidence.offset-conflict', params }])
    }
    const receivedBytes = await receive(database, ctx, upload, { stream, signal, checksum })
    return finishUpload(database, ctx, { ...upload, receivedBytes })
  })
}

/** How far an upload has come. One that is complete but did not become evidence, because the server stopped just then, does so now. */
export const uploadState = (database: Database, ctx: Context, uploadId: Uuid): Promise<StoredUpload> =>
  turns.take(uploadId, async () => finishUpload(database, ctx, await readUpload(database, ctx, uploadId)))

const readUpload = (database: Database, ctx: Context, uploadId: Uuid): Promise<StoredUpload> =>
  database.read(placeOf(ctx, 'evidence.upload'), (tx) => uploadOf(tx, ctx, uploadId))

interface Part {
  readonly stream: Readable
  readonly signal: AbortSignal
  readonly checksum: PartChecksum | undefined
}

/** @returns how much of the file is here for good */
async function receive(database: Database, ctx: Context, upload: StoredUpload, { stream, signal, checksum }: Part): Promise<bigint> {
  if (upload.receivedBytes === upload.byteSize) return upload.receivedBytes
  const from = Number(upload.receivedBytes)
  const file = await filesOf(ctx).parts.openAt(upload.uploadId, from)
  if (file === undefined) throw new Refusal('evidence.upload-not-found')
  const stop = () => stream.destroy(new Error('another request has come for this upload'))
  signal.addEventListener('abort', stop, { once: true })
  const progress = progressOf(database, ctx, upload, file)
  try {
    const broke = await writeAll(stream, Number(upload.byteSize) - from, async (chunk) => {
      checksum?.hash.update(chunk)
      await file.write(chunk)
      await progress.add(chunk.length, checksum === undefined)
    })
    if (checksum !== undefined && (broke || checksum.hash.digest('base64') !== checksum.expected)) {
      await file.cutAt(from)
      if (!broke) throw new Refusal('evidence.checksum-mismatch')
    } else await progress.record()
    if (broke) throw interrupted(progress.recorded())
    return BigInt(progress.recorded())
  } finally {
    signal.removeEventListener('abort', stop)
    await file.close()
  }
}

const interrupted = (received: number) => new Refusal('evidence.interrupted', [{ code: 'evidence.interrupted', params: { received } }])

/** @returns whether the connection broke before the end */
async function writeAll(stream: Readable, most: number, write: (chunk: Buffer) => Promise<void>): Promise<boolean> {
  let taken = 0
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  for (;;) {
    let next: IteratorResult<Buffer>
    try {
      next = await chunks.next()
    } catch {
      return true
    }
    if (next.done === true) return false
    taken += next.value.length
    if (taken > most) throw new Refusal('evidence.upload-invalid', [{ code: 'evidence.past-the-end' }])
    await write(next.value)
  }
}

/** Counts what is written, and lets disk and database know from time to time. */
function progressOf(database: Database, ctx: Context, upload: StoredUpload, file: PartFile) {
  let recorded = Number(upload.receivedBytes)
  let written = recorded
  const record = async () => {
    if (written === recorded) return
    await file.sync()
    const place = placeOf(ctx, 'evidence.upload')
    const isMoved = await database.write(place, (tx) => moveUpload(tx, ctx.zone.zoneId, upload.uploadId, BigInt(recorded), BigInt(written)))
    // Another process has taken the upload over: what it says counts.
    if (!isMoved) throw interrupted(recorded)
    recorded = written
  }
  return {
    record,
    recorded: () => recorded,
    add: async (bytes: number, mayRecord: boolean) => {
      written += bytes
      if (mayRecord && written - recorded >= STEP_BYTES) await record()
    },
  }
}
