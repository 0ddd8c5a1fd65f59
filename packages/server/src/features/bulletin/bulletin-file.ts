import type { BulletinFormat } from '@ballast/contract/bulletin.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { makeDocuments } from '../../platform/documents/make-documents.ts'
import { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { readBlocks } from './block.queries.ts'
import { readFiles } from './bulletin.queries.ts'
import { documentOf } from './document-of.ts'
import { fileNameOf } from './file-name.ts'
import { MEDIA_TYPES } from './media-types.ts'
import { findBulletin, layoutOf } from './show-bulletin.ts'
import { readTemplates } from './template.queries.ts'
import { templateFile } from './zone-template.ts'

/** The browser's own viewer shows it in a frame of ours, and it loads nothing. */
const IN_A_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
const SEALED_OFF = "default-src 'none'; sandbox; frame-ancestors 'none'"

interface Wanted {
  readonly bulletinId: Uuid
  readonly format: BulletinFormat
  readonly language?: Locale | undefined
  /** In the browser; a PDF only. */
  readonly show?: boolean | undefined
}

/** The file that was issued, to the byte; of a draft the file as it would be. */
export async function bulletinFile(database: Database, ctx: Context, wanted: Wanted): Promise<FileReply> {
  const { bulletinId, format, language = ctx.locale } = wanted
  const { record, blocks, issued, own } = await database.read(placeOf(ctx, 'bulletin.file'), async (tx) => ({
    record: await findBulletin(tx, ctx, bulletinId),
    blocks: await readBlocks(tx, ctx.zone.zoneId, bulletinId),
    own: (await readTemplates(tx, ctx.zone.zoneId)).find((template) => template.language === language),
    issued: (await readFiles(tx, ctx.zone.zoneId, bulletinId)).find((file) => file.format === format && file.language === language),
  }))
  const isShown = wanted.show === true && format === 'pdf'
  const headers = (fileName: string) => ({
    'content-security-policy': isShown ? IN_A_VIEWER : SEALED_OFF,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(isShown ? { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(fileName)}` } : {}),
  })
  if (record.status === 'issued') {
    const file = issued && (await ctx.files?.store.read(issued.sha256))
    if (issued === undefined || file === undefined) throw new Refusal('bulletin.file-missing')
    return new FileReply(file.stream, MEDIA_TYPES[format], isShown ? null : issued.fileName, {
      ...headers(issued.fileName),
      'content-length': String(file.bytes),
      'cache-control': 'private, no-cache',
      etag: `"${issued.sha256}"`,
    })
  }
  const layout = layoutOf(ctx, record, blocks, language)
  const [content] = await makeDocuments([documentOf(layout, format, record.figuresAt, await templateFile(ctx, own, language))])
  const fileName = fileNameOf(layout, format)
  return new FileReply(content as Buffer, MEDIA_TYPES[format], isShown ? null : fileName, {
    ...headers(fileName),
    'cache-control': 'no-store',
  })
}
