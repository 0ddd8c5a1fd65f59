import proj4 from 'proj4'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Position } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { Point } from '@ballast/domain/parcel/planar.ts'

/** Degrees of CGCS2000 to metres of a projected system, and back. */
export interface Projection {
  readonly epsg: number
  readonly centralMeridian: number
  toMetres(position: Position): Point
  toDegrees(point: Point): Position
}

// EPSG:4534 … 4554 are CGCS2000 / 3-degree Gauss-Kruger CM 75E … 135E: false easting 500 km, no zone number in front.
const FIRST_EPSG = 4534
const LAST_EPSG = 4554
const FIRST_MERIDIAN = 75
const DEGREES_APART = 3
const CGCS2000 = '+proj=longlat +ellps=GRS80 +a=6378137 +rf=298.257222101 +no_defs'

const known = new Map<number, Projection>()

/** The projected system of a zone, e.g. 4548: central meridian 117° E. */
export function projectionOf(epsg: number): Projection {
  const cached = known.get(epsg)
  if (cached) return cached
  if (!Number.isInteger(epsg) || epsg < FIRST_EPSG || epsg > LAST_EPSG) {
    throw new Refusal('zone.unknown-projection', [{ code: 'zone.unknown-projection', params: { epsg } }])
  }
  const centralMeridian = FIRST_MERIDIAN + DEGREES_APART * (epsg - FIRST_EPSG)
  const converter = proj4(
    CGCS2000,
    `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs`,
  )
  const projection: Projection = {
    epsg,
    centralMeridian,
    toMetres: ([lng, lat]) => converter.forward([lng, lat]) as unknown as Point,
    toDegrees: ([x, y]) => converter.inverse([x, y]) as unknown as Position,
  }
  known.set(epsg, projection)
  return projection
}
