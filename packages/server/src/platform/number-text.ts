const SIGNIFICANT_DIGITS = 15

/**
 * A spreadsheet's number as the decimal text that a person sees: fifteen significant digits, no exponent, no trailing zeros.
 * Null when the number has more digits than a spreadsheet keeps, so that it cannot be told what was meant.
 */
export function numberText(value: number): string | null {
  if (!Number.isFinite(value)) return null
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : null
  const text = value.toPrecision(SIGNIFICANT_DIGITS)
  if (!text.includes('e')) return text.replace(/\.?0+$/, '')
  return value.toFixed(20).replace(/\.?0+$/, '')
}

/** Whether a spreadsheet keeps this decimal exactly; otherwise it must be written as text. */
export function fitsNumber(text: string): boolean {
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
  return digits.length <= SIGNIFICANT_DIGITS
}
