import type { ColourBy } from './map-colours.ts'

export interface MapView {
  readonly lng: number
  readonly lat: number
  readonly zoom: number
}
/** West, south, east, north in degrees. */
export type MapBounds = readonly [west: number, south: number, east: number, north: number]
export type MapRing = readonly (readonly [lng: number, lat: number])[]

/** What of the parcels is drawn; parcels that fail are pale. Empty or missing: all. */
export interface MapFilter {
  readonly status?: readonly string[] | undefined
  readonly clusterCode?: readonly string[] | undefined
  readonly kind?: readonly string[] | undefined
}

export interface ZoneMapProps {
  /** Year whose plan gives the amounts. */
  readonly planYear: number
  /** Height of the map, 100 % of its parent by default. */
  readonly height?: number | string
  /** What the colour of a parcel stands for; 'cluster' by default. */
  readonly colourBy?: ColourBy
  /** Offers the choice of colour in the legend. */
  readonly onColourBy?: (colourBy: ColourBy) => void
  /** The legend is left out of a very small map. */
  readonly hasLegend?: boolean
  readonly filter?: MapFilter
  /** Id of the parcel that is selected or pointed at elsewhere on the page. */
  readonly selected?: string | null | undefined
  readonly hovered?: string | null | undefined
  readonly onSelect?: (parcelId: string | null) => void
  readonly onHover?: (parcelId: string | null) => void
  /** Where the map looks; the zone's own view when missing. */
  readonly view?: MapView | undefined
  readonly onView?: (view: MapView, bounds: MapBounds) => void
  /** A box that is brought into view when it changes. */
  readonly focus?: MapBounds | null | undefined
  /** The area that the page filters by. */
  readonly area?: MapRing | null | undefined
  /** While set, the pointer draws an area. */
  readonly drawing?: 'polygon' | 'rectangle' | null
  /** Null: cancelled. */
  readonly onDrawn?: (ring: MapRing | null) => void
}
