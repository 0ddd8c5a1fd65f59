import { BULLETIN_FORMATS, type Bulletin } from '@ballast/contract/bulletin.ts'
import { LOCALES } from '@ballast/contract/messages.ts'
import type { BulletinLayout } from '@ballast/contract/bulletin-layout.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import { makeDocuments, type DocumentTask } from '../../platform/documents/make-documents.ts'
import { placeOf } from '../../platform/scope.ts'
import { readBlocks } from './block.queries.ts'
import { insertFiles, insertWithdrawal, lockBulletins, markIssued, numberOf, type BulletinFileRecord } from './bulletin.queries.ts'
import { documentOf } from './document-of.ts'
import { changedMeanwhile, draftAt } from './draft-bulletin.ts'
import { fileNameOf } from './file-name.ts'
import { keepFile, storeOf } from './kept-files.ts'
import { areOld, findBulletin, layoutOf, showBulletin } from './show-bulletin.ts'
import { readTemplates, type TemplateRecord } from './template.queries.ts'
import { templateFile } from './zone-template.ts'

interface Key {
  readonly bulletinId: Uuid
  readonly version: bigint
}

/** Another month was issued between making the files and writing them down; that happens once, hardly twice. */
const TRIES = 5

/**
 * Issues a draft as it was seen. The files are made before the transaction that gives the number, so that nobody waits for them; when the
 * number has gone to another month meanwhile, they are made again.
 */
export async function issueBulletin(database: Database, ctx: Context, key: Key): Promise<Bulletin> {
  storeOf(ctx)
  const place = placeOf(ctx, 'bulletin.issue')
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { number, layouts, templates } = await database.read(place, (tx) => prepared(tx, ctx, key))
    const files = await filesOf(ctx, layouts, templates)
    const issued = await database.write(place, (tx) => putOut(tx, ctx, key, number, files))
    if (issued !== undefined) return issued
  }
  throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }])
}

interface Prepared {
  readonly number: number
  readonly layouts: readonly BulletinLayout[]
  readonly templates: readonly TemplateRecord[]
}

async function prepared(tx: ReadTx, ctx: Context, key: Key): Promise<Prepared> {
  const record = await draftAt(tx, ctx, key.bulletinId, key.version)
  const blocks = await readBlocks(tx, ctx.zone.zoneId, key.bulletinId)
  const number = await numberOf(tx, ctx.zone.zoneId, record.month)
  const layouts = LOCALES.map((locale) => layoutOf(ctx, record, blocks, locale, number))
  refuseIfAny('bulletin.cannot-issue', [
    ...((await areOld(tx, ctx, record)) ? [{ code: 'bulletin.figures-old' }] : []),
    ...layouts.flatMap(({ sections }) =>
      sections.filter(isEmpty).map(({ heading }) => ({ code: 'bulletin.text-missing', params: { part: heading } })),
    ),
  ])
  return { number, layouts, templates: await readTemplates(tx, ctx.zone.zoneId) }
}

const isEmpty = ({ parts }: BulletinLayout['sections'][number]): boolean =>
  parts.every((part) => part.kind !== 'paragraphs' || part.texts.length === 0)

async function filesOf(
  ctx: Context,
  layouts: readonly BulletinLayout[],
  templates: readonly TemplateRecord[],
): Promise<BulletinFileRecord[]> {
  const at = ctx.clock.now()
  const wanted = layouts.flatMap((layout) => BULLETIN_FORMATS.map((format) => ({ layout, format })))
  const tasks: DocumentTask[] = []
  for (const { layout, format } of wanted) {
    const own = templates.find(({ language }) => language === layout.locale)
    tasks.push(documentOf(layout, format, at, await templateFile(ctx, own, layout.locale)))
  }
  const documents = await makeDocuments(tasks)
  const files: BulletinFileRecord[] = []
  for (const [index, { layout, format }] of wanted.entries()) {
    const content = documents[index] as Buffer
    files.push({
      format,
      language: layout.locale,
      fileName: fileNameOf(layout, format),
      byteSize: BigInt(content.length),
      sha256: await keepFile(ctx, content),
    })
  }
  return files
}

/** @returns undefined when the number has been given to another month */
async function putOut(
  tx: WriteTx,
  ctx: Context,
  key: Key,
  number: number,
  files: readonly BulletinFileRecord[],
): Promise<Bulletin | undefined> {
  const { zone, user, clock } = ctx
  await lockBulletins(tx, zone.zoneId)
  const { month, edition, replacesId, correctionReason } = await draftAt(tx, ctx, key.bulletinId, key.version)
  if ((await numberOf(tx, zone.zoneId, month)) !== number) return undefined
  const on = businessDate(ctx)
  const by = { login: user.login, name: user.nameZh, at: clock.now() }
  if (!(await markIssued(tx, zone.zoneId, key, number, on, by))) throw await changedMeanwhile(tx, ctx, key.bulletinId)
  await insertFiles(tx, zone.zoneId, key.bulletinId, files)
  await recordAudit(tx, ctx, {
    action: 'bulletin.issue',
    subjectType: 'bulletin',
    subjectId: key.bulletinId,
    before: { month, status: 'draft' },
    after: {
      month,
      status: 'issued',
      number,
      edition,
      replacesId,
      correctionReason,
      issuedOn: on,
      files: Object.fromEntries(files.map(({ format, language, sha256 }) => [`${language}.${format}`, sha256])),
    },
  })
  return showBulletin(tx, ctx, key.bulletinId)
}

/** Takes an issued bulletin back. It stays, with its number and its files, for whoever has to know what was said. */
export async function withdrawBulletin(tx: WriteTx, ctx: Context, bulletinId: Uuid, reason: string): Promise<Bulletin> {
  const { zone, user, clock } = ctx
  await lockBulletins(tx, zone.zoneId)
  const record = await findBulletin(tx, ctx, bulletinId)
  if (record.status === 'draft') throw new Refusal('bulletin.not-issued')
  if (record.withdrawnAt !== null) {
    throw new Refusal('bulletin.withdrawn-already', [
      { code: 'bulletin.withdrawn-already', params: { on: record.withdrawnAt.slice(0, 10) } },
    ])
  }
  await insertWithdrawal(tx, zone.zoneId, bulletinId, reason, { login: user.login, name: user.nameZh, at: clock.now() })
  const { month, number, edition } = record
  await recordAudit(tx, ctx, {
    action: 'bulletin.withdraw',
    subjectType: 'bulletin',
    subjectId: bulletinId,
    before: { month, number, edition, withdrawnReason: null },
    after: { month, number, edition, withdrawnReason: reason },
  })
  return showBulletin(tx, ctx, bulletinId)
}
