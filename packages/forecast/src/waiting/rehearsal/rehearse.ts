import { simulatedWaits } from '../estimate-waits.ts'
import { learnCorrection } from '../correction.ts'
import type { Seconds, WaitEstimate } from '../queue.ts'
import { recordOf, type ToldEstimate, type WaitRecord } from '../record.ts'
import { learnRunShares, type EndedRun } from '../run-share.ts'
import { playWorkload, type PlayedJob } from './backfill-engine.ts'
import { makeWorkload } from './workload.ts'

export interface Rehearsal {
  /** Of all jobs, to be held beside what is published of real centres. */
  readonly summary: {
    readonly jobs: number
    readonly medianRun: number
    readonly meanCards: number
    readonly medianWait: number
    readonly meanWait: number
    readonly waited: number
  }
  readonly estimates: number
  /** Those of the second half, and how they came out. */
  readonly told: readonly ToldEstimate[]
  readonly test: WaitRecord | null
}

/** What was learned is taken up anew after so many estimates. */
const LEARN_EVERY = 50

/** Plays a made-up workload on the stand-in for an engine, and scores the estimates of its waits. */
export const rehearse = ({ seed, jobs, load, nodes }: { seed: number; jobs: number; load: number; nodes: number }): Rehearsal =>
  scoreWaits(playWorkload(makeWorkload({ seed, jobs, cards: nodes * 8, load }), nodes))

/**
 * Tells an estimate for every job that had to wait. Each estimate knows only what had happened before it; those of the first half
 * teach and are not scored.
 * @param played jobs that had not begun when the play was over start at Infinity
 * @param overAt when that was; what nobody can know by then how it came out is not scored
 */
export function scoreWaits(played: readonly PlayedJob[], overAt: Seconds = Infinity): Rehearsal {
  const asked = played.filter((job): job is PlayedJob & { seen: NonNullable<PlayedJob['seen']> } => job.seen !== undefined)
  asked.sort((a, b) => a.seen.queue.at - b.seen.queue.at)
  const ends = played.toSorted((a, b) => a.startedAt + a.runs - (b.startedAt + b.runs))
  const half = asked[asked.length >> 1]?.seen.queue.at ?? 0

  const ended: EndedRun[] = []
  const past: { simulated: WaitEstimate; cards: number; askedAt: number; startedAt: number }[] = []
  const told: ToldEstimate[] = []
  let shares = learnRunShares([])
  let correction = learnCorrection([])
  let next = 0
  for (const [index, job] of asked.entries()) {
    const { queue, position, engineStart } = job.seen
    if (index % LEARN_EVERY === 0) {
      for (; next < ends.length && endOf(ends[next] as PlayedJob) <= queue.at; next += 1) {
        const { tenant, cards, limit, runs } = ends[next] as PlayedJob
        ended.push({ tenant, cards, limit, ran: runs })
      }
      shares = learnRunShares(ended)
      correction = learnCorrection(
        past.map(({ simulated, cards, askedAt, startedAt }) => ({
          simulated,
          cards,
          hasStarted: startedAt <= queue.at,
          waited: Math.min(startedAt, queue.at) - askedAt,
        })),
      )
    }
    const until = position + 1
    const simulated = simulatedWaits(queue, shares, { until })[position] as WaitEstimate
    const estimate = correction.of(simulated, job.cards)
    if (queue.at > half)
      told.push({
        ...estimate,
        engine: engineStart - queue.at,
        waited: Math.min(job.startedAt, overAt) - queue.at,
        hasStarted: job.startedAt <= overAt && job.startedAt < Infinity,
        age: overAt - queue.at,
      })
    past.push({ simulated, cards: job.cards, askedAt: queue.at, startedAt: job.startedAt })
  }
  return { summary: summaryOf(played), estimates: asked.length, told, test: recordOf(told) }
}

const endOf = ({ startedAt, runs }: PlayedJob): number => startedAt + runs

function summaryOf(played: readonly PlayedJob[]): Rehearsal['summary'] {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const waits = played.filter(({ startedAt }) => startedAt < Infinity).map(({ startedAt, submittedAt }) => startedAt - submittedAt)
  return {
    jobs: played.length,
    medianRun: middle(played.map(({ runs }) => runs)),
    meanCards: mean(played.map(({ cards }) => cards)),
    medianWait: middle([...waits]),
    meanWait: mean(waits),
    waited: played.filter(({ seen }) => seen !== undefined).length / played.length,
  }
}
