import { createHash } from 'node:crypto'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import { canonicalJson } from '../../platform/audit.ts'

/** What the engine is given, as the text that is kept and hashed. */
export const inputText = (input: ForecastInput): string => canonicalJson(input)

export const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** As it comes back from its text: amounts are text. */
export type Stored<T> = T extends bigint
  ? string
  : T extends readonly (infer One)[]
    ? readonly Stored<One>[]
    : T extends object
      ? { readonly [Key in keyof T]: Stored<T[Key]> }
      : T
