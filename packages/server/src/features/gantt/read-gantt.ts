import type { Gantt, GANTT_SORTS } from '@ballast/contract/gantt.ts'
import type { ProjectFilter } from '@ballast/contract/project.ts'
import { projectSlipDays, type GateDates } from '@ballast/domain/gate/gate-slip.ts'
import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import type { LightColour } from '@ballast/domain/light/lights.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { mayDo } from '../../platform/scope.ts'
import { isOneOfProjects, watchProjects } from '../light/index.ts'
import { projectSelection } from '../project/index.ts'
import { ganttRecords, type GanttRecord } from './gantt.view.ts'
import { findBaseline } from './take-baseline.ts'

interface Query extends ProjectFilter {
  readonly projectId?: string[] | undefined
  readonly baselineId?: string | undefined
  readonly withLights?: boolean | undefined
  readonly sort: (typeof GANTT_SORTS)[number]
}

const KINDS = ['planned', 'forecast', 'actual', 'baseline'] as const
type Dates = Record<(typeof KINDS)[number], PlainDate | null>
interface Row {
  readonly record: GanttRecord
  readonly gates: readonly Dates[]
  readonly startOn: PlainDate | null
  readonly slipDays: number | null
}

export async function readGantt(tx: ReadTx, ctx: Context, query: Query): Promise<Gantt> {
  const { projectId, baselineId, withLights, sort, ...filter } = query
  const baseline = baselineId === undefined ? null : await findBaseline(tx, ctx, baselineId as Uuid)
  const isByName = /^-?name/.test(sort)
  const selection = await projectSelection(tx, ctx, filter, { sort: isByName ? sort : 'nameZh', action: 'gantt.read' })
  const publicOnly = filter.publicOnly === true
  const records = await ganttRecords(tx, {
    selection,
    projectIds: projectId as Uuid[] | undefined,
    baselineId: baselineId as Uuid | undefined,
    publicOnly,
  })
  // Whether a light counts is nothing that has been published.
  const lights = withLights === true && !publicOnly ? await lightsOf(tx, ctx, records) : undefined
  const today = businessDate(ctx)
  const isCompared = baseline !== null && !publicOnly
  const rows = records.map((record) => rowOf(record, today, isCompared))
  if (!isByName) rows.sort(by(sort.endsWith('slip') ? 'slipDays' : 'startOn', sort.startsWith('-')))
  return answerOf(rows, { today, lights, planYear: selection.planYear, baseline: isCompared ? baseline : null })
}

/** The worst light of each project, for whoever watches projects. */
async function lightsOf(tx: ReadTx, ctx: Context, records: readonly GanttRecord[]): Promise<ReadonlyMap<Uuid, LightColour> | undefined> {
  if (!mayDo(ctx.user, 'light.list')) return undefined
  const where = isOneOfProjects(records.map(({ projectId }) => projectId))
  const { projects } = await watchProjects(tx, ctx, 'light.list', { where })
  return new Map(projects.map(({ record, colour }) => [record.projectId, colour]))
}

/** What has been stopped or withdrawn is no longer late. */
const hasEnded = ({ standing }: GanttRecord): boolean => standing === 'stopped' || standing === 'withdrawn'

function rowOf(record: GanttRecord, today: PlainDate, isCompared: boolean): Row {
  const gates = LIFE_GATES.map((gate) => datesOf(record, gate))
  const measured: readonly GateDates[] = isCompared ? gates : gates.map(({ baseline: _notCompared, ...dates }) => dates)
  const starts = gates.flatMap(({ actual, forecast, planned }) => actual ?? forecast ?? planned ?? []).toSorted()
  return { record, gates, startOn: starts[0] ?? null, slipDays: hasEnded(record) ? null : projectSlipDays(measured, today) }
}

function datesOf({ planned, progress, baseline }: GanttRecord, gate: LifeGate): Dates {
  const [forecast = null, actual = null] = progress?.[gate] ?? []
  return { planned: planned?.[gate] ?? null, forecast, actual, baseline: baseline?.[gate] ?? null }
}

/** In the direction asked for, projects without a value last either way; equal ones stay by name. */
const by = (key: 'startOn' | 'slipDays', isDescending: boolean) => (a: Row, b: Row) => {
  const [left, right] = [a[key], b[key]]
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  const order = left < right ? -1 : Number(left > right)
  return isDescending ? -order : order
}

interface Head {
  readonly today: PlainDate
  readonly lights: ReadonlyMap<Uuid, LightColour> | undefined
  readonly planYear: number
  readonly baseline: Gantt['baseline']
}

/** First and last of all dates. */
function spanOf(rows: readonly Row[]): Pick<Gantt, 'earliestOn' | 'latestOn'> {
  let earliestOn: PlainDate | null = null
  let latestOn: PlainDate | null = null
  for (const { gates } of rows) {
    for (const gate of gates) {
      for (const kind of KINDS) {
        const date = gate[kind]
        if (date === null) continue
        if (earliestOn === null || date < earliestOn) earliestOn = date
        if (latestOn === null || date > latestOn) latestOn = date
      }
    }
  }
  return { earliestOn, latestOn }
}

function answerOf(rows: readonly Row[], head: Head): Gantt {
  const column = <T>(read: (record: GanttRecord) => T): T[] => rows.map(({ record }) => read(record))
  const dates = (kind: keyof Dates): Gantt['planned'] =>
    Object.fromEntries(
      LIFE_GATES.map((gate, index) => [gate, rows.map(({ gates }) => gates[index]?.[kind] ?? null)] as const).filter(([, values]) =>
        values.some((value) => value !== null),
      ),
    )
  return {
    businessOn: head.today,
    planYear: head.planYear,
    baseline: head.baseline,
    count: rows.length,
    planYuan: formatYuan(sumFen(rows.map(({ record }) => record.plan ?? 0n))),
    ...spanOf(rows),
    projects: {
      projectId: column(({ projectId }) => projectId),
      projectNo: column(({ projectNo }) => projectNo),
      nameZh: column(({ nameZh }) => nameZh),
      nameEn: column(({ nameEn }) => nameEn),
      shortName: column(({ shortName }) => shortName),
      categoryCode: column(({ categoryCode }) => categoryCode),
      clusterCode: column(({ clusterCode }) => clusterCode),
      serviceManager: column(({ serviceManager }) => serviceManager),
      standing: column(({ standing }) => standing),
      planYuan: column(({ plan }) => (plan === null ? null : formatYuan(plan))),
      slipDays: rows.map(({ slipDays }) => slipDays),
      light: column(({ projectId }) => head.lights?.get(projectId) ?? null),
      sourceKind: column(({ sourceKind }) => sourceKind),
      isSimulated: column(({ isSimulated }) => isSimulated),
    },
    planned: dates('planned'),
    forecast: dates('forecast'),
    actual: dates('actual'),
    baselineDates: dates('baseline'),
  }
}
