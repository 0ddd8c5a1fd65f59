import type { Locale } from '@ballast/contract/messages.ts'
import type { FeatureCollection, MapFeature, ZoneMapFacts } from './map-style.ts'

export interface MapLabel {
  readonly text: string
  readonly kind: 'district' | 'road' | 'water'
  readonly at: [number, number]
}

/** Names on the map as plain elements: labels of the map library itself would need fonts from a server. */
export function labelsOf(zone: ZoneMapFacts, locale: Locale, isNear: boolean): MapLabel[] {
  const of = (kind: MapLabel['kind'], collection: FeatureCollection | undefined): MapLabel[] =>
    (collection?.features ?? []).flatMap((feature) => {
      const text = nameOf(feature, locale)
      const at = middleOf(feature)
      return text === null || at === null ? [] : [{ text, kind, at }]
    })
  return [...of('district', zone.districts), ...(isNear ? [...of('water', zone.water), ...of('road', zone.roads)] : [])]
}

function nameOf({ properties }: MapFeature, locale: Locale): string | null {
  const wanted =
    locale === 'en'
      ? [properties?.['nameEn'], properties?.['name_en'], properties?.['nameZh']]
      : [properties?.['nameZh'], properties?.['name_zh']]
  const found = [...wanted, properties?.['name']].find((value) => typeof value === 'string' && value !== '')
  return (found as string | undefined) ?? null
}

/** The middle of an area's box, or the middle point of a line. */
function middleOf({ geometry }: MapFeature): [number, number] | null {
  const points = positionsOf(geometry.coordinates)
  if (points.length === 0) return null
  if (geometry.type.endsWith('LineString')) return points[Math.floor(points.length / 2)] ?? null
  const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)]
  return [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
}

const positionsOf = (value: unknown): [number, number][] =>
  !Array.isArray(value) ? [] : typeof value[0] === 'number' ? [[value[0], value[1] as number]] : value.flatMap((part) => positionsOf(part))
