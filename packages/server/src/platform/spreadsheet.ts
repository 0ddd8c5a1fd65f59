import { WorkbookReader, type CellValue } from '@cj-tech-master/excelts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { numberText } from './number-text.ts'

/** The text of a cell, null where it is blank, or the code of the reason why it cannot be taken. */
export type CellText = string | null | { readonly e: string }

export interface SheetRow {
  /** As the spreadsheet counts: from 1. */
  readonly number: number
  readonly cells: CellText[]
}

export interface SheetRows {
  readonly name: string
  readonly isHidden: boolean
  /** Dates are counted from 1904, as old workbooks of another system do. */
  readonly from1904: boolean
  readonly rows: AsyncIterable<SheetRow>
}

const MAX_COLUMNS = 2000
const MAX_CELL_TEXT = 32_767
/** A formula that reads another file ([1]Sheet!A1) or another program (cmd|'…'!A1). */
const OUTSIDE = /\[[^\]]+\][^!]*!|\|\s*'|\bDDE\s*\(|\bWEBSERVICE\s*\(/i

/** Reads a workbook sheet by sheet and row by row; the file must have passed `checkWorkbook`. */
export async function* readWorkbook(path: string): AsyncGenerator<SheetRows> {
  const reader = new WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    // Dates are told by the column that they stand in; a style table costs time and can be hostile.
    styles: 'ignore',
    entries: 'ignore',
    maxBufferedWorksheetBytes: 1024 ** 3,
  })
  // excelts 10.2 looks styles up all the same, in a table that is then not built: style 0, which LibreOffice names, breaks it.
  Object.assign(reader, { styles: { getStyleModel: () => null } })
  try {
    for await (const sheet of reader) {
      yield {
        name: sheet.name,
        isHidden: sheet.state !== undefined && sheet.state !== 'visible',
        from1904: reader.properties?.model?.date1904 === true,
        rows: rowsOf(sheet),
      }
    }
  } catch (error) {
    throw damaged(error)
  }
}

/** Whatever the library stumbles over is the file's fault: it has passed every check of its form. */
const damaged = (error: unknown): Refusal =>
  error instanceof Refusal
    ? error
    : new Refusal('exchange.file-damaged', [{ code: 'exchange.file-damaged', params: { detail: (error as Error).message.slice(0, 100) } }])

async function* rowsOf(sheet: AsyncIterable<{ number: number; values: unknown }> & { name: string }): AsyncGenerator<SheetRow> {
  try {
    for await (const row of sheet) {
      const values = row.values as CellValue[]
      if (values.length > MAX_COLUMNS + 1) {
        throw new Refusal('exchange.too-many-columns', [
          {
            code: 'exchange.too-many-columns',
            params: { columns: values.length - 1, most: MAX_COLUMNS },
            at: `${sheet.name}!${row.number}`,
          },
        ])
      }
      const cells: CellText[] = []
      for (let column = 1; column < values.length; column += 1) cells.push(textOf(values[column]))
      yield { number: row.number, cells }
    }
  } catch (error) {
    throw damaged(error)
  }
}

function textOf(value: CellValue): CellText {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return plainText(value)
  if (typeof value === 'number') return numberText(value) ?? { e: 'exchange.cell-number-lost-digits' }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { e: 'exchange.cell-error' } : value.toISOString().slice(0, 10)
  if ('error' in value) return { e: 'exchange.cell-error' }
  if ('richText' in value) return plainText(value.richText.map((part) => part.text).join(''))
  if ('formula' in value || 'sharedFormula' in value || 'result' in value) {
    const { formula = '', result } = value as { formula?: string; result?: CellValue }
    if (OUTSIDE.test(formula)) return { e: 'exchange.cell-outside-link' }
    if (result === undefined || result === null) return { e: 'exchange.cell-formula-without-value' }
    if (typeof result === 'number' && Number.isNaN(result)) return { e: 'exchange.cell-error' }
    return textOf(result)
  }
  if ('text' in value) return textOf(value.text)
  return { e: 'exchange.cell-error' }
}

/** Text that a database takes: without zero characters and halves of characters. */
function plainText(given: string): CellText {
  const text = (given.includes('\0') ? given.replaceAll('\0', '') : given).toWellFormed()
  return text === '' ? null : text.length > MAX_CELL_TEXT ? { e: 'exchange.cell-too-long' } : text
}

/** "A", "Z", "AA" … of a column counted from 0. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCodePoint(65 + ((rest - 1) % 26)) + letters
  return letters
}
