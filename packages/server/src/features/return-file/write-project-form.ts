import { nameIn } from '../exchange/index.ts'
import type { WorkbookFile } from '../../platform/spreadsheet-writer.ts'
import { OFFICIAL_COLUMNS } from './official-columns.ts'
import type { OfficialRow } from './official-row.ts'
import type { OfficialHeading } from './write-official.ts'

type Locale = 'zh-CN' | 'en'
const ASIDE = new Set(['state', 'correction', 'source'])

/** One project's form to be printed, signed and stamped: what it is on top, its figures below. */
export function writeProjectForm(
  workbook: WorkbookFile,
  { heading, row, remarks }: { heading: OfficialHeading; row: OfficialRow; remarks: readonly string[] },
  locale: Locale,
): void {
  const isEn = locale === 'en'
  const sheet = workbook.sheet({
    name: isEn ? 'Return' : '项目月报',
    columns: [
      { width: 44, format: 'text' },
      { width: 12, format: 'text' },
      { width: 34, format: 'whole' },
    ],
    frozenRows: 3,
    frozenColumns: 0,
    isPortrait: true,
  })
  sheet.row([heading.title], 'title')
  sheet.merge(1, 0, 1, 2)
  sheet.row([heading.line], 'note')
  sheet.merge(2, 0, 2, 2)
  sheet.row(isEn ? ['Figure', 'Unit', 'Value'] : ['指标名称', '单位', '数值'], 'header')
  for (const column of OFFICIAL_COLUMNS) {
    if (ASIDE.has(column.key)) continue
    const name = nameIn(column, locale).replace(/（平方米）| \(m²\)/, '')
    const isPart = /^(其中|of which)/.test(name)
    const label =
      column.group === undefined
        ? name
        : column.key === 'year_wan' || column.key === 'funds_wan'
          ? nameIn(column.group, locale)
          : `${isPart ? '　　' : '　'}${name}`
    const unit = column.key.endsWith('_m2') ? (isEn ? 'm²' : '平方米') : column.isAmount ? (isEn ? '10k yuan' : '万元') : null
    sheet.row([label, unit, column.value(row, locale)], 'data')
  }
  for (const remark of remarks) sheet.merge(sheet.row([remark], 'note'), 0, sheet.nextRow - 1, 2)
  const signs = isEn
    ? ['Head of the unit:', 'Head of statistics:', 'Filled in by:', 'Telephone:', 'Reported on:']
    : ['单位负责人：', '统计负责人：', '填表人：', '联系电话：', '报出日期：　　年　　月　　日']
  sheet.row([signs.join('　　　　')], 'note')
  sheet.merge(sheet.nextRow - 1, 0, sheet.nextRow - 1, 2)
  sheet.close()
}
