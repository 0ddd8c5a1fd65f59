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
  let free = queue.cards
  const busy = queue.running.map((job, index): Busy => {
    const endsAt = Math.max(queue.at, job.startedAt + (runTimes[index] as number))
    free -= job.cards
    return { cards: job.cards, endsAt, limitAt: Math.max(endsAt, job.startedAt + job.limit) }
  })
  // Soonest last, so that what ends next is taken off the end.
  const byEnd = busy.toSorted((a, b) => b.endsAt - a.endsAt)
  const byLimit = busy.toSorted((a, b) => a.limitAt - b.limitAt)
  let waiting = queue.waiting.map((_, index) => index).filter((index) => (queue.waiting[index]?.cards ?? 0) <= queue.cards)
  const wanted = new Set(waiting.filter((index) => index < until))
  for (let now = queue.at; wanted.size > 0; ) {
    const later: number[] = []
    let head: { at: Seconds; spare: number } | undefined
    for (const index of waiting) {
      const { cards, limit } = queue.waiting[index] as QueueNow['waiting'][number]
      const fits = cards <= free && (head === undefined || now + limit <= head.at || cards <= head.spare)
      if (!fits) {
        if (head === undefined) head = roomFor(cards, free, byLimit)
        later.push(index)
        continue
      }
      if (head !== undefined && now + limit > head.at) head.spare -= cards
      waits[index] = now - queue.at
      wanted.delete(index)
      free -= cards
      const started = { cards, endsAt: now + (runTimes[queue.running.length + index] as number), limitAt: now + limit }
      byEnd.splice(
        placeIn(byEnd, (one) => one.endsAt > started.endsAt),
        0,
        started,
      )
      byLimit.splice(
        placeIn(byLimit, (one) => one.limitAt <= started.limitAt),
        0,
        started,
      )
    }
    waiting = later
    const next = byEnd.pop()
    if (next === undefined) break
    byLimit.splice(
      byLimit.indexOf(
        next,
        placeIn(byLimit, (one) => one.limitAt < next.limitAt),
      ),
      1,
    )
    now = Math.max(now, next.endsAt)
    free += next.cards
  }
  return waits
}

/** How many of a sorted list come first. */
function placeIn(list: readonly Busy[], comesFirst: (one: Busy) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (comesFirst(list[middle] as Busy)) low = middle + 1
    else high = middle
  }
  return low
}

/** When by the limits enough cards are free, and how many more than needed are free then. */
function roomFor(cards: number, free: number, byLimit: readonly Busy[]): { at: Seconds; spare: number } {
  let room = free
  for (const { limitAt, cards: returned } of byLimit) {
    room += returned
    if (room >= cards) return { at: limitAt, spare: room - cards }
  }
  return { at: Infinity, spare: 0 }
}
