/** How a chance is said to people who are no statisticians: in tenths, never finer. */
export type ChanceWords =
  | { readonly kind: 'hardly' }
  | { readonly kind: 'below-one' }
  | { readonly kind: 'about'; readonly tenths: number; readonly zh: string; readonly en: string }
  | { readonly kind: 'above-nine' }
  | { readonly kind: 'almost-sure' }

const TENTHS_ZH = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const
const TENTHS_EN = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const

/** @param tenths 0 to 10, whole */
export const tenthsInWords = (tenths: number): { readonly zh: string; readonly en: string } => ({
  zh: TENTHS_ZH[tenths] ?? '',
  en: TENTHS_EN[tenths] ?? '',
})

/** @param chance 0 to 1 */
export function chanceWords(chance: number): ChanceWords {
  if (chance < 0.01) return { kind: 'hardly' }
  if (chance < 0.1) return { kind: 'below-one' }
  if (chance >= 0.99) return { kind: 'almost-sure' }
  const tenths = tenthsOf(chance)
  const said = Math.max(1, tenths)
  return tenths === 10 ? { kind: 'above-nine' } : { kind: 'about', tenths: said, ...tenthsInWords(said) }
}

/** Dots of ten that are filled. */
export const tenthsOf = (chance: number): number => Math.min(10, Math.max(0, Math.round(chance * 10)))

/** An amount to two significant digits: what a forecast can say, no more. */
export function twoDigits(amount: bigint): bigint {
  const absolute = amount < 0n ? -amount : amount
  const step = 10n ** BigInt(Math.max(0, absolute.toString().length - 2))
  const rounded = ((absolute + step / 2n) / step) * step
  return amount < 0n ? -rounded : rounded
}
