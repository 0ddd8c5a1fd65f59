import { sql, type RawBuilder } from 'kysely'
import { FORM_FIELDS, INVESTMENT_ITEMS, type FieldKind, type InvestmentItem } from '@ballast/domain/report/form.ts'

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
export const itemColumn = (item: InvestmentItem): string => `${snake(item)}_fen`

const KIND_TYPES: Readonly<Record<FieldKind, string>> = { money: 'bigint', area: 'bigint', text: 'text', month: 'date' }

/** "year.land" is year_land_fen, "funds.bond" funds_bond_fen, "planTotalFen" plan_total_fen, "startMonth" start_ym. */
const columnOf = (path: string): string => {
  const name = snake(path.replace('.', '_')).replace(/_month$/, '_ym')
  return path.includes('.') ? `${name}_fen` : name
}

/** Each field of the form with the column that holds it. */
export const FORM_COLUMNS: readonly (readonly [path: string, column: string, kind: FieldKind])[] = FORM_FIELDS.map(([path, kind]) => [
  path,
  columnOf(path),
  kind,
])

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
