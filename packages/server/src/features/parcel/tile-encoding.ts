import GeoJSONVT from 'geojson-vt'
import { fromGeojsonVt } from 'vt-pbf'
import type { Feature } from 'geojson'
import type { Box } from '../../platform/geometry.ts'

export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Parcels are drawn one by one from this zoom on; a tile of a lower one would hold thousands, so it shows dots … */
export const PARCELS_FROM_ZOOM = 13
/** … unless the zone has few parcels: so many fit in one tile of a zoom at which they can be told apart. */
export const FEW_PARCELS = 1500
export const FEW_PARCELS_FROM_ZOOM = 10

const EXTENT = 4096
/** What lies this much outside a tile is drawn too, so that outlines do not break at its edge; in parts of the extent. */
const BUFFER = 64

const lngOf = (x: number, z: number): number => (x / 2 ** z) * 360 - 180
const latOf = (y: number, z: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI

/** The tile with its buffer, in degrees. */
export function boxOfTile({ z, x, y }: TileAddress): Box {
  const margin = BUFFER / EXTENT
  return { minX: lngOf(x - margin, z), maxX: lngOf(x + 1 + margin, z), minY: latOf(y + 1 + margin, z), maxY: latOf(y - margin, z) }
}

export const isTile = ({ z, x, y }: TileAddress): boolean => x < 2 ** z && y < 2 ** z

export type TileFeature = Feature & { readonly properties: Record<string, string | number | boolean> }

/** The cell of a grid over a tile in which a position lies. */
export function cellOf({ z, x, y }: TileAddress, lng: number, lat: number, cells: number): [column: number, row: number] {
  const radians = (lat * Math.PI) / 180
  const [tileX, tileY] = [((lng + 180) / 360) * 2 ** z, ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z]
  return [Math.floor((tileX - x) * cells), Math.floor((tileY - y) * cells)]
}

/** Position of a cell's middle of a grid over a tile, in degrees. */
export const cellMiddle = ({ z, x, y }: TileAddress, column: number, row: number, cells: number): [number, number] => [
  lngOf(x + (column + 0.5) / cells, z),
  latOf(y + (row + 0.5) / cells, z),
]

/** Features as a Mapbox vector tile, one layer a name. */
export function encodeTile(tile: TileAddress, layers: Readonly<Record<string, readonly TileFeature[]>>): Buffer {
  const cut: Record<string, { features: readonly unknown[] }> = {}
  for (const [name, features] of Object.entries(layers)) {
    if (features.length === 0) continue
    const index = new GeoJSONVT(
      { type: 'FeatureCollection', features: [...features] },
      { maxZoom: tile.z, indexMaxZoom: tile.z, indexMaxPoints: 0, tolerance: 2, extent: EXTENT, buffer: BUFFER },
    )
    const found = index.getTile(tile.z, tile.x, tile.y)
    if (found) cut[name] = found
  }
  return Buffer.from(fromGeojsonVt(cut, { version: 2, extent: EXTENT }))
}
