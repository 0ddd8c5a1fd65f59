import type { Gate } from '@ballast/contract/gate.ts'
import { daysBetween, type PlainDate } from '@ballast/domain/shared/time.ts'

export type ShownState = 'passed' | 'late' | 'next' | 'ahead'

/** How a gate is drawn: whether it is passed, overdue, the one that comes next, or later. */
export function shownState(gate: Gate, gates: readonly Gate[], today: string): ShownState {
  if (gate.actualOn !== null) return 'passed'
  if (gate.plannedOn !== null && gate.plannedOn < today) return 'late'
  return nextOf(gates) === gate ? 'next' : 'ahead'
}

/** The gate that work is on: the first open one that others wait for, else the first open one, else the last. */
export const nextOf = (gates: readonly Gate[]): Gate | undefined =>
  gates.find((gate) => gate.actualOn === null && gate.isBlocking) ?? gates.find((gate) => gate.actualOn === null) ?? gates.at(-1)

/** Days from one date to another; negative: earlier. */
export const daysFrom = (from: string, to: string): number => daysBetween(from as PlainDate, to as PlainDate)
