import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { GanttRow } from './gantt-rows.ts'

export const GROUPINGS = ['none', 'cluster', 'manager', 'category', 'light'] as const
export type Grouping = (typeof GROUPINGS)[number]

export interface GanttGroup {
  /** The code or name that the group's projects share; empty where they have none. */
  readonly key: string
  readonly count: number
  readonly lateCount: number
  readonly planYuan: string
  readonly isFolded: boolean
}
export type GanttLine = { readonly kind: 'group'; readonly group: GanttGroup } | { readonly kind: 'project'; readonly row: GanttRow }

const KEY_OF: Record<Exclude<Grouping, 'none'>, (row: GanttRow) => string | null> = {
  cluster: ({ clusterCode }) => clusterCode,
  manager: ({ serviceManager }) => serviceManager,
  category: ({ categoryCode }) => categoryCode,
  light: ({ light }) => light,
}

export const totalsOf = (rows: readonly GanttRow[]) => ({
  count: rows.length,
  lateCount: rows.filter(({ slipDays }) => (slipDays ?? 0) > 0).length,
  planYuan: formatYuan(sumFen(rows.map(({ planYuan }) => (planYuan === null ? 0n : parseYuan(planYuan))))),
})

/**
 * The lines of the chart from top to bottom: each group with its sums, then its projects unless it is folded. Projects keep
 * their order; groups come as in `order`, then what is not in it, and last those that have none.
 */
export function linesOf(rows: readonly GanttRow[], grouping: Grouping, order: readonly string[], folded: readonly string[]): GanttLine[] {
  if (grouping === 'none') return rows.map((row) => ({ kind: 'project', row }))
  const members = new Map<string, GanttRow[]>()
  for (const row of rows) {
    const key = KEY_OF[grouping](row) ?? ''
    const some = members.get(key)
    if (some) some.push(row)
    else members.set(key, [row])
  }
  const place = (key: string) => (key === '' ? order.length + 1 : order.includes(key) ? order.indexOf(key) : order.length)
  return [...members]
    .toSorted(([a], [b]) => place(a) - place(b))
    .flatMap(([key, some]): GanttLine[] => {
      const isFolded = folded.includes(key)
      const head: GanttLine = { kind: 'group', group: { key, ...totalsOf(some), isFolded } }
      return isFolded ? [head] : [head, ...some.map((row): GanttLine => ({ kind: 'project', row }))]
    })
}
