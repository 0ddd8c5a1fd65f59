import type { Gantt } from '@ballast/contract/gantt.ts'
import { expectedOn, gateSlipDays, type GateDates } from '@ballast/domain/gate/gate-slip.ts'
import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'

/** One gate of one project; only gates with a date are there. */
export interface RowGate extends GateDates {
  readonly gate: LifeGate
  readonly baseline: PlainDate | null
  /** When it was passed or is expected. */
  readonly expected: PlainDate | null
  readonly slipDays: number | null
}

type Columns = Gantt['projects']
/** A project of the answer, put together again from its columns. */
export type GanttRow = { readonly [K in keyof Columns]: Columns[K][number] } & { readonly gates: readonly RowGate[] }

export function rowsOf(gantt: Gantt): GanttRow[] {
  const names = Object.keys(gantt.projects) as (keyof Columns)[]
  const today = gantt.businessOn as PlainDate
  return gantt.projects.projectId.map((_, index) => {
    const facts = Object.fromEntries(names.map((name) => [name, gantt.projects[name][index]])) as Omit<GanttRow, 'gates'>
    const gates = LIFE_GATES.flatMap((gate) => gateOf(gantt, gate, index, today) ?? [])
    return { ...facts, gates: hasEnded(facts) ? gates.map(withoutExpectation) : gates }
  })
}

/** Nothing is expected any more of what has been stopped or withdrawn. */
const hasEnded = ({ standing }: Pick<GanttRow, 'standing'>): boolean => standing === 'stopped' || standing === 'withdrawn'
const withoutExpectation = (gate: RowGate): RowGate => (gate.actual === null ? { ...gate, expected: null, slipDays: null } : gate)

function gateOf(gantt: Gantt, gate: LifeGate, index: number, today: PlainDate): RowGate | undefined {
  const date = (kind: 'planned' | 'forecast' | 'actual' | 'baselineDates') => (gantt[kind][gate]?.[index] ?? null) as PlainDate | null
  const dates = { planned: date('planned'), forecast: date('forecast'), actual: date('actual'), baseline: date('baselineDates') }
  if (Object.values(dates).every((value) => value === null)) return undefined
  const measured = gantt.baseline === null ? { ...dates, baseline: undefined } : dates
  return { gate, ...dates, expected: expectedOn(dates, today), slipDays: gateSlipDays(measured, today) }
}
