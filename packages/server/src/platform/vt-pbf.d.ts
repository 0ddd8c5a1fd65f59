declare module 'vt-pbf' {
  interface CutTile {
    readonly features: readonly unknown[]
  }
  /** Encodes tiles of geojson-vt, one layer a name. */
  export function fromGeojsonVt(layers: Readonly<Record<string, CutTile>>, options?: { version?: number; extent?: number }): Uint8Array
}
