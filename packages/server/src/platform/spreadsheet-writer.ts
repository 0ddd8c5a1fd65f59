import { WorkbookWriter, type Style, type WorksheetWriter } from '@cj-tech-master/excelts'
import { columnLetters } from './spreadsheet.ts'

export type WrittenCell =
  | string
  | number
  | null
  | undefined
  | { readonly formula: string; readonly result: number }
  | { readonly text: string; readonly link: string }
export type CellFormat = 'text' | 'money' | 'number' | 'date' | 'percent' | 'whole' | 'general'
export type RowStyle = 'title' | 'note' | 'header' | 'keys' | 'data' | 'total'
/** A mark on single cells of a row, by column from 0. */
export type CellMark = 'simulated' | 'refused' | 'computed' | 'locked'

export interface SheetLayout {
  readonly name: string
  readonly columns: readonly { readonly width: number; readonly format: CellFormat; readonly isOpen?: boolean }[]
  /** Only data in open columns can be typed into, without a password; the rest is there to be read. */
  readonly isProtected?: boolean
  /** Rows and columns that stay in view. */
  readonly frozenRows: number
  readonly frozenColumns: number
  readonly isHidden?: boolean
  /** Printed upright on A4 instead of lying on A3. */
  readonly isPortrait?: boolean
}

const NUMBER_FORMATS: Record<CellFormat, string> = {
  text: '@',
  money: '#,##0.00',
  number: '#,##0.00',
  date: 'yyyy-mm-dd',
  percent: '0.0000%',
  whole: '#,##0',
  general: 'General',
}
const THIN = { style: 'thin', color: { argb: 'FFBFC7D1' } } as const
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN }
const fill = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const
const FONT = '宋体'
const MARKS: Record<CellMark, ReturnType<typeof fill>> = {
  simulated: fill('FFFFF4CE'),
  refused: fill('FFFFC7CE'),
  computed: fill('FFF3F5F8'),
  locked: fill('FFE7EAEE'),
}

/** What may be done to a protected sheet beside typing into its open cells. */
const PROTECTION = {
  sheet: true,
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  sort: true,
  autoFilter: true,
}

/** A sheet is written from top to bottom; a row that is written is gone from memory. */
export interface SheetFile {
  /** @returns the number of the row, from 1 */
  /** The number that the next row will have. */
  readonly nextRow: number
  row(cells: readonly WrittenCell[], style: RowStyle, marks?: Readonly<Record<number, CellMark>>): number
  /** Rows from 1, columns from 0, all inclusive. */
  merge(top: number, left: number, bottom: number, right: number): void
  /** Only these texts, which stand in a range of another sheet, may be typed into the column. */
  choose(column: number, fromRow: number, toRow: number, range: string): void
  /** Filters and sorts the rows from under the header to the last one. */
  filter(headerRow: number, lastRow: number, columns: number): void
  close(): void
}

export interface WorkbookFile {
  sheet(layout: SheetLayout): SheetFile
  close(): Promise<void>
}

/** Writes a workbook into a file, row by row. */
export function createWorkbook(path: string, given: { readonly creator: string; readonly at: Date }): WorkbookFile {
  const workbook = new WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: true,
    creator: given.creator,
    lastModifiedBy: given.creator,
    created: given.at,
    modified: given.at,
    zip: { compressionOptions: { level: 6 } },
  })
  return {
    sheet: (layout) => sheetFile(workbook, layout),
    close: () => workbook.commit(),
  }
}

function sheetFile(workbook: WorkbookWriter, layout: SheetLayout): SheetFile {
  const sheet: WorksheetWriter = workbook.addWorksheet(layout.name, {
    views: [{ state: 'frozen', xSplit: layout.frozenColumns, ySplit: layout.frozenRows, showGridLines: false }],
    ...(layout.isHidden ? { state: 'hidden' } : {}),
    pageSetup: {
      ...(layout.isPortrait ? { orientation: 'portrait', paperSize: 9 } : { orientation: 'landscape', paperSize: 8 }),
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  } as never)
  sheet.columns = layout.columns.map(({ width }) => ({ width }))
  if (layout.isProtected) sheet.sheetProtection = PROTECTION
  const data = layout.columns.map(
    ({ format, isOpen }): Partial<Style> => ({ ...dataStyle(format), ...(isOpen ? { protection: { locked: false } } : {}) }),
  )
  const marked = new Map<string, Partial<Style>>()
  const styleOf = (column: number, style: RowStyle, mark: CellMark | undefined): Partial<Style> => {
    const key = `${style}/${style === 'header' || style === 'title' || style === 'note' ? '' : column}/${mark ?? ''}`
    if (style === 'data' && mark === undefined) return data[column] ?? dataStyle('general')
    let found = marked.get(key)
    if (found === undefined) {
      found = rowStyle(style, layout.columns[column]?.format ?? 'general')
      if (mark !== undefined) found = { ...found, fill: MARKS[mark] }
      marked.set(key, found)
    }
    return found
  }
  let written = 0
  return {
    get nextRow() {
      return written + 1
    },
    row(cells, style, marks) {
      written += 1
      const row = sheet.getRow(written)
      for (const [column, value] of cells.entries()) {
        const cell = row.getCell(column + 1)
        cell.style = styleOf(column, style, marks?.[column])
        if (value === undefined || value === null) continue
        cell.value = typeof value === 'object' && 'link' in value ? { text: value.text, hyperlink: value.link } : value
      }
      if (style === 'title') row.height = 28
      if (style === 'keys') row.hidden = true
      // The head stays open until the first row under it, because its cells may yet be merged.
      if (style === 'data' || style === 'total') row.commit()
      return written
    },
    merge: (top, left, bottom, right) => {
      if (top !== bottom || left !== right) sheet.mergeCells(top, left + 1, bottom, right + 1)
    },
    choose: (column, fromRow, toRow, range) => {
      const letters = columnLetters(column)
      sheet.dataValidations.model[`range:${letters}${fromRow}:${letters}${toRow}`] = {
        type: 'list',
        allowBlank: true,
        formulae: [range],
        showErrorMessage: true,
        errorStyle: 'warning',
      }
    },
    filter: (headerRow, lastRow, columns) => {
      sheet.autoFilter = `A${headerRow}:${columnLetters(columns - 1)}${lastRow}`
    },
    close: () => sheet.commit(),
  }
}

const dataStyle = (format: CellFormat): Partial<Style> => ({
  numFmt: NUMBER_FORMATS[format],
  font: { name: FONT, size: 10 },
  border: BORDER,
  alignment: {
    vertical: 'middle',
    horizontal: format === 'text' ? 'left' : format === 'date' || format === 'general' ? 'center' : 'right',
  },
})

function rowStyle(style: RowStyle, format: CellFormat): Partial<Style> {
  switch (style) {
    case 'title':
      return { font: { name: FONT, size: 14, bold: true }, alignment: { vertical: 'middle', horizontal: 'left' } }
    case 'note':
      return { font: { name: FONT, size: 10 }, alignment: { vertical: 'middle', horizontal: 'left' } }
    case 'header':
      return {
        font: { name: FONT, size: 10, bold: true },
        fill: fill('FFDCE6F1'),
        border: BORDER,
        alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
      }
    case 'keys':
      return { font: { name: FONT, size: 8, color: { argb: 'FF808080' } }, numFmt: '@' }
    case 'total':
      return { ...dataStyle(format), font: { name: FONT, size: 10, bold: true }, fill: fill('FFEEF2F7') }
    case 'data':
    default:
      return dataStyle(format)
  }
}
