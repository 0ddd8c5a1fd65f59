import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { GanttRow, RowGate } from './gantt-rows.ts'
import { xOf, type Scale } from './gantt-scale.ts'

/** One phase of the plan, from a gate to the next; the last gate stands at the end with no width. */
export interface Phase {
  readonly gate: LifeGate
  readonly x: number
  readonly width: number
}
interface Span {
  readonly x: number
  readonly width: number
}
export interface GateMark {
  readonly x: number
  readonly isLate: boolean
}

/** What is drawn of one project, in pixels of the scale. */
export interface RowShapes {
  readonly phases: readonly Phase[]
  readonly actual: Span | null
  readonly passed: readonly GateMark[]
  /** From the last gate passed, or the first to come, to the last one expected. */
  readonly forecast: Span | null
  readonly ahead: readonly GateMark[]
  readonly isLate: boolean
  readonly baseline: Span | null
  readonly baselineMarks: readonly number[]
}

export function shapesOf({ gates }: Pick<GanttRow, 'gates'>, scale: Scale): RowShapes {
  const x = (date: PlainDate) => xOf(scale, date)
  const planned = inTime(gates, ({ planned: date }) => date)
  const passed = inTime(gates, ({ actual }) => actual)
  const ahead = inTime(gates, ({ actual, expected }) => (actual === null ? expected : null))
  const marks = (some: readonly Dated[]): GateMark[] => some.map(({ date, gate }) => ({ x: x(date), isLate: (gate.slipDays ?? 0) > 0 }))
  const baseline = inTime(gates, ({ baseline: date }) => date)
  return {
    phases: planned.map(({ date, gate }, index) => {
      const next = planned[index + 1]
      return { gate: gate.gate, x: x(date), width: next === undefined ? 0 : round(x(next.date) - x(date)) }
    }),
    actual: spanOf(passed.map(({ date }) => x(date))),
    passed: marks(passed),
    forecast: ahead.length === 0 ? null : spanOf([...passed.slice(-1), ...ahead].map(({ date }) => x(date))),
    ahead: marks(ahead),
    isLate: ahead.some(({ gate }) => (gate.slipDays ?? 0) > 0),
    baseline: spanOf(baseline.map(({ date }) => x(date))),
    baselineMarks: baseline.map(({ date }) => x(date)),
  }
}

interface Dated {
  readonly gate: RowGate
  readonly date: PlainDate
}
/** Gates with such a date, earliest first; on the same day in the order of the life. */
const inTime = (gates: readonly RowGate[], read: (gate: RowGate) => PlainDate | null): Dated[] =>
  gates
    .flatMap((gate) => {
      const date = read(gate)
      return date === null ? [] : [{ gate, date }]
    })
    .toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))

const round = (value: number) => Math.round(value * 10) / 10

function spanOf(places: readonly number[]): Span | null {
  if (places.length === 0) return null
  const [least, most] = [Math.min(...places), Math.max(...places)]
  return { x: least, width: round(most - least) }
}
