import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { Upload } from '../../platform/handler.ts'
import { newId } from '../../platform/ids.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { dropRows, insertFilePiece, insertRun, moveRun, planVersionOf } from './exchange.queries.ts'
import { findPeriod } from '../report/index.ts'
import { FileReader } from './read-file.ts'
import { jobOf, kindOf, placeOfRuns, type RunKind } from './run-kind.ts'
import type { Resource } from './sheet.ts'
import { stageFile } from './stage-file.ts'

const PIECE_BYTES = 1024 ** 2
const MAX_FILE_BYTES = 128 * 1024 ** 2

interface Received {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly format: 'xlsx' | 'csv'
  discard(): Promise<void>
}

/** Takes a file, keeps it, and begins to read it; the answer does not wait for that. */
export async function uploadImport(
  database: Database,
  ctx: Context,
  given: { readonly resource: Resource; readonly versionId?: Uuid | undefined; readonly month?: YearMonth },
  upload: Upload,
): Promise<Uuid> {
  const { zoneId } = ctx.zone
  const kind = kindOf(given.resource)
  const place = placeOfRuns(ctx, kind)
  const file = await receive(upload)
  const importId = newId()
  const reader = new FileReader({ path: file.path, format: file.format, fileName: upload.fileName })
  try {
    await database.write(place, async (tx) => {
      if (given.month !== undefined) await findPeriod(tx, ctx, given.month)
      if (given.resource === 'plan') await refuseUnlessDraft(tx, zoneId, given.versionId)
      await insertRun(tx, zoneId, {
        importId,
        resource: given.resource,
        planVersionId: given.resource === 'plan' ? (given.versionId as Uuid) : null,
        month: given.month ?? null,
        userId: ctx.user.userId,
        fileName: upload.fileName.slice(0, 200),
        sha256: file.sha256,
        bytes: file.bytes,
        format: file.format,
        createdBy: ctx.user.nameZh,
        at: ctx.clock.now(),
      })
      let seq = 0
      for await (const piece of createReadStream(file.path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
        await insertFilePiece(tx, zoneId, importId, seq, piece)
        seq += 1
      }
    })
  } catch (error) {
    await reader.close()
    await file.discard()
    throw error
  }
  jobsOf(database).start(jobOf(ctx, { importId, kind }), async (signal) => {
    await readImport(database, ctx, { importId, kind }, reader, signal)
    await file.discard()
  })
  return importId
}

async function refuseUnlessDraft(tx: Parameters<typeof planVersionOf>[0], zoneId: Uuid, versionId: Uuid | undefined): Promise<void> {
  const version = versionId === undefined ? undefined : await planVersionOf(tx, zoneId, { versionId })
  if (version === undefined) throw new Refusal('exchange.version-missing', [{ code: 'exchange.version-missing' }])
  if (version.status !== 'draft') throw new Refusal('plan.not-a-draft', [{ code: 'plan.not-a-draft', params: { title: version.title } }])
}

async function receive(upload: Upload): Promise<Received> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-import-'))
  const path = join(folder, 'upload')
  const discard = () => rm(folder, { recursive: true, force: true })
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > MAX_FILE_BYTES ? new Refusal('exchange.file-too-large', [{ code: 'exchange.file-too-large' }]) : null, chunk)
    },
  })
  try {
    await pipeline(upload.stream, meter, createWriteStream(path))
    if (bytes === 0) throw new Refusal('exchange.file-empty', [{ code: 'exchange.file-empty' }])
    return { path, sha256: hash.digest('hex'), bytes, format: await formatOf(path, upload.fileName), discard }
  } catch (error) {
    await discard()
    throw error
  }
}

/** By what the file is, and by its name only where the two kinds of text cannot be told apart. */
async function formatOf(path: string, fileName: string): Promise<'xlsx' | 'csv'> {
  const file = await open(path)
  const head = Buffer.alloc(4)
  await file.read(head, 0, 4, 0)
  await file.close()
  const isBinary = head.readUInt32BE(0) === 0x504b0304 || head.readUInt32BE(0) === 0xd0cf11e0
  if (isBinary || /\.xls[xmb]?$/i.test(fileName)) return 'xlsx'
  if (/\.(csv|txt)$/i.test(fileName)) return 'csv'
  throw new Refusal('exchange.file-type', [{ code: 'exchange.file-type' }])
}

async function readImport(
  database: Database,
  ctx: Context,
  { importId, kind }: { importId: Uuid; kind: RunKind },
  reader: FileReader,
  signal: AbortSignal,
): Promise<void> {
  const { zoneId } = ctx.zone
  try {
    await stageFile(database, ctx, { importId, kind }, reader, signal)
  } catch (error) {
    const reasons: readonly Reason[] =
      error instanceof Refusal ? (error.reasons.length > 0 ? error.reasons : [{ code: error.code }]) : [{ code: 'internal' }]
    const isCancelled = error instanceof Refusal && error.code === 'exchange.cancelled'
    if (!(error instanceof Refusal)) console.error(`import ${importId} failed (request ${ctx.requestId})`, error)
    await database
      .write(placeOfRuns(ctx, kind), async (tx) => {
        await moveRun(tx, zoneId, importId, 'reading', {
          status: isCancelled ? 'cancelled' : 'failed',
          reasons,
          finishedAt: ctx.clock.now(),
        })
        await dropRows(tx, zoneId, importId)
      })
      // The database itself is gone: there is nobody left to tell, and a start marks the run as interrupted.
      .catch(() => undefined)
  } finally {
    await reader.close()
  }
}
