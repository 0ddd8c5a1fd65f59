import { refuseIfAny, Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { csvRows } from './csv.ts'

/** One budget line in the book of one fiscal year, in dollars. */
export interface BudgetLine {
  readonly name: string
  /** The project type: what stands before the dash. */
  readonly type: string
  /** Planned commitments of the fiscal year. */
  readonly plan: number
  /** Contract liability when the book is made: committed, not paid. */
  readonly liability: number
  /** Spent since inception. */
  readonly spent: number
}

export interface Book {
  /** The fiscal year that it plans. */
  readonly year: number
  readonly lines: ReadonlyMap<string, BudgetLine>
}

const AMOUNTS = ['liab_city', 'liab_nc', 'itd_city', 'itd_nc', 'pc_fy', 'pn_fy'] as const
const COLUMNS = ['fy', 'budget_line', ...AMOUNTS] as const
type Column = (typeof COLUMNS)[number]
/** Plans are in thousands of dollars, balances in dollars. */
const PLAN_UNIT = 1000
/** More reasons than these tell nothing new. */
const MOST_REASONS = 50

/**
 * Books of a budget-line file, oldest first. Refused with the line and column of every fault. A line that stands twice in a book, in two
 * rows, is their sum; an empty amount is none.
 */
export function readBudgetFile(text: string): Book[] {
  const rows = csvRows(text)
  const header = rows.next().value as { readonly fields: readonly string[] } | undefined
  const places = new Map(COLUMNS.map((column) => [column, header?.fields.findIndex((field) => field.trim() === column) ?? -1]))
  refuseIfAny(
    'backtest.columns-missing',
    COLUMNS.filter((column) => places.get(column) === -1).map((column) => ({
      code: 'backtest.column-missing',
      at: `1:${column}`,
      params: { column },
    })),
  )
  const width = header?.fields.length ?? 0
  const books = new Map<number, Map<string, BudgetLine>>()
  const reasons: Reason[] = []
  for (const { line, fields } of rows) {
    if (reasons.length >= MOST_REASONS) break
    if (fields.length !== width) {
      reasons.push({ code: 'backtest.row-length', at: `${line}`, params: { line, fields: fields.length, expected: width } })
      continue
    }
    const field = (column: Column) => (fields[places.get(column) as number] as string).trim()
    const refuse = (code: string, column: Column) =>
      reasons.push({ code, at: `${line}:${column}`, params: { line, column, text: field(column).slice(0, 40) } })
    const year = fiscalYear(field('fy'))
    const name = field('budget_line')
    const amounts = Object.fromEntries(AMOUNTS.map((column) => [column, amountOf(field(column))])) as Record<
      (typeof AMOUNTS)[number],
      number
    >
    if (year === null) refuse('backtest.not-a-fiscal-year', 'fy')
    if (name === '') refuse('backtest.no-budget-line', 'budget_line')
    for (const column of AMOUNTS) if (Number.isNaN(amounts[column])) refuse('backtest.not-an-amount', column)
    if (year === null || reasons.length > 0) continue
    const book = books.get(year) ?? new Map<string, BudgetLine>()
    books.set(year, book)
    const before = book.get(name)
    book.set(name, {
      name,
      type: name.split('-')[0] as string,
      plan: (before?.plan ?? 0) + (amounts.pc_fy + amounts.pn_fy) * PLAN_UNIT,
      liability: (before?.liability ?? 0) + amounts.liab_city + amounts.liab_nc,
      spent: (before?.spent ?? 0) + amounts.itd_city + amounts.itd_nc,
    })
  }
  refuseIfAny('backtest.rows-malformed', reasons)
  const sorted = [...books].map(([year, lines]) => ({ year, lines })).sort((a, b) => a.year - b.year)
  if (sorted.length === 0) throw new Refusal('backtest.no-rows')
  return sorted
}

/** "08", "2008" or "FY08". */
function fiscalYear(text: string): number | null {
  const digits = /^(?:FY)?(\d{2}|\d{4})$/i.exec(text)?.[1]
  if (digits === undefined) return null
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits)
}

const amountOf = (text: string): number =>
  text === '' ? 0 : /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/.test(text) ? Number(text) : Number.NaN
