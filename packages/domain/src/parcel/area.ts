import { fen, type Fen } from '../shared/money.ts'
import { Refusal } from '../shared/refusal.ts'

// One mu (亩) is 2000/3 square metres.
const M2_OF_THREE_MU = 2000n
const THREE_MU = 3n
const SCALE = 100n

const halfUp = (numerator: bigint, denominator: bigint): bigint => (2n * numerator + denominator) / (2n * denominator)

/** Decimal text with up to two decimals ("531130", "6.25") as hundredths. */
export function parseHundredths(text: string): bigint {
  const match = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text.trim())
  if (!match) throw new Refusal('area.not-a-number', [{ code: 'area.not-a-number', params: { text } }])
  return BigInt(match[1] as string) * SCALE + BigInt((match[2] ?? '').padEnd(2, '0'))
}

/** Hundredths as "531130.00". */
export const formatHundredths = (hundredths: bigint): string => `${hundredths / SCALE}.${(hundredths % SCALE).toString().padStart(2, '0')}`

/** Square metres as mu, both text with two decimals, rounded half up. */
export const muText = (areaM2: string): string => formatHundredths(halfUp(parseHundredths(areaM2) * THREE_MU, M2_OF_THREE_MU))

/** An amount per mu of an area, rounded half up to the fen; null without an area. */
export function fenPerMu(amount: bigint, areaM2: string): Fen | null {
  const hundredths = parseHundredths(areaM2)
  return hundredths === 0n ? null : fen(halfUp(amount * M2_OF_THREE_MU * SCALE, hundredths * THREE_MU))
}

/** Parts per million by which the computed area differs from the official one; negative when it is smaller. */
export function areaDifferencePpm(computedM2: string, officialM2: string): bigint {
  const official = parseHundredths(officialM2)
  return ((parseHundredths(computedM2) - official) * 1_000_000n) / official
}

/** A larger difference between the official and the computed area is worth a look. */
export const AREA_TOLERANCE_PPM = 10_000n
