export interface CellAt {
  readonly row: number
  readonly column: number
}

/** A rectangle of cells by index, both ends inclusive. */
export interface CellRange {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** One cell's text by index. */
export interface CellText extends CellAt {
  readonly text: string
}

export const rangeOf = (a: CellAt, b: CellAt): CellRange => ({
  top: Math.min(a.row, b.row),
  left: Math.min(a.column, b.column),
  bottom: Math.max(a.row, b.row),
  right: Math.max(a.column, b.column),
})

export const rangeHeight = (range: CellRange): number => range.bottom - range.top + 1
export const rangeWidth = (range: CellRange): number => range.right - range.left + 1

export const clampCell = (cell: CellAt, rows: number, columns: number): CellAt => ({
  row: Math.max(0, Math.min(rows - 1, cell.row)),
  column: Math.max(0, Math.min(columns - 1, cell.column)),
})

/** Row by row, left to right. */
export function cellsOf(range: CellRange): CellAt[] {
  const cells: CellAt[] = []
  for (let row = range.top; row <= range.bottom; row++) {
    for (let column = range.left; column <= range.right; column++) cells.push({ row, column })
  }
  return cells
}
