import type { SavedView } from '@ballast/contract/saved-view.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { deleteView, findView, insertView, readViews, updateView } from './saved-view.queries.ts'

/** What the trail keeps of a view. */
const kept = ({ resource, name, query, isShared }: SavedView) => ({ resource, name, query, isShared })

async function findMine(tx: WriteTx, ctx: Context, viewId: Uuid): Promise<SavedView> {
  const view = await findView(tx, ctx.zone.zoneId, ctx.user.userId, viewId)
  if (!view?.isMine) throw new Refusal('saved-view.not-found')
  return view
}

/** Saves a view; the user's own view of the same name is replaced. */
export async function saveView(
  tx: WriteTx,
  ctx: Context,
  given: { resource: string; name: string; query: Record<string, unknown>; isShared?: boolean | undefined },
): Promise<SavedView> {
  const { zone, user } = ctx
  const mine = await readViews(tx, zone.zoneId, user.userId, given.resource)
  const before = mine.find((view) => view.isMine && view.name === given.name)
  const viewId = (before?.viewId ?? newId()) as Uuid
  const at = ctx.clock.now()
  const { resource, name, query, isShared } = given
  if (before === undefined) {
    await insertView(tx, zone.zoneId, { viewId, userId: user.userId, resource, name, query, isShared: isShared ?? false, at })
  } else {
    const change = { query, at, ...(isShared === undefined ? {} : { isShared }) }
    await updateView(tx, zone.zoneId, { viewId, version: BigInt(before.version) }, change)
  }
  return answer(tx, ctx, { viewId, action: 'saved-view.save', before })
}

export async function changeView(
  tx: WriteTx,
  ctx: Context,
  request: { viewId: Uuid; version: bigint; action: string; change: { name?: string; isShared?: boolean } },
): Promise<SavedView> {
  const { viewId, version, action, change } = request
  const before = await findMine(tx, ctx, viewId)
  if (change.name !== undefined && change.name !== before.name) {
    const views = await readViews(tx, ctx.zone.zoneId, ctx.user.userId, before.resource)
    if (views.some((view) => view.isMine && view.name === change.name)) {
      throw new Refusal('saved-view.name-taken', [{ code: 'saved-view.name-taken', params: { name: change.name }, at: 'name' }])
    }
  }
  const isWritten = await updateView(tx, ctx.zone.zoneId, { viewId, version }, { ...change, at: ctx.clock.now() })
  if (!isWritten) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: before })
  return answer(tx, ctx, { viewId, action, before })
}

export async function removeView(tx: WriteTx, ctx: Context, viewId: Uuid): Promise<{ viewId: Uuid }> {
  const before = await findMine(tx, ctx, viewId)
  await deleteView(tx, ctx.zone.zoneId, viewId)
  await recordAudit(tx, ctx, {
    action: 'saved-view.remove',
    subjectType: 'saved-view',
    subjectId: viewId,
    before: kept(before),
    after: null,
  })
  return { viewId }
}

async function answer(
  tx: WriteTx,
  ctx: Context,
  { viewId, action, before }: { viewId: Uuid; action: string; before: SavedView | undefined },
): Promise<SavedView> {
  const after = (await findView(tx, ctx.zone.zoneId, ctx.user.userId, viewId)) as SavedView
  await recordAudit(tx, ctx, { action, subjectType: 'saved-view', subjectId: viewId, before: before && kept(before), after: kept(after) })
  return after
}
