/** Whole seconds since some origin; only differences count. */
export type Seconds = number

interface AnyJob {
  readonly id: string
  /** Who submits; run times are learned by tenant. */
  readonly tenant: string
  readonly cards: number
  /** The time that was asked for: the engine plans with it, and ends the job when it is over. */
  readonly limit: Seconds
}

export interface RunningJob extends AnyJob {
  readonly startedAt: Seconds
}

export interface WaitingJob extends AnyJob {
  readonly submittedAt: Seconds
}

/** What stands in one partition of a centre at a moment. */
export interface QueueNow {
  readonly at: Seconds
  /** Cards of nodes that take jobs, busy ones included. */
  readonly cards: number
  readonly running: readonly RunningJob[]
  /** In the order in which the engine means to start them. */
  readonly waiting: readonly WaitingJob[]
}

/** When a job starts, in seconds from the moment of the estimate: as likely before as after P50, and nine times in ten by P90. */
export interface WaitEstimate {
  readonly p50: Seconds
  readonly p90: Seconds
}

export const SIZE_CLASSES = ['one', 'within-node', 'many-nodes'] as const
export type SizeClass = (typeof SIZE_CLASSES)[number]

const CARDS_OF_A_NODE = 8
/** Jobs of one card find room anywhere, those within a node need one with room, larger ones need whole nodes. */
export function sizeClass(cards: number): SizeClass {
  if (cards <= 1) return 'one'
  return cards <= CARDS_OF_A_NODE ? 'within-node' : 'many-nodes'
}
