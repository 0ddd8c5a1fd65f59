import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Chance } from './chance.ts'

/** Months are counted through: year × 12 + month − 1. */
export interface TrueGate {
  readonly gate: LifeGate
  plannedMonth: number
  /** Month in which it is really passed; Infinity: never. */
  passedMonth: number
}

/** A project as it really is; the forecaster sees only what is planned, passed and reported. */
export interface TrueProject {
  readonly id: string
  readonly category: string
  readonly cluster: string | null
  readonly isIndustry: boolean
  readonly totalFen: number
  /** What it will really cost. */
  readonly costFen: number
  readonly plannedMonths: number
  readonly trueMonths: number
  /** Kumaraswamy curve of spending: another family than the forecaster's cubic. */
  readonly shape: readonly [number, number]
  readonly gates: readonly TrueGate[]
  elapsed: number
  frozenUntil: number
  reportedFen: number
  /** By month, counted through. */
  readonly reports: Map<number, number>
}

const CLUSTERS = ['it', 'nev', 'bio', 'robotics', 'emerging']
/** Months before 开工 that each gate is planned. */
const BEFORE_START: readonly (readonly [LifeGate, number])[] = [
  ['signing', 5],
  ['land_award', 3],
  ['registration', 1],
  ['construction_start', 0],
]

export function newProject(id: string, chance: Chance, startMonth: number): TrueProject {
  const isIndustry = chance.is(0.62)
  const total = Math.round(3e10 * Math.exp(1.1 * chance.normal()))
  const planned = 10 + chance.below(26)
  const gates = BEFORE_START.map(([gate, before]) => ({ gate, plannedMonth: startMonth - before, passedMonth: Infinity }))
  let late = 0
  for (const gate of gates) {
    const own = delay(chance, gate.gate)
    // Reporting is late by itself; every other gate also by what came before it.
    if (gate.gate !== 'registration') late += own
    gate.passedMonth = gate.plannedMonth + (gate.gate === 'registration' ? late + own : late)
  }
  return {
    id,
    category: isIndustry ? 'industry' : chance.is(0.5) ? 'infrastructure' : 'public_service',
    cluster: isIndustry ? (CLUSTERS[chance.below(CLUSTERS.length)] as string) : null,
    isIndustry,
    totalFen: total,
    costFen: total * Math.min(1.1, Math.max(0.75, 0.97 + 0.08 * chance.normal())),
    plannedMonths: planned,
    trueMonths: planned * Math.min(4, Math.exp(0.25 + 0.35 * chance.normal())),
    shape: [1.5 + 0.8 * chance.uniform(), 1.6 + 1.6 * chance.uniform()],
    gates,
    elapsed: 0,
    frozenUntil: -1,
    reportedFen: 0,
    reports: new Map(),
  }
}

/** Punctual, or late by a fat-tailed number of months; some are never passed. */
function delay(chance: Chance, gate: LifeGate): number {
  if (chance.is(0.5)) return chance.is(0.2) ? -1 : 0
  if (gate === 'construction_start' && chance.is(0.08)) return Infinity
  return Math.min(48, Math.floor(1.2 / chance.uniform() ** (1 / 1.4)))
}

const startOf = ({ gates }: TrueProject): number => (gates.at(-1) as TrueGate).passedMonth
export const registeredAt = ({ gates }: TrueProject): number => (gates.find(({ gate }) => gate === 'registration') as TrueGate).passedMonth

export function doneFen({ costFen, shape: [a, b], elapsed }: TrueProject): number {
  return costFen * (1 - (1 - Math.min(1, elapsed) ** a) ** b)
}

export const isDone = (project: TrueProject): boolean => project.elapsed >= 1 && project.reportedFen >= doneFen(project) - 1

/** One month of works and of reporting. */
export function workMonth(project: TrueProject, month: number, weight: number, chance: Chance): void {
  const lucky = chance.uniform()
  const frozen = chance.is(0.012) ? 1 + Math.floor(-6 * Math.log(chance.uniform())) : 0
  if (month >= startOf(project)) {
    if (frozen > 0 && project.frozenUntil < month) project.frozenUntil = month + frozen
    const part = month === startOf(project) ? 0.5 : 1
    if (project.frozenUntil < month) project.elapsed += (part * weight * (0.6 + 0.8 * lucky)) / project.trueMonths
  }
  const isQuarterEnd = month % 3 === 2
  const isSkipped = chance.is(0.22) && !isQuarterEnd
  const exaggeration = 1 + 0.12 * chance.normal()
  if (month < registeredAt(project) || isSkipped) return
  const open = doneFen(project) - project.reportedFen
  const report = Math.max(0, Math.round(project.elapsed >= 1 ? open : open * Math.min(1.3, Math.max(0.6, exaggeration))))
  project.reports.set(month, report)
  project.reportedFen += report
}
