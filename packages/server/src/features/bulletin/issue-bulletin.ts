import { mkdtemp, open, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BULLETIN_FORMATS, type Bulletin } from '@ballast/contract/bulletin.ts'
import { LOCALES } from '@ballast/contract/messages.ts'
import type { BulletinLayout } from '@ballast/contract/bulletin-layout.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import { makeDocuments } from '../../platform/documents/make-documents.ts'
import type { FileStore } from '../../platform/file-store/file-store.ts'
import { placeOf } from '../../platform/scope.ts'
import { readBlocks } from './block.queries.ts'
import { insertFiles, insertWithdrawal, lockBulletins, markIssued, numberOf, type BulletinFileRecord } from './bulletin.queries.ts'
import { documentOf } from './document-of.ts'
import { changedMeanwhile, draftAt } from './draft-bulletin.ts'
import { fileNameOf } from './file-name.ts'
import { areOld, findBulletin, layoutOf, showBulletin } from './show-bulletin.ts'

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
  const store = storeOf(ctx)
  const place = placeOf(ctx, 'bulletin.issue')
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { number, layouts } = await database.read(place, (tx) => prepared(tx, ctx, key))
    const files = await filesOf(layouts, ctx, store)
    const issued = await database.write(place, (tx) => putOut(tx, ctx, key, number, files))
    if (issued !== undefined) return issued
  }
  throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }])
}

function storeOf(ctx: Context): FileStore {
  if (ctx.files === undefined) throw new Refusal('bulletin.no-file-store')
  return ctx.files.store
}

async function prepared(tx: ReadTx, ctx: Context, key: Key): Promise<{ number: number; layouts: BulletinLayout[] }> {
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
  return { number, layouts }
}

const isEmpty = ({ parts }: BulletinLayout['sections'][number]): boolean =>
  parts.every((part) => part.kind !== 'paragraphs' || part.texts.length === 0)

async function filesOf(layouts: readonly BulletinLayout[], ctx: Context, store: FileStore): Promise<BulletinFileRecord[]> {
  const at = ctx.clock.now()
  const wanted = layouts.flatMap((layout) => BULLETIN_FORMATS.map((format) => ({ layout, format })))
  const documents = await makeDocuments(wanted.map(({ layout, format }) => documentOf(layout, format, at)))
  const files: BulletinFileRecord[] = []
  for (const [index, { layout, format }] of wanted.entries()) {
    const content = documents[index] as Buffer
    files.push({
      format,
      language: layout.locale,
      fileName: fileNameOf(layout, format),
      byteSize: BigInt(content.length),
      sha256: await keep(store, content),
    })
  }
  return files
}

/** Stores a document under its hash, from a file on the disk for good. */
async function keep(store: FileStore, content: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-bulletin-'))
  try {
    const path = join(folder, 'document')
    const file = await open(path, 'wx')
    await file.writeFile(content)
    await file.sync()
    await file.close()
    const sha256 = createHash('sha256').update(content).digest('hex')
    await store.put(path, sha256)
    return sha256
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
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
