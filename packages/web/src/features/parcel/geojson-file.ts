import type { Parcel } from '@ballast/contract/parcel.ts'
import type { MapRing } from '../../ui/map.tsx'

type Geometry = NonNullable<Parcel['geometry']>
interface GeoJson {
  readonly type?: unknown
  readonly geometry?: unknown
  readonly features?: readonly GeoJson[]
  readonly properties?: { readonly name?: unknown } | null
}

const KINDS: ReadonlySet<unknown> = new Set(['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString'])
const isGeometry = (value: unknown): value is Geometry =>
  typeof value === 'object' && value !== null && 'coordinates' in value && KINDS.has((value as GeoJson).type)

/**
 * The one shape in a GeoJSON text: a geometry, a feature, or the feature of a collection that has one of these names.
 * Undefined when there is none, or no saying which.
 */
export function geometryIn(text: string, names: readonly string[]): Geometry | undefined {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return undefined
  }
  if (isGeometry(given)) return given
  const { type, geometry, features } = (given ?? {}) as GeoJson
  if (type === 'Feature') return isGeometry(geometry) ? geometry : undefined
  if (type !== 'FeatureCollection' || !Array.isArray(features)) return undefined
  const shapes = features.filter((feature: GeoJson) => isGeometry(feature.geometry)) as GeoJson[]
  const named = shapes.filter(({ properties }) => names.includes(String(properties?.name)))
  const [only, second] = named.length > 0 ? named : shapes
  return second === undefined ? (only?.geometry as Geometry | undefined) : undefined
}

const DIGITS = 7
/** A ring drawn on the map as the polygon of a parcel. */
export const polygonOf = (ring: MapRing): Geometry => {
  const points = ring.map(([lng, lat]) => [Number(lng.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))])
  const [first = [], last = []] = [points[0], points.at(-1)]
  const isClosed = first[0] === last[0] && first[1] === last[1]
  return { type: 'Polygon', coordinates: [isClosed ? points : [...points, first]] }
}
