import { Refusal } from './refusal.ts'

/** Shares of a whole are parts per million, so that they add up exactly and survive a spreadsheet's four decimals of a percent. */
export const WHOLE_PPM = 1_000_000n

/** "0.6000" for 60 %: numerator over denominator, rounded half up at `digits`; null when there is nothing to divide by. */
export function ratioText(numerator: bigint, denominator: bigint, digits = 4): string | null {
  if (denominator === 0n) return null
  const scale = 10n ** BigInt(digits)
  const negative = numerator < 0n !== denominator < 0n
  const top = (numerator < 0n ? -numerator : numerator) * scale
  const bottom = denominator < 0n ? -denominator : denominator
  const rounded = (top + bottom / 2n) / bottom
  const text = rounded.toString().padStart(digits + 1, '0')
  const sign = negative && rounded !== 0n ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Decimal text ("0.6") → exact parts per million; finer is refused. */
export function parsePpm(text: string): bigint {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,6})0*)?$/.exec(text.trim())
  if (!match) throw new Refusal('ratio.not-a-number', [{ code: 'ratio.not-a-number', params: { text } }])
  const ppm = BigInt(match[2] as string) * WHOLE_PPM + BigInt((match[3] ?? '').padEnd(6, '0'))
  return match[1] === '-' ? -ppm : ppm
}

const PPM_PER_PERCENT = WHOLE_PPM / 100n

/** "33.3333" for 333,333 parts per million, rounded half up at `digits`; four digits are exact. */
export const percentText = (ppm: bigint, digits = 2): string => ratioText(ppm, PPM_PER_PERCENT, digits) as string

/** One amount as a percentage of another, rounded half up: "33.3333". */
export const percentOf = (part: bigint, whole: bigint, digits = 4): string | null => ratioText(part * 100n, whole, digits)

/** Percent text ("33.3333") → exact parts per million; finer than four decimals is refused. */
export function parsePercent(text: string): bigint {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,4})0*)?$/.exec(text.trim())
  if (!match) throw new Refusal('ratio.not-a-number', [{ code: 'ratio.not-a-number', params: { text } }])
  const ppm = BigInt(match[2] as string) * PPM_PER_PERCENT + BigInt((match[3] ?? '').padEnd(4, '0'))
  return match[1] === '-' ? -ppm : ppm
}

/** Compares a/b with ppm/1e6 without dividing: negative, zero or positive. */
export function compareRatio(numerator: bigint, denominator: bigint, ppm: bigint): number {
  const difference = numerator * WHOLE_PPM - denominator * ppm
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
