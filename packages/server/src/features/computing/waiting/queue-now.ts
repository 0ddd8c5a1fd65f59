import { takesJobs } from '@ballast/domain/computing/engine-states.ts'
import { isInTheQueue, waitReasonOf } from '@ballast/domain/computing/wait-reason.ts'
import type { QueueNow, RunningJob, WaitingJob } from '@ballast/forecast/waiting/queue.ts'
import type { Centre } from '../centre.queries.ts'
import type { NodeSeen } from '../engine/engine-port.ts'
import type { QueuedJob } from './waiting.queries.ts'

/** Somebody who does not come by the platform: what his jobs may still take is not known. */
const FOREIGN = { id: 'foreign', tenant: '', limit: 86_400 }
/** Behind so many the engine itself looks no further in one of its rounds, and a time says little. */
export const MOST_IN_LINE = 300
const seconds = (at: string): number => Date.parse(at) / 1000

/** Whether its turn comes when others end, and not when something else is put right. */
export const waitsInLine = ({ state, waitsFor }: QueuedJob): boolean =>
  state === 'held' || state === 'submitted' || (state === 'pending' && (waitsFor === null || isInTheQueue(waitReasonOf(waitsFor))))

export interface CardQueue {
  readonly queue: QueueNow
  readonly waiting: readonly QueuedJob[]
  /** Cards that are idle on nodes that take jobs. */
  readonly free: number
}

/** The queue for one type of card of a centre, as the engine's nodes and our own jobs show it. */
export function queueFor(centre: Centre, cardType: string, nodes: readonly NodeSeen[], jobs: readonly QueuedJob[], at: string): CardQueue {
  const engineType = centre.cards.find((card) => card.cardType === cardType)?.engineType ?? cardType
  const taking = nodes.filter(({ state }) => takesJobs(state))
  const cards = taking.reduce((sum, node) => sum + (node.cards[engineType] ?? 0), 0)
  const used = taking.reduce((sum, node) => sum + (node.cardsUsed[engineType] ?? 0), 0)
  const ours = jobs.filter((job) => job.cardType === cardType)
  const running = ours
    .filter(({ state }) => state === 'running')
    .map((job): RunningJob => ({ ...jobOf(job), startedAt: seconds(job.startedAt ?? at) }))
  const foreign = used - running.reduce((sum, job) => sum + job.cards, 0)
  const waiting = ours.filter(waitsInLine)
  return {
    queue: {
      at: seconds(at),
      cards,
      running: foreign > 0 ? [...running, { ...FOREIGN, cards: foreign, startedAt: seconds(at) }] : running,
      waiting: waiting.map((job): WaitingJob => ({ ...jobOf(job), submittedAt: seconds(job.askedAt) })),
    },
    waiting,
    free: Math.max(0, cards - used),
  }
}

const jobOf = ({ jobId, enterpriseId, cards, limitSeconds }: QueuedJob) => ({ id: jobId, tenant: enterpriseId, cards, limit: limitSeconds })
