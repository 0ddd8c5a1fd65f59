/** A part of a whole in percent with one decimal; a dash where the whole is nothing. */
export function percentOf(part: string, whole: string): string {
  if (BigInt(whole) === 0n) return '—'
  const permille = (BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n)
  return `${permille / 10n}.${permille % 10n} %`
}
