/** What of a zone's map this small one draws: GeoJSON in degrees; each part may be missing. */
export interface BaseMap {
  readonly districts?: Features
  readonly roads?: Features
  readonly water?: Features
}
interface Features {
  readonly features: readonly { readonly geometry: { readonly coordinates: unknown } }[]
}
type Position = readonly [lng: number, lat: number]
interface Place {
  readonly lng: number
  readonly lat: number
}

export const WIDTH = 480
const MARGIN = 14

/** Lines and rings, however deep a geometry nests them. */
function ringsOf(coordinates: unknown): Position[][] {
  if (!Array.isArray(coordinates) || !Array.isArray(coordinates[0])) return []
  return typeof coordinates[0][0] === 'number' ? [coordinates as Position[]] : coordinates.flatMap(ringsOf)
}
const ringsIn = (part: Features | undefined) => (part?.features ?? []).flatMap((feature) => ringsOf(feature.geometry.coordinates))

export interface PlaceMap {
  readonly height: number
  readonly areas: readonly string[]
  readonly lines: readonly string[]
  readonly water: readonly string[]
  readonly project: (lng: number, lat: number) => [x: number, y: number]
}

/** A plane drawing of a zone: degrees shortened by the cosine of the latitude, fitted to the width; places always lie inside. */
export function placeMap(base: BaseMap, places: readonly Place[]): PlaceMap {
  const areas = ringsIn(base.districts)
  const points: Position[] = [...areas.flat(), ...places.map(({ lng, lat }): Position => [lng, lat])]
  const west = least(points.map(([lng]) => lng))
  const east = -least(points.map(([lng]) => -lng))
  const south = least(points.map(([, lat]) => lat))
  const north = -least(points.map(([, lat]) => -lat))
  const shorten = Math.cos((((south + north) / 2) * Math.PI) / 180)
  // A single place has no extent; it gets a hundredth of a degree around it.
  const scale = (WIDTH - 2 * MARGIN) / Math.max((east - west) * shorten, 0.01)
  const project = (lng: number, lat: number): [number, number] => [MARGIN + (lng - west) * shorten * scale, MARGIN + (north - lat) * scale]
  const pathOf = (ring: readonly Position[]) =>
    ring
      .map(
        ([lng, lat], index) =>
          `${index === 0 ? 'M' : 'L'}${project(lng, lat)
            .map((value) => value.toFixed(1))
            .join(' ')}`,
      )
      .join('')
  return {
    height: Math.ceil(2 * MARGIN + (north - south) * scale),
    areas: areas.map((ring) => `${pathOf(ring)}Z`),
    water: ringsIn(base.water).map((ring) => `${pathOf(ring)}Z`),
    lines: ringsIn(base.roads).map(pathOf),
    project,
  }
}

const least = (values: readonly number[]) => values.reduce((found, value) => (value < found ? value : found), Number.POSITIVE_INFINITY)
