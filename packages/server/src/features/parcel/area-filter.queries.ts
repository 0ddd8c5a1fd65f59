import { sql } from 'kysely'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { Box } from '../../platform/geometry.ts'

/** Places whose box meets the given one, in degrees. */
export async function geometriesAround(tx: ReadTx, zoneId: Uuid, box: Box): Promise<{ parcelId: Uuid; geometry: ParcelGeometry }[]> {
  const rows = await tx
    .selectFrom('parcel')
    .select(['parcel.parcel_id as parcelId', 'parcel.geometry'])
    .where('parcel.zone_id', '=', zoneId)
    .where('parcel.min_lng', '<=', box.maxX)
    .where('parcel.max_lng', '>=', box.minX)
    .where('parcel.min_lat', '<=', box.maxY)
    .where('parcel.max_lat', '>=', box.minY)
    .execute()
  return rows.map(({ parcelId, geometry }) => ({ parcelId, geometry: geometry as ParcelGeometry }))
}

export async function projectIdsOnParcels(tx: ReadTx, zoneId: Uuid, parcelIds: readonly Uuid[]): Promise<Uuid[]> {
  if (parcelIds.length === 0) return []
  const rows = await tx
    .selectFrom('project_parcel')
    .select('project_parcel.project_id as projectId')
    .distinct()
    .where('project_parcel.zone_id', '=', zoneId)
    .where(sql<boolean>`project_parcel.parcel_id = any(${parcelIds}::uuid[])`)
    .execute()
  return rows.map((row) => row.projectId)
}
