import { sql } from 'kysely'
import type { ParcelFacts, ParcelVocabulary } from '@ballast/domain/parcel/parcel-change.ts'
import type { Extent } from '@ballast/domain/parcel/geometry-check.ts'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { FactSource } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { Box, Measures, PlacedGeometry } from '../../platform/geometry.ts'
import { searchText, sortKey } from '../../platform/pinyin.ts'

/** Code lists of the zone that a parcel's codes come from. */
export const CODE_LISTS = { landUse: 'land-use', status: 'parcel-status', supplyMode: 'supply-mode' } as const

export interface StoredParcel {
  readonly parcelId: Uuid
  readonly version: bigint
  readonly facts: ParcelFacts
  readonly areaComputedM2: string | null
  readonly lengthM: string | null
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly modifiedBy: string
}

export interface ParcelWrite {
  readonly parcelId: Uuid
  readonly facts: ParcelFacts
  readonly measures: Measures | null
  readonly hasNewNames: boolean
  readonly hasNewProvenance: boolean
}

/** Savers of parcels of one zone wait for one another, so that names stay unique and overlaps are seen. */
export const lockParcels = async (tx: WriteTx, zoneId: Uuid): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${`parcel ${zoneId}`}, 0))`.execute(tx))

export async function loadVocabulary(tx: ReadTx, zoneId: Uuid): Promise<ParcelVocabulary> {
  const items = await tx
    .selectFrom('code_item')
    .select(['code_item.list', 'code_item.code', 'code_item.name_zh as nameZh'])
    .where('code_item.zone_id', '=', zoneId)
    .where('code_item.list', 'in', Object.values(CODE_LISTS))
    .execute()
  const codesOf = (list: string) =>
    new Map(items.flatMap((item) => (item.list === list ? [[item.nameZh, item.code] as const, [item.code, item.code] as const] : [])))
  return {
    landUse: codesOf(CODE_LISTS.landUse),
    status: codesOf(CODE_LISTS.status),
    supplyMode: codesOf(CODE_LISTS.supplyMode),
  }
}

/** The extent that the zone's map declares: [west, south, east, north]. */
export async function declaredExtent(tx: ReadTx, zoneId: Uuid): Promise<Extent | null> {
  const zone = await tx.selectFrom('zone').select('zone.map').where('zone.zone_id', '=', zoneId).executeTakeFirst()
  const extent = (zone?.map as { extent?: unknown } | undefined)?.extent
  return Array.isArray(extent) && extent.length === 4 && extent.every((part) => typeof part === 'number')
    ? (extent as unknown as Extent)
    : null
}

/** The parcel of each name that is known. */
export async function parcelIdsByName(tx: ReadTx, zoneId: Uuid, names: readonly string[]): Promise<Map<string, Uuid>> {
  if (names.length === 0) return new Map()
  const rows = await tx
    .selectFrom('parcel_name')
    .select(['parcel_name.name', 'parcel_name.parcel_id as parcelId'])
    .where('parcel_name.zone_id', '=', zoneId)
    .where(sql<boolean>`parcel_name.name = any(${[...new Set(names)]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.name, row.parcelId]))
}

export async function parcelIdsByCadastralCode(tx: ReadTx, zoneId: Uuid, codes: readonly string[]): Promise<Map<string, Uuid>> {
  if (codes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('parcel')
    .select(['parcel.cadastral_code as code', 'parcel.parcel_id as parcelId'])
    .where('parcel.zone_id', '=', zoneId)
    .where(sql<boolean>`parcel.cadastral_code = any(${[...new Set(codes)]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.code as string, row.parcelId]))
}

/** Parcels with all their facts; all of the zone by name when no ids are given. */
export async function loadParcels(tx: ReadTx, zoneId: Uuid, parcelIds?: readonly Uuid[]): Promise<StoredParcel[]> {
  if (parcelIds?.length === 0) return []
  const among = (column: string) => sql<boolean>`${sql.ref(column)} = any(${parcelIds ?? []}::uuid[])`
  const parcels = await tx
    .selectFrom('parcel')
    .selectAll('parcel')
    .where('parcel.zone_id', '=', zoneId)
    .$if(parcelIds !== undefined, (query) => query.where(among('parcel.parcel_id')))
    .orderBy('parcel.sort_key')
    .orderBy('parcel.parcel_id')
    .execute()
  const names = await tx
    .selectFrom('parcel_name')
    .select(['parcel_name.name', 'parcel_name.parcel_id as parcelId'])
    .where('parcel_name.zone_id', '=', zoneId)
    .$if(parcelIds !== undefined, (query) => query.where(among('parcel_name.parcel_id')))
    .orderBy(sql`parcel_name.name collate "C"`)
    .execute()
  const sources = await tx
    .selectFrom('provenance')
    .select(['provenance.subject_id as parcelId', 'provenance.field', 'provenance.source_kind as kind', 'provenance.citation'])
    .where('provenance.zone_id', '=', zoneId)
    .where('provenance.subject_type', '=', 'parcel')
    .$if(parcelIds !== undefined, (query) => query.where(among('provenance.subject_id')))
    .orderBy(sql`provenance.field collate "C"`)
    .execute()
  const namesOf = Map.groupBy(names, (row) => row.parcelId)
  const sourcesOf = Map.groupBy(sources, (row) => row.parcelId)
  return parcels.map((row) => ({
    parcelId: row.parcel_id,
    version: row.version,
    areaComputedM2: row.area_computed_m2,
    lengthM: row.length_m,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    modifiedBy: row.modified_by,
    facts: {
      names: [row.name, ...(namesOf.get(row.parcel_id) ?? []).map(({ name }) => name).filter((name) => name !== row.name)],
      nameEn: row.name_en,
      kind: row.kind as ParcelFacts['kind'],
      cadastralCode: row.cadastral_code,
      geometry: row.geometry as ParcelGeometry | null,
      areaOfficialM2: row.area_official_m2,
      floorAreaM2: row.floor_area_m2,
      landUseCode: row.land_use_code,
      farRatio: row.far,
      heightM: row.height_m,
      densityPct: row.density_pct,
      greenPct: row.green_pct,
      conditionsNote: row.conditions_note,
      supplyMode: row.supply_mode,
      status: row.status,
      priceFen: row.price_fen as ParcelFacts['priceFen'],
      tenureYears: row.tenure_years,
      dealOn: row.deal_on,
      commitments: row.commitments,
      notes: row.notes,
      custom: row.custom as ParcelFacts['custom'],
      sourceKind: row.source_kind as ParcelFacts['sourceKind'],
      citation: row.citation,
      provenance: Object.fromEntries(
        (sourcesOf.get(row.parcel_id) ?? []).map(({ field, kind, citation }) => [field, { kind: kind as FactSource['kind'], citation }]),
      ),
    },
  }))
}

/** Parcels with a geometry whose box meets the given one, in metres. */
export async function parcelsInBox(tx: ReadTx, zoneId: Uuid, box: Box): Promise<(PlacedGeometry<Uuid> & { readonly name: string })[]> {
  const rows = await tx
    .selectFrom('parcel')
    .select([
      'parcel.parcel_id as key',
      'parcel.name',
      'parcel.geometry',
      'min_x_m as minX',
      'min_y_m as minY',
      'max_x_m as maxX',
      'max_y_m as maxY',
    ])
    .where('parcel.zone_id', '=', zoneId)
    .where('parcel.kind', '=', 'parcel')
    .where('parcel.min_x_m', '<=', box.maxX)
    .where('parcel.max_x_m', '>=', box.minX)
    .where('parcel.min_y_m', '<=', box.maxY)
    .where('parcel.max_y_m', '>=', box.minY)
    .where('parcel.geometry', 'is not', null)
    .execute()
  return rows.map(({ key, name, geometry, minX, minY, maxX, maxY }) => ({
    key,
    name,
    geometry: geometry as ParcelGeometry,
    box: { minX: Number(minX), minY: Number(minY), maxX: Number(maxX), maxY: Number(maxY) },
  }))
}

// A statement takes at most 65,535 parameters; a parcel has about forty.
const ROWS_A_STATEMENT = 1000
const chunks = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size))

/** Writes whole parcels, new and changed alike, with their names and sources. */
export async function writeParcels(tx: WriteTx, ctx: Context, writes: readonly ParcelWrite[]): Promise<void> {
  const zoneId = ctx.zone.zoneId
  for (const part of chunks(writes, ROWS_A_STATEMENT)) {
    const rows = part.map(({ parcelId, facts, measures }) => ({
      zone_id: zoneId,
      parcel_id: parcelId,
      kind: facts.kind,
      name: facts.names[0] as string,
      name_en: facts.nameEn,
      cadastral_code: facts.cadastralCode,
      geometry: facts.geometry === null ? null : JSON.stringify(facts.geometry),
      min_lng: measures?.degrees.minX ?? null,
      min_lat: measures?.degrees.minY ?? null,
      max_lng: measures?.degrees.maxX ?? null,
      max_lat: measures?.degrees.maxY ?? null,
      min_x_m: measures?.metres.minX ?? null,
      min_y_m: measures?.metres.minY ?? null,
      max_x_m: measures?.metres.maxX ?? null,
      max_y_m: measures?.metres.maxY ?? null,
      area_computed_m2: measures?.areaM2 ?? null,
      length_m: measures?.lengthM ?? null,
      area_official_m2: facts.areaOfficialM2,
      floor_area_m2: facts.floorAreaM2,
      land_use_code: facts.landUseCode,
      far: facts.farRatio,
      height_m: facts.heightM,
      density_pct: facts.densityPct,
      green_pct: facts.greenPct,
      conditions_note: facts.conditionsNote,
      supply_mode: facts.supplyMode,
      status: facts.status,
      price_fen: facts.priceFen,
      tenure_years: facts.tenureYears,
      deal_on: facts.dealOn,
      commitments: facts.commitments,
      notes: facts.notes,
      custom: JSON.stringify(facts.custom),
      source_kind: facts.sourceKind,
      citation: facts.citation,
      search_text: searchText([...facts.names, facts.nameEn, facts.cadastralCode, facts.landUseCode, facts.commitments, facts.notes]),
      sort_key: sortKey(facts.names[0] as string),
      created_at: ctx.clock.now(),
      modified_at: ctx.clock.now(),
      modified_by: ctx.user.login,
    }))
    const kept = new Set(['zone_id', 'parcel_id', 'created_at'])
    const columns = Object.keys(rows[0] ?? {}).filter((column) => !kept.has(column)) as (keyof (typeof rows)[number])[]
    await tx
      .insertInto('parcel')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['zone_id', 'parcel_id']).doUpdateSet((expression) => ({
          ...Object.fromEntries(columns.map((column) => [column, expression.ref(`excluded.${column}`)])),
          version: sql<bigint>`parcel.version + 1`,
        })),
      )
      .execute()
  }
  const renamed = writes.filter((write) => write.hasNewNames)
  if (renamed.length > 0) {
    await tx
      .deleteFrom('parcel_name')
      .where('zone_id', '=', zoneId)
      .where(sql<boolean>`parcel_id = any(${renamed.map((write) => write.parcelId)}::uuid[])`)
      .execute()
    const names = renamed.flatMap(({ parcelId, facts }) => facts.names.map((name) => ({ zone_id: zoneId, name, parcel_id: parcelId })))
    for (const part of chunks(names, 10 * ROWS_A_STATEMENT)) await tx.insertInto('parcel_name').values(part).execute()
  }
  const sourced = writes.filter((write) => write.hasNewProvenance)
  if (sourced.length > 0) {
    await tx
      .deleteFrom('provenance')
      .where('zone_id', '=', zoneId)
      .where('subject_type', '=', 'parcel')
      .where(sql<boolean>`subject_id = any(${sourced.map((write) => write.parcelId)}::uuid[])`)
      .execute()
    const sources = sourced.flatMap(({ parcelId, facts }) =>
      Object.entries(facts.provenance).map(([field, source]) => ({
        zone_id: zoneId,
        subject_type: 'parcel',
        subject_id: parcelId,
        field,
        source_kind: source.kind,
        citation: source.citation,
      })),
    )
    for (const part of chunks(sources, 8 * ROWS_A_STATEMENT)) await tx.insertInto('provenance').values(part).execute()
  }
}

/** What a deletion would leave hanging: projects on the parcel and plans that put amounts on it. */
export async function usesOfParcel(tx: ReadTx, zoneId: Uuid, parcelId: Uuid): Promise<{ projects: string[]; plans: string[] }> {
  const projects = await tx
    .selectFrom('project_parcel')
    .innerJoin('project', (join) =>
      join.onRef('project.zone_id', '=', 'project_parcel.zone_id').onRef('project.project_id', '=', 'project_parcel.project_id'),
    )
    .select('project.name_zh as name')
    .where('project_parcel.zone_id', '=', zoneId)
    .where('project_parcel.parcel_id', '=', parcelId)
    .orderBy('project.sort_key')
    .execute()
  const plans = await tx
    .selectFrom('plan_share')
    .innerJoin('plan_version', (join) =>
      join.onRef('plan_version.zone_id', '=', 'plan_share.zone_id').onRef('plan_version.version_id', '=', 'plan_share.version_id'),
    )
    .select(['plan_version.year', 'plan_version.title'])
    .distinct()
    .where('plan_share.zone_id', '=', zoneId)
    .where('plan_share.parcel_id', '=', parcelId)
    .execute()
  return { projects: projects.map(({ name }) => name), plans: plans.map(({ year, title }) => `${year} ${title}`).sort() }
}

export async function removeParcel(tx: WriteTx, zoneId: Uuid, parcelId: Uuid): Promise<void> {
  await tx
    .deleteFrom('provenance')
    .where('zone_id', '=', zoneId)
    .where('subject_type', '=', 'parcel')
    .where('subject_id', '=', parcelId)
    .execute()
  await tx.deleteFrom('parcel').where('zone_id', '=', zoneId).where('parcel_id', '=', parcelId).execute()
}
