import type { Part, SheetSpec } from './sheet.ts'

/** Rows of an exported sheet: title, hidden keys, groups, headers. The keys stand above the headers, where sorting does not reach. */
export const TITLE_ROW = 1
export const GROUP_ROW = 3
export const HEADER_ROW = 4
/** A header, or a row of keys, is looked for in so many rows of a sheet. */
export const HEADER_WITHIN = 20

export const TOTAL: { readonly zh: string; readonly en: string } = { zh: '合计', en: 'Total' }
export const isTotal = (text: string): boolean => /^(合\s*计|总\s*计|total|sum)$/i.test(text.trim())

/** Stands first in the hidden row of keys: what the sheet holds. */
export const marker = ({ part, edition }: SheetSpec): string => `ballast:${part}${edition === undefined ? '' : `/${edition}`}`
export function ofMarker(text: string): { part: Part; edition: string | undefined } {
  const [part, edition] = text.slice('ballast:'.length).split('/')
  return { part: part as Part, edition }
}
