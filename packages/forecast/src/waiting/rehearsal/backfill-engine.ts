import type { QueueNow, Seconds } from '../queue.ts'
import type { MadeJob } from './workload.ts'

const CARDS_OF_A_NODE = 8
/** Time between two rounds in which the engine plans ahead. */
const ROUND: Seconds = 30
/** So many waiting jobs are planned in a round. */
const PLANNED = 100

export interface PlayedJob extends MadeJob {
  readonly startedAt: Seconds
  /** What stood there in the first round after it came, if it did not start in that round, and the engine's word on its start. */
  readonly seen: { readonly queue: QueueNow; readonly position: number; readonly engineStart: Seconds } | undefined
}

interface Placed {
  readonly job: MadeJob
  readonly startedAt: Seconds
  readonly nodes: readonly number[]
}

/**
 * Plays a workload on nodes of eight cards as an engine with conservative backfilling does: every job in its order gets the first
 * place in a plan that takes each job to run to its limit, and starts when its place is now. It stands in for Slurm where there is
 * none: it places by node and keeps a place for every job, which the estimate, counting cards alone, does not know.
 */
export function playWorkload(jobs: readonly MadeJob[], nodeCount: number): PlayedJob[] {
  const arrivals = jobs.toSorted((a, b) => a.submittedAt - b.submittedAt)
  const played: PlayedJob[] = []
  const seen = new Map<string, NonNullable<PlayedJob['seen']>>()
  let running: Placed[] = []
  let waiting: MadeJob[] = []
  let next = 0
  let isChanged = true
  for (let now = 0; next < arrivals.length || waiting.length > 0; now += ROUND) {
    const before = running.length
    running = running.filter(({ job, startedAt }) => startedAt + job.runs > now)
    if (running.length < before) isChanged = true
    const fresh: MadeJob[] = []
    while (next < arrivals.length && (arrivals[next] as MadeJob).submittedAt <= now) fresh.push(arrivals[next++] as MadeJob)
    waiting.push(...fresh)
    if (!isChanged && fresh.length === 0) continue
    isChanged = false
    const plan = planOf(running, nodeCount)
    const starts = new Map<string, Seconds>()
    for (const job of waiting.slice(0, PLANNED)) {
      const place = firstPlace(plan, job, now)
      starts.set(job.id, place.at)
      for (const node of place.nodes)
        plan[node]?.push({ from: place.at, until: place.at + job.limit, cards: Math.min(job.cards, CARDS_OF_A_NODE) })
      if (place.at > now) continue
      running.push({ job, startedAt: now, nodes: place.nodes })
      played.push({ ...job, startedAt: now, seen: seen.get(job.id) })
      isChanged = true
    }
    waiting = waiting.filter(({ id }) => (starts.get(id) ?? Infinity) > now)
    for (const job of fresh) {
      const engineStart = starts.get(job.id)
      const position = waiting.indexOf(job)
      if (engineStart === undefined || position < 0) continue
      seen.set(job.id, { queue: queueAt(now, nodeCount, running, waiting), position, engineStart })
    }
  }
  return played
}

const queueAt = (at: Seconds, nodeCount: number, running: readonly Placed[], waiting: readonly MadeJob[]): QueueNow => ({
  at,
  cards: nodeCount * CARDS_OF_A_NODE,
  running: running.map(({ job: { id, tenant, cards, limit }, startedAt }) => ({ id, tenant, cards, limit, startedAt })),
  waiting: waiting.map(({ id, tenant, cards, limit, submittedAt }) => ({ id, tenant, cards, limit, submittedAt })),
})

interface Taken {
  readonly from: Seconds
  readonly until: Seconds
  readonly cards: number
}
type Plan = Taken[][]

function planOf(running: readonly Placed[], nodeCount: number): Plan {
  const plan: Plan = Array.from({ length: nodeCount }, () => [])
  for (const { job, startedAt, nodes } of running)
    for (const node of nodes)
      plan[node]?.push({ from: startedAt, until: startedAt + job.limit, cards: Math.min(job.cards, CARDS_OF_A_NODE) })
  return plan
}

/** The earliest time from now at which enough nodes have room for the whole limit. */
function firstPlace(plan: Plan, job: MadeJob, now: Seconds): { at: Seconds; nodes: number[] } {
  const perNode = Math.min(job.cards, CARDS_OF_A_NODE)
  const nodesNeeded = Math.ceil(job.cards / CARDS_OF_A_NODE)
  const times = [...new Set([now, ...plan.flatMap((taken) => taken.map(({ until }) => until)).filter((until) => until > now)])].sort(
    (a, b) => a - b,
  )
  for (const at of times) {
    const nodes: number[] = []
    for (let node = 0; node < plan.length && nodes.length < nodesNeeded; node += 1)
      if (hasRoom(plan[node] as Taken[], at, at + job.limit, perNode)) nodes.push(node)
    if (nodes.length === nodesNeeded) return { at, nodes }
  }
  throw new Error(`${job.id} wants more cards than there are`)
}

/** Whether a node has that many cards free at every moment of a span: at its begin, and whenever in it something begins. */
function hasRoom(taken: readonly Taken[], from: Seconds, until: Seconds, cards: number): boolean {
  const room = CARDS_OF_A_NODE - cards
  if (usedAt(taken, from) > room) return false
  for (const one of taken) if (one.from > from && one.from < until && usedAt(taken, one.from) > room) return false
  return true
}

function usedAt(taken: readonly Taken[], at: Seconds): number {
  let used = 0
  for (const one of taken) if (one.from <= at && one.until > at) used += one.cards
  return used
}
