import type { Evidence } from '@ballast/contract/evidence.ts'
import { linesOf, polygonsOf } from '@ballast/domain/parcel/geometry-check.ts'
import type { ParcelGeometry, Position } from '@ballast/domain/parcel/parcel-geometry.ts'
import { distanceToLine, distanceToPolygon } from '@ballast/domain/parcel/planar.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { projectionOf, type Projection } from '../../platform/geometry-projection.ts'
import { parcelShapesOf, type ParcelShape } from '../parcel/index.ts'

type Place = NonNullable<Evidence['place']>
type Photo = { readonly projectId: Uuid; readonly lng: number; readonly lat: number }

/** Metres from a place to a parcel or corridor; 0 on it. Cameras give WGS 84, which lies within a metre of CGCS2000. */
export function metresTo(geometry: ParcelGeometry, position: Position, projection: Projection): number {
  const point = projection.toMetres(position)
  const planar = (positions: readonly Position[]) => positions.map((each) => projection.toMetres(each))
  return Math.min(
    ...polygonsOf(geometry).map((rings) => distanceToPolygon(point, rings.map(planar))),
    ...linesOf(geometry).map((line) => distanceToLine(point, planar(line))),
  )
}

function nearest(
  shapes: readonly ParcelShape[],
  position: Position,
  projection: Projection,
): { shape: ParcelShape; metres: number } | undefined {
  let best: { shape: ParcelShape; metres: number } | undefined
  for (const shape of shapes) {
    const metres = metresTo(shape.geometry, position, projection)
    if (best === undefined || metres < best.metres) best = { shape, metres }
  }
  return best
}

/** Where photos were taken, beside the parcels of their projects. */
export async function photoPlaces(
  tx: ReadTx,
  ctx: Context,
  photos: readonly Photo[],
): Promise<(projectId: Uuid, lng: number, lat: number) => Place> {
  const shapes =
    photos.length === 0
      ? new Map<Uuid, ParcelShape[]>()
      : await parcelShapesOf(tx, ctx.zone.zoneId, [...new Set(photos.map((photo) => photo.projectId))])
  const projection = projectionOf(ctx.zone.projectedEpsg)
  return (projectId, lng, lat) => {
    const found = nearest(shapes.get(projectId) ?? [], [lng, lat], projection)
    return {
      lng,
      lat,
      parcelId: found?.shape.parcelId ?? null,
      parcelName: found?.shape.name ?? null,
      parcelNameEn: found?.shape.nameEn ?? null,
      metresOutside: found === undefined ? null : Math.round(found.metres),
    }
  }
}
