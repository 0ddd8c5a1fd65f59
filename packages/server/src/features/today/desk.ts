import type { Task, TaskKind, TaskPlace } from '@ballast/contract/today.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { workdaysUntil } from '@ballast/domain/shared/workday-index.ts'
import type { Context } from '../../platform/context.ts'
import type { Watch } from '../light/index.ts'

// Two weeks of work: what is expected later is seen on the projects' own pages.
export const WITHIN_WORKDAYS = 10

/** For whom, on which day, and by which calendar a page Today is made. */
export interface Desk {
  readonly ctx: Context
  readonly watch: Pick<Watch, 'today' | 'workdays'>
  readonly roles: ReadonlySet<Role>
}

/** Everything of one kind; without a place the page shows it itself. */
export interface Section {
  readonly place: TaskPlace | null
  readonly items: readonly Task[]
}
export type Sections = Partial<Record<TaskKind, Section>>

export const placeAt = (to: string, search: TaskPlace['search'] = {}): TaskPlace => ({ to, search })

interface About {
  readonly projectId: string
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
}

/** Something to do about a project. */
export function projectTask(
  desk: Desk,
  project: About,
  given: { key?: string; says: string | null; dueOn: PlainDate | null; place: TaskPlace },
): Task {
  const { projectId, projectNo, nameZh, nameEn } = project
  return {
    key: given.key ?? projectId,
    nameZh,
    nameEn,
    projectId,
    projectNo,
    says: given.says,
    ...dueBy(desk, given.dueOn),
    place: given.place,
  }
}

/** Something to do about what is no project. */
export function plainTask(
  desk: Desk,
  given: { key: string; nameZh: string; nameEn: string; says: string | null; dueOn: PlainDate | null; place: TaskPlace },
): Task {
  const { key, nameZh, nameEn, says, dueOn, place } = given
  return { key, nameZh, nameEn, projectId: null, projectNo: null, says, ...dueBy(desk, dueOn), place }
}

function dueBy({ watch: { today, workdays } }: Desk, dueOn: PlainDate | null) {
  return { dueOn, workdays: dueOn === null ? null : workdaysUntil(workdays, today, dueOn) }
}

/** What is due first stands first; what has no day keeps its place at the end. */
export const byDay = (items: readonly Task[]): Task[] =>
  items.toSorted((a, b) => {
    const [left, right] = [a.dueOn ?? '9999', b.dueOn ?? '9999']
    return left < right ? -1 : left > right ? 1 : 0
  })
