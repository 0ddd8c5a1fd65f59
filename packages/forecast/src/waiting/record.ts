import type { Seconds, WaitEstimate } from './queue.ts'

/** An estimate that was told, beside the engine's own and what happened; all from the moment of the estimate. */
export interface ToldEstimate extends WaitEstimate {
  /** Null: it had no word of its own yet. */
  readonly engine: Seconds | null
  /** Until it started, or until now or until it was given up. */
  readonly waited: Seconds
  readonly hasStarted: boolean
  /** How long ago it was told. */
  readonly age: Seconds
}

export interface WaitRecord {
  readonly n: number
  /** Share of jobs that had started by P90; nine in ten were promised. */
  readonly within90: number
  /** Share of jobs that had started by P50. */
  readonly within50: number
  readonly medianError: Seconds
  /** Of those for which the engine had its own word: ours and the engine's. Null: of none. */
  readonly beside: { readonly n: number; readonly medianError: Seconds; readonly engineMedianError: Seconds } | null
}

/**
 * Whether it can be told how an estimate came out: its P90 has passed, so that who starts soon is counted no sooner than who starts
 * late, and its job has started or waited beyond it. A job that was given up before says nothing.
 */
export const isDue = ({ age, p90, hasStarted, waited }: ToldEstimate): boolean => age >= p90 && (hasStarted || waited > p90)

/** How told estimates that are due came out. Null while there is none. */
export function recordOf(estimates: readonly ToldEstimate[]): WaitRecord | null {
  const told = estimates.filter(isDue)
  if (told.length === 0) return null
  const share = (holds: (one: ToldEstimate) => boolean) => told.filter(holds).length / told.length
  const both = told.filter((one): one is ToldEstimate & { engine: Seconds } => one.engine !== null)
  return {
    n: told.length,
    within90: share(({ waited, p90 }) => waited <= p90),
    within50: share(({ waited, p50 }) => waited <= p50),
    medianError: median(told.map(({ waited, p50 }) => Math.abs(waited - p50))),
    beside:
      both.length === 0
        ? null
        : {
            n: both.length,
            medianError: median(both.map(({ waited, p50 }) => Math.abs(waited - p50))),
            engineMedianError: median(both.map(({ waited, engine }) => Math.abs(waited - engine))),
          },
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
