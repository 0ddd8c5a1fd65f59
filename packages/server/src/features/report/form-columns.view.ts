import { sql, type RawBuilder } from 'kysely'
import { FUNDING_SOURCES } from '@ballast/domain/project/project-row.ts'
import { INVESTMENT_ITEMS, type InvestmentItem } from '@ballast/domain/report/form.ts'

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
export const itemColumn = (item: InvestmentItem): string => `${snake(item)}_fen`

type Kind = 'money' | 'bigint' | 'text' | 'month'
const KIND_TYPES: Readonly<Record<Kind, string>> = { money: 'bigint', bigint: 'bigint', text: 'text', month: 'date' }

/** Each field of the form with the column that holds it. */
export const FORM_COLUMNS: readonly (readonly [field: string, column: string, kind: Kind])[] = [
  ['planTotalFen', 'plan_total_fen', 'money'],
  ['adjustedTotalDocument', 'adjusted_total_document', 'text'],
  ['cumulativeFen', 'cumulative_fen', 'money'],
  ['yearFen', 'year_fen', 'money'],
  ['monthFen', 'month_fen', 'money'],
  ...INVESTMENT_ITEMS.map((item) => [`year.${item}`, `year_${itemColumn(item)}`, 'money'] as const),
  ['newFixedAssetsFen', 'new_fixed_assets_fen', 'money'],
  ...FUNDING_SOURCES.map((source) => [`funds.${source}`, `funds_${source}_fen`, 'money'] as const),
  ['payablesFen', 'payables_fen', 'money'],
  ['floorAreaUnderConstructionM2', 'floor_area_under_construction_m2', 'bigint'],
  ['floorAreaCompletedM2', 'floor_area_completed_m2', 'bigint'],
  ['method', 'method', 'text'],
  ['monthByProgressFen', 'month_by_progress_fen', 'money'],
  ['monthByFinanceFen', 'month_by_finance_fen', 'money'],
  ['nature', 'nature', 'text'],
  ['holding', 'holding', 'text'],
  ['startMonth', 'start_ym', 'month'],
  ['productionMonth', 'production_ym', 'month'],
  ['statAreaCode', 'stat_area_code', 'text'],
  ['industryCode', 'industry_code', 'text'],
]

/** The form's columns of a return, under the names of its fields after a prefix. */
export const selectForm = (alias: string, prefix: string): RawBuilder<unknown> =>
  sql.join(
    FORM_COLUMNS.map(([field, column, kind]) => {
      const value = sql.ref(`${alias}.${column}`)
      return sql`${kind === 'month' ? sql`to_char(${value}, 'YYYY-MM')` : value} as ${sql.id(prefix + field)}`
    }),
  )

export const selectItems = (alias: string, prefix: string): RawBuilder<unknown> =>
  sql.join(INVESTMENT_ITEMS.map((item) => sql`coalesce(${sql.ref(`${alias}.${itemColumn(item)}`)}, 0)::bigint as ${sql.id(prefix + item)}`))

/** The items under their own names, for a sum of several tables. */
export const plainItems = (alias: string): RawBuilder<unknown> =>
  sql.join(INVESTMENT_ITEMS.map((item) => sql.ref(`${alias}.${itemColumn(item)}`)))

export const sumItems = (alias: string): RawBuilder<unknown> =>
  sql.join(INVESTMENT_ITEMS.map((item) => sql`sum(${sql.ref(`${alias}.${itemColumn(item)}`)}) as ${sql.id(itemColumn(item))}`))

/** Names and types of the form's columns, for a recordset. */
export const FORM_RECORDSET = FORM_COLUMNS.map(([, column, kind]) => `${column} ${KIND_TYPES[kind]}`).join(', ')
export const ITEM_RECORDSET = INVESTMENT_ITEMS.map((item) => `${itemColumn(item)} bigint`).join(', ')
export const WRITTEN_COLUMNS: readonly string[] = [...FORM_COLUMNS.map(([, column]) => column), ...INVESTMENT_ITEMS.map(itemColumn)]
