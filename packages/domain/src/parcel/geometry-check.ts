import type { Reason } from '../shared/refusal.ts'
import type { ParcelGeometry, Position } from './parcel-geometry.ts'
import type { ParcelKind } from './parcel-row.ts'
import { doubleArea, ringContains, ringsOverlap, selfIntersection, type Point, type Ring } from './planar.ts'

/** West, south, east, north in degrees. */
export type Extent = readonly [west: number, south: number, east: number, north: number]

/** More points than any parcel has: a survey of a whole river bank has some thousands. */
const MAX_POINTS = 20_000

const TYPES: Readonly<Record<ParcelKind, readonly string[]>> = {
  parcel: ['Polygon', 'MultiPolygon'],
  corridor: ['LineString', 'MultiLineString'],
}

/** The polygons of a geometry; none of a line. */
export const polygonsOf = (geometry: ParcelGeometry): readonly (readonly (readonly Position[])[])[] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []

/** The lines of a geometry; none of a polygon. */
export const linesOf = (geometry: ParcelGeometry): readonly (readonly Position[])[] =>
  geometry.type === 'LineString' ? [geometry.coordinates] : geometry.type === 'MultiLineString' ? geometry.coordinates : []

export const positionsOf = (geometry: ParcelGeometry): readonly Position[] => [
  ...polygonsOf(geometry).flat(2),
  ...linesOf(geometry).flat(1),
]

/** Whether a value from outside has the form of a geometry; its meaning is checked by `geometryReasons`. */
export function isGeometry(value: unknown): value is ParcelGeometry {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('coordinates' in value)) return false
  const depth = ({ LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 } as Record<string, number>)[String(value.type)]
  return depth !== undefined && isNested(value.coordinates, depth)
}

const isNested = (value: unknown, depth: number): boolean =>
  Array.isArray(value) &&
  (depth === 0
    ? value.length >= 2 && value.every((part) => typeof part === 'number' && Number.isFinite(part))
    : value.length > 0 && value.every((part) => isNested(part, depth - 1)))

const round6 = (degrees: number): string => degrees.toFixed(6)

/**
 * All that is wrong with the geometry of a place.
 * @param project degrees to metres of the zone's system
 */
export function geometryReasons(
  geometry: ParcelGeometry,
  kind: ParcelKind,
  extent: Extent,
  project: (position: Position) => Point,
): Reason[] {
  if (!isGeometry(geometry)) return [{ code: 'parcel.geometry-unreadable', at: 'geometry' }]
  if (!TYPES[kind].includes(geometry.type)) {
    return [{ code: `parcel.geometry-of-${kind}`, params: { type: geometry.type }, at: 'geometry' }]
  }
  const positions = positionsOf(geometry)
  if (positions.length > MAX_POINTS) {
    return [{ code: 'parcel.geometry-too-detailed', params: { points: positions.length, most: MAX_POINTS }, at: 'geometry' }]
  }
  const [west, south, east, north] = extent
  const stray = positions.find(([lng, lat]) => lng < west || lng > east || lat < south || lat > north)
  if (stray) {
    return [{ code: 'parcel.outside-zone', params: { lng: round6(stray[0]), lat: round6(stray[1]) }, at: 'geometry' }]
  }
  return kind === 'corridor' ? lineReasons(geometry) : polygonReasons(geometry, project)
}

const lineReasons = (geometry: ParcelGeometry): Reason[] =>
  linesOf(geometry).flatMap((line, index) =>
    line.length < 2 ? [{ code: 'parcel.line-too-short', params: { line: index + 1 }, at: `geometry.${index}` }] : [],
  )

function polygonReasons(geometry: ParcelGeometry, project: (position: Position) => Point): Reason[] {
  const reasons: Reason[] = []
  const polygons: Ring[][] = []
  polygonsOf(geometry).forEach((rings, part) => {
    const planar = rings.map((ring) => ring.map(project))
    planar.forEach((ring, index) => {
      const reason = ringReason(rings[index] as readonly Position[], ring)
      if (reason) reasons.push({ ...reason, params: { ...reason.params, ring: index + 1 }, at: `geometry.${part}.${index}` })
    })
    polygons.push(planar)
  })
  if (reasons.length > 0) return reasons
  polygons.forEach(([outer = [], ...holes], part) => {
    holes.forEach((hole, index) => {
      const clashes = holes.slice(0, index).some((earlier) => ringsOverlap(earlier, hole))
      if (clashes || !ringContains(outer, hole)) {
        reasons.push({ code: 'parcel.hole-outside', params: { ring: index + 2 }, at: `geometry.${part}.${index + 1}` })
      }
    })
    if (polygons.slice(0, part).some(([earlier = []]) => ringsOverlap(earlier, outer))) {
      reasons.push({ code: 'parcel.parts-overlap', params: { part: part + 1 }, at: `geometry.${part}` })
    }
  })
  return reasons
}

function ringReason(ring: readonly Position[], planar: Ring): Reason | null {
  if (ring.length < 4) return { code: 'parcel.ring-too-short' }
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position]
  if (first[0] !== last[0] || first[1] !== last[1]) return { code: 'parcel.ring-open' }
  const crossing = selfIntersection(planar)
  if (crossing) {
    const at = ring[planar.indexOf(crossing)] ?? first
    return { code: 'parcel.ring-crosses-itself', params: { lng: round6(at[0]), lat: round6(at[1]) } }
  }
  return doubleArea(planar) === 0n ? { code: 'parcel.ring-without-area' } : null
}
