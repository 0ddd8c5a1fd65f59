import { hasEnded, type JobState } from '../computing/engine-states.ts'
import { endStateOf } from '../computing/job.ts'
import type { EndState } from '../voucher/settle.ts'

/** A row of an engine's books: one start of one job. */
export interface BookRun {
  readonly jobId: string
  /** Our own id of the job as it stands in its comment; of one submitted past us whatever stands there. */
  readonly ownId: string
  readonly account: string
  readonly state: JobState
  readonly submittedAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly elapsedSeconds: number
  /** All nodes together. */
  readonly billedTflops: number
  /** By the engine's name of the card. */
  readonly cards: Readonly<Record<string, number>>
  readonly restarts: number
}
export interface EndedRun extends BookRun {
  readonly startedAt: number
  readonly endedAt: number
}

/** As metered use names it; undefined: it has not ended, or ran elsewhere. */
export const meteredEnd = (state: JobState): EndState | undefined => (state === 'revoked' ? undefined : endStateOf(state))

/**
 * Whether the row is use to be metered: it had cards, it ran, and it is over. A revoked row is the shadow of a job that ran at
 * another centre.
 */
export const isUse = (run: BookRun): run is EndedRun =>
  run.startedAt !== null && run.endedAt !== null && meteredEnd(run.state) !== undefined && cardsOf(run) > 0

export const cardsOf = ({ cards }: Pick<BookRun, 'cards'>): number => Object.values(cards).reduce((sum, count) => sum + count, 0)

/** As the engine bills it: whole TFLOPS·seconds. */
export const billedWork = ({ billedTflops, elapsedSeconds }: BookRun): bigint => BigInt(billedTflops) * BigInt(elapsedSeconds)

/** What makes a row this one at its centre: an engine uses the numbers of its jobs again, and starts a job again under the same number. */
export const runKey = ({ jobId, submittedAt, ownId, restarts }: Pick<BookRun, 'jobId' | 'submittedAt' | 'ownId' | 'restarts'>): string =>
  [jobId, submittedAt, ownId, restarts].join('\n')

/** A run as people read it: its centre, the engine's number of the job, and which start of it where it was not the first. */
export const runLabel = (centre: string, engineJob: string, restart: number | bigint): string =>
  `${centre}/${engineJob}${BigInt(restart) === 0n ? '' : `.${restart}`}`

/** States after which an engine may start the job again of its own accord. */
const MAY_RUN_AGAIN: ReadonlySet<JobState> = new Set(['preempted', 'node-fail'])

/**
 * The row with which a job is over: every row of it has ended, and where the engine may start it again, it had the time to.
 * Undefined: it may still run.
 */
export function lastRun<R extends BookRun>(runsOfJob: readonly R[], now: number, graceSeconds: number): R | undefined {
  const [last] = runsOfJob.toSorted((a, b) => b.restarts - a.restarts || (b.startedAt ?? Infinity) - (a.startedAt ?? Infinity))
  if (last === undefined || runsOfJob.some(({ state }) => !hasEnded(state))) return undefined
  return MAY_RUN_AGAIN.has(last.state) && now - (last.endedAt ?? now) < graceSeconds ? undefined : last
}

/** Whether the engine began the job again after this row, or means to. */
export const runsAgain = (run: EndedRun, runsOfJob: readonly BookRun[]): boolean =>
  runsOfJob.some(({ startedAt }) => (startedAt ?? Infinity) > run.startedAt)

/** What of the books is read next: all since the last reading and some before it, because rows are written late. */
export const windowSince = (readUntil: number | null, now: number, { overlap, first }: { overlap: number; first: number }) => ({
  from: Math.min(now, readUntil === null ? now - first : readUntil - overlap),
  until: now,
})
