import { z } from 'zod'
import { projectFilter } from '@ballast/contract/project.ts'
import { listOf } from '@ballast/contract/list.ts'

/** The address of the project list: filter, sort, columns, ticked rows. */
export const projectsSearch = projectFilter.extend({
  q: z.coerce.string().max(200).optional(),
  sort: z.string().default('nameZh'),
  columns: listOf(z.string()).optional(),
  picked: listOf(z.string()).optional(),
})
export type ProjectsSearch = z.output<typeof projectsSearch>
export type ProjectsSearchChange = Partial<z.input<typeof projectsSearch>>

/** What of the address the server selects by. */
export function filterOf(search: ProjectsSearch): Omit<ProjectsSearch, 'columns' | 'picked' | 'sort'> {
  const { columns: _columns, picked: _picked, sort: _sort, ...filter } = search
  return filter
}

/** Every filter of the address set back; sort and columns stay. */
export const NO_FILTER = Object.fromEntries(Object.keys(projectFilter.shape).map((key) => [key, undefined])) as ProjectsSearchChange
