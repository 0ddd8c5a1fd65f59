import { z } from 'zod'
import { PARCEL_KINDS } from '@ballast/domain/parcel/parcel-row.ts'
import { area, bbox, customValues, enteredFact, factSource, flag, history, listedSources, listOf, sortBy } from './list.ts'
import { OFFICE, PLANNERS, READERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, sourceKind, uuid, version, year, yearMonth, yuan, yuanInput } from './scalars.ts'

export const PARCEL_SORTS = [
  'name',
  'nameEn',
  'kind',
  'landUse',
  'status',
  'areaM2',
  'planYuan',
  'planYuanPerMu',
  'projects',
  'dealOn',
  'priceYuan',
  'modifiedAt',
] as const

const position = z.array(z.number()).min(2).max(3)
/** GeoJSON in CGCS2000 (EPSG:4490); the meaning is checked by the register, which says where a ring is wrong. */
export const geometry = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(position))) }),
    z.object({ type: z.literal('LineString'), coordinates: z.array(position) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(position)) }),
  ])
  .describe('GeoJSON geometry, longitude before latitude, CGCS2000 (EPSG:4490)')

const squareMetres = z.string().regex(/^\d+(\.\d+)?$/, 'request.not-a-decimal')
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'request.not-a-decimal')

/** What the parcel list, its export and its totals select by. All given conditions must hold. */
export const parcelFilter = z.object({
  q: z.string().max(200).optional().describe('each word must stand in a name, code, pinyin or pinyin initials'),
  kind: listOf(z.enum(PARCEL_KINDS)).optional(),
  status: listOf(z.string()).optional(),
  landUseCode: listOf(z.string()).optional(),
  clusterCode: listOf(z.string()).optional().describe('of a project on the parcel'),
  projectId: listOf(uuid).optional(),
  sourceKind: listOf(sourceKind).optional(),
  publicOnly: flag.optional().describe('public parcels only; facts without a published source are left out of rows and totals'),
  custom: listOf(z.string().regex(/^[a-z][a-z0-9_]*:.+$/s))
    .optional()
    .describe('field code:text that its value contains; or >=, <= or = with a number (money in yuan) or a date'),
  hasProject: flag.optional(),
  hasPlan: flag.optional().describe('carries an amount of the plan of planYear'),
  areaMinM2: decimal.optional(),
  areaMaxM2: decimal.optional(),
  planMinYuan: yuanInput.optional(),
  planMaxYuan: yuanInput.optional(),
  planYear: year.optional().describe('year of the plan columns; the business date’s year when missing'),
  bbox: bbox.optional(),
  area: area.optional(),
})
export type ParcelFilter = z.output<typeof parcelFilter>

const facts = {
  parcelId: uuid,
  version,
  kind: z.enum(PARCEL_KINDS),
  name: z.string().describe('the main name'),
  names: z.array(z.string()).describe('every name, the main one first'),
  nameEn: z.string().nullable(),
  cadastralCode: z.string().nullable(),
  areaOfficialM2: squareMetres.nullable(),
  areaComputedM2: squareMetres.nullable().describe('of the projected ring'),
  areaMu: squareMetres.nullable().describe('of the official area, or else of the computed one; one mu is 2000/3 m²'),
  lengthM: squareMetres.nullable().describe('of a corridor'),
  floorAreaM2: squareMetres.nullable(),
  landUseCode: z.string().nullable(),
  farRatio: z.string().nullable(),
  heightM: z.string().nullable(),
  densityPct: z.string().nullable(),
  greenPct: z.string().nullable(),
  supplyMode: z.string().nullable(),
  status: z.string().nullable(),
  priceYuan: yuan.nullable(),
  tenureYears: z.number().int().nullable(),
  dealOn: plainDate.nullable(),
  custom: customValues,
  sourceKind,
  citation: z.string().nullable(),
  modifiedAt: instant,
  modifiedBy: z.string(),
}

const planColumns = {
  planYuan: yuan.nullable().describe('countable plan of planYear on this parcel; null: none'),
  planSourceKind: sourceKind.nullable().describe('simulated when any part of the amount is; null: no amount'),
  planYuanPerMu: yuan.nullable().describe('rounded to the fen'),
}

export const parcelListRow = z.object({
  ...facts,
  ...planColumns,
  clusterCode: z.string().nullable().describe('of the project with the largest amount on the parcel'),
  projects: z
    .array(z.object({ projectId: uuid, nameZh: z.string(), nameEn: z.string().nullable() }))
    .describe('largest amount first, at most five'),
  projectCount: z.number().int(),
  bbox: z.array(z.number()).length(4).nullable().describe('west, south, east, north in degrees; null: not on the map'),
  ...listedSources,
})
export type ParcelListRow = z.infer<typeof parcelListRow>

export const parcelList = z.object({
  rows: z.array(parcelListRow),
  next: z.string().nullable().describe('cursor of the next page'),
  planYear: z.number().int(),
  totals: z
    .object({ count: z.number().int(), areaM2: squareMetres, areaMu: squareMetres, planYuan: yuan })
    .nullable()
    .describe('of the whole selection; only with the first page, or when asked for'),
})
export type ParcelList = z.infer<typeof parcelList>

export const parcel = z.object({
  ...facts,
  ...planColumns,
  planYear: z.number().int(),
  geometry: geometry.nullable(),
  conditionsNote: z.string().nullable(),
  commitments: z.string().nullable(),
  notes: z.string().nullable(),
  createdAt: instant,
  projects: z.array(
    z.object({
      projectId: uuid,
      projectNo: z.string(),
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      clusterCode: z.string().nullable(),
      areaM2: z.string().nullable().describe('the part that the project uses; null: all of it'),
      floorAreaM2: z.string().nullable(),
      sharePct: z.string().nullable().describe('share of the project’s plan that stands here, in percent; null: none'),
      planYuan: yuan.nullable(),
      planSourceKind: sourceKind.nullable(),
      sourceKind,
    }),
  ),
  months: z
    .array(
      z.object({
        month: yearMonth,
        yuan,
        constructionYuan: yuan,
        installationYuan: yuan,
        equipmentYuan: yuan,
        otherYuan: yuan,
      }),
    )
    .describe('countable plan of planYear on this parcel by month; the months add up to planYuan'),
  provenance: z.record(z.string(), factSource).describe('by field: areaOfficialM2, geometry, farRatio …'),
  entered: z.record(z.string(), enteredFact),
  notices: z.array(z.object({ code: z.string(), message: z.string(), at: z.string().optional() })).describe('to know, not to refuse'),
})
export type Parcel = z.infer<typeof parcel>

const text = z.string().trim().min(1).max(500)

/** Missing leaves a fact as it is, null clears it, lists are replaced as a whole. */
export const parcelPatch = z
  .strictObject({
    names: z.array(text.max(200)).min(1).max(20).describe('every name, the main one first'),
    nameEn: text.nullable(),
    kind: z.enum(PARCEL_KINDS),
    cadastralCode: text.max(64).nullable(),
    geometry: geometry.nullable(),
    areaOfficialM2: decimal.nullable(),
    floorAreaM2: decimal.nullable(),
    landUseCode: text.nullable(),
    farRatio: decimal.nullable(),
    heightM: decimal.nullable(),
    densityPct: decimal.nullable(),
    greenPct: decimal.nullable(),
    conditionsNote: z.string().max(10_000).nullable(),
    supplyMode: text.nullable(),
    status: text.nullable(),
    priceYuan: yuanInput.nullable(),
    tenureYears: z.number().int().min(1).max(999).nullable(),
    dealOn: plainDate.nullable(),
    commitments: z.string().max(10_000).nullable(),
    notes: z.string().max(10_000).nullable(),
    custom: customValues,
  })
  .partial()
export type ParcelPatch = z.output<typeof parcelPatch>

const byId = z.object({ parcelId: uuid })
const tileNumber = z.coerce.number().int().min(0)

export const parcelRoutes = defineRoutes({
  'parcel.list': {
    method: 'GET',
    path: '/api/v1/parcels',
    rights: READERS,
    query: parcelFilter.extend({
      ...paging.shape,
      sort: sortBy(PARCEL_SORTS).default('name'),
      withTotals: flag.optional().describe('missing: with the first page only'),
    }),
    response: parcelList,
    summary: { zh: '地块列表', en: 'List of parcels' },
  },
  'parcel.show': {
    method: 'GET',
    path: '/api/v1/parcels/{parcelId}',
    rights: READERS,
    params: byId,
    query: z.object({ planYear: year.optional() }),
    response: parcel,
    summary: { zh: '地块详情', en: 'One parcel' },
  },
  'parcel.history': {
    method: 'GET',
    path: '/api/v1/parcels/{parcelId}/history',
    rights: READERS,
    params: byId,
    query: paging,
    response: history,
    summary: { zh: '地块变更历史', en: 'What was changed in a parcel, by whom and when' },
  },
  'parcel.create': {
    method: 'POST',
    path: '/api/v1/parcels',
    rights: PLANNERS,
    body: parcelPatch.required({ names: true }),
    response: parcel,
    summary: { zh: '新建地块', en: 'Enter a parcel' },
  },
  'parcel.edit': {
    method: 'PATCH',
    path: '/api/v1/parcels/{parcelId}',
    rights: PLANNERS,
    params: byId,
    body: parcelPatch,
    ifMatch: true,
    response: parcel,
    summary: { zh: '修改地块', en: 'Edit a parcel' },
  },
  'parcel.delete': {
    method: 'DELETE',
    path: '/api/v1/parcels/{parcelId}',
    rights: PLANNERS,
    params: byId,
    ifMatch: true,
    response: byId,
    summary: { zh: '删除地块', en: 'Delete a parcel' },
  },
  'parcel.tile': {
    method: 'GET',
    path: '/api/v1/tiles/parcels/{z}/{x}/{y}',
    rights: OFFICE,
    params: z.object({ z: tileNumber.max(22), x: tileNumber, y: tileNumber }),
    query: z.object({ planYear: year.optional() }),
    response: 'file',
    summary: { zh: '地块矢量瓦片', en: 'Vector tile of parcels' },
  },
})
