import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { changeView, removeView, saveView } from './edit-saved-view.ts'
import { readViews } from './saved-view.queries.ts'

export const savedViewHandlers = defineHandlers({
  'saved-view.list': async (tx, ctx, { query }) => ({
    views: await readViews(tx, ctx.zone.zoneId, ctx.user.userId, query.resource),
  }),
  'saved-view.save': (tx, ctx, { body }) => saveView(tx, ctx, body),
  'saved-view.rename': (tx, ctx, { params, body, ifMatch }) =>
    changeView(tx, ctx, { viewId: params.viewId as Uuid, version: ifMatch as bigint, action: 'saved-view.rename', change: body }),
  'saved-view.share': (tx, ctx, { params, body, ifMatch }) =>
    changeView(tx, ctx, { viewId: params.viewId as Uuid, version: ifMatch as bigint, action: 'saved-view.share', change: body }),
  'saved-view.remove': (tx, ctx, { params }) => removeView(tx, ctx, params.viewId as Uuid),
})
