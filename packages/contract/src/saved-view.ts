import { z } from 'zod'
import { SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, uuid, version } from './scalars.ts'

const resource = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'request.not-a-name')
const name = z.string().trim().min(1).max(100)

export const savedView = z.object({
  viewId: uuid,
  version,
  resource,
  name,
  query: z.record(z.string(), z.unknown()).describe('the search part of the page’s address: filter, sort, columns'),
  isShared: z.boolean(),
  isMine: z.boolean(),
  ownerNameZh: z.string(),
  ownerNameEn: z.string(),
  modifiedAt: instant,
})
export type SavedView = z.infer<typeof savedView>

const byId = z.object({ viewId: uuid })

export const savedViewRoutes = defineRoutes({
  'saved-view.list': {
    method: 'GET',
    path: '/api/v1/saved-views',
    rights: SIGNED_IN,
    query: z.object({ resource }),
    response: z.object({ views: z.array(savedView) }),
    summary: { zh: '我的视图与共享视图', en: 'My views and those shared in the zone' },
  },
  'saved-view.save': {
    method: 'POST',
    path: '/api/v1/saved-views',
    rights: SIGNED_IN,
    body: z.strictObject({
      resource,
      name,
      query: z.record(z.string(), z.unknown()),
      isShared: z.boolean().optional(),
    }),
    response: savedView,
    summary: { zh: '保存视图', en: 'Save a view; my view of the same name is replaced' },
  },
  'saved-view.rename': {
    method: 'PATCH',
    path: '/api/v1/saved-views/{viewId}',
    rights: SIGNED_IN,
    params: byId,
    body: z.strictObject({ name }),
    ifMatch: true,
    response: savedView,
    summary: { zh: '重命名视图', en: 'Rename my view' },
  },
  'saved-view.share': {
    method: 'PUT',
    path: '/api/v1/saved-views/{viewId}/shared',
    rights: SIGNED_IN,
    params: byId,
    body: z.strictObject({ isShared: z.boolean() }),
    ifMatch: true,
    response: savedView,
    summary: { zh: '共享或取消共享视图', en: 'Share my view with the zone, or stop' },
  },
  'saved-view.remove': {
    method: 'DELETE',
    path: '/api/v1/saved-views/{viewId}',
    rights: SIGNED_IN,
    params: byId,
    response: byId,
    summary: { zh: '删除视图', en: 'Remove my view' },
  },
})
