import { headerOf, nameIn, type Part, type SheetSpec } from './sheet.ts'

type Locale = 'zh-CN' | 'en'

/** Facts that have no column of their own in a sheet. */
const OTHERS: Readonly<Record<string, { zh: string; en: string }>> = {
  provenance: { zh: '事实来源', en: 'Source of fact' },
  geometry: { zh: '图形', en: 'Geometry' },
  shares: { zh: '落地份额', en: 'Shares over parcels' },
  months: { zh: '月度', en: 'Month' },
}

/** What a field of an outcome is called in the sheet: "3月/设备", "计划节点/开工". */
export function fieldLabel(specs: readonly SheetSpec[], part: Part, field: string, locale: Locale): string {
  const month = /^months\.\d{4}-(\d{2})(\.notCountable)?(?:\.(\w+))?$/.exec(field)
  const spec = specs.find((one) => one.part === part)
  if (month !== null) {
    const months = specs.find((one) => one.part === 'months')
    const column = months?.columns.find(({ key }) => key === `months.${month[1]}.${month[3] ?? 'constructionFen'}`)
    const group = column?.group === undefined ? (month[1] as string) : nameIn(column.group, locale)
    const name =
      month[3] === 'reason' ? (locale === 'en' ? 'Why not countable' : '不纳统原因') : column === undefined ? '' : nameIn(column, locale)
    const suffix = month[2] === undefined ? '' : locale === 'en' ? ' (not countable)' : '（不纳统）'
    return `${group}/${name}${suffix}`
  }
  const column = spec?.columns.find(({ key }) => key === field) ?? specs.flatMap(({ columns }) => columns).find(({ key }) => key === field)
  if (column !== undefined) return headerOf(column, locale)
  const [group = '', ...rest] = field.split('.')
  const other = OTHERS[group]
  if (other === undefined) return field
  return rest.length === 0 ? nameIn(other, locale) : `${nameIn(other, locale)}: ${fieldLabel(specs, part, rest.join('.'), locale)}`
}

export const isMoneyField = (field: string): boolean =>
  field.endsWith('Fen') || /^(composition|funding|year|funds|notCountable)\./.test(field)

/** A code of a column's choices as people call it. */
export function wordFor(specs: readonly SheetSpec[], part: string, field: string, value: string | null, locale: Locale): string | null {
  const choices = specs.find((spec) => spec.part === part)?.columns.find(({ key }) => key === field)?.choices
  const choice = choices?.find(({ code }) => code === value)
  return choice === undefined ? value : nameIn(choice, locale)
}
