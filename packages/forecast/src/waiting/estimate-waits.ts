import { hashText, streamKey } from '../random.ts'
import type { Correction } from './correction.ts'
import { playQueue } from './simulate-queue.ts'
import { type QueueNow, type Seconds, type WaitEstimate } from './queue.ts'
import type { RunShares } from './run-share.ts'

const RUN_TIME = 1
const SEED = 20_24
/** Enough for a ninth tenth that moves by less than a tenth of itself. */
const DRAWS = 60

/** Quantiles of the simulation, before they are held against what happened to earlier estimates. */
export function simulatedWaits(queue: QueueNow, shares: RunShares, { until = queue.waiting.length, draws = DRAWS } = {}): WaitEstimate[] {
  const jobs = [...queue.running, ...queue.waiting]
  const keys = jobs.map(({ id }) => streamKey(SEED, hashText(id), RUN_TIME))
  const waits = Array.from({ length: until }, () => new Float64Array(draws))
  const runTimes = new Float64Array(jobs.length)
  for (let draw = 0; draw < draws; draw += 1) {
    jobs.forEach((job, index) => {
      const elapsed = 'startedAt' in job ? queue.at - job.startedAt : 0
      runTimes[index] = shares.draw(job, keys[index] as number, draw, elapsed)
    })
    const played = playQueue(queue, runTimes, until)
    waits.forEach((list, index) => {
      list[draw] = played[index] as number
    })
  }
  return waits.map((list) => {
    list.sort()
    return { p50: quantile(list, 0.5), p90: quantile(list, 0.9) }
  })
}

/**
 * When the waiting jobs start. The engine's own time takes every job to run as long as it may; this one takes it to run as jobs of
 * its tenant, size and limit did, plays the queue forward many times, and corrects the result by how earlier estimates came out.
 * The same queue and experience give the same answer.
 * @returns one estimate for each of the first `until` waiting jobs
 */
export function estimateWaits(
  queue: QueueNow,
  shares: RunShares,
  correction: Correction,
  options: { until?: number; draws?: number } = {},
): WaitEstimate[] {
  return simulatedWaits(queue, shares, options).map((simulated, index) =>
    correction.of(simulated, (queue.waiting[index] as { cards: number }).cards),
  )
}

const quantile = (sorted: Float64Array, p: number): Seconds => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] as number
