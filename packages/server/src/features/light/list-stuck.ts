import { dayNumber } from '@ballast/domain/shared/time.ts'
import type { StuckListAnswer, StuckRow, WatchFilter } from '@ballast/contract/light.ts'
import { STUCK_BETWEEN, type StuckList } from '@ballast/domain/light/light-rule.ts'
import { stuckSince, type LightColour } from '@ballast/domain/light/lights.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { owesOf, ruleOf, sumsOf, watchedColumns, watchProjects, type Watch, type Watched } from './watch.ts'

export interface StuckQuery extends WatchFilter {
  readonly colour?: readonly LightColour[] | undefined
}

/** Projects that have passed one gate and not the next, the longest first; the totals are those of the rows. */
export async function listStuck(tx: ReadTx, ctx: Context, list: StuckList, query: StuckQuery): Promise<StuckListAnswer> {
  const { colour, ...filter } = query
  const { watch, projects } = await watchProjects(tx, ctx, 'light.stuck', { filter })
  const stuck = stuckOf(watch, projects, list).filter(({ row }) => colour?.includes(row.light?.colour ?? 'green') ?? true)
  return {
    list,
    businessOn: watch.today,
    rows: stuck.map(({ row }) => row),
    totals: { count: stuck.length, ...sumsOf(stuck.map(({ project }) => project)) },
  }
}

/** Those of the watched projects that stand on the list, the longest first. */
export function stuckOf(watch: Watch, projects: readonly Watched[], list: StuckList): { project: Watched; row: StuckRow }[] {
  return projects
    .flatMap((project) => {
      const row = project.project.standing === 'active' ? rowOf(watch, project, list) : undefined
      return row === undefined ? [] : [{ project, row }]
    })
    .toSorted((a, b) => b.row.days - a.row.days)
}

function rowOf(watch: Watch, project: Watched, list: StuckList): StuckRow | undefined {
  const since = stuckSince(project.project, list)
  if (since === undefined) return undefined
  const { passed, owed } = STUCK_BETWEEN[list]
  const { record } = project
  const rule = watch.rules.find(({ kind }) => kind === list)
  return {
    ...watchedColumns(project, passed),
    since,
    days: dayNumber(watch.today) - dayNumber(since),
    workdays: watch.workdays.between(since, watch.today),
    expectedOn: record.progress?.[owed]?.[0] ?? record.planned?.[owed] ?? null,
    light: project.lights.find(({ kind }) => kind === list) ?? null,
    owes:
      rule === undefined
        ? owesOf(watch, record, 'service_manager', null)
        : owesOf(watch, record, ruleOf(watch, list).owedBy, rule.owedPerson),
  }
}
