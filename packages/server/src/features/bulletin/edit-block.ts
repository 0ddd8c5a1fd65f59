import type { Bulletin } from '@ballast/contract/bulletin.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { readBlocks, writeBlock, type BlockKey } from './block.queries.ts'
import { lockBulletins, touchBulletin } from './bulletin.queries.ts'
import { draftedTexts } from './drafted-texts.ts'
import { draftAt } from './draft-bulletin.ts'
import { blocksIn, showBulletin } from './show-bulletin.ts'

/**
 * Words one text of a draft, or takes the drafted one again.
 * @param text null: as the rules write it
 */
export async function editBlock(
  tx: WriteTx,
  ctx: Context,
  action: 'bulletin.edit-block' | 'bulletin.reset-block',
  { version, text, ...key }: BlockKey & { readonly version: bigint; readonly text: string | null },
): Promise<Bulletin> {
  const { zone, user, clock } = ctx
  await lockBulletins(tx, zone.zoneId)
  const record = await draftAt(tx, ctx, key.bulletinId)
  const blockNow = async () => {
    const found = blocksIn(ctx, record, await readBlocks(tx, zone.zoneId, key.bulletinId), key.language)
    const block = found.find(({ block: code }) => code === key.block)
    if (block === undefined) throw new Refusal('bulletin.not-found')
    return block
  }
  const before = await blockNow()
  const drafted = draftedTexts(record.figures, zone, key.language)[key.block]
  const given = text === null || text === before.drafted ? null : { text, drafted }
  const by = { login: user.login, name: user.nameZh, at: clock.now() }
  if (!(await writeBlock(tx, zone.zoneId, key, version, given, by))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await blockNow() })
  }
  await touchBulletin(tx, zone.zoneId, key.bulletinId)
  const { block, language } = key
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'bulletin',
    subjectId: key.bulletinId,
    before: { month: record.month, block, language, text: before.text },
    after: { month: record.month, block, language, text: given?.text ?? before.drafted },
  })
  return showBulletin(tx, ctx, key.bulletinId, language)
}
