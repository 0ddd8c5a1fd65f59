import { bitsOf } from '../random.ts'
import { sizeClass, type Seconds } from './queue.ts'

/** A job that ended, by itself or by its limit. */
export interface EndedRun {
  readonly tenant: string
  readonly cards: number
  readonly limit: Seconds
  readonly ran: Seconds
}

/** What part of its limit a job really runs: drawn from what a tenant's jobs of that size did, and from others' while there are few. */
export interface RunShares {
  /**
   * How long a job runs in one draw, in seconds, at most its limit.
   * @param key stream of the job, of `streamKey`
   * @param elapsed how long it has run already: the answer is no less
   */
  draw(job: { tenant: string; cards: number; limit: Seconds }, key: number, draw: number, elapsed: Seconds): Seconds
}

/** A group counts as much as so many jobs of the group around it. */
const PRIOR_JOBS = 12
/** The newest jobs of a group say how it is now. */
const REMEMBERED = 400
/** Before anything has ended: most jobs end early, some go to the limit. */
const PRIOR_SHARES = [0.001, 0.004, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.35, 0.6, 1]

/**
 * @param ended in the order in which they ended
 * @returns shares that know groups of all jobs, of a class of limits and size, and of a tenant within it
 */
export function learnRunShares(ended: readonly EndedRun[]): RunShares {
  const groups = new Map<string, number[]>()
  for (const { tenant, cards, limit, ran } of ended) {
    const share = Math.min(1, Math.max(0, ran / limit))
    for (const name of groupsOf(tenant, cards, limit)) {
      const shares = groups.get(name) ?? []
      shares.push(share)
      groups.set(name, shares)
    }
  }
  const sorted = new Map([...groups].map(([name, shares]) => [name, Float64Array.from(shares.slice(-REMEMBERED)).toSorted()]))
  const prior = Float64Array.from(PRIOR_SHARES)

  return {
    draw({ tenant, cards, limit }, key, draw, elapsed) {
      const passed = elapsed / limit
      // The innermost group is asked with the weight of its own jobs, then the one around it.
      let turn = draw * 8
      for (const name of groupsOf(tenant, cards, limit).toReversed()) {
        const shares = sorted.get(name)
        const first = shares === undefined ? 0 : above(shares, passed)
        const left = shares === undefined ? 0 : shares.length - first
        if (left > 0 && uniform(key, turn) < left / (left + PRIOR_JOBS))
          return limit * (shares?.[first + Math.floor(uniform(key, turn + 1) * left)] as number)
        turn += 2
      }
      const first = above(prior, passed)
      const left = prior.length - first
      return left === 0 ? limit : limit * (prior[first + Math.floor(uniform(key, turn) * left)] as number)
    },
  }
}

const HOUR = 3600
const DAY = 24 * HOUR
const limitClass = (limit: Seconds): string => (limit <= HOUR ? 'hour' : limit < DAY ? 'day' : 'days')

/** From all to the tenant's own. */
const groupsOf = (tenant: string, cards: number, limit: Seconds): [string, string, string] => {
  const kind = `${sizeClass(cards)} ${limitClass(limit)}`
  return ['', kind, `${kind} ${tenant}`]
}

const uniform = (key: number, draw: number): number => bitsOf(key, draw) / 4294967296

/** Where the first share above `passed` stands. */
function above(shares: Float64Array, passed: number): number {
  let [low, high] = [0, shares.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shares[middle] as number) > passed) high = middle
    else low = middle + 1
  }
  return low
}
