import Flatbush from 'flatbush'
import type { Geom } from 'polyclip-ts'
import { formatHundredths } from '@ballast/domain/parcel/area.ts'
import { linesOf, polygonsOf, positionsOf, type Extent } from '@ballast/domain/parcel/geometry-check.ts'
import type { ParcelGeometry, Position } from '@ballast/domain/parcel/parcel-geometry.ts'
import { areaHundredths, lineLength, lineMeetsRing, type PlanarPolygon, type Point } from '@ballast/domain/parcel/planar.ts'
import { sharedGround } from './clipping.ts'
import type { Projection } from './geometry-projection.ts'

export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

export interface Measures {
  readonly degrees: Box
  readonly metres: Box
  /** Square metres with two decimals; null of a line. */
  readonly areaM2: string | null
  /** Metres with two decimals; null of an area. */
  readonly lengthM: string | null
}

export function boxOf(points: Iterable<readonly [number, number]>): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  return { minX, minY, maxX, maxY }
}

const planarPolygons = (geometry: ParcelGeometry, projection: Projection): PlanarPolygon[] =>
  polygonsOf(geometry).map((rings) => rings.map((ring) => ring.map((position) => projection.toMetres(position))))

/** Boxes, area and length of a geometry; areas and lengths are of the projected system, never of degrees. */
export function measure(geometry: ParcelGeometry, projection: Projection): Measures {
  const positions = positionsOf(geometry)
  const polygons = planarPolygons(geometry, projection)
  const lines = linesOf(geometry).map((line) => line.map((position) => projection.toMetres(position)))
  return {
    degrees: boxOf(positions),
    metres: boxOf([...polygons.flat(2), ...lines.flat()]),
    areaM2: polygons.length === 0 ? null : formatHundredths(areaHundredths(polygons)),
    lengthM: lines.length === 0 ? null : lineLength(lines).toFixed(2),
  }
}

/** How far from the middle of its projected system a place of a zone may lie, in degrees, when the zone declares no extent. */
const MERIDIANS_AWAY = 2
const CHINA_SOUTH = 3
const CHINA_NORTH = 54

export const extentOf = (projection: Projection): Extent => [
  projection.centralMeridian - MERIDIANS_AWAY,
  CHINA_SOUTH,
  projection.centralMeridian + MERIDIANS_AWAY,
  CHINA_NORTH,
]

/** Shared ground in square metres of two geometries; 0 for lines. The clipper works around a local origin, where doubles are fine. */
export function sharedArea(first: ParcelGeometry, second: ParcelGeometry, projection: Projection): number {
  const [a, b] = [planarPolygons(first, projection), planarPolygons(second, projection)]
  const origin = a[0]?.[0]?.[0]
  if (!origin || b.length === 0) return 0
  return Number(areaHundredths(clip(a, b, origin))) / HUNDREDTHS
}
const HUNDREDTHS = 100

const shifted = (polygons: readonly PlanarPolygon[], [x0, y0]: Point): Geom =>
  polygons.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x - x0, y - y0] as [number, number])))

const clip = (a: readonly PlanarPolygon[], b: readonly PlanarPolygon[], origin: Point): readonly PlanarPolygon[] =>
  sharedGround(shifted(a, origin), shifted(b, origin))

export interface PlacedGeometry<K> {
  readonly key: K
  readonly geometry: ParcelGeometry
  /** In metres. */
  readonly box: Box
}

export interface Overlap<K> {
  readonly key: K
  readonly other: K
  readonly areaM2: number
}

/** Less than this is the noise of digitising a common boundary twice. */
export const OVERLAP_TOLERANCE_M2 = 1

/** Pairs of `fresh` with `fresh` or `standing` that share more ground than the tolerance. */
export function overlaps<K>(
  fresh: readonly PlacedGeometry<K>[],
  standing: readonly PlacedGeometry<K>[],
  projection: Projection,
): Overlap<K>[] {
  const all = [...fresh, ...standing].filter(({ geometry }) => polygonsOf(geometry).length > 0)
  if (all.length < 2) return []
  const index = new Flatbush(all.length)
  for (const { box } of all) index.add(box.minX, box.minY, box.maxX, box.maxY)
  index.finish()
  const isFresh = new Set(fresh.map(({ key }) => key))
  const found: Overlap<K>[] = []
  all.forEach((place, position) => {
    if (!isFresh.has(place.key)) return
    for (const candidate of index.search(place.box.minX, place.box.minY, place.box.maxX, place.box.maxY)) {
      const other = all[candidate] as PlacedGeometry<K>
      if (candidate === position || (isFresh.has(other.key) && candidate < position)) continue
      const areaM2 = sharedArea(place.geometry, other.geometry, projection)
      if (areaM2 > OVERLAP_TOLERANCE_M2) found.push({ key: place.key, other: other.key, areaM2 })
    }
  })
  return found
}

/** Whether a place shares ground with an area drawn on the map: parcels by their ground, corridors by any of their length. */
export function touchesArea(geometry: ParcelGeometry, ring: readonly Position[], projection: Projection): boolean {
  const area: ParcelGeometry = { type: 'Polygon', coordinates: [ring] }
  if (polygonsOf(geometry).length > 0) return sharedArea(geometry, area, projection) > 0
  const planar = ring.map((position) => projection.toMetres(position))
  return linesOf(geometry).some((line) =>
    lineMeetsRing(
      line.map((position) => projection.toMetres(position)),
      planar,
    ),
  )
}
