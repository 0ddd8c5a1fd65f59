import { businessDate, type Context } from '../../platform/context.ts'
import type { FileReply } from '../../platform/handler.ts'
import { columnLetters } from '../../platform/spreadsheet.ts'
import type { WorkbookFile } from '../../platform/spreadsheet-writer.ts'
import { csvReply, workbookReply } from './export-file.ts'
import { TOTAL } from './layout.ts'
import { cellOf } from './lines.ts'
import { nameIn, type Column, type Line, type Name } from './sheet.ts'
import { formatOf } from './write-workbook.ts'

/** A column of a list that is exported to be read, not to be imported again. */
export interface TableColumn<Row> extends Pick<Column, 'key' | 'zh' | 'en' | 'kind' | 'width' | 'isSummed'> {
  readonly value: (row: Row) => unknown
}

const TITLE_ROWS = 2
const WAN: Name = { zh: '万元', en: '10,000 yuan' }

/** A list as a workbook with its totals as formulas, or as CSV. @param list.amounts the unit of its amounts, 万元 by default */
export async function exportTable<Row>(
  ctx: Context,
  list: { name: Name; columns: readonly TableColumn<Row>[]; rows: readonly Row[]; frozen: number; amounts?: Name },
  format: 'xlsx' | 'csv',
): Promise<FileReply> {
  const { name, columns, rows, frozen, amounts = WAN } = list
  const { locale, zone } = ctx
  const on = businessDate(ctx)
  const title = nameIn(name, locale)
  const fileName = `${locale === 'en' ? zone.nameEn : zone.nameZh}-${title}-${on}`
  const lines: Line[] = rows.map((row) => columns.map((column) => cellOf(column, column.value(row), locale)))
  if (format === 'csv') return csvReply(`${fileName}.csv`, { columns }, lines, locale)
  const heading =
    locale === 'en'
      ? `${zone.nameEn} · ${title} · ${on} · amounts in ${amounts.en}`
      : `${zone.nameZh} ${title}　业务日期 ${on}　金额单位：${amounts.zh}`
  return workbookReply(`${fileName}.xlsx`, new Date(ctx.clock.now()), (workbook) => {
    writeTable(
      workbook,
      { title, heading, headers: columns.map((column) => nameIn(column, locale)), total: nameIn(TOTAL, locale) },
      columns,
      lines,
      frozen,
    )
  })
}

interface Words {
  readonly title: string
  readonly heading: string
  readonly headers: readonly string[]
  readonly total: string
}

function writeTable(
  workbook: WorkbookFile,
  words: Words,
  columns: readonly Pick<Column, 'key' | 'kind' | 'width' | 'isSummed' | 'zh' | 'en'>[],
  lines: readonly Line[],
  frozen: number,
): void {
  const sheet = workbook.sheet({
    name: words.title,
    columns: columns.map((column) => ({ width: column.width, format: formatOf(column) })),
    frozenRows: TITLE_ROWS,
    frozenColumns: frozen,
  })
  sheet.row([words.heading], 'title')
  sheet.merge(1, 0, 1, columns.length - 1)
  sheet.row(words.headers, 'header')
  for (const line of lines) sheet.row(line, 'data')
  const last = TITLE_ROWS + lines.length
  if (lines.length > 0) {
    sheet.row(
      columns.map((column, index) => {
        if (index === 0) return words.total
        if (!column.isSummed) return null
        const letters = columnLetters(index)
        const sum = lines.reduce((total, line) => total + (typeof line[index] === 'number' ? line[index] : 0), 0)
        return { formula: `SUM(${letters}${TITLE_ROWS + 1}:${letters}${last})`, result: Math.round(sum * 1e6) / 1e6 }
      }),
      'total',
    )
  }
  sheet.filter(TITLE_ROWS, last, columns.length)
  sheet.close()
}
