import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { CellText, SheetRow } from '../../platform/spreadsheet.ts'
import { ofMarker } from './layout.ts'
import { refuseOtherUnits } from './money-unit.ts'
import { headerKey, headerOf, type Column, type Part, type SheetSpec } from './sheet.ts'

/** How a sheet is to be read: which of its columns holds what, and from which row on. */
export interface Recognised {
  readonly spec: SheetSpec
  /** The column of the sheet spec at each position of the sheet; null: not read. */
  readonly columns: readonly (Column | null)[]
  readonly lastHeaderRow: number
  readonly unknown: readonly string[]
}

const textOf = (cell: CellText | undefined): string | null => (typeof cell === 'string' && cell.trim() !== '' ? cell.trim() : null)

/** The sheet's kind by the hidden row of keys, else by its headers in either language. Null: it is none of these. */
export function recognise(
  head: readonly SheetRow[],
  specs: readonly SheetSpec[],
  sheetName: string,
): Recognised | { wrongPart: Part } | null {
  const keyed = head.find((row) => typeof row.cells[0] === 'string' && row.cells[0].startsWith('ballast:'))
  if (keyed !== undefined) {
    const { part, edition } = ofMarker(keyed.cells[0] as string)
    const spec = specs.find((one) => one.part === part)
    if (spec === undefined) return { wrongPart: part }
    if (edition !== undefined && spec.edition !== undefined && edition !== spec.edition) {
      throw new Refusal('exchange.other-month', [
        { code: 'exchange.other-month', params: { found: edition, wanted: spec.edition }, at: `${sheetName}!A${keyed.number}` },
      ])
    }
    const columns = keyed.cells.map((cell, index) => (index === 0 ? null : (spec.columns.find(({ key }) => key === textOf(cell)) ?? null)))
    const unknown = keyed.cells.flatMap((cell, index) => (index > 0 && columns[index] === null ? (textOf(cell) ?? []) : []))
    refuseTwice(columns, sheetName, keyed.number)
    const lastHeaderRow = lastHeaderUnder(keyed, head, columns)
    const headers = head.filter(({ number }) => number > keyed.number && number <= lastHeaderRow)
    const named = columns.flatMap((column, index) =>
      column === null && index > 0 && textOf(keyed.cells[index]) === null ? lowest(headers, index) : [],
    )
    refuseOtherUnits(head, columns, lastHeaderRow, sheetName)
    return { spec, columns, lastHeaderRow, unknown: [...unknown, ...beyond(headers, columns.length), ...named] }
  }
  let best: (Recognised & { score: number }) | null = null
  for (const spec of specs) {
    const names = headersOf(spec)
    for (const [index, row] of head.entries()) {
      for (const next of [head[index + 1], undefined]) {
        const found = match(spec, names, row, next)
        if (found !== null && (best === null || found.score > best.score)) best = found
      }
    }
  }
  if (best === null) return null
  refuseTwice(best.columns, sheetName, best.lastHeaderRow)
  refuseOtherUnits(head, best.columns, best.lastHeaderRow, sheetName)
  return best
}

/** The header of a column that has no key: somebody's own, which is not read. */
const lowest = (headers: readonly SheetRow[], index: number): string[] =>
  headers
    .map(({ cells }) => textOf(cells[index]))
    .filter((text) => text !== null)
    .slice(-1)
const beyond = (headers: readonly SheetRow[], width: number): string[] => {
  const most = Math.max(width, ...headers.map(({ cells }) => cells.length))
  return Array.from({ length: most - width }, (_, index) => lowest(headers, width + index)).flat()
}

/** The headers that people read stand under the keys: rows that say what their columns are called. */
function lastHeaderUnder(keyed: SheetRow, head: readonly SheetRow[], columns: readonly (Column | null)[]): number {
  let last = keyed.number
  for (const row of head) {
    if (row.number <= keyed.number) continue
    const texts = row.cells.flatMap((cell, index) => {
      const text = textOf(cell)
      return text === null ? [] : [{ text: headerKey(text), column: columns[index] ?? null }]
    })
    const named = texts.filter(({ text, column }) => column !== null && namesOf(column).has(text))
    if (named.length * 2 < texts.length || (texts.length > 0 && named.length === 0)) break
    last = row.number
  }
  return last
}

const namesOf = (column: Column): ReadonlySet<string> =>
  new Set([column.zh, column.en, column.group?.zh ?? '', column.group?.en ?? ''].map((name) => headerKey(name)))

/** Every way in which a column may be headed: group and name, or the name alone where only one column has it. */
function headersOf(spec: SheetSpec): Map<string, Column> {
  const names = new Map<string, Column>()
  const alone = new Map<string, Column | null>()
  for (const column of spec.columns) {
    names.set(column.key.toLowerCase(), column)
    for (const locale of ['zh-CN', 'en'] as const) {
      names.set(headerKey(headerOf(column, locale)), column)
      const leaf = headerKey(locale === 'en' ? column.en : column.zh)
      const other = alone.get(leaf)
      alone.set(leaf, other === undefined || other === column ? column : null)
    }
  }
  for (const [leaf, column] of alone) if (column !== null && !names.has(leaf)) names.set(leaf, column)
  return names
}

function match(spec: SheetSpec, names: ReadonlyMap<string, Column>, row: SheetRow, next: SheetRow | undefined) {
  const width = Math.max(row.cells.length, next?.cells.length ?? 0)
  const columns: (Column | null)[] = []
  const unknown: string[] = []
  let group: string | null = null
  for (let index = 0; index < width; index += 1) {
    const own = textOf(row.cells[index])
    group = own ?? group
    const leaf = next === undefined ? null : textOf(next.cells[index])
    const header = leaf ?? own
    const found =
      header === null
        ? undefined
        : ((leaf !== null && group !== null ? names.get(headerKey(`${group}/${leaf}`)) : undefined) ?? names.get(headerKey(header)))
    columns.push(found ?? null)
    if (header !== null && found === undefined) unknown.push(header)
  }
  const keys = new Set(columns.map((column) => column?.key))
  const score = keys.size - 1
  const isWhole = spec.keyColumns.every((key) => keys.has(key)) && columns.filter((column) => column !== null && !column.info).length >= 2
  if (!isWhole || unknown.length > score) return null
  return { spec, columns, lastHeaderRow: (next ?? row).number, unknown, score }
}

function refuseTwice(columns: readonly (Column | null)[], sheetName: string, row: number): void {
  const seen = new Set<string>()
  for (const column of columns) {
    if (column === null) continue
    if (seen.has(column.key)) {
      throw new Refusal('exchange.header-twice', [
        { code: 'exchange.header-twice', params: { header: headerOf(column, 'zh-CN') }, at: `${sheetName}!${row}` },
      ])
    }
    seen.add(column.key)
  }
}
