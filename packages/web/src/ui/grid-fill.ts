import { cellsOf, rangeHeight, rangeWidth, type CellRange, type CellText } from './grid-range.ts'

type Block = readonly (readonly string[])[]
type TextAt = (row: number, column: number) => string

/** A paste: what goes where, the range it covers, and how many cells of the block fell off the edge of the table. */
export interface Paste {
  readonly cells: readonly CellText[]
  readonly range: CellRange
  readonly lost: number
}

/**
 * Where a pasted block lands, as spreadsheets do it: a selection whose height and width are multiples of the block's is
 * filled with copies of it (one cell fills the whole selection); otherwise the block goes once from the selection's first cell.
 */
export function pasteBlock(block: Block, selection: CellRange, size: { rows: number; columns: number }): Paste {
  const height = block.length
  const width = block[0]?.length ?? 0
  const tiles = rangeHeight(selection) % height === 0 && rangeWidth(selection) % width === 0
  const wanted: CellRange = tiles
    ? selection
    : { top: selection.top, left: selection.left, bottom: selection.top + height - 1, right: selection.left + width - 1 }
  const range = { ...wanted, bottom: Math.min(wanted.bottom, size.rows - 1), right: Math.min(wanted.right, size.columns - 1) }
  const cells = cellsOf(range).map(({ row, column }) => ({
    row,
    column,
    text: block[(row - range.top) % height]?.[(column - range.left) % width] ?? '',
  }))
  return { cells, range, lost: rangeHeight(wanted) * rangeWidth(wanted) - cells.length }
}

/** Ctrl+D: the first row of the selection goes down through it; a selection of one row takes the row above. */
export function fillDown(selection: CellRange, textAt: TextAt): CellText[] {
  const source = rangeHeight(selection) === 1 ? selection.top - 1 : selection.top
  if (source < 0) return []
  return cellsOf({ ...selection, top: source + 1 }).map(({ row, column }) => ({ row, column, text: textAt(source, column) }))
}

/** Where the fill handle of `source` reaches when it is dragged to a cell: down or up, or else right or left. */
export function handleTarget(source: CellRange, to: { row: number; column: number }): CellRange {
  const down = Math.max(to.row - source.bottom, source.top - to.row, 0)
  const across = Math.max(to.column - source.right, source.left - to.column, 0)
  if (down === 0 && across === 0) return source
  return down >= across
    ? { ...source, top: Math.min(source.top, to.row), bottom: Math.max(source.bottom, to.row) }
    : { ...source, left: Math.min(source.left, to.column), right: Math.max(source.right, to.column) }
}

/** The fill handle: repeats the source over the target, which contains it, in the source's own rhythm. */
export function fillFromHandle(source: CellRange, target: CellRange, textAt: TextAt): CellText[] {
  const height = rangeHeight(source)
  const width = rangeWidth(source)
  const modulo = (value: number, by: number): number => ((value % by) + by) % by
  return cellsOf(target)
    .filter(({ row, column }) => row < source.top || row > source.bottom || column < source.left || column > source.right)
    .map(({ row, column }) => ({
      row,
      column,
      text: textAt(source.top + modulo(row - source.top, height), source.left + modulo(column - source.left, width)),
    }))
}
