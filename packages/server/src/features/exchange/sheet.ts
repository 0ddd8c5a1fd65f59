import type { CellOut, Choice, ColumnKind } from './cell-codec.ts'

export const RESOURCES = ['projects', 'enterprises', 'parcels', 'plan', 'returns'] as const
export type Resource = (typeof RESOURCES)[number]
export const PARTS = ['projects', 'enterprises', 'parcels', 'targets', 'nodes', 'months', 'lines', 'shares', 'returns'] as const
/** One kind of sheet. */
export type Part = (typeof PARTS)[number]

export interface Name {
  readonly zh: string
  readonly en: string
}

export interface Column extends Name {
  /** Where the value stands in the row ("gates.signing"); also the hidden key that makes reading exact. */
  readonly key: string
  readonly kind: ColumnKind
  readonly width: number
  readonly group?: Name
  readonly choices?: readonly Choice[]
  /** The zone's own list: what is not in it is for the register to judge. */
  readonly isOpen?: true
  /** Shown, not read: computed, or there for people. */
  readonly info?: true
  /** May not be blank. */
  readonly required?: true
  /** A blank cell leaves the fact as it is, because there is no such thing as none of it. */
  readonly keepsWhenBlank?: true
  /** Sums the columns with these keys, in the same row. */
  readonly sumOf?: readonly string[]
  /** Has a sum under the last row. */
  readonly isSummed?: true
}

export interface SheetSpec extends Name {
  readonly part: Part
  readonly resource: Resource
  /** Of what the sheet is, where there is one of its kind for each month. */
  readonly edition?: string
  readonly columns: readonly Column[]
  /** Columns that stay in view. */
  readonly frozen: number
  /** The columns whose texts are the natural key; lines with the same key are one row. */
  readonly keyColumns: readonly string[]
}

/** One line of a sheet to be written: a cell for each column. */
export type Line = readonly (CellOut | undefined)[]

/** Reads "gates.signing" of a row. */
export function valueAt(row: object, key: string): unknown {
  let value: unknown = row
  for (const name of key.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name]
  return value
}

export function setAt(row: Record<string, unknown>, key: string, value: unknown): void {
  const names = key.split('.')
  const last = names.pop() as string
  let target = row
  for (const name of names) {
    target[name] ??= {}
    target = target[name] as Record<string, unknown>
  }
  target[last] = value
}

export const nameIn = (name: Name, locale: 'zh-CN' | 'en'): string => (locale === 'en' ? name.en : name.zh)
export const headerOf = (column: Column, locale: 'zh-CN' | 'en'): string =>
  column.group === undefined ? nameIn(column, locale) : `${nameIn(column.group, locale)}/${nameIn(column, locale)}`

/** Header as it is compared: without spaces, units in brackets and letter case. */
export const headerKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replaceAll(/\(([^()]*(元|yuan)|平方米|m²|m2|米|%)\)/gi, '')
    .toLowerCase()
