import type { ReturnForm } from '@ballast/contract/report.ts'
import { INVESTMENT_ITEMS, type InvestmentItem, type Items, type MonthlyForm } from '@ballast/domain/report/form.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { FORM_COLUMNS, itemColumn } from './form-columns.view.ts'

type Flat = Readonly<Record<string, unknown>>

export const itemsFrom = (row: Flat, prefix: string): Items =>
  Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, row[prefix + item] ?? 0n])) as unknown as Items

export function formFrom(row: Flat, prefix: string): MonthlyForm {
  const flat = Object.fromEntries(
    FORM_COLUMNS.map(([field, , kind]) => {
      const value = row[prefix + field] ?? null
      return [field, kind === 'bigint' && value !== null ? Number(value) : value]
    }),
  )
  return nested(flat) as unknown as MonthlyForm
}

function nested(flat: Flat): Record<string, unknown> {
  const form: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(flat)) {
    const [group = '', name] = field.split('.')
    if (name === undefined) form[field] = value
    else ((form[group] ??= {}) as Record<string, unknown>)[name] = value
  }
  return form
}

const at = (form: object, field: string): unknown => {
  const [group = '', name] = field.split('.')
  const value = (form as Flat)[group]
  return name === undefined ? value : (value as Flat)[name]
}

/** The form's columns as JSON for a recordset. */
export const columnsOf = (form: MonthlyForm, items: Items): Record<string, unknown> => ({
  ...Object.fromEntries(
    FORM_COLUMNS.map(([field, column, kind]) => {
      const value = at(form, field)
      return [column, kind === 'month' && value !== null ? `${value as YearMonth}-01` : value]
    }),
  ),
  ...Object.fromEntries(INVESTMENT_ITEMS.map((item) => [itemColumn(item), items[item]])),
})

const onWire = (field: string): string => field.replace(/Fen$/, 'Yuan')

export const formOnWire = (form: MonthlyForm): ReturnForm =>
  nested(
    Object.fromEntries(
      FORM_COLUMNS.map(([field, , kind]) => {
        const value = at(form, field)
        return [onWire(field), kind === 'money' && value !== null ? formatYuan(value as Fen) : value]
      }),
    ),
  ) as unknown as ReturnForm

export const formFromWire = (form: object): MonthlyForm =>
  nested(
    Object.fromEntries(
      FORM_COLUMNS.map(([field, , kind]) => {
        const value = at(form, onWire(field)) ?? null
        return [field, kind === 'money' && value !== null ? parseYuan(value as string) : value]
      }),
    ),
  ) as unknown as MonthlyForm

export const itemsOnWire = (items: Items): Record<InvestmentItem, string> =>
  Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, formatYuan(items[item])])) as Record<InvestmentItem, string>

/** Fields of the form whose values differ, as the audit trail names them. */
export function formChanges(before: MonthlyForm | null, after: MonthlyForm): { before: Flat | null; after: Flat } {
  const sides: { before: Record<string, unknown>; after: Record<string, unknown> } = { before: {}, after: {} }
  for (const [field, , kind] of FORM_COLUMNS) {
    const shown = (form: MonthlyForm): unknown => {
      const value = at(form, field)
      return kind === 'money' && value !== null ? formatYuan(value as Fen) : value
    }
    const [was, is] = [before === null ? null : shown(before), shown(after)]
    if (was === is) continue
    sides.before[onWire(field)] = was
    sides.after[onWire(field)] = is
  }
  return { before: before === null ? null : sides.before, after: sides.after }
}

export const monthText = (date: string): YearMonth => date.slice(0, 7) as YearMonth
