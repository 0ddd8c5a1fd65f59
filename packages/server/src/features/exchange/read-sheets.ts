import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { countLines, readCsv } from '../../platform/csv.ts'
import { checkWorkbook } from '../../platform/spreadsheet-safety.ts'
import { columnLetters, readWorkbook, type CellText, type SheetRow, type SheetRows } from '../../platform/spreadsheet.ts'
import { HEADER_WITHIN, isTotal } from './layout.ts'
import { recognise, type Recognised } from './recognise.ts'
import { RESOURCE_NAMES } from './resource-names.ts'
import type { Part, SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import type { ReadEvent, ReadFile, ReadRequest, StagedLine, StagedRow } from './staged.ts'

export const MAX_LINES = 500_000
/** Rows that are handed over at once, counted in lines, so that memory stays bounded. */
const BATCH_LINES = 1000
/** Lines of one natural key that are kept together; more of them go on as a row of their own. */
const MOST_LINES_TOGETHER = 400
/** Kinds of sheet in which several lines make one row. */
const GATHERED: ReadonlySet<Part> = new Set(['months', 'lines', 'shares'])

/**
 * Refuses a file that nothing should be read from.
 * @returns how many rows it has, near enough for a progress bar
 */
export const checkFile = async ({ path, format }: ReadFile): Promise<number> =>
  format === 'csv' ? countLines(path) : (await checkWorkbook(path)).rows

/** Reads a file that has been checked as plain rows, sheet after sheet; whatever is wrong with it as a whole is a Refusal. */
export async function* readSheets(file: ReadFile, request: ReadRequest, rowsExpected: number): AsyncGenerator<ReadEvent> {
  const specs = sheetsOf(request.resource, request.vocabulary)
  yield { type: 'expected', rows: rowsExpected }
  const found: string[] = []
  const parts = new Set<Part>()
  let wrongPart: Part | null = null
  let lines = 0
  for await (const sheet of file.format === 'csv' ? oneSheet(file) : readWorkbook(file.path)) {
    found.push(sheet.name)
    const rows = sheet.rows[Symbol.asyncIterator]()
    const head = await take(rows, HEADER_WITHIN)
    if (file.format === 'csv' && head.every(({ cells }) => isBlank(cells))) refuse('exchange.file-empty', {})
    const recognised = sheet.isHidden && !isMarked(head) ? null : recognise(head, specs, sheet.name)
    if (recognised === null || 'wrongPart' in recognised) {
      wrongPart ??= recognised?.wrongPart ?? null
      yield { type: 'ignored', name: sheet.name }
      continue
    }
    const { part } = recognised.spec
    if (parts.has(part)) refuse('exchange.part-twice', { part: recognised.spec.zh })
    parts.add(part)
    const reader = new SheetReader(sheet, recognised)
    yield { type: 'sheet', sheet: reader.staged }
    for await (const row of chain(head, rows)) {
      if (row.number <= recognised.lastHeaderRow) continue
      if (!reader.take(row)) continue
      lines += 1
      if (lines > MAX_LINES) refuse('exchange.too-many-rows', { most: MAX_LINES })
      if (reader.isFull) yield { type: 'rows', rows: reader.handOver(), linesRead: lines }
    }
    yield { type: 'rows', rows: reader.handOver(true), linesRead: lines }
  }
  if (parts.size > 0) return
  const wanted = RESOURCE_NAMES[request.resource].zh
  if (wrongPart !== null) refuse('exchange.wrong-resource', { found: RESOURCE_NAMES[wrongPart].zh, wanted })
  refuse('exchange.no-sheet', { wanted, found: found.join('、') })
}

function refuse(code: string, params: Record<string, string | number>, at?: string): never {
  throw new Refusal(code, [{ code, params, ...(at === undefined ? {} : { at }) }])
}

async function* oneSheet({ path, fileName }: ReadFile): AsyncGenerator<SheetRows> {
  yield { name: fileName, isHidden: false, from1904: false, rows: readCsv(path) }
}

const isBlank = (cells: readonly CellText[]): boolean =>
  cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''))

const isMarked = (head: readonly SheetRow[]): boolean =>
  head.some(({ cells }) => typeof cells[0] === 'string' && cells[0].startsWith('ballast:'))

async function take(rows: AsyncIterator<SheetRow>, count: number): Promise<SheetRow[]> {
  const taken: SheetRow[] = []
  while (taken.length < count) {
    const next = await rows.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

async function* chain(head: readonly SheetRow[], rows: AsyncIterator<SheetRow>): AsyncGenerator<SheetRow> {
  yield* head
  for (let next = await rows.next(); !next.done; next = await rows.next()) yield next.value
}

class SheetReader {
  readonly staged: Extract<ReadEvent, { type: 'sheet' }>['sheet']
  readonly #spec: SheetSpec
  readonly #width: number
  readonly #isCsv: boolean
  readonly #keys: readonly number[]
  readonly #isGathered: boolean
  #rows: StagedRow[] = []
  #lines = 0
  #open: { key: string; lines: StagedLine[]; reasons: Reason[] } | null = null

  constructor(sheet: SheetRows, { spec, columns, unknown }: Recognised) {
    const positions = columns.flatMap((column, index) => (column === null || column.info ? [] : [index]))
    this.#spec = spec
    this.#width = columns.length
    this.#isCsv = sheet.name.toLowerCase().endsWith('.csv')
    this.#isGathered = GATHERED.has(spec.part)
    this.#keys = spec.keyColumns.map((key) => positions.findIndex((position) => columns[position]?.key === key))
    refuseGaps(spec, new Set(positions.map((position) => columns[position]?.key as string)))
    this.staged = {
      name: sheet.name,
      part: spec.part,
      columns: positions.map((position) => columns[position]?.key as string),
      positions,
      from1904: sheet.from1904,
      unknownColumns: unknown,
    }
  }

  get isFull(): boolean {
    return this.#lines >= BATCH_LINES
  }

  /** @returns whether there was anything in the row */
  take({ number, cells }: SheetRow): boolean {
    if (isBlank(cells)) return false
    const { positions } = this.staged
    const texts = positions.map((position) => cells[position] ?? null)
    const first = cells.find((cell) => cell !== null)
    const keyTexts = this.#keys.map((index) => texts[index])
    const isNoKey = (text: CellText | undefined) => text === null || (typeof text === 'string' && isTotal(text))
    if (typeof first === 'string' && isTotal(first) && keyTexts.every(isNoKey)) return false
    const reasons: Reason[] = []
    // A part of the key that may be blank (a scope without a code) is not missing.
    const [firstKey] = keyTexts
    if (typeof firstKey !== 'string' || firstKey.trim() === '') {
      const column = this.#spec.columns.find(({ key }) => key === this.#spec.keyColumns[0])
      reasons.push({
        code: 'exchange.key-missing',
        params: { column: column?.zh ?? '' },
        at: this.#address(number, this.#keys[0] as number),
      })
    }
    if (this.#isCsv && isRagged(cells, this.#width)) {
      reasons.push({
        code: 'exchange.row-ragged',
        params: { cells: cells.length, columns: this.#width },
        at: `${this.staged.name}!A${number}`,
      })
    }
    const key = keyTexts.map((text) => (typeof text === 'string' ? text.trim() : '')).join('/')
    this.#lines += 1
    const open = this.#open
    if (this.#isGathered && open !== null && open.key === key && open.lines.length < MOST_LINES_TOGETHER) {
      open.lines.push([number, texts])
      open.reasons.push(...reasons)
      return true
    }
    this.#close()
    this.#open = { key, lines: [[number, texts]], reasons }
    return true
  }

  #close(): void {
    if (this.#open === null) return
    const { key, lines, reasons } = this.#open
    this.#rows.push({ sheet: this.staged.name, number: (lines[0] as StagedLine)[0], part: this.#spec.part, key, lines, reasons })
    this.#open = null
  }

  /** The rows that are complete; with `isEnd` also the one that more lines could have joined. */
  handOver(isEnd = false): StagedRow[] {
    if (isEnd || !this.#isGathered) this.#close()
    const rows = this.#rows
    this.#rows = []
    this.#lines = 0
    return rows
  }

  #address(row: number, index: number): string {
    return `${this.staged.name}!${columnLetters(this.staged.positions[index] ?? 0)}${row}`
  }
}

/** More fields than headers, with something in them, or fewer: it cannot be known which field is which. */
function isRagged(cells: readonly CellText[], width: number): boolean {
  return cells.length < width || cells.slice(width).some((cell) => cell !== null)
}

/** Months are replaced as a whole: with some of their columns gone, the rest would be lost without a word. */
function refuseGaps(spec: SheetSpec, present: ReadonlySet<string>): void {
  const whole =
    spec.part === 'months'
      ? spec.columns.filter(({ key }) => key.startsWith('months.'))
      : spec.part === 'lines'
        ? spec.columns.filter(({ key }) => key === 'month' || (key.endsWith('Fen') && key !== 'annualFen'))
        : spec.part === 'shares'
          ? spec.columns.filter((column) => column.required)
          : []
  const missing = whole.filter(({ key }) => !present.has(key))
  if (missing.length === 0 || (spec.part === 'months' && missing.length === whole.length)) return
  const names = missing.map((column) => (column.group === undefined ? column.zh : `${column.group.zh}/${column.zh}`))
  refuse('exchange.columns-missing', { columns: names.slice(0, 8).join('、') + (names.length > 8 ? '…' : '') })
}
