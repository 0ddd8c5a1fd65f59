import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { allocate, fen, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import { yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ForecastGate, ForecastProject } from '@ballast/forecast/input.ts'
import type { KnownAmount, KnownGate, KnownProject, PlannedMonth } from './known-facts.view.ts'

export interface Facts {
  readonly projects: readonly KnownProject[]
  readonly amounts: readonly KnownAmount[]
  readonly gates: readonly KnownGate[]
  readonly gatesOf: ReadonlyMap<string, readonly LifeGate[]>
  readonly planned: readonly PlannedMonth[]
}

interface Moment {
  readonly year: number
  readonly asOf: YearMonth
  /** Months of the year that are known. */
  readonly known: number
}

/** Of a project that says nothing of its own. */
const USUAL_MONTHS = 24
const USUAL_BUILDING_SHARE = 0.6

/** The projects as the engine takes them, in the order in which they were read. */
export function forecastProjects(facts: Facts, moment: Moment): ForecastProject[] {
  const amounts = Map.groupBy(facts.amounts, ({ projectId }) => projectId)
  const gates = Map.groupBy(facts.gates, ({ projectId }) => projectId)
  const planned = Map.groupBy(facts.planned, ({ projectId }) => projectId)
  const of = <T>(groups: Map<Uuid, T[]>, { projectId }: KnownProject): readonly T[] => groups.get(projectId) ?? []
  return facts.projects.map((project) => {
    const order = (project.typeCode === null ? undefined : facts.gatesOf.get(project.typeCode)) ?? LIFE_GATES
    return projectOf(project, moment, {
      reported: reportedOf(of(amounts, project), moment.known),
      gates: gatesOf(of(gates, project), order, moment),
      planned: of(planned, project),
    })
  })
}

function projectOf(
  project: KnownProject,
  { known }: Moment,
  { reported, gates, planned }: { reported: Fen[]; gates: ForecastGate[]; planned: readonly PlannedMonth[] },
): ForecastProject {
  const spent = fen(project.beforeFen + sumFen(reported))
  // What is suspended, stopped or withdrawn goes on at no speed until somebody says that it is active again.
  const isGoingOn = project.standing === 'active'
  const byMonth = (pick: (month: PlannedMonth) => bigint): Fen[] =>
    Array.from({ length: 12 }, (_, place) => sumFen(planned.filter(({ month }) => month === place + 1).map(pick)))
  return {
    id: project.projectId,
    category: project.categoryCode ?? '',
    cluster: project.clusterCode,
    isIndustry: project.isIndustry,
    sector: project.typeCode ?? project.categoryCode ?? '',
    totalFen: isGoingOn ? fen(project.totalFen ?? 0n) : spent,
    cumulativeBeforeFen: fen(project.beforeFen),
    reportedFen: reported,
    planFen: byMonth(({ fen: amount }) => amount),
    ...(isGoingOn ? { landPlanFen: byMonth(({ landFen }) => landFen) } : {}),
    constructionShare: buildingShare(project, planned, known),
    constructionMonths: plannedDuration(gates),
    gates,
  }
}

/** By month; what covers two months is shared out evenly between them, to the fen. */
function reportedOf(amounts: readonly KnownAmount[], known: number): Fen[] {
  const months = Array.from({ length: known }, () => 0n)
  for (const { firstMonth, month, fen: amount } of amounts) {
    const [first, last] = [Number(firstMonth.slice(5, 7)), Number(month.slice(5, 7))]
    const parts = allocate(
      fen(amount),
      Array.from({ length: last - first + 1 }, () => 1n),
    )
    for (const [place, part] of parts.entries()) months[first - 1 + place] = (months[first - 1 + place] ?? 0n) + part
  }
  return months.map(fen)
}

function gatesOf(found: readonly KnownGate[], order: readonly LifeGate[], { asOf }: Moment): ForecastGate[] {
  return order.map((gate) => {
    const dates = found.find((one) => one.gate === gate)
    const actualOn = dates?.actualOn ?? null
    return {
      gate,
      plannedOn: dates?.plannedOn ?? null,
      forecastOn: dates?.forecastOn ?? null,
      actualOn: actualOn !== null && actualOn.slice(0, 7) <= asOf ? actualOn : null,
      touchedOn: dates?.touchedOn ?? null,
    }
  })
}

/** Of what is planned for the months to come, or else of the whole project. */
function buildingShare({ totalFen, buildingFen }: KnownProject, planned: readonly PlannedMonth[], known: number): number {
  const ahead = planned.filter(({ month }) => month > known)
  const aheadFen = sumFen(ahead.map((month) => month.fen))
  if (aheadFen > 0n) return Number(sumFen(ahead.map((month) => month.buildingFen))) / Number(aheadFen)
  if (totalFen === null || totalFen <= 0n || buildingFen === null) return USUAL_BUILDING_SHARE
  return Math.min(1, Number(buildingFen) / Number(totalFen))
}

/** Planned months from 开工 to 竣工. */
function plannedDuration(gates: readonly ForecastGate[]): number {
  const onOf = (gate: LifeGate): PlainDate | null => gates.find((one) => one.gate === gate)?.plannedOn ?? null
  const [start, end] = [onOf('construction_start'), onOf('completion')]
  if (start === null || end === null || end <= start) return USUAL_MONTHS
  return Math.max(1, (yearOf(end) - yearOf(start)) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7)))
}
