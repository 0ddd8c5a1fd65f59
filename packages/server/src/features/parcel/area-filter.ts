import { selfIntersection } from '@ballast/domain/parcel/planar.ts'
import type { Position } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { boxOf, touchesArea } from '../../platform/geometry.ts'
import { projectionOf } from '../../platform/geometry-projection.ts'
import { geometriesAround, projectIdsOnParcels } from './area-filter.queries.ts'

/** A ring of longitude and latitude, as drawn on the map; closed or not. */
export type MapArea = readonly Position[]

function closed(ring: MapArea): MapArea {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last) throw new Refusal('area.not-a-ring')
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}

/** Parcels and corridors that share ground with the area. */
export async function parcelIdsWithin(tx: ReadTx, ctx: Context, area: MapArea): Promise<Uuid[]> {
  const ring = closed(area)
  const projection = projectionOf(ctx.zone.projectedEpsg)
  if (ring.length < 4 || selfIntersection(ring.map((position) => projection.toMetres(position)))) throw new Refusal('area.not-a-ring')
  const candidates = await geometriesAround(tx, ctx.zone.zoneId, boxOf(ring))
  return candidates.filter(({ geometry }) => touchesArea(geometry, ring, projection)).map(({ parcelId }) => parcelId)
}

/** Projects with a parcel or corridor that shares ground with the area. */
export async function projectIdsWithin(tx: ReadTx, ctx: Context, area: MapArea): Promise<Uuid[]> {
  return projectIdsOnParcels(tx, ctx.zone.zoneId, await parcelIdsWithin(tx, ctx, area))
}
