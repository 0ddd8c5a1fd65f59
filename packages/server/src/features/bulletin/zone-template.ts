import type { BulletinTemplates } from '@ballast/contract/bulletin-template.ts'
import { LOCALES, type Locale } from '@ballast/contract/messages.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import { makeDocuments } from '../../platform/documents/make-documents.ts'
import { againstTemplate, MAX_TEMPLATE_BYTES } from '../../platform/documents/word-template.ts'
import { tagsOf } from '../../platform/documents/word.ts'
import { FileReply, type Upload } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { wordTemplate } from './bulletin-template.ts'
import { documentOf } from './document-of.ts'
import { keepFile, readStored } from './kept-files.ts'
import { MEDIA_TYPES } from './media-types.ts'
import { sampleLayout } from './sample-layout.ts'
import { insertTemplate, readTemplates, type TemplateFile, type TemplateRecord } from './template.queries.ts'

const NEEDED = ['number', 'title', 'body']

/** The Word template of a language as bytes: the zone's own, or that of the program. */
export const templateFile = async (ctx: Context, own: TemplateRecord | undefined, language: Locale): Promise<Uint8Array> =>
  own === undefined ? wordTemplate(language) : readStored(ctx, own.sha256)

export async function listTemplates(tx: ReadTx, ctx: Context): Promise<BulletinTemplates> {
  const own = await readTemplates(tx, ctx.zone.zoneId)
  return {
    templates: LOCALES.map((language) => {
      const found = own.find((template) => template.language === language)
      if (found === undefined) return { language, own: null }
      const { fileName, byteSize, sha256, chosenBy, chosenAt } = found
      return { language, own: { fileName, byteSize: Number(byteSize), sha256, chosenBy, chosenAt } }
    }),
    tags: tagsOf(wordTemplate('zh-CN')),
  }
}

const ownOf = async (tx: ReadTx, ctx: Context, language: Locale): Promise<TemplateRecord | undefined> =>
  (await readTemplates(tx, ctx.zone.zoneId)).find((template) => template.language === language)

export async function downloadTemplate(database: Database, ctx: Context, language: Locale): Promise<FileReply> {
  const own = await database.read(placeOf(ctx, 'bulletin.template'), (tx) => ownOf(tx, ctx, language))
  const name = own?.fileName ?? (language === 'en' ? 'bulletin-template.docx' : '月报模板.docx')
  return new FileReply(Buffer.from(await templateFile(ctx, own, language)), MEDIA_TYPES.docx, name, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

/** Takes a template once a bulletin has been filled into it. */
export async function replaceTemplate(database: Database, ctx: Context, language: Locale, upload: Upload): Promise<BulletinTemplates> {
  const file = await received(upload)
  refuseIfAny('bulletin.template-refused', againstTemplate(file, { known: tagsOf(wordTemplate(language)), needed: NEEDED }))
  await makeDocuments([documentOf(sampleLayout(ctx.zone, language), 'docx', ctx.clock.now(), file)])
  const template = { fileName: upload.fileName.slice(0, 200), byteSize: BigInt(file.length), sha256: await keepFile(ctx, file) }
  return database.write(placeOf(ctx, 'bulletin.replace-template'), (tx) => choose(tx, ctx, 'bulletin.replace-template', language, template))
}

/** Has bulletins filled into the template of the program again. */
export const resetTemplate = (tx: WriteTx, ctx: Context, language: Locale): Promise<BulletinTemplates> =>
  choose(tx, ctx, 'bulletin.reset-template', language, null)

async function choose(
  tx: WriteTx,
  ctx: Context,
  action: 'bulletin.replace-template' | 'bulletin.reset-template',
  language: Locale,
  template: TemplateFile | null,
): Promise<BulletinTemplates> {
  const { zone, user, clock } = ctx
  const before = (await ownOf(tx, ctx, language)) ?? null
  if (before?.sha256 !== template?.sha256) {
    await insertTemplate(tx, zone.zoneId, language, template, { login: user.login, name: user.nameZh, at: clock.now() })
    await recordAudit(tx, ctx, {
      action,
      subjectType: 'zone',
      subjectId: zone.zoneId,
      before: kept(before, language),
      after: kept(template, language),
    })
  }
  return listTemplates(tx, ctx)
}

/** What the trail keeps of a template. */
const kept = (template: TemplateFile | null, language: Locale) => ({
  language,
  fileName: template?.fileName ?? null,
  sha256: template?.sha256 ?? null,
})

async function received({ stream }: Upload): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_TEMPLATE_BYTES) throw new Refusal('bulletin.template-refused', [{ code: 'document.template-too-large' }])
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
