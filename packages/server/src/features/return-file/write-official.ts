import { nameIn, type Name } from '../exchange/index.ts'
import { columnLetters } from '../../platform/spreadsheet.ts'
import type { WorkbookFile, WrittenCell } from '../../platform/spreadsheet-writer.ts'
import { OFFICIAL_COLUMNS, type OfficialColumn } from './official-columns.ts'
import type { OfficialRow } from './official-row.ts'

type Locale = 'zh-CN' | 'en'
const HEAD_ROWS = 4
const PROJECTS: Name = { zh: '项目', en: 'Projects' }
const SUMMARY: Name = { zh: '汇总', en: 'Summary' }
const TOTAL: Name = { zh: '合计', en: 'Total' }

export interface OfficialHeading {
  readonly title: string
  /** Zone, period, unit: what stands under the title. */
  readonly line: string
}
/** The rows of one category of investment. */
export interface OfficialPart {
  readonly name: string
  readonly rows: readonly OfficialRow[]
}

/** Writes the sheet of projects, and the zone's summary over it. Categories stand together, so that their sums are sums of ranges. */
export function writeOfficial(
  workbook: WorkbookFile,
  { heading, parts, counts }: { heading: OfficialHeading; parts: readonly OfficialPart[]; counts: { due: number; included: number } },
  locale: Locale,
): void {
  const sheet = workbook.sheet({
    name: nameIn(PROJECTS, locale),
    columns: [
      { width: 6, format: 'general' as const },
      ...OFFICIAL_COLUMNS.map(({ width, isAmount }) => ({ width, format: isAmount ? ('whole' as const) : ('text' as const) })),
    ],
    frozenRows: HEAD_ROWS,
    frozenColumns: 3,
  })
  const width = OFFICIAL_COLUMNS.length + 1
  sheet.row([heading.title], 'title')
  sheet.merge(1, 0, 1, width - 1)
  sheet.row([heading.line], 'note')
  sheet.merge(2, 0, 2, width - 1)
  sheet.row([locale === 'en' ? 'No.' : '序号', ...groupCells(locale)], 'header')
  sheet.row([null, ...OFFICIAL_COLUMNS.map((column) => (column.group === undefined ? null : nameIn(column, locale)))], 'header')
  sheet.merge(3, 0, 4, 0)
  mergeGroups((from, to, isGroup) => sheet.merge(3, from + 1, isGroup ? 3 : 4, to + 1))
  let row = HEAD_ROWS
  const ranges = parts.map(({ rows }) => {
    const first = row + 1
    for (const one of rows) {
      row = sheet.row(
        [row + 1 - HEAD_ROWS, ...OFFICIAL_COLUMNS.map((column) => column.value(one, locale))],
        'data',
        one.isSimulated ? { [width - 1]: 'simulated' } : {},
      )
    }
    return { first, last: row }
  })
  const all = parts.flatMap(({ rows }) => rows)
  sheet.row(
    [
      nameIn(TOTAL, locale),
      ...OFFICIAL_COLUMNS.map((column, index) =>
        column.isAmount ? sumOf(column, index, all, { first: HEAD_ROWS + 1, last: row }, '') : null,
      ),
    ],
    'total',
  )
  sheet.filter(HEAD_ROWS, row, width)
  sheet.close()
  writeSummary(workbook, { heading, parts, ranges, counts }, locale)
}

function groupCells(locale: Locale): (string | null)[] {
  return OFFICIAL_COLUMNS.map((column, index) => {
    if (column.group === undefined) return nameIn(column, locale)
    return column.group === OFFICIAL_COLUMNS[index - 1]?.group ? null : nameIn(column.group, locale)
  })
}

function mergeGroups(merge: (from: number, to: number, isGroup: boolean) => void): void {
  for (let from = 0; from < OFFICIAL_COLUMNS.length; ) {
    const { group } = OFFICIAL_COLUMNS[from] as OfficialColumn
    const count = group === undefined ? 1 : OFFICIAL_COLUMNS.filter((column) => column.group === group).length
    merge(from, from + count - 1, group !== undefined)
    from += count
  }
}

interface Range {
  readonly first: number
  readonly last: number
}

function sumOf(column: OfficialColumn, index: number, rows: readonly OfficialRow[], { first, last }: Range, sheet: string): WrittenCell {
  if (rows.length === 0) return 0
  const letters = columnLetters(index + 1)
  const result = rows.reduce((sum, row) => sum + Number(column.value(row, 'en') ?? 0), 0)
  return { formula: `SUM(${sheet}${letters}${first}:${letters}${last})`, result }
}

function writeSummary(
  workbook: WorkbookFile,
  given: {
    heading: OfficialHeading
    parts: readonly OfficialPart[]
    ranges: readonly Range[]
    counts: { due: number; included: number }
  },
  locale: Locale,
): void {
  const { heading, parts, ranges, counts } = given
  const isEn = locale === 'en'
  const shown = parts.map((part, index) => ({ ...part, range: ranges[index] as Range })).filter(({ rows }) => rows.length > 0)
  const sheet = workbook.sheet({
    name: nameIn(SUMMARY, locale),
    columns: [
      { width: 40, format: 'text' },
      { width: 12, format: 'text' },
      { width: 16, format: 'whole' },
      ...shown.map(() => ({ width: 16, format: 'whole' as const })),
    ],
    frozenRows: 3,
    frozenColumns: 1,
  })
  const last = shown.length + 2
  sheet.row([heading.title], 'title')
  sheet.merge(1, 0, 1, last)
  sheet.row([heading.line], 'note')
  sheet.merge(2, 0, 2, last)
  sheet.row([...(isEn ? ['Figure', 'Unit', 'Zone'] : ['指标', '单位', '全区']), ...shown.map(({ name }) => name)], 'header')
  const projects = isEn ? 'projects' : '个'
  sheet.row([isEn ? 'Projects that have to report' : '应报项目', projects, counts.due], 'data')
  sheet.row([isEn ? 'Projects in this file' : '本表项目', projects, counts.included, ...shown.map(({ rows }) => rows.length)], 'data')
  const unit = isEn ? '10k yuan' : '万元'
  for (const [index, column] of OFFICIAL_COLUMNS.entries()) {
    if (!column.isAmount) continue
    const name = column.group === undefined ? nameIn(column, locale) : `${nameIn(column.group, locale)} · ${nameIn(column, locale)}`
    const columns = shown.map(({ rows, range }) => sumOf(column, index, rows, range, `${nameIn(PROJECTS, locale)}!`))
    const result = columns.reduce(
      (sum: number, cell) => sum + (typeof cell === 'object' && cell !== null && 'result' in cell ? cell.result : 0),
      0,
    )
    const number = sheet.nextRow
    sheet.row(
      [
        name.replace(/（平方米）| \(m²\)/, ''),
        column.key.endsWith('_m2') ? (isEn ? 'm²' : '平方米') : unit,
        shown.length === 0 ? 0 : { formula: `SUM(${columnLetters(3)}${number}:${columnLetters(last)}${number})`, result },
        ...columns,
      ],
      'data',
    )
  }
  sheet.close()
}
