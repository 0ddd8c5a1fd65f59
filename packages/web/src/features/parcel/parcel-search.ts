import { z } from 'zod'
import { parcelFilter } from '@ballast/contract/parcel.ts'
import { listOf } from '@ballast/contract/list.ts'
import { COLOURS_BY } from '../../ui/map-colours.ts'
import type { MapBounds, MapRing, MapView } from '../../ui/map.tsx'

/** The address of the parcel page: filter, sort, columns, what is selected, where the map looks and what its colours say. */
export const parcelsSearch = parcelFilter.extend({
  q: z.coerce.string().max(200).optional(),
  sort: z.string().default('name'),
  columns: listOf(z.string()).optional(),
  selected: z.string().optional(),
  color: z.enum(COLOURS_BY).default('cluster'),
  lng: z.coerce.number().min(-180).max(180).optional(),
  lat: z.coerce.number().min(-85).max(85).optional(),
  zoom: z.coerce.number().min(0).max(22).optional(),
})
export type ParcelsSearch = z.output<typeof parcelsSearch>
export type ParcelsSearchChange = Partial<z.input<typeof parcelsSearch>>

/** What of the address the server selects by. */
export function filterOf(search: ParcelsSearch) {
  const { columns: _columns, selected: _selected, sort: _sort, color: _color, lng: _lng, lat: _lat, zoom: _zoom, ...filter } = search
  return filter
}

/** Every filter of the address set back; sort, columns and map stay. */
export const NO_FILTER = Object.fromEntries(Object.keys(parcelFilter.shape).map((key) => [key, undefined])) as ParcelsSearchChange

export const viewOf = ({ lng, lat, zoom }: Pick<ParcelsSearch, 'lng' | 'lat' | 'zoom'>): MapView | undefined =>
  lng === undefined || lat === undefined || zoom === undefined ? undefined : { lng, lat, zoom }

export const ringOfBounds = ([west, south, east, north]: MapBounds): MapRing => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]
