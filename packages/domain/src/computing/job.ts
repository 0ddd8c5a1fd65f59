import type { EndState } from '../voucher/settle.ts'
import type { JobState } from './engine-states.ts'

/** What became of a job that a firm asked for. `held`: its quota is kept back, the engine does not have it yet. */
export const COMPUTE_JOB_STATES = ['held', 'submitted', 'pending', 'running', 'ended', 'settled', 'refused', 'cancelled'] as const
export type ComputeJobState = (typeof COMPUTE_JOB_STATES)[number]

const OVER: ReadonlySet<ComputeJobState> = new Set(['ended', 'settled', 'refused', 'cancelled'])
export const isOver = (state: ComputeJobState): boolean => OVER.has(state)

export const MOST_LIMIT_MINUTES = 7 * 24 * 60

const END_STATES: Partial<Record<JobState, EndState>> = {
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  timeout: 'timeout',
  deadline: 'timeout',
  'out-of-memory': 'out_of_memory',
  'node-fail': 'node_fail',
  preempted: 'preempted',
  revoked: 'cancelled',
}
/** As metered use names it; undefined: it has not ended. */
export const endStateOf = (state: JobState): EndState | undefined => END_STATES[state]

/** A job takes part of one node, or whole nodes. Undefined: its cards do not come out even. */
export function layoutOf(cards: number, cardsPerNode: number): { nodes: number; cardsPerNode: number } | undefined {
  if (cards <= cardsPerNode) return { nodes: 1, cardsPerNode: cards }
  return cards % cardsPerNode === 0 ? { nodes: cards / cardsPerNode, cardsPerNode } : undefined
}
