/** How a chance is said to people who are no statisticians: in tenths, never finer. */
export type ChanceWords =
  | { readonly kind: 'hardly' }
  | { readonly kind: 'below-one' }
  | { readonly kind: 'about'; readonly tenths: number }
  | { readonly kind: 'above-nine' }
  | { readonly kind: 'almost-sure' }

/** @param chance 0 to 1 */
export function chanceWords(chance: number): ChanceWords {
  if (chance < 0.01) return { kind: 'hardly' }
  if (chance < 0.1) return { kind: 'below-one' }
  if (chance >= 0.99) return { kind: 'almost-sure' }
  const tenths = tenthsOf(chance)
  return tenths === 10 ? { kind: 'above-nine' } : { kind: 'about', tenths: Math.max(1, tenths) }
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
