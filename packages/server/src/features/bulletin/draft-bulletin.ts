import type { Bulletin } from '@ballast/contract/bulletin.ts'
import type { BulletinBlock } from '@ballast/domain/bulletin/blocks.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { monthOfDate, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { copyBlocks } from './block.queries.ts'
import {
  deleteDraft,
  insertBulletin,
  lockBulletins,
  readBulletins,
  updateFigures,
  type BulletinRecord,
  type NewBulletin,
} from './bulletin.queries.ts'
import { readBulletinFigures } from './read-figures.ts'
import { findBulletin, showBulletin } from './show-bulletin.ts'

/** What an office words once and keeps from month to month. */
const KEPT: readonly BulletinBlock[] = ['issuer', 'signer', 'distribution']

const deedOf = (ctx: Context) => ({ login: ctx.user.login, name: ctx.user.nameZh, at: ctx.clock.now() })

/** Begins the bulletin of a month that has none. */
export async function draftBulletin(tx: WriteTx, ctx: Context, month: YearMonth): Promise<Bulletin> {
  const { zoneId } = ctx.zone
  await lockBulletins(tx, zoneId)
  const today = businessDate(ctx)
  const ofMonth = await readBulletins(tx, zoneId, { month })
  const issued = ofMonth.find(({ status }) => status === 'issued')
  refuseIfAny('bulletin.cannot-draft', [
    ...(month > monthOfDate(today) ? [{ code: 'bulletin.month-ahead', params: { month, today } }] : []),
    ...(issued === undefined
      ? draftedAlready(ofMonth)
      : [{ code: 'bulletin.issued-already', params: { month, number: issued.number ?? 0 } }]),
  ])
  const [latest] = await readBulletins(tx, zoneId, {})
  const bulletinId = await insertDraft(tx, ctx, 'bulletin.draft', { month, edition: 1, replacesId: null, correctionReason: null })
  if (latest !== undefined) await copyBlocks(tx, zoneId, latest.bulletinId, bulletinId, KEPT)
  return showBulletin(tx, ctx, bulletinId)
}

const draftedAlready = (ofMonth: readonly BulletinRecord[]): Reason[] =>
  ofMonth
    .filter(({ status }) => status === 'draft')
    .map(({ month, draftedBy }) => ({ code: 'bulletin.drafted-already', params: { month, by: draftedBy } }))

/** Begins an edition that will replace an issued one; its texts go along. */
export async function correctBulletin(tx: WriteTx, ctx: Context, bulletinId: Uuid, reason: string): Promise<Bulletin> {
  const { zoneId } = ctx.zone
  await lockBulletins(tx, zoneId)
  const { month, status, edition } = await findBulletin(tx, ctx, bulletinId)
  const ofMonth = await readBulletins(tx, zoneId, { month })
  refuseIfAny('bulletin.cannot-draft', [
    ...(status === 'draft' ? [{ code: 'bulletin.not-issued' }] : draftedAlready(ofMonth)),
    ...(ofMonth.some((other) => other.status === 'issued' && other.edition > edition) ? [{ code: 'bulletin.not-the-latest' }] : []),
  ])
  const given = { month, edition: edition + 1, replacesId: bulletinId, correctionReason: reason }
  const correctedId = await insertDraft(tx, ctx, 'bulletin.correct', given)
  await copyBlocks(tx, zoneId, bulletinId, correctedId, undefined)
  return showBulletin(tx, ctx, correctedId)
}

async function insertDraft(
  tx: WriteTx,
  ctx: Context,
  action: 'bulletin.draft' | 'bulletin.correct',
  given: Omit<NewBulletin, 'bulletinId' | 'figures'>,
): Promise<Uuid> {
  const bulletinId = newId()
  const figures = await readBulletinFigures(tx, ctx, given.month)
  await insertBulletin(tx, ctx.zone.zoneId, { ...given, bulletinId, figures }, deedOf(ctx))
  const { month, edition, replacesId, correctionReason } = given
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'bulletin',
    subjectId: bulletinId,
    before: null,
    after: { month, year: yearOf(month), edition, replacesId, correctionReason, plan: figures.plan },
  })
  return bulletinId
}

/** The draft at the version that somebody has seen; what is issued is not changed any more. */
export async function draftAt(tx: ReadTx, ctx: Context, bulletinId: Uuid, version?: bigint): Promise<BulletinRecord> {
  const record = await findBulletin(tx, ctx, bulletinId)
  if (record.status !== 'draft') throw new Refusal('bulletin.not-a-draft')
  if (version !== undefined && record.version !== version) throw await changedMeanwhile(tx, ctx, bulletinId)
  return record
}

export const changedMeanwhile = async (tx: ReadTx, ctx: Context, bulletinId: Uuid): Promise<Refusal> =>
  new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showBulletin(tx, ctx, bulletinId) })

/** Reads the figures anew. Texts that nobody has edited follow; those that somebody has are marked where a figure in them has changed. */
export async function refreshBulletin(tx: WriteTx, ctx: Context, key: { bulletinId: Uuid; version: bigint }): Promise<Bulletin> {
  const { bulletinId, version } = key
  await lockBulletins(tx, ctx.zone.zoneId)
  const before = await draftAt(tx, ctx, bulletinId, version)
  const figures = await readBulletinFigures(tx, ctx, before.month)
  if (!(await updateFigures(tx, ctx.zone.zoneId, key, figures, ctx.clock.now()))) throw await changedMeanwhile(tx, ctx, bulletinId)
  await recordAudit(tx, ctx, {
    action: 'bulletin.refresh',
    subjectType: 'bulletin',
    subjectId: bulletinId,
    before: summaryOf(before.figures),
    after: summaryOf(figures),
  })
  return showBulletin(tx, ctx, bulletinId)
}

/** What the trail keeps of the figures: the whole of them stays with the bulletin. */
const summaryOf = ({
  month,
  businessOn,
  plan,
  plannedYuan,
  monthYuan,
  cumulativeYuan,
  reported,
  dispatched,
}: BulletinRecord['figures']) => ({
  month,
  businessOn,
  planVersion: plan.number,
  plannedYuan,
  monthYuan,
  cumulativeYuan,
  reported,
  dispatched,
})

export async function discardBulletin(tx: WriteTx, ctx: Context, { bulletinId, version }: { bulletinId: Uuid; version: bigint }) {
  await lockBulletins(tx, ctx.zone.zoneId)
  const { month, edition } = await draftAt(tx, ctx, bulletinId, version)
  if (!(await deleteDraft(tx, ctx.zone.zoneId, { bulletinId, version }))) throw await changedMeanwhile(tx, ctx, bulletinId)
  await recordAudit(tx, ctx, {
    action: 'bulletin.discard',
    subjectType: 'bulletin',
    subjectId: bulletinId,
    before: { month, edition },
    after: null,
  })
  return {}
}
