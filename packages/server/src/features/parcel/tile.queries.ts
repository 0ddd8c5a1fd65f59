import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { Box } from '../../platform/geometry.ts'
import { amountsByProject } from './parcel-amounts.queries.ts'

const inBox = (box: Box) =>
  sql`g.min_lng <= ${box.maxX} and g.max_lng >= ${box.minX} and g.min_lat <= ${box.maxY} and g.max_lat >= ${box.minY}`

/** Whether the zone has at most so many parcels and corridors. */
export async function hasAtMost(tx: ReadTx, zoneId: Uuid, most: number): Promise<boolean> {
  const beyond = await tx
    .selectFrom('parcel')
    .select('parcel.parcel_id')
    .where('parcel.zone_id', '=', zoneId)
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return beyond === undefined
}

export interface TileParcel {
  readonly id: Uuid
  readonly version: bigint
  readonly kind: string
  readonly name: string
  readonly nameEn: string | null
  readonly status: string | null
  readonly areaM2: string | null
  readonly linkedProjectId: Uuid | null
  readonly isIllustrative: boolean
  /** GeoJSON as text: read only where the tile is not known yet. */
  readonly geometry: string
}

/** What a tile says of each parcel in its box, in one statement: planning costs as much as reading. */
export async function parcelsOfTile(tx: ReadTx, zoneId: Uuid, box: Box): Promise<TileParcel[]> {
  const { rows } = await sql<TileParcel>`
    select g.parcel_id as id, g.version, g.kind, g.name, g.name_en as "nameEn", g.status, coalesce(g.area_official_m2, g.area_computed_m2) as "areaM2",
      link.project_id as "linkedProjectId", (g.source_kind = 'simulated' or source.field is not null) as "isIllustrative", g.geometry::text as geometry
    from parcel g
    left join lateral (select pp.project_id from project_parcel pp where pp.zone_id = g.zone_id and pp.parcel_id = g.parcel_id
      order by pp.project_id limit 1) link on true
    left join provenance source on source.zone_id = g.zone_id and source.subject_type = 'parcel' and source.subject_id = g.parcel_id
      and source.field = 'geometry' and source.source_kind <> 'public'
    where g.zone_id = ${zoneId} and ${inBox(box)} order by g.parcel_id`.execute(tx)
  return rows
}

export interface ClusterOfProject {
  readonly projectId: Uuid
  readonly code: string
  readonly color: string
}

export async function clustersOfProjects(tx: ReadTx, zoneId: Uuid, projectIds: readonly Uuid[]): Promise<ClusterOfProject[]> {
  if (projectIds.length === 0) return []
  return tx
    .selectFrom('project')
    .innerJoin('cluster', (join) =>
      join.onRef('cluster.zone_id', '=', 'project.zone_id').onRef('cluster.cluster_code', '=', 'project.cluster_code'),
    )
    .select(['project.project_id as projectId', 'cluster.cluster_code as code', 'cluster.color'])
    .where('project.zone_id', '=', zoneId)
    .where(sql<boolean>`project.project_id = any(${projectIds}::uuid[])`)
    .execute()
}

export interface ParcelAmount {
  readonly fen: bigint
  /** The project with the largest amount on the parcel. */
  readonly projectId: Uuid
}

/** Amount and leading project of each parcel that the version puts an amount on. */
export async function amountsOfParcels(
  tx: ReadTx,
  zoneId: Uuid,
  versionId: Uuid,
  parcelIds?: readonly Uuid[],
): Promise<Map<Uuid, ParcelAmount>> {
  const { rows } = await sql<{ parcelId: Uuid; fen: bigint; projectId: Uuid }>`
    select a.parcel_id as "parcelId", sum(a.fen)::bigint as fen, (array_agg(a.project_id order by a.fen desc, a.project_id))[1] as "projectId"
    from (${amountsByProject(zoneId, versionId, parcelIds === undefined ? {} : { parcelIds })}) a group by a.parcel_id`.execute(tx)
  return new Map(rows.map(({ parcelId, fen, projectId }) => [parcelId, { fen, projectId }]))
}

export interface TileDot {
  /** Cell of the tile's grid. */
  readonly column: number
  readonly row: number
  readonly parcels: number
}

/** Parcels whose middle lies in the tile, counted by cell of a grid over it; Web Mercator, as the tile itself. */
export async function dotsOfTile(
  tx: ReadTx,
  zoneId: Uuid,
  tile: { z: number; x: number; y: number },
  box: Box,
  cells: number,
): Promise<TileDot[]> {
  const scale = 2 ** tile.z
  const { rows } = await sql<TileDot>`
    select placed.c as column, placed.r as row, count(*)::integer as parcels from (
      select floor(((g.min_lng + g.max_lng) / 2 + 180) / 360 * ${scale}::float8 * ${cells}::float8 - ${tile.x * cells}::float8)::integer as c,
        floor((1 - ln(tan(radians((g.min_lat + g.max_lat) / 2)) + 1 / cos(radians((g.min_lat + g.max_lat) / 2))) / pi()) / 2
          * ${scale}::float8 * ${cells}::float8 - ${tile.y * cells}::float8)::integer as r
      from parcel g where g.zone_id = ${zoneId} and g.kind = 'parcel' and ${inBox(box)}) placed
    where placed.c between 0 and ${cells - 1} and placed.r between 0 and ${cells - 1} group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** The middles of those of the parcels that lie in the box, in degrees. */
export async function middlesOf(
  tx: ReadTx,
  zoneId: Uuid,
  parcelIds: readonly Uuid[],
  box: Box,
): Promise<{ parcelId: Uuid; lng: number; lat: number }[]> {
  if (parcelIds.length === 0) return []
  const { rows } = await sql<{ parcelId: Uuid; lng: number; lat: number }>`
    select g.parcel_id as "parcelId", (g.min_lng + g.max_lng) / 2 as lng, (g.min_lat + g.max_lat) / 2 as lat
    from parcel g where g.zone_id = ${zoneId} and g.kind = 'parcel' and g.parcel_id = any(${parcelIds}::uuid[]) and ${inBox(box)}`.execute(
    tx,
  )
  return rows
}
