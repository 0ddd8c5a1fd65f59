import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import { customFieldsOf } from '../../platform/custom-field.ts'
import { defineHandlers, FileReply } from '../../platform/handler.ts'
import { parseRing } from '../../platform/list-query.ts'
import { parcelsInReach } from '../../platform/scope.ts'
import { parcelIdsWithin } from './area-filter.ts'
import { createParcel, deleteParcel, editParcel } from './edit-parcel.ts'
import { planVersionInForce } from './parcel-amounts.queries.ts'
import { parcelHistory } from './parcel-history.view.ts'
import { parcelList } from './parcel-list.view.ts'
import { parcelPage } from './parcel-page.view.ts'
import { parcelTile } from './parcel-tile.ts'

const planYearOf = (ctx: Context, year: number | undefined): number => year ?? yearOf(businessDate(ctx))

export const parcelHandlers = defineHandlers({
  'parcel.list': async (tx, ctx, { query }) => {
    const { sort, cursor, limit, withTotals, ...filter } = query
    const planYear = planYearOf(ctx, filter.planYear)
    const version = await planVersionInForce(tx, ctx.zone.zoneId, planYear)
    const fields = sort.includes('custom.') ? await customFieldsOf(tx, ctx.zone.zoneId, 'parcel') : undefined
    return parcelList(tx, ctx.zone.zoneId, {
      filter,
      within: filter.area === undefined ? undefined : await parcelIdsWithin(tx, ctx, parseRing(filter.area)),
      versionId: version?.versionId ?? null,
      planYear,
      sort,
      cursor,
      limit,
      withTotals: withTotals ?? cursor === undefined,
      reach: parcelsInReach(ctx, 'parcel.list'),
      customTypeOf: (fieldCode) => fields?.get(fieldCode)?.valueType,
    })
  },
  'parcel.show': (tx, ctx, { params, query }) =>
    parcelPage(tx, ctx.zone.zoneId, ctx.locale, params.parcelId as Uuid, planYearOf(ctx, query.planYear)),
  'parcel.history': (tx, ctx, { params, query }) => parcelHistory(tx, ctx.zone.zoneId, params.parcelId as Uuid, query),
  'parcel.create': async (tx, ctx, { body }) => {
    const parcelId = await createParcel(tx, ctx, body)
    return parcelPage(tx, ctx.zone.zoneId, ctx.locale, parcelId, planYearOf(ctx, undefined))
  },
  'parcel.edit': async (tx, ctx, { params, body, ifMatch }) => {
    const parcelId = params.parcelId as Uuid
    const current = () => parcelPage(tx, ctx.zone.zoneId, ctx.locale, parcelId, planYearOf(ctx, undefined))
    await editParcel(tx, ctx, { parcelId, ifMatch: ifMatch as bigint, patch: body }, current)
    return current()
  },
  'parcel.delete': async (tx, ctx, { params, ifMatch }) => {
    const parcelId = params.parcelId as Uuid
    const current = () => parcelPage(tx, ctx.zone.zoneId, ctx.locale, parcelId, planYearOf(ctx, undefined))
    await deleteParcel(tx, ctx, { parcelId, ifMatch: ifMatch as bigint }, current)
    return { parcelId }
  },
  'parcel.tile': async (tx, ctx, { params, query }) => {
    const tile = await parcelTile(tx, ctx.zone.zoneId, params, planYearOf(ctx, query.planYear))
    return new FileReply(tile.body, 'application/vnd.mapbox-vector-tile', null, {
      'content-encoding': 'gzip',
      etag: tile.etag,
      // The zone of a request follows from its user, so a kept tile is asked for again and answered with 304.
      'cache-control': 'private, no-cache',
      vary: 'cookie',
    })
  },
})
