import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { monthOfYear, monthsKnown, type ForecastInput, type ForecastProject } from './input.ts'
import { knownReported } from './amounts.ts'
import { isOpenAt } from './prepare.ts'

export const QUALITY_KINDS = [
  'stale-date',
  'beyond-total',
  'year-end-plan',
  'no-report',
  'decrease',
  'no-total',
  'no-gates',
  'spent-before-start',
] as const
export type QualityKind = (typeof QUALITY_KINDS)[number]

/** What speaks against trusting a project's figures. Shown with the forecast, never a reason to hide it. */
export interface QualityFlag {
  readonly projectId: string
  readonly kind: QualityKind
  readonly gate?: LifeGate
  /** Months, or a share of 0 to 1, by kind; what the sentence needs. */
  readonly value?: number
}

/** Months after which a date of an open gate that nobody touched says nothing. */
const STALE_MONTHS = 6
/** Months without a report that are noticed, of a project under way. */
const SILENT_MONTHS = 2
/** Part of a year's plan in December that tells of filling up. */
const YEAR_END_SHARE = 0.5

export function qualityFlags(input: ForecastInput): QualityFlag[] {
  const known = monthsKnown(input)
  return input.projects.flatMap((project) => [...flagsOf(input, project, known)])
}

function* flagsOf(input: ForecastInput, project: ForecastProject, known: number): Generator<QualityFlag> {
  const projectId = project.id
  const total = Number(project.totalFen)
  const spent = Number(project.cumulativeBeforeFen) + knownReported(project, known)
  if (total <= 0) yield { projectId, kind: 'no-total' }
  else if (spent > total) yield { projectId, kind: 'beyond-total', value: spent / total }

  const plan = project.planFen.reduce((sum, amount) => sum + Number(amount), 0)
  const last = Number(project.planFen[11] ?? 0n)
  if (plan > 0 && last > YEAR_END_SHARE * plan) yield { projectId, kind: 'year-end-plan', value: last / plan }

  if (project.reportedFen.slice(0, known).some((amount) => amount < 0n)) yield { projectId, kind: 'decrease' }
  const start = project.gates.find(({ gate }) => gate === 'construction_start')
  const isStarted = start !== undefined && !isOpenAt(start, input.asOf)
  let silent = 0
  while (silent < known && (project.reportedFen[known - 1 - silent] ?? 0n) === 0n) silent += 1
  if (isStarted && spent < total && silent >= SILENT_MONTHS) yield { projectId, kind: 'no-report', value: silent }
  if (start !== undefined && !isStarted && spent > 0) yield { projectId, kind: 'spent-before-start' }
  if (project.gates.length === 0) yield { projectId, kind: 'no-gates' }

  for (const gate of project.gates) {
    if (!isOpenAt(gate, input.asOf) || gate.touchedOn === undefined || gate.touchedOn === null) continue
    const months = known - monthOfYear(input.year, gate.touchedOn)
    const due = gate.forecastOn ?? gate.plannedOn
    // A date that lies ahead and was right when it was entered is no news; one that has gone by and was left is.
    if (months > STALE_MONTHS && due !== null && monthOfYear(input.year, due) <= known) {
      yield { projectId, kind: 'stale-date', gate: gate.gate, value: months }
    }
  }
}
