import type { MapRing } from './map-props.ts'

const DIGITS = 6
const degrees = (value: number): string => String(Number(value.toFixed(DIGITS)))

/** A ring as an address carries it: "lng lat,lng lat,…". */
export const textOfRing = (ring: MapRing): string => ring.map(([lng, lat]) => `${degrees(lng)} ${degrees(lat)}`).join(',')

export const ringOfText = (text: string | undefined): MapRing | null =>
  text === undefined
    ? null
    : text.split(',').map((pair) => {
        const [lng, lat] = pair.trim().split(' ').map(Number)
        return [lng ?? 0, lat ?? 0] as const
      })
