import { z } from 'zod'
import { GANTT_SORTS } from '@ballast/contract/gantt.ts'
import { listOf } from '@ballast/contract/list.ts'
import { projectFilter } from '@ballast/contract/project.ts'
import { GROUPINGS } from './gantt-groups.ts'
import { ZOOMS } from './gantt-scale.ts'

export const VIEWS = ['bars', 'dates'] as const

/** The address of the schedule: what is shown, how, and which part of the axis. */
export const ganttSearch = projectFilter.extend({
  q: z.coerce.string().max(200).optional(),
  sort: z.enum(GANTT_SORTS).default('start'),
  group: z.enum(GROUPINGS).default('cluster'),
  folded: listOf(z.string()).optional(),
  zoom: z.enum(ZOOMS).default('fit'),
  view: z.enum(VIEWS).default('bars'),
  baselineId: z.uuid().optional(),
  from: z.iso.date().optional(),
})
export type GanttSearch = z.output<typeof ganttSearch>
export type GanttSearchChange = Partial<z.input<typeof ganttSearch>>

/** What of the address the server is asked with. */
export function ganttQuery(search: GanttSearch): Omit<GanttSearch, 'group' | 'folded' | 'zoom' | 'view' | 'from'> & { withLights?: true } {
  const { group, folded: _folded, zoom: _zoom, view: _view, from: _from, ...query } = search
  return group === 'light' ? { ...query, withLights: true } : query
}
