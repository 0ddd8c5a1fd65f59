import type { ForecastInput } from './input.ts'

/** The input back from its text: whatever is named in fen is an amount. */
export const readInput = (text: string): ForecastInput =>
  JSON.parse(text, (key, value: unknown) => {
    if (!key.endsWith('Fen')) return value
    return Array.isArray(value) ? value.map((one: string) => BigInt(one)) : BigInt(value as string)
  }) as ForecastInput
