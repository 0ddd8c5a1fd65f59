import { knownReported, sumOf } from './amounts.ts'
import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { commonFactor, poolWeight, topDownRatio } from './common.ts'
import { STANDARD_CURVE, timeAt } from './curve.ts'
import { cumulativeHazard, dueMonthOf } from './gate-hazard.ts'
import { monthsKnown, type ForecastGate, type ForecastInput, type ForecastProject } from './input.ts'
import { multiplierTables } from './multiplier.ts'
import { atStart, expectedOf, paceOf } from './pace.ts'
import type { Origin } from './origin.ts'
import { hashText } from './random.ts'
import { NATIONAL_SEASON, seasonFrom } from './season.ts'
import { shrunkSpeed } from './speed.ts'
import type { Cell, OpenGate, Prepared, Zone } from './zone.ts'

export const cellKey = (project: Pick<ForecastProject, 'category' | 'cluster' | 'isIndustry'>): string =>
  JSON.stringify([project.category, project.cluster, project.isIndustry])

/** A project's multipliers, speed and gates, as one project or all of them are prepared. */
export interface Workshop extends Origin {
  readonly cellOf: (project: ForecastProject) => number
  readonly multipliersOf: ReturnType<typeof multiplierTables>
}

export function prepareZone(input: ForecastInput): { readonly zone: Zone; readonly workshop: Workshop } {
  const { workshop, cells, ...works } = prepareWorks(input)
  const { known } = works
  const gone = workshop.season.slice(0, known).reduce((sum, weight) => sum + weight, 0)
  return {
    workshop,
    zone: {
      ...works,
      cells,
      factor: commonFactor(input.experience, known, known === 0 ? null : paceSoFar(input, known)),
      topDown: topDownRatio(input.experience, known, gone),
      poolWeight: poolWeight(known),
      planFen: sumOf(input.projects.flatMap(({ planFen }) => planFen)),
      width: input.experience?.widths[known] ?? 1,
    },
  }
}

/** The projects alone, without what they share. */
export function prepareWorks(input: ForecastInput) {
  const known = monthsKnown(input)
  const season = input.experience?.season ?? NATIONAL_SEASON
  const cells = cellsOf(input.projects, known)
  const places = new Map([...cells.keys()].map((key, place) => [key, place]))
  const workshop: Workshop = {
    year: input.year,
    known,
    season,
    experience: input.experience,
    cellOf: (project) => places.get(cellKey(project)) ?? -1,
    multipliersOf: multiplierTables(input.experience, known),
  }
  return {
    workshop,
    known,
    season: seasonFrom(season, known),
    cells: [...cells.values()],
    projects: input.projects.map((project) => prepareProject(workshop, project)),
  }
}

/** How the known months went against what the year's beginning let expect of them. */
function paceSoFar(input: ForecastInput, known: number): number | null {
  const start = prepareWorks({ ...input, asOf: endOfMonth(input.year, 0), projects: input.projects.map(atStart) })
  return paceOf(input, known, expectedOf(start, input.year))
}

function cellsOf(projects: readonly ForecastProject[], known: number): Map<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const project of projects) {
    const key = cellKey(project)
    const { category, cluster, isIndustry } = project
    const cell = cells.get(key) ?? {
      category,
      cluster,
      isIndustry,
      knownFen: new Float64Array(13),
      knownConstructionFen: new Float64Array(13),
    }
    cells.set(key, cell)
    let sum = 0
    for (let month = 1; month <= 12; month += 1) {
      if (month <= known) sum += Number(project.reportedFen[month - 1] ?? 0n)
      cell.knownFen[month] = (cell.knownFen[month] as number) + sum
      cell.knownConstructionFen[month] = (cell.knownConstructionFen[month] as number) + sum * project.constructionShare
    }
  }
  return cells
}

/** Gates on the way to the first day of work; registration stands beside them. */
const WORK_GATES: ReadonlySet<LifeGate> = new Set<LifeGate>(['signing', 'land_award', 'construction_start'])

export const isWorkGate = (gate: LifeGate): boolean => WORK_GATES.has(gate)

export const isOpenAt = ({ actualOn }: ForecastGate, endOfKnown: string): boolean => actualOn === null || actualOn.slice(0, 7) > endOfKnown

/** The month in which the known months of a year end. */
export const endOfMonth = (year: number, known: number): YearMonth =>
  (known === 0 ? `${year - 1}-12` : `${year}-${String(known).padStart(2, '0')}`) as YearMonth

export function openGates({ year, known, experience }: Pick<Origin, 'year' | 'known' | 'experience'>, project: ForecastProject) {
  const last = endOfMonth(year, known)
  const open = project.gates
    .filter((gate) => isOpenAt(gate, last))
    .map((gate): OpenGate => {
      const dueMonth = dueMonthOf(year, gate)
      return {
        gate: gate.gate,
        stream: LIFE_GATES.indexOf(gate.gate),
        dueMonth,
        hazard: cumulativeHazard(experience, gate.gate, { dueMonth, known }),
      }
    })
  const started = project.gates.some((gate) => gate.gate === 'construction_start' && !isOpenAt(gate, last))
  return {
    workGates: started ? [] : open.filter(({ gate }) => isWorkGate(gate)),
    registration: open.find(({ gate }) => gate === 'registration') ?? null,
  }
}

export function prepareProject(workshop: Workshop, project: ForecastProject): Prepared {
  const { known, experience } = workshop
  const { workGates, registration } = openGates(workshop, project)
  const total = Number(project.totalFen)
  const spent = Number(project.cumulativeBeforeFen) + knownReported(project, known)
  const landPlan = (project.landPlanFen ?? []).map(Number)
  const awardPlace = workGates.findIndex(({ gate }) => gate === 'land_award')
  const land = landStillToPay(landPlan, { known, isAwarded: awardPlace < 0 })
  const landFen = land?.[12] ?? 0
  const worksFen = Math.max(0, total - landFen)
  const curve = experience?.curves[project.sector] ?? STANDARD_CURVE
  const progress = worksFen <= 0 ? 1 : timeAt(curve, Math.max(0, spent) / worksFen)
  const { speed, monthsLate } = shrunkSpeed(workshop, project, { curve, worksFen, progress, isStarted: workGates.length === 0 })
  return {
    id: project.id,
    owner: hashText(project.id),
    cell: workshop.cellOf(project),
    sector: project.sector,
    constructionShare: project.constructionShare,
    curve,
    worksFen,
    progress,
    speed,
    months: Math.max(1, project.constructionMonths),
    multipliers: workshop.multipliersOf({
      isUnderWay: workGates.length === 0,
      isRegistered: registration === null,
      progress,
      logSize: Math.log(Math.max(1, total)),
      monthsLate,
    }),
    workGates,
    registration,
    land,
    awardPlace,
    moved: null,
  }
}

/** Land planned for the months to come; what was planned for known months is still owed when the award is still open. */
function landStillToPay(plan: readonly number[], { known, isAwarded }: { readonly known: number; readonly isAwarded: boolean }) {
  const owed = plan.map((amount, at) => (at >= known || !isAwarded ? amount : 0))
  if (owed.every((amount) => amount === 0)) return null
  const sums = new Float64Array(13)
  for (let month = 1; month <= 12; month += 1) sums[month] = (sums[month - 1] as number) + (owed[month - 1] ?? 0)
  return sums
}
