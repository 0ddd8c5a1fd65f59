import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { columnLetters, type SheetRow } from '../../platform/spreadsheet.ts'
import type { Column } from './sheet.ts'

/** A unit of money in brackets at the end of a header, or after 单位. */
const UNIT = /(?:\(([^()]*(?:元|yuan|rmb|cny))\)|单位[:：]?\s*([^\s:：]*元))\s*$/i
const OURS = new Set(['万元', '万元人民币', '10kyuan', '10,000yuan'])

const unitOf = (text: string): string | null => {
  const plain = text.normalize('NFKC')
  const found = UNIT.exec(plain) ?? /单位[:：]?\s*([^\s:：,，;；]*元)/.exec(plain)
  const unit = (found?.[1] ?? found?.[2])?.replaceAll(/\s+|单位[:：]?/g, '').toLowerCase()
  return unit === undefined ? null : unit
}

/**
 * Amounts are read in 万元. A title or a header that names another unit would shift every amount under it,
 * so the file is refused instead of being read as something it does not say.
 */
export function refuseOtherUnits(
  head: readonly SheetRow[],
  columns: readonly (Column | null)[],
  lastHeaderRow: number,
  sheetName: string,
): void {
  if (!columns.some((column) => column?.kind === 'wan')) return
  for (const { number, cells } of head) {
    if (number > lastHeaderRow) return
    for (const [index, cell] of cells.entries()) {
      if (typeof cell !== 'string') continue
      const isTitle = /单位/.test(cell)
      if (!isTitle && columns[index]?.kind !== 'wan') continue
      const unit = unitOf(cell)
      if (unit === null || OURS.has(unit)) continue
      const params = { header: cell.trim().slice(0, 60), unit }
      throw new Refusal('exchange.header-unit', [
        { code: 'exchange.header-unit', params, at: `${sheetName}!${columnLetters(index)}${number}` },
      ])
    }
  }
}
