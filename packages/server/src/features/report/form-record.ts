import { formOnWire, pathOnWire } from '@ballast/contract/report-form.ts'
import { fieldAt, FORM_FIELDS, fromFields, INVESTMENT_ITEMS, type Items, type MonthlyForm } from '@ballast/domain/report/form.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { FORM_COLUMNS, itemColumn } from './form-columns.view.ts'

type Flat = Readonly<Record<string, unknown>>

export const itemsFrom = (row: Flat, prefix: string): Items =>
  Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, row[prefix + item] ?? 0n])) as unknown as Items

export const formFrom = (row: Flat, prefix: string): MonthlyForm =>
  fromFields(
    FORM_FIELDS.map(([path, kind]) => {
      const value = row[prefix + path] ?? null
      return [path, kind === 'area' && value !== null ? Number(value) : value]
    }),
  ) as unknown as MonthlyForm

/** The form's columns as JSON for a recordset. */
export const columnsOf = (form: MonthlyForm, items: Items): Record<string, unknown> => ({
  ...Object.fromEntries(
    FORM_COLUMNS.map(([path, column, kind]) => {
      const value = fieldAt(form, path)
      return [column, kind === 'month' && value !== null ? `${value as YearMonth}-01` : value]
    }),
  ),
  ...Object.fromEntries(INVESTMENT_ITEMS.map((item) => [itemColumn(item), items[item]])),
})

/** Fields of the form whose values differ, as the audit trail names them. */
export function formChanges(before: MonthlyForm | null, after: MonthlyForm): { before: Flat | null; after: Flat } {
  const [was, is] = [before === null ? null : formOnWire(before), formOnWire(after)]
  const sides: { before: Record<string, unknown>; after: Record<string, unknown> } = { before: {}, after: {} }
  for (const [path] of FORM_FIELDS) {
    const name = pathOnWire(path)
    const [old, now] = [was === null ? null : fieldAt(was, name), fieldAt(is, name)]
    if (old === now) continue
    sides.before[name] = old
    sides.after[name] = now
  }
  return { before: before === null ? null : sides.before, after: sides.after }
}
