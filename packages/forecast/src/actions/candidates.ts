import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { monthsKnown, type ForecastInput, type ForecastProject } from '../input.ts'
import { knownReported, sumOf } from '../amounts.ts'
import { prepareZone } from '../prepare.ts'
import type { OpenGate, Prepared } from '../zone.ts'
import type { ActionCandidate, ActionKind, ActionSettings } from './action.ts'

/** Works that are all but done gain nothing by a visit or by funds. */
const LEAST_REST = 0.02

/** Every project with every action that fits it, for each month ahead, in the order of the projects. */
export function candidatesOf(
  input: ForecastInput,
  settings: ActionSettings,
  managerOf: (projectId: string) => string | null = () => null,
  /** Months of the year before it are over, whether their figures are known or not. */
  firstMonth = 1,
): ActionCandidate[] {
  const known = monthsKnown(input)
  const first = Math.max(known + 1, firstMonth)
  const months = Array.from({ length: Math.max(0, Math.min(settings.months, 13 - first)) }, (_, ahead) => first + ahead)
  const prepared = prepareZone(input).zone.projects
  const candidates: ActionCandidate[] = []
  for (const [place, project] of input.projects.entries()) {
    const total = Number(project.totalFen)
    const spent = Number(project.cumulativeBeforeFen) + knownReported(project, known)
    if (total - spent <= total * LEAST_REST) continue
    const manager = managerOf(project.id)
    const { workGates, registration } = prepared[place] as Prepared
    const make = (kind: ActionKind, month: number, given: Partial<ActionCandidate> = {}): ActionCandidate => ({
      id: idOf(project.id, kind, given.gate ?? null, month),
      projectId: project.id,
      kind,
      gate: null,
      month,
      costFen: settings.rules[kind].costFen,
      fundsFen: 0,
      office: null,
      manager,
      needs: [],
      ...given,
    })
    for (const month of months) {
      if (isReserve(project, workGates)) {
        candidates.push(make('reserve', month, { gate: 'construction_start' }))
        continue
      }
      candidates.push(...approvals(settings, [...workGates, ...(registration === null ? [] : [registration])], months, month, make))
      if (workGates.length > 0) continue
      candidates.push(make('visit', month))
      const fundsFen = Math.min(sumOf(project.planFen) * settings.rules['front-load'].gain, total - spent)
      if (fundsFen > 0) candidates.push(make('front-load', month, { fundsFen, costFen: settings.rules['front-load'].costFen * fundsFen }))
    }
  }
  return candidates
}

const idOf = (projectId: string, kind: ActionKind, gate: LifeGate | null, month: number): string =>
  [projectId, kind, ...(gate === null ? [] : [gate]), month].join(' ')

/** Nothing of it is planned for the year, and it has not begun. */
const isReserve = (project: ForecastProject, workGates: readonly OpenGate[]): boolean =>
  workGates.length > 0 && sumOf(project.planFen) === 0 && sumOf(project.reportedFen) === 0

/** One for each open gate that an office answers for; a later gate needs the one before it, done no later. */
function approvals(
  settings: ActionSettings,
  gates: readonly OpenGate[],
  months: readonly number[],
  month: number,
  make: (kind: ActionKind, month: number, given: Partial<ActionCandidate>) => ActionCandidate,
): ActionCandidate[] {
  let before: LifeGate | null = null
  return gates.flatMap(({ gate }) => {
    const office = settings.capacity.offices.find((one) => one.gates.includes(gate))?.office
    if (office === undefined) return []
    const action = make('expedite', month, { gate, office })
    const needed = gate === 'registration' ? null : before
    if (gate !== 'registration') before = gate
    const needs = needed === null ? [] : months.filter((one) => one <= month).map((one) => idOf(action.projectId, 'expedite', needed, one))
    return [{ ...action, needs }]
  })
}
