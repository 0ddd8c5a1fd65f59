import type { PlanMonthRow, PlanProjectRow, PlanShareRow } from '@ballast/domain/plan/plan-row.ts'
import { ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { yearMonthOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { columnLetters, type CellText } from '../../platform/spreadsheet.ts'
import { findChoice, readCell, type CodecContext } from './cell-codec.ts'
import { MONTHS, MONTH_PARTS } from './plan-sheets.ts'
import { setAt, type Column, type SheetSpec } from './sheet.ts'
import type { StagedLine, StagedRow, StagedSheet } from './staged.ts'

/** Values of one line by the key of their column: undefined where the cell leaves the fact as it is. */
type LineValues = ReadonlyMap<string, unknown>

/** Reads the staged texts of one sheet as values, and knows in which cell each of them stands. */
export class SheetValues {
  readonly spec: SheetSpec
  readonly sheet: StagedSheet
  readonly #columns: readonly { readonly column: Column; readonly context: CodecContext }[]
  readonly #place: ReadonlyMap<string, number>

  constructor(spec: SheetSpec, sheet: StagedSheet) {
    this.spec = spec
    this.sheet = sheet
    this.#columns = sheet.columns.map((key) => {
      const column = spec.columns.find((one) => one.key === key) as Column
      return { column, context: { choices: column.choices ?? [], locale: 'zh-CN', from1904: sheet.from1904 } }
    })
    this.#place = new Map(sheet.columns.map((key, index) => [key, index]))
  }

  has(key: string): boolean {
    return this.#place.has(key)
  }

  cellAt(key: string, row: number): string | null {
    const index = this.#place.get(key)
    return index === undefined ? null : `${this.sheet.name}!${columnLetters(this.sheet.positions[index] as number)}${row}`
  }

  line([number, cells]: StagedLine, reasons: Reason[]): LineValues {
    const values = new Map<string, unknown>()
    for (let index = 0; index < this.#columns.length; index += 1) {
      const value = this.#value(index, cells[index] ?? null, number, reasons)
      if (value !== undefined) values.set((this.#columns[index] as { column: Column }).column.key, value)
    }
    return values
  }

  /** The value of one cell of a line; undefined where it has none or cannot be read. */
  value([number, cells]: StagedLine, key: string): unknown {
    const index = this.#place.get(key)
    return index === undefined ? undefined : this.#value(index, cells[index] ?? null, number, [])
  }

  #value(index: number, cell: CellText, row: number, reasons: Reason[]): unknown {
    const { column, context } = this.#columns[index] as { column: Column; context: CodecContext }
    if (typeof cell === 'string') {
      if (column.kind === 'choice' && !column.isOpen && findChoice(context.choices, cell) === undefined) {
        return this.#refuse(column, row, reasons, { code: 'exchange.cell-not-a-choice', params: { text: cell.slice(0, 60) } })
      }
      const read = readCell(column.kind, cell, context)
      return 'value' in read ? read.value : this.#refuse(column, row, reasons, read.reason)
    }
    if (cell !== null) return this.#refuse(column, row, reasons, { code: cell.e })
    // A missing key is told where the row is read.
    if (column.required && !this.spec.keyColumns.includes(column.key)) {
      this.#refuse(column, row, reasons, { code: 'exchange.cell-empty', params: { column: column.zh } })
    }
    return column.required || column.keepsWhenBlank ? undefined : null
  }

  #refuse(column: Column, row: number, reasons: Reason[], reason: Reason): undefined {
    reasons.push({ ...reason, at: this.cellAt(column.key, row) as string })
  }
}

export interface Unit {
  readonly key: string
  /** Null when the cells themselves are refused. */
  readonly row: object | null
  readonly reasons: readonly Reason[]
  readonly staged: readonly StagedRow[]
}

/** Rows of a register, of targets and of nodes: one line each. */
export function unitOfLine(values: SheetValues, staged: StagedRow): Unit {
  const reasons = [...staged.reasons]
  const row: Record<string, unknown> = {}
  for (const [key, value] of values.line(staged.lines[0] as StagedLine, reasons)) setAt(row, key, value)
  for (const key of values.spec.keyColumns) if (typeof row[key] === 'string') row[key] = row[key].trim()
  if (staged.part === 'parcels' && values.has('names')) row['names'] = [row['name'], ...((row['names'] as string[] | null) ?? [])]
  if (staged.part === 'targets') row['scopeCode'] = row['scopeCode'] ?? ''
  return { key: staged.key, row: reasons.length > 0 ? null : row, reasons, staged: [staged] }
}

/** The keys of the columns that hold the parts of a month. */
type PartKeys = Readonly<Record<(typeof MONTH_PARTS)[number]['key'], string>>
const partKeys = (prefix: string) => Object.fromEntries(MONTH_PARTS.map(({ key }) => [key, prefix + key])) as PartKeys
const PART_KEYS = partKeys('')
const MONTH_KEYS = MONTHS.map(({ key }) => [Number(key), partKeys(`months.${key}.`)] as const)

const FACTS = ['nodeCode', 'annualFen', 'profile', 'note', 'sourceKind', 'citation'] as const

/** A project's plan, put together from its rows of all the sheets that speak of it. */
export function unitOfPlanProject(
  key: string,
  rows: readonly StagedRow[],
  valuesOf: (staged: StagedRow) => SheetValues,
  year: number,
): Unit {
  const reasons: Reason[] = []
  const facts = new Map<string, unknown>()
  const months: PlanMonthRow[] = []
  const shares: PlanShareRow[] = []
  let givesMonths = false
  let givesShares = false
  for (const staged of rows) {
    reasons.push(...staged.reasons)
    const sheet = valuesOf(staged)
    for (const line of staged.lines) {
      const values = sheet.line(line, reasons)
      // What belongs to the project stands on one of its lines; on the others the cell is blank.
      for (const fact of FACTS) if (values.has(fact) && (facts.get(fact) ?? null) === null) facts.set(fact, values.get(fact))
      if (staged.part === 'shares') {
        givesShares = true
        const parcel = values.get('parcel')
        if (typeof parcel === 'string') {
          shares.push({
            parcel: parcel.trim(),
            sharePpm: values.get('sharePpm') as bigint,
            method: values.get('method') as PlanShareRow['method'],
          })
        }
      } else if (staged.part === 'lines') {
        givesMonths = true
        const month = values.get('month') as YearMonth | null | undefined
        if (month) months.push(monthRow(month, values, PART_KEYS))
      } else if (sheet.has('months.01.constructionFen')) {
        givesMonths = true
        for (const [month, keys] of MONTH_KEYS) {
          if (MONTH_PARTS.some((part) => values.get(keys[part.key]) != null)) months.push(monthRow(yearMonthOf(year, month), values, keys))
        }
      }
    }
  }
  const row: PlanProjectRow = {
    projectNo: key,
    ...Object.fromEntries(facts),
    ...(givesMonths ? { months } : {}),
    ...(givesShares ? { shares } : {}),
  }
  return { key, row: reasons.length > 0 ? null : row, reasons, staged: rows }
}

function monthRow(month: YearMonth, values: LineValues, keys: PartKeys): PlanMonthRow {
  const amount = (part: keyof PartKeys): Fen => (values.get(keys[part]) as Fen | null | undefined) ?? ZERO_FEN
  return {
    month,
    notCountableReason: values.get('countable') === 'no' ? ((values.get('notCountableReason') as string | null) ?? '') : null,
    constructionFen: amount('constructionFen'),
    installationFen: amount('installationFen'),
    equipmentFen: amount('equipmentFen'),
    otherFen: amount('otherFen'),
    landFen: amount('landFen'),
  }
}

/** The row of a unit, and its cell, that a field of an outcome stands in; null: the file has no cell for it. */
export function placeOf(unit: Unit, field: string, valuesOf: (staged: StagedRow) => SheetValues): { staged: StagedRow; at: string | null } {
  const month = /^months\.\d{4}-(\d{2})(\.notCountable)?(?:\.(\w+))?$/.exec(field)
  for (const staged of unit.staged) {
    const sheet = valuesOf(staged)
    if (month !== null) {
      const line = lineOfMonth(staged, sheet, month[1] as string, month[2] !== undefined)
      if (line === undefined) continue
      const part = month[3] === 'reason' ? 'notCountableReason' : (month[3] ?? 'constructionFen')
      const key = part === 'notCountableReason' || staged.part === 'lines' ? part : `months.${month[1]}.${part}`
      return { staged, at: sheet.cellAt(key, line) }
    }
    const key = field === 'shares' && staged.part === 'shares' ? 'parcel' : field
    if (sheet.has(key)) return { staged, at: sheet.cellAt(key, staged.number) }
    const group = key.split('.')[0] as string
    if (sheet.has(group)) return { staged, at: sheet.cellAt(group, staged.number) }
  }
  return { staged: unit.staged[0] as StagedRow, at: null }
}

/** The line of the file that a month of a project stands on. */
function lineOfMonth(staged: StagedRow, sheet: SheetValues, month: string, isNotCountable: boolean): number | undefined {
  if (staged.part !== 'months' && staged.part !== 'lines') return undefined
  for (const line of staged.lines) {
    const isLine = (sheet.value(line, 'countable') === 'no') === isNotCountable
    if (isLine && (staged.part === 'months' || String(sheet.value(line, 'month')).slice(5) === month)) return line[0]
  }
  return staged.part === 'months' ? staged.number : undefined
}
