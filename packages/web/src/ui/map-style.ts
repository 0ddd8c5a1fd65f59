import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { routes } from '@ballast/contract/routes.ts'
import { CORRIDOR_COLOUR } from './map-colours.ts'

/** What a zone's pack says of its map; each part may be missing. */
export interface ZoneMapFacts {
  readonly center?: [number, number]
  readonly zoom?: number
  readonly districts?: FeatureCollection
  readonly roads?: FeatureCollection
  readonly water?: FeatureCollection
  /** Template of a raster base map, with {z}, {x} and {y}. */
  readonly tileUrl?: string
  readonly tileAttribution?: string
}
export interface FeatureCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly MapFeature[]
}
export interface MapFeature {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>> | null
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}

export const PARCELS = 'parcels'
export const CORRIDORS = 'corridors'
/** From this zoom on the tiles of every zone hold parcels one by one; below, those of a large zone hold counted dots. */
export const PARCELS_FROM_ZOOM = 13
/** Tiles finer than this would say nothing more: a unit is a decimetre. */
const FINEST_TILE = 16

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

const isHovered = ['boolean', ['feature-state', 'hovered'], false]
const isSelected = ['boolean', ['feature-state', 'selected'], false]

/** The quiet base of the zone, then its parcels and corridors. No glyphs, no sprites: nothing comes from elsewhere. */
export function mapStyle(zone: ZoneMapFacts, tileUrl: string): StyleSpecification {
  const raster = zone.tileUrl
  return {
    version: 8,
    sources: {
      districts: { type: 'geojson', data: (zone.districts ?? EMPTY) as never },
      roads: { type: 'geojson', data: (zone.roads ?? EMPTY) as never },
      water: { type: 'geojson', data: (zone.water ?? EMPTY) as never },
      area: { type: 'geojson', data: EMPTY as never },
      places: { type: 'vector', tiles: [tileUrl], minzoom: 7, maxzoom: FINEST_TILE, promoteId: { [PARCELS]: 'id', [CORRIDORS]: 'id' } },
      ...(raster === undefined ? {} : { raster: { type: 'raster' as const, tiles: [raster], tileSize: 256 } }),
    },
    layers: [...baseLayers(raster !== undefined), ...placeLayers(), ...areaLayers()] as LayerSpecification[],
  }
}

/** Address of the parcel tiles of a year; the library fills z, x and y. */
export const parcelTileUrl = (planYear: number): string => `${location.origin}${routes['parcel.tile'].path}?planYear=${planYear}`

const baseLayers = (hasRaster: boolean): unknown[] => [
  { id: 'ground', type: 'background', paint: { 'background-color': '#e9eef0' } },
  ...(hasRaster ? [{ id: 'raster', type: 'raster', source: 'raster', paint: { 'raster-opacity': 0.7 } }] : []),
  { id: 'districts', type: 'fill', source: 'districts', paint: { 'fill-color': '#f7f9f9', 'fill-opacity': hasRaster ? 0.25 : 1 } },
  { id: 'water-area', type: 'fill', source: 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#c9dfea' } },
  {
    id: 'water-line',
    type: 'line',
    source: 'water',
    paint: { 'line-color': '#b5d3e2', 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1.5, 15, 9] },
    layout: { 'line-cap': 'round', 'line-join': 'round' },
  },
  {
    id: 'roads-edge',
    type: 'line',
    source: 'roads',
    paint: { 'line-color': '#cfd7da', 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1.5, 15, 9] },
    layout: { 'line-cap': 'round', 'line-join': 'round' },
  },
  {
    id: 'roads',
    type: 'line',
    source: 'roads',
    paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.7, 15, 6.5] },
    layout: { 'line-cap': 'round', 'line-join': 'round' },
  },
  {
    id: 'districts-edge',
    type: 'line',
    source: 'districts',
    paint: { 'line-color': '#aab8be', 'line-width': 1, 'line-dasharray': [3, 2] },
  },
]

const placeLayers = (): unknown[] => [
  {
    id: 'dots',
    type: 'circle',
    source: 'places',
    'source-layer': 'dots',
    paint: {
      'circle-color': '#2a7c96',
      'circle-opacity': 0.75,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1,
      'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'parcels']], 1, 4, 20, 18],
    },
  },
  {
    id: PARCELS,
    type: 'fill',
    source: 'places',
    'source-layer': PARCELS,
    paint: { 'fill-color': '#dfe5e8', 'fill-opacity': ['case', isHovered, 1, 0.82] },
  },
  {
    id: 'parcels-edge',
    type: 'line',
    source: 'places',
    'source-layer': PARCELS,
    paint: {
      'line-color': ['case', isSelected, '#d4380d', isHovered, '#16313d', '#ffffff'],
      'line-width': ['case', isSelected, 3, isHovered, 2, 0.8],
    },
  },
  {
    id: CORRIDORS,
    type: 'line',
    source: 'places',
    'source-layer': CORRIDORS,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': ['case', isSelected, '#d4380d', CORRIDOR_COLOUR],
      'line-width': [
        'interpolate',
        ['linear'],
        ['zoom'],
        10,
        ['case', isSelected, 3, isHovered, 3, 1.2],
        14,
        ['case', isSelected, 6, isHovered, 6, 3.2],
      ],
    },
  },
]

const areaLayers = (): unknown[] => [
  {
    id: 'area',
    type: 'fill',
    source: 'area',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#d4380d', 'fill-opacity': 0.07 },
  },
  { id: 'area-edge', type: 'line', source: 'area', paint: { 'line-color': '#d4380d', 'line-width': 2, 'line-dasharray': [2, 1.5] } },
  {
    id: 'area-corners',
    type: 'circle',
    source: 'area',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 4, 'circle-color': '#ffffff', 'circle-stroke-color': '#d4380d', 'circle-stroke-width': 2 },
  },
]
