import { createHash } from 'node:crypto'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import { canonicalJson } from '../../platform/audit.ts'

/** What the engine is given, as the text that is kept and hashed. */
export const inputText = (input: ForecastInput): string => canonicalJson(input)

/** The input back from its text: whatever is named in fen is an amount. */
export const readInput = (text: string): ForecastInput =>
  JSON.parse(text, (key, value: unknown) => {
    if (!key.endsWith('Fen')) return value
    return Array.isArray(value) ? value.map((one: string) => BigInt(one)) : BigInt(value as string)
  }) as ForecastInput

export const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** As it comes back from its text: amounts are text. */
export type Stored<T> = T extends bigint
  ? string
  : T extends readonly (infer One)[]
    ? readonly Stored<One>[]
    : T extends object
      ? { readonly [Key in keyof T]: Stored<T[Key]> }
      : T
