import type { WireChange } from '@ballast/contract/scenario.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { fen, formatYuan, parseYuan, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'

type Changes = readonly WireChange[]
/** The month after the year: not this year. */
export const LATER = 13

/** In the middle of a month; the forecast looks at the month alone. */
export const dayIn = (year: number, month: number): string => (month >= LATER ? `${year + 1}-01-15` : `${yearMonthOf(year, month)}-15`)

const isGate = (projectId: string, gate: LifeGate) => (one: WireChange) =>
  one.kind === 'gate' && one.projectId === projectId && one.gate === gate

export const gateChange = (changes: Changes, projectId: string, gate: LifeGate): string | undefined => {
  const found = changes.find(isGate(projectId, gate))
  return found?.kind === 'gate' ? found.on : undefined
}

/** @param on null: as it was */
export function withGate(changes: Changes, projectId: string, gate: LifeGate, on: string | null): Changes {
  const is = isGate(projectId, gate)
  if (on === null) return changes.filter((one) => !is(one))
  const fresh: WireChange = { kind: 'gate', projectId, gate, on }
  return changes.some(is) ? changes.map((one) => (is(one) ? fresh : one)) : [...changes, fresh]
}

export function monthDeltas(changes: Changes, projectId: string): Fen[] {
  const found = changes.find((one) => one.kind === 'months' && one.projectId === projectId)
  return Array.from({ length: 12 }, (_, place) => (found?.kind === 'months' ? parseYuan(found.deltaYuan[place] ?? '0') : ZERO_FEN))
}

export function withMonthDeltas(changes: Changes, projectId: string, deltas: readonly Fen[]): Changes {
  const others = changes.filter((one) => !(one.kind === 'months' && one.projectId === projectId))
  if (deltas.every((delta) => delta === 0n)) return others
  return [...others, { kind: 'months', projectId, deltaYuan: deltas.map(formatYuan) }]
}

/** Money of one month of a project in another month of it. */
export function movedWithin(changes: Changes, projectId: string, { from, to, amount }: { from: number; to: number; amount: Fen }): Changes {
  const deltas = monthDeltas(changes, projectId)
  deltas[from - 1] = fen((deltas[from - 1] as Fen) - amount)
  deltas[to - 1] = fen((deltas[to - 1] as Fen) + amount)
  return withMonthDeltas(changes, projectId, deltas)
}

export const isDropped = (changes: Changes, projectId: string): boolean =>
  changes.some((one) => one.kind === 'drop' && one.projectId === projectId)

/** What is dropped has nothing else to change. */
export const dropped = (changes: Changes, projectId: string): Changes => [
  ...changes.filter((one) => !isAbout(one, projectId)),
  { kind: 'drop', projectId },
]

export const isAbout = (one: WireChange, projectId: string): boolean => {
  if (one.kind === 'funds') return one.fromProjectId === projectId || one.toProjectId === projectId
  return (one.kind === 'add' ? one.project.projectId : one.projectId) === projectId
}
