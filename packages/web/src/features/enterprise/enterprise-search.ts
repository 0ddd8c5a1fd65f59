import { z } from 'zod'
import { enterpriseFilter } from '@ballast/contract/enterprise.ts'
import { listOf } from '@ballast/contract/list.ts'

/** The address of the enterprise list: filter, sort, columns, ticked rows. */
export const enterprisesSearch = enterpriseFilter.extend({
  q: z.coerce.string().max(200).optional(),
  sort: z.string().default('nameZh'),
  columns: listOf(z.string()).optional(),
  picked: listOf(z.string()).optional(),
})
export type EnterprisesSearch = z.output<typeof enterprisesSearch>
export type EnterprisesSearchChange = Partial<z.input<typeof enterprisesSearch>>

export function filterOf(search: EnterprisesSearch): Omit<EnterprisesSearch, 'columns' | 'picked' | 'sort'> {
  const { columns: _columns, picked: _picked, sort: _sort, ...filter } = search
  return filter
}

export const NO_FILTER = Object.fromEntries(Object.keys(enterpriseFilter.shape).map((key) => [key, undefined])) as EnterprisesSearchChange
