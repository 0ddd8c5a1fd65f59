import {
  fieldAt,
  FORM_FIELDS,
  fromFields,
  INVESTMENT_ITEMS,
  type InvestmentItem,
  type Items,
  type MonthlyForm,
} from '@ballast/domain/report/form.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { ReturnForm } from './report.ts'

/** A path of the domain as the API has it: "year.land" stays, "yearFen" is "yearYuan". */
export const pathOnWire = (path: string): string => path.replace(/Fen$/, 'Yuan')

export const formOnWire = (form: MonthlyForm): ReturnForm =>
  fromFields(
    FORM_FIELDS.map(([path, kind]) => {
      const value = fieldAt(form, path)
      return [pathOnWire(path), kind === 'money' && value !== null ? formatYuan(value as Fen) : value]
    }),
  ) as unknown as ReturnForm

/** @throws Refusal for an amount that is none; a schema has looked before */
export const formFromWire = (form: object): MonthlyForm =>
  fromFields(
    FORM_FIELDS.map(([path, kind]) => {
      const value = fieldAt(form, pathOnWire(path)) ?? null
      return [path, kind === 'money' && value !== null ? parseYuan(value as string) : value]
    }),
  ) as unknown as MonthlyForm

export const itemsOnWire = (items: Items): Record<InvestmentItem, string> =>
  Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, formatYuan(items[item])])) as Record<InvestmentItem, string>

export const itemsFromWire = (items: Readonly<Record<InvestmentItem, string>>): Items =>
  Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, parseYuan(items[item])])) as unknown as Items
