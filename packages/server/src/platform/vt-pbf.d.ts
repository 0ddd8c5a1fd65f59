declare module 'vt-pbf' {
  interface CutTile {
    readonly features: readonly unknown[]
  }
  /** Encodes tiles of geojson-vt, one layer a name. */
  export function fromGeojsonVt(layers: Readonly<Record<string, CutTile>>, options?: { version?: number; extent?: number }): Uint8Array
}

declare module '@mapbox/vector-tile' {
  import type { Feature } from 'geojson'
  interface VectorTileFeature {
    readonly properties: Readonly<Record<string, string | number | boolean>>
    toGeoJSON(x: number, y: number, z: number): Feature
  }
  interface VectorTileLayer {
    readonly length: number
    feature(index: number): VectorTileFeature
  }
  export class VectorTile {
    constructor(pbf: unknown)
    readonly layers: Readonly<Record<string, VectorTileLayer | undefined>>
  }
}

declare module 'pbf' {
  export default class Pbf {
    constructor(buffer: Uint8Array)
  }
}
