import type { SavedView } from '@ballast/contract/saved-view.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

const viewsSeenBy = (tx: ReadTx, zoneId: Uuid, userId: Uuid) =>
  tx
    .selectFrom('saved_view')
    .innerJoin('app_user', (join) =>
      join.onRef('app_user.zone_id', '=', 'saved_view.zone_id').onRef('app_user.user_id', '=', 'saved_view.user_id'),
    )
    .select([
      'saved_view.view_id as viewId',
      'saved_view.version',
      'saved_view.resource',
      'saved_view.name',
      'saved_view.query',
      'saved_view.is_shared as isShared',
      'saved_view.user_id as userId',
      'saved_view.modified_at as modifiedAt',
      'app_user.name_zh as ownerNameZh',
      'app_user.name_en as ownerNameEn',
    ])
    .where('saved_view.zone_id', '=', zoneId)
    .where((where) => where.or([where('saved_view.user_id', '=', userId), where('saved_view.is_shared', '=', true)]))

type Row = Awaited<ReturnType<ReturnType<typeof viewsSeenBy>['execute']>>[number]
const viewOf = (userId: Uuid, { userId: ownerId, ...row }: Row): SavedView => ({
  ...row,
  version: row.version.toString(),
  query: row.query as Record<string, unknown>,
  isMine: ownerId === userId,
})

/** My views first, then those of others that are shared, by name. */
export async function readViews(tx: ReadTx, zoneId: Uuid, userId: Uuid, resource: string): Promise<SavedView[]> {
  const rows = await viewsSeenBy(tx, zoneId, userId).where('saved_view.resource', '=', resource).orderBy('saved_view.name').execute()
  const views = rows.map((row) => viewOf(userId, row))
  return [...views.filter((view) => view.isMine), ...views.filter((view) => !view.isMine)]
}

export async function findView(tx: ReadTx, zoneId: Uuid, userId: Uuid, viewId: Uuid): Promise<SavedView | undefined> {
  const row = await viewsSeenBy(tx, zoneId, userId).where('saved_view.view_id', '=', viewId).executeTakeFirst()
  return row && viewOf(userId, row)
}

export interface ViewRecord {
  readonly viewId: Uuid
  readonly userId: Uuid
  readonly resource: string
  readonly name: string
  readonly query: Record<string, unknown>
  readonly isShared: boolean
  readonly at: Instant
}

export async function insertView(tx: WriteTx, zoneId: Uuid, view: ViewRecord): Promise<void> {
  await tx
    .insertInto('saved_view')
    .values({
      zone_id: zoneId,
      view_id: view.viewId,
      user_id: view.userId,
      resource: view.resource,
      name: view.name,
      is_shared: view.isShared,
      query: JSON.stringify(view.query),
      modified_at: view.at,
    })
    .execute()
}

/** @returns whether the view stood at this version */
export async function updateView(
  tx: WriteTx,
  zoneId: Uuid,
  key: { readonly viewId: Uuid; readonly version: bigint },
  change: { readonly name?: string; readonly isShared?: boolean; readonly query?: Record<string, unknown>; readonly at: Instant },
): Promise<boolean> {
  const rows = await tx
    .updateTable('saved_view')
    .set((set) => ({
      version: set('version', '+', 1n),
      modified_at: change.at,
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.isShared === undefined ? {} : { is_shared: change.isShared }),
      ...(change.query === undefined ? {} : { query: JSON.stringify(change.query) }),
    }))
    .where('zone_id', '=', zoneId)
    .where('view_id', '=', key.viewId)
    .where('version', '=', key.version)
    .returning('view_id')
    .execute()
  return rows.length > 0
}

export const deleteView = (tx: WriteTx, zoneId: Uuid, viewId: Uuid) =>
  tx.deleteFrom('saved_view').where('zone_id', '=', zoneId).where('view_id', '=', viewId).execute()
