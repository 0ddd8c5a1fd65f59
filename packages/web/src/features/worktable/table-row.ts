import type { GridRow } from '../../ui/grid-row.tsx'

/** A row of the work table with the version that its reader saw. */
export interface TableRow extends GridRow {
  readonly version: string
}

/** What is to be saved of one row: the texts that changed, over the version that was seen. */
export interface RowChange {
  readonly rowKey: string
  readonly version: string
  readonly texts: Readonly<Record<string, string>>
}

/** Rows whose name or number contains the text. */
export function findRows(rows: readonly TableRow[], text: string | undefined): readonly TableRow[] {
  const folded = text?.trim().toLowerCase() ?? ''
  if (folded === '') return rows
  return rows.filter((row) => ['nameZh', 'nameEn', 'projectNo'].some((key) => (row.cells[key] ?? '').toLowerCase().includes(folded)))
}
