import type { Bulletin, BulletinBlockText, BulletinRow } from '@ballast/contract/bulletin.ts'
import { LOCALES, type Locale } from '@ballast/contract/messages.ts'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { BULLETIN_BLOCKS, changedValues, type BulletinBlock } from '@ballast/domain/bulletin/blocks.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { monthOfDate, monthsOfYear, yearOf } from '@ballast/domain/shared/time.ts'
import { canonicalJson } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { mayDo } from '../../platform/scope.ts'
import { readBlocks, type BlockRecord } from './block.queries.ts'
import { bulletinOf, holdsSimulated } from './bulletin-of.ts'
import { bulletinYears, readBulletins, readFiles, type BulletinRecord } from './bulletin.queries.ts'
import { draftedTexts } from './drafted-texts.ts'
import { readBulletinFigures } from './read-figures.ts'

/** Drafts are for those who word them; everybody else reads what was issued. */
const isVisible = (ctx: Context, { status }: BulletinRecord): boolean => status === 'issued' || mayDo(ctx.user, 'bulletin.draft')

export async function findBulletin(tx: ReadTx, ctx: Context, bulletinId: Uuid): Promise<BulletinRecord> {
  const [record] = await readBulletins(tx, ctx.zone.zoneId, { bulletinId })
  if (record === undefined || !isVisible(ctx, record)) throw new Refusal('bulletin.not-found')
  return record
}

export async function listBulletins(
  tx: ReadTx,
  ctx: Context,
  wanted: { readonly year?: number | undefined },
): Promise<RouteResponse<Routes['bulletin.list']>> {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const written = await bulletinYears(tx, zoneId, mayDo(ctx.user, 'bulletin.draft'))
  const years = [...new Set([...written, yearOf(today)])].toSorted((a, b) => a - b)
  const year = wanted.year ?? written.at(-1) ?? yearOf(today)
  const records = (await readBulletins(tx, zoneId, { year })).filter((record) => isVisible(ctx, record))
  return {
    year,
    years,
    rows: records.map((record) => rowOf(record, records)),
    openMonths: monthsOfYear(year).filter((month) => month <= monthOfDate(today) && !records.some((record) => record.month === month)),
  }
}

export async function showBulletin(tx: ReadTx, ctx: Context, bulletinId: Uuid, language: Locale = ctx.locale): Promise<Bulletin> {
  const record = await findBulletin(tx, ctx, bulletinId)
  const { zoneId } = ctx.zone
  const editions = (await readBulletins(tx, zoneId, { month: record.month })).filter((edition) => isVisible(ctx, edition)).toReversed()
  const files = await readFiles(tx, zoneId, bulletinId)
  const blocks = await readBlocks(tx, zoneId, bulletinId)
  return {
    ...rowOf(record, editions),
    figures: record.figures,
    layout: layoutOf(ctx, record, blocks, language),
    blocks: LOCALES.flatMap((locale) => blocksIn(ctx, record, blocks, locale)),
    editions: editions.map((edition) => rowOf(edition, editions)),
    files: files.map((file) => ({ ...file, byteSize: Number(file.byteSize) })),
    areFiguresOld: record.status === 'draft' && (await areOld(tx, ctx, record)),
  }
}

/** Whether reading the figures now gives others than the draft holds. */
export async function areOld(tx: ReadTx, ctx: Context, { month, figures }: BulletinRecord): Promise<boolean> {
  return canonicalJson(await readBulletinFigures(tx, ctx, month)) !== canonicalJson(figures)
}

/** The layout as it stands, or as it will stand under a number that is about to be given. */
export function layoutOf(ctx: Context, record: BulletinRecord, blocks: readonly BlockRecord[], locale: Locale, number = record.number) {
  const { zone } = ctx
  const texts = Object.fromEntries(blocksIn(ctx, record, blocks, locale).map(({ block, text }) => [block, text])) as Record<
    BulletinBlock,
    string
  >
  const { edition, correctionReason, issuedOn } = record
  return bulletinOf(record.figures, { zone, texts, number, edition, correctionReason, on: issuedOn ?? businessDate(ctx) }, locale)
}

export function blocksIn(ctx: Context, { figures }: BulletinRecord, blocks: readonly BlockRecord[], language: Locale): BulletinBlockText[] {
  const drafted = draftedTexts(figures, ctx.zone, language)
  return BULLETIN_BLOCKS.map((block) => {
    const row = blocks.find((candidate) => candidate.block === block && candidate.language === language)
    const now = drafted[block]
    const isEdited = row !== undefined && row.text !== null
    return {
      block,
      language,
      version: (row?.version ?? 0n).toString(),
      text: row?.text ?? now.text,
      drafted: now.text,
      isEdited,
      edited: isEdited ? { by: row.by, at: row.at } : null,
      isDraftedAnew: isEdited && row.draftedText !== now.text,
      changes: isEdited ? changedValues(row.text ?? '', row.draftedValues ?? {}, now.values) : [],
    }
  })
}

function rowOf(record: BulletinRecord, editions: readonly BulletinRecord[]): BulletinRow {
  const { bulletinId, month, number, edition, replacesId, correctionReason, figuresAt, draftedBy, draftedAt, figures } = record
  const { issuedBy, issuedAt, issuedOn, withdrawnBy, withdrawnAt, withdrawnReason } = record
  const isReplaced = editions.some((later) => later.month === month && later.status === 'issued' && later.edition > edition)
  return {
    bulletinId,
    version: record.version.toString(),
    month,
    status: record.status === 'draft' ? 'draft' : withdrawnAt !== null ? 'withdrawn' : isReplaced ? 'replaced' : 'issued',
    year: yearOf(month),
    number,
    edition,
    replacesId,
    correctionReason,
    figuresAt,
    drafted: { by: draftedBy, at: draftedAt },
    issued: issuedBy === null || issuedAt === null || issuedOn === null ? null : { by: issuedBy, at: issuedAt, on: issuedOn },
    withdrawn:
      withdrawnBy === null || withdrawnAt === null || withdrawnReason === null
        ? null
        : { by: withdrawnBy, at: withdrawnAt, reason: withdrawnReason },
    isSimulated: holdsSimulated(figures),
  }
}
