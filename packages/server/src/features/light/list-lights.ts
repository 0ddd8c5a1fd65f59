import type { LightList, LightRow, LightSummary, WatchFilter } from '@ballast/contract/light.ts'
import type { LightKind } from '@ballast/domain/light/light-rule.ts'
import { STUCK_LISTS } from '@ballast/domain/light/light-rule.ts'
import { LIGHT_COLOURS, stuckSince, type LightColour } from '@ballast/domain/light/lights.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { holdsSimulated, sumsOf, watchedColumns, watchProjects, type Watch, type Watched } from './watch.ts'

interface LightQuery extends WatchFilter {
  readonly colour?: readonly LightColour[] | undefined
  readonly kind?: readonly LightKind[] | undefined
}

const severity = ({ light }: LightRow): number => LIGHT_COLOURS.length - LIGHT_COLOURS.indexOf(light.colour)
const bySeverity = (a: LightRow, b: LightRow): number =>
  severity(a) - severity(b) || (a.light.since < b.light.since ? -1 : a.light.since > b.light.since ? 1 : 0)

/** Every light that is on, red first, then the longest. */
export async function listLights(tx: ReadTx, ctx: Context, { colour, kind, ...filter }: LightQuery): Promise<LightList> {
  const { watch, projects } = await watchProjects(tx, ctx, 'light.list', { filter })
  const shown = (project: Watched) =>
    project.lights.filter((light) => (colour?.includes(light.colour) ?? true) && (kind?.includes(light.kind) ?? true))
  const lit = projects.map((project) => ({ project, lights: shown(project) })).filter(({ lights }) => lights.length > 0)
  const rows = lit.flatMap(({ project, lights }) => lights.map((light) => ({ ...watchedColumns(project), light }))).toSorted(bySeverity)
  const count = (wanted: LightColour) => rows.filter(({ light }) => light.colour === wanted).length
  return {
    businessOn: watch.today,
    rows,
    totals: {
      lights: rows.length,
      red: count('red'),
      yellow: count('yellow'),
      green: count('green'),
      projects: lit.length,
      ...sumsOf(lit.map(({ project }) => project)),
    },
    undecided: projects.reduce((sum, { undecided }) => sum + undecided.length, 0),
  }
}

/** Lights by colour and the lists between gates: what one screen says of all of them. */
export async function summariseLights(tx: ReadTx, ctx: Context): Promise<LightSummary> {
  return summaryOf(await watchProjects(tx, ctx, 'light.summary'))
}

export function summaryOf({ watch, projects }: { readonly watch: Watch; readonly projects: readonly Watched[] }): LightSummary {
  const lights = projects.flatMap((project) => project.lights)
  const lit = (wanted: LightColour) => projects.filter((project) => project.lights.some(({ colour }) => colour === wanted))
  return {
    businessOn: watch.today,
    isSimulated: holdsSimulated(projects),
    lights: {
      red: lights.filter(({ colour }) => colour === 'red').length,
      yellow: lights.filter(({ colour }) => colour === 'yellow').length,
    },
    projects: { red: lit('red').length, yellow: lit('yellow').length },
    stake: { redYuan: sumsOf(lit('red')).planYuan, yellowYuan: sumsOf(lit('yellow')).planYuan },
    lists: STUCK_LISTS.map((list) => {
      const stuck = projects.filter(({ project }) => project.standing === 'active' && stuckSince(project, list) !== undefined)
      return { list, count: stuck.length, ...sumsOf(stuck) }
    }),
  }
}
