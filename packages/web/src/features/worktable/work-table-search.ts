import { z } from 'zod'
import { WORK_TABLE_PARTS } from '@ballast/contract/work-table.ts'
import { projectsSearch } from '../project/project-search.ts'

/** The address of the work table: the filter of the project list, which set of columns, and which plan. */
export const workTableSearch = projectsSearch.extend({
  set: z.enum(['register', 'months']).default('register'),
  versionId: z.uuid().optional(),
  part: z.enum(WORK_TABLE_PARTS).default('total'),
  find: z.coerce.string().max(100).optional(),
})
export type WorkTableSearch = z.output<typeof workTableSearch>
