import type { QueueNow, Seconds } from './queue.ts'

interface Busy {
  readonly cards: number
  /** When it really ends in this draw, and when the engine must expect it to. */
  readonly endsAt: Seconds
  readonly limitAt: Seconds
}

/**
 * Plays the queue forward once: jobs start in their order; when the first does not fit, those behind it start if they do not keep it
 * from the moment at which, by their limits, enough cards come free (backfilling after Lifka, 1995).
 * @param runTimes of the running jobs and then of the waiting ones, whole, in seconds
 * @returns for each waiting job how long from now until it starts; Infinity of one that has more cards than there are
 */
export function playQueue(queue: QueueNow, runTimes: Float64Array, until: number = queue.waiting.length): Float64Array {
  const waits = new Float64Array(queue.waiting.length).fill(Infinity)
  const byEnd: Busy[] = []
  let free = queue.cards
  for (const [index, job] of queue.running.entries()) {
    const endsAt = Math.max(queue.at, job.startedAt + (runTimes[index] as number))
    insert(byEnd, { cards: job.cards, endsAt, limitAt: Math.max(endsAt, job.startedAt + job.limit) })
    free -= job.cards
  }
  let waiting = queue.waiting.map((_, index) => index).filter((index) => (queue.waiting[index]?.cards ?? 0) <= queue.cards)
  const wanted = new Set(waiting.filter((index) => index < until))
  for (let now = queue.at; wanted.size > 0; ) {
    const later: number[] = []
    let head: { at: Seconds; spare: number } | undefined
    for (const index of waiting) {
      const { cards, limit } = queue.waiting[index] as QueueNow['waiting'][number]
      const fits = cards <= free && (head === undefined || now + limit <= head.at || cards <= head.spare)
      if (!fits) {
        if (head === undefined) head = roomFor(cards, free, byEnd)
        later.push(index)
        continue
      }
      if (head !== undefined && now + limit > head.at) head.spare -= cards
      waits[index] = now - queue.at
      wanted.delete(index)
      free -= cards
      insert(byEnd, { cards, endsAt: now + (runTimes[queue.running.length + index] as number), limitAt: now + limit })
    }
    waiting = later
    const next = byEnd.shift()
    if (next === undefined) break
    now = Math.max(now, next.endsAt)
    free += next.cards
  }
  return waits
}

/** Kept by real end, soonest first. */
function insert(list: Busy[], entry: Busy): void {
  let at = list.length
  while (at > 0 && (list[at - 1] as Busy).endsAt > entry.endsAt) at -= 1
  list.splice(at, 0, entry)
}

/** When by the limits enough cards are free, and how many more than needed are free then. */
function roomFor(cards: number, free: number, running: readonly Busy[]): { at: Seconds; spare: number } {
  let room = free
  for (const { limitAt, cards: returned } of running.toSorted((a, b) => a.limitAt - b.limitAt)) {
    room += returned
    if (room >= cards) return { at: limitAt, spare: room - cards }
  }
  return { at: Infinity, spare: 0 }
}
