import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface ParcelShape {
  readonly parcelId: Uuid
  readonly name: string
  readonly nameEn: string | null
  readonly geometry: ParcelGeometry
}

/** Parcels and corridors of projects that have a boundary or a line, by project. */
export async function parcelShapesOf(tx: ReadTx, zoneId: Uuid, projectIds: readonly Uuid[]): Promise<Map<Uuid, ParcelShape[]>> {
  const rows = await tx
    .selectFrom('project_parcel as l')
    .innerJoin('parcel as g', (join) => join.onRef('g.zone_id', '=', 'l.zone_id').onRef('g.parcel_id', '=', 'l.parcel_id'))
    .select(['l.project_id as projectId', 'g.parcel_id as parcelId', 'g.name', 'g.name_en as nameEn', 'g.geometry'])
    .where('l.zone_id', '=', zoneId)
    .where('l.project_id', 'in', [...projectIds])
    .execute()
  const found = new Map<Uuid, ParcelShape[]>()
  for (const { projectId, parcelId, name, nameEn, geometry } of rows) {
    if (geometry === null) continue
    const shape = { parcelId, name, nameEn, geometry: geometry as ParcelGeometry }
    found.set(projectId, [...(found.get(projectId) ?? []), shape])
  }
  return found
}
