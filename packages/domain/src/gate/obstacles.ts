import type { PlainDate } from '../shared/time.ts'
import { isMet, lacksEvidence, type Condition, type GateState, type LifeGate, type ProjectLife } from './life.ts'

/** What stands in the way of a gate; whoever shows it gives it words. */
export type Obstacle =
  | { readonly code: 'gate.not-applicable' }
  | { readonly code: 'gate.standing'; readonly standing: string }
  | { readonly code: 'gate.already-passed'; readonly on: PlainDate }
  | { readonly code: 'gate.earlier-open'; readonly gate: LifeGate }
  | { readonly code: 'gate.condition-missing' | 'gate.evidence-missing'; readonly condition: Condition }
  | { readonly code: 'gate.after-today'; readonly on: PlainDate; readonly today: PlainDate }
  | { readonly code: 'gate.before-earlier'; readonly gate: LifeGate; readonly on: PlainDate }
  | { readonly code: 'gate.pack-not-accepted' }
  | { readonly code: 'gate.not-passed' }
  | { readonly code: 'gate.later-passed'; readonly gate: LifeGate }

/**
 * Everything that stands in the way of passing a gate, all at once; empty: it can be passed.
 * @param on the day on which it was passed; null: asked before anybody names one
 */
export function obstacles(life: ProjectLife, gate: LifeGate, on: PlainDate | null, today: PlainDate): Obstacle[] {
  const at = life.gates.findIndex((state) => state.gate === gate)
  const state = life.gates[at]
  if (state === undefined) return [{ code: 'gate.not-applicable' }]
  if (state.actualOn !== null) return [{ code: 'gate.already-passed', on: state.actualOn }]
  const earlier = life.gates.slice(0, at).filter(({ isBlocking }) => isBlocking)
  const found: Obstacle[] = []
  if (life.standing !== 'active') found.push({ code: 'gate.standing', standing: life.standing })
  for (const before of earlier) if (before.actualOn === null) found.push({ code: 'gate.earlier-open', gate: before.gate })
  for (const condition of missing(life, gate)) {
    found.push({ code: lacksEvidence(life, condition) ? 'gate.evidence-missing' : 'gate.condition-missing', condition })
  }
  if (gate === 'registration' && !life.isPackAccepted) found.push({ code: 'gate.pack-not-accepted' })
  if (on !== null) found.push(...dateObstacles(earlier, on, today))
  return found
}

/** Required conditions of the gate that nobody has met yet. */
export const missing = (life: ProjectLife, gate: LifeGate): Condition[] =>
  life.conditions.filter((condition) => condition.gate === gate && condition.isRequired && !isMet(life, condition))

function dateObstacles(earlier: readonly GateState[], on: PlainDate, today: PlainDate): Obstacle[] {
  const found: Obstacle[] = on > today ? [{ code: 'gate.after-today', on, today }] : []
  const last = earlier.findLast(({ actualOn }) => actualOn !== null)
  if (last?.actualOn != null && on < last.actualOn) found.push({ code: 'gate.before-earlier', gate: last.gate, on: last.actualOn })
  return found
}

/** What stands in the way of taking a passed gate back: gates after a blocking one stand on it. */
export function reopenObstacles(life: ProjectLife, gate: LifeGate): Obstacle[] {
  const at = life.gates.findIndex((state) => state.gate === gate)
  const state = life.gates[at]
  if (state === undefined) return [{ code: 'gate.not-applicable' }]
  if (state.actualOn === null) return [{ code: 'gate.not-passed' }]
  if (!state.isBlocking) return []
  return life.gates.slice(at + 1).flatMap((later) => (later.actualOn === null ? [] : [{ code: 'gate.later-passed', gate: later.gate }]))
}
