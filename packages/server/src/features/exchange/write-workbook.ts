import type { CellFormat, CellMark, SheetFile, WorkbookFile, WrittenCell } from '../../platform/spreadsheet-writer.ts'
import { columnLetters } from '../../platform/spreadsheet.ts'
import type { ColumnKind } from './cell-codec.ts'
import { GROUP_ROW, HEADER_ROW, TITLE_ROW, TOTAL, marker } from './layout.ts'
import { nameIn, type Column, type Line, type SheetSpec } from './sheet.ts'

type Locale = 'zh-CN' | 'en'

const FORMATS: Record<ColumnKind, CellFormat> = {
  text: 'text',
  wan: 'money',
  decimal: 'number',
  integer: 'general',
  count: 'general',
  date: 'date',
  month: 'text',
  share: 'percent',
  list: 'text',
  choice: 'text',
  relations: 'text',
  places: 'text',
}
/** Areas are long and have two decimals; of another number (a ratio, a count) the spreadsheet shows what is there. */
export const formatOf = ({ kind, key }: Column): CellFormat => (kind === 'decimal' && !key.endsWith('M2') ? 'general' : FORMATS[kind])
/** Rows below the last one that a person may fill still offer the choices. */
const SPARE_ROWS = 200

export interface SheetContent {
  readonly spec: SheetSpec
  readonly title: string
  readonly lines: Iterable<Line>
  /** Columns that are only shown cannot be typed into. */
  readonly isProtected?: boolean
  /** Neither can these lines. */
  readonly locked?: ReadonlySet<Line>
}

/** The workbook of a resource: its sheets, a note, and a hidden sheet with the choices. */
export function writeSheets(
  workbook: WorkbookFile,
  sheets: readonly SheetContent[],
  notes: readonly (readonly [string, string])[],
  locale: Locale,
): void {
  const choices = new ChoiceRanges(locale)
  for (const sheet of sheets) writeSheet(workbook, sheet, choices, locale)
  const name = locale === 'en' ? 'About' : '说明'
  const about = workbook.sheet({
    name,
    columns: [
      { width: 24, format: 'text' },
      { width: 90, format: 'text' },
    ],
    frozenRows: 0,
    frozenColumns: 0,
  })
  for (const [what, says] of notes) about.row([what, says], 'data')
  about.close()
  choices.write(workbook)
}

function writeSheet(
  workbook: WorkbookFile,
  { spec, title, lines, isProtected = false, locked }: SheetContent,
  choices: ChoiceRanges,
  locale: Locale,
): void {
  const { columns } = spec
  const sheet = workbook.sheet({
    name: nameIn(spec, locale),
    columns: columns.map((column) => ({
      width: column.width,
      format: formatOf(column),
      isOpen: !column.info && !spec.keyColumns.includes(column.key),
    })),
    isProtected,
    frozenRows: HEADER_ROW,
    frozenColumns: spec.frozen,
  })
  writeHead(sheet, spec, title, locale)
  const place = new Map(columns.map((column, index) => [column.key, index]))
  const sums = columns.map(() => 0)
  let row = HEADER_ROW
  for (const line of lines) {
    const number = row + 1 - HEADER_ROW
    const cells = filled(columns, line, place, row + 1, number)
    row = sheet.row(cells, 'data', locked?.has(line) ? lockedMarks(columns) : marksOf(columns, line, isProtected))
    for (const [index, cell] of cells.entries()) {
      const value = typeof cell === 'object' && cell !== null && 'result' in cell ? cell.result : cell
      if (columns[index]?.isSummed && typeof value === 'number') sums[index] = (sums[index] as number) + value
    }
  }
  if (row > HEADER_ROW && columns.some((column) => column.isSummed)) writeTotal(sheet, columns, row, sums, locale)
  for (const [index, column] of columns.entries()) {
    const range = column.info ? undefined : choices.rangeOf(column)
    if (range !== undefined) sheet.choose(index, HEADER_ROW + 1, row + SPARE_ROWS, range)
  }
  sheet.filter(HEADER_ROW, row, columns.length)
  sheet.close()
}

function writeHead(sheet: SheetFile, spec: SheetSpec, title: string, locale: Locale): void {
  const { columns } = spec
  sheet.row([title], 'title')
  sheet.merge(TITLE_ROW, 0, TITLE_ROW, Math.min(columns.length, 12) - 1)
  sheet.row(
    columns.map((column, index) => (index === 0 ? marker(spec) : column.key)),
    'keys',
  )
  sheet.row(
    columns.map((column, index) => {
      const isFirst = column.group !== columns[index - 1]?.group
      return column.group === undefined ? nameIn(column, locale) : isFirst ? nameIn(column.group, locale) : null
    }),
    'header',
  )
  sheet.row(
    columns.map((column) => (column.group === undefined ? null : nameIn(column, locale))),
    'header',
  )
  for (let from = 0; from < columns.length; ) {
    const { group } = columns[from] as Column
    const length = group === undefined ? 1 : columns.filter((column) => column.group === group).length
    sheet.merge(GROUP_ROW, from, group === undefined ? HEADER_ROW : GROUP_ROW, from + length - 1)
    from += length
  }
}

const amount = (cell: WrittenCell): number => {
  if (typeof cell === 'number') return cell
  if (typeof cell === 'string') return Number(cell)
  return typeof cell === 'object' && cell !== null && 'result' in cell ? cell.result : 0
}
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/** The line with its number and its sums, as formulas that carry their results. */
function filled(columns: readonly Column[], line: Line, place: ReadonlyMap<string, number>, row: number, number: number): WrittenCell[] {
  const cells: WrittenCell[] = [...line]
  const sum = (index: number): WrittenCell => {
    const parts = (columns[index]?.sumOf ?? []).map((key) => place.get(key)).filter((at) => at !== undefined)
    if (parts.length === 0) return null
    const addends = parts.map((at) => (columns[at]?.sumOf !== undefined && cells[at] === undefined ? (cells[at] = sum(at)) : cells[at]))
    return {
      formula: parts.map((at) => `${columnLetters(at)}${row}`).join('+'),
      result: rounded(addends.reduce((total: number, cell) => total + amount(cell), 0)),
    }
  }
  for (const [index, column] of columns.entries()) {
    if (column.key === '#') cells[index] = number
    else if (column.sumOf !== undefined && cells[index] === undefined) cells[index] = sum(index)
  }
  return cells
}

const lockedMarks = (columns: readonly Column[]): Record<number, CellMark> =>
  Object.fromEntries(columns.map((_, index) => [index, 'locked' as const]))

function marksOf(columns: readonly Column[], line: Line, isProtected: boolean): Record<number, CellMark> {
  const marks: Record<number, CellMark> = {}
  for (const [index, column] of columns.entries()) {
    if (column.sumOf !== undefined && line[index] === undefined) marks[index] = 'computed'
    else if (isProtected && (column.info || column.required)) marks[index] = 'locked'
    if (column.key === '~simulated' && (line[index] === '是' || line[index] === 'Yes')) marks[index] = 'simulated'
  }
  return marks
}

function writeTotal(sheet: SheetFile, columns: readonly Column[], lastRow: number, sums: readonly number[], locale: Locale): void {
  sheet.row(
    columns.map((column, index) => {
      if (index === 0) return nameIn(TOTAL, locale)
      if (!column.isSummed) return null
      const letters = columnLetters(index)
      return { formula: `SUM(${letters}${HEADER_ROW + 1}:${letters}${lastRow})`, result: rounded(sums[index] as number) }
    }),
    'total',
  )
}

/** Lists of choices longer than a validation may hold stand in a hidden sheet; each list once. */
class ChoiceRanges {
  readonly #locale: Locale
  readonly #lists: string[][] = []
  readonly #ranges = new Map<string, string>()

  constructor(locale: Locale) {
    this.#locale = locale
  }

  get #name(): string {
    return this.#locale === 'en' ? 'Choices' : '选项'
  }

  rangeOf(column: Column): string | undefined {
    if (column.choices === undefined || column.choices.length === 0) return undefined
    const names = column.choices.map((choice) => nameIn(choice, this.#locale))
    const key = names.join('\n')
    let range = this.#ranges.get(key)
    if (range === undefined) {
      const letters = columnLetters(this.#lists.length)
      range = `${this.#name}!$${letters}$1:$${letters}$${names.length}`
      this.#lists.push(names)
      this.#ranges.set(key, range)
    }
    return range
  }

  write(workbook: WorkbookFile): void {
    if (this.#lists.length === 0) return
    const sheet = workbook.sheet({
      name: this.#name,
      columns: this.#lists.map(() => ({ width: 20, format: 'text' as const })),
      frozenRows: 0,
      frozenColumns: 0,
      isHidden: true,
    })
    const rows = Math.max(...this.#lists.map((list) => list.length))
    for (let row = 0; row < rows; row += 1)
      sheet.row(
        this.#lists.map((list) => list[row] ?? null),
        'data',
      )
    sheet.close()
  }
}
