import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { filesOf } from './begin-upload.ts'
import { readEvidence } from './evidence.view.ts'

/** Whatever a file holds, it runs nothing, loads nothing and knows nothing of this site. */
const SEALED_OFF = "default-src 'none'; sandbox; frame-ancestors 'none'"
/** The browser's own viewer does not start in a sandbox; it is one itself. */
const IN_A_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"

/** @param show in place: images and PDF only */
export async function downloadEvidence(database: Database, ctx: Context, evidenceId: Uuid, show: boolean): Promise<FileReply> {
  const [row] = await database.read(placeOf(ctx, 'evidence.download'), (tx) => readEvidence(tx, ctx, { evidenceId }))
  if (row === undefined) throw new Refusal('evidence.not-found')
  const file = await filesOf(ctx).store.read(row.sha256)
  if (file === undefined) throw new Refusal('evidence.file-missing')
  const isShown = show && row.preview !== null
  return new FileReply(file.stream, row.mediaType, isShown ? null : row.fileName, {
    'content-length': String(file.bytes),
    'content-security-policy': isShown && row.preview === 'pdf' ? IN_A_VIEWER : SEALED_OFF,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // Its content never changes, but whether this browser may have it does.
    'cache-control': 'private, no-cache',
    etag: `"${row.sha256}"`,
    ...(isShown ? { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(row.fileName)}` } : {}),
  })
}
