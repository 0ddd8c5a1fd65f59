import type { ManagerLoad, MyProject, MyProjects } from '@ballast/contract/my-projects.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { LIGHT_COLOURS } from '@ballast/domain/light/lights.ts'
import { monthOfDate } from '@ballast/domain/shared/time.ts'
import { managerName, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'
import { projectsInReach, scopesOf } from '../../platform/scope.ts'
import { holdsSimulated, openWatch, requiredConditions, sumsOf, watched, watchedColumns, type Watch, type Watched } from '../light/index.ts'
import { followedProjects, isFollowedBy, isInCareOf, type FollowedRecord } from './my-projects.view.ts'
import { isPastNext, isUpdateDue, nextGateOf } from './next-gate.ts'

export interface Followed {
  readonly watched: Watched
  readonly record: FollowedRecord
  readonly next: MyProject['next']
  readonly isUpdateDue: boolean
}

/** The projects that the action reaches, with lights, next gate and newest word. */
export async function followed(
  tx: ReadTx,
  ctx: Context,
  action: RouteId,
  where?: Condition,
): Promise<{ watch: Watch; projects: Followed[] }> {
  const { zoneId } = ctx.zone
  const watch = await openWatch(tx, ctx)
  const conditions = await requiredConditions(tx, zoneId)
  const reach = allOf([projectsInReach(ctx, action), where])
  const records = await followedProjects(tx, zoneId, watch.versionId, ctx.user.userId, reach)
  const month = monthOfDate(watch.today)
  const projects = records.map((record) => {
    const project = watched(watch, record)
    const next = record.standing === 'active' ? nextGateOf(watch, project, record.hasParcels, conditions) : null
    return { watched: project, record, next, isUpdateDue: isUpdateDue(record, month) }
  })
  return { watch, projects }
}

/** The projects in somebody's care: a service manager's own, or for the office those of the manager that it names. */
export async function readMyProjects(
  tx: ReadTx,
  ctx: Context,
  query: { manager?: string | undefined; followed?: boolean | undefined },
): Promise<MyProjects> {
  const isOffice = scopesOf(ctx.user, 'my-projects.read').includes('zone')
  const manager = query.followed ? null : isOffice ? (query.manager ?? ctx.user.nameZh) : managerName(ctx.user)
  const where = query.followed ? isFollowedBy(ctx.user.userId) : isInCareOf(manager)
  const { watch, projects } = await followed(tx, ctx, 'my-projects.read', where)
  return {
    businessOn: watch.today,
    manager,
    rows: projects.toSorted(byUrgency).map(rowOf),
    totals: { projects: projects.length, ...countsOf(projects), ...sumsOf(projects.map((project) => project.watched)) },
  }
}

/** What each service manager carries; projects without one come last. */
export async function readManagerLoad(tx: ReadTx, ctx: Context): Promise<ManagerLoad> {
  const { watch, projects } = await followed(tx, ctx, 'my-projects.load')
  const byManager = Map.groupBy(projects, ({ record }) => record.serviceManager)
  const rows = [...byManager].map(([manager, theirs]) => ({
    manager,
    projects: theirs.length,
    ...countsOf(theirs),
    ...sumsOf(theirs.map((project) => project.watched)),
  }))
  const named = rows.filter(({ manager }) => manager !== null)
  return {
    businessOn: watch.today,
    isSimulated: holdsSimulated(projects.map((project) => project.watched)),
    rows: [...named.toSorted((a, b) => b.red - a.red || b.projects - a.projects), ...rows.filter(({ manager }) => manager === null)],
  }
}

const countsOf = (projects: readonly Followed[]) => ({
  red: projects.filter((project) => project.watched.colour === 'red').length,
  yellow: projects.filter((project) => project.watched.colour === 'yellow').length,
  pastNextGate: projects.filter(({ next }) => isPastNext(next)).length,
  updatesDue: projects.filter((project) => project.isUpdateDue).length,
})

function byUrgency(a: Followed, b: Followed): number {
  const colour = LIGHT_COLOURS.indexOf(b.watched.colour) - LIGHT_COLOURS.indexOf(a.watched.colour)
  return colour || (a.next?.days ?? Number.MAX_SAFE_INTEGER) - (b.next?.days ?? Number.MAX_SAFE_INTEGER)
}

function rowOf({ watched: project, record, next, isUpdateDue: isDue }: Followed): MyProject {
  const { updateId, updateText, updateBy, updateByName, updateAt } = record
  return {
    ...watchedColumns(project),
    standing: record.standing,
    colour: project.colour,
    lights: [...project.lights],
    next,
    update:
      updateId === null || updateText === null || updateBy === null || updateAt === null
        ? null
        : { updateId, text: updateText, by: updateBy, byName: updateByName ?? updateBy, at: updateAt },
    isUpdateDue: isDue,
    followers: Number(record.followers),
    isFollowed: record.isFollowed,
  }
}
