import { hashText, streamKey, uniformOf } from '../../random.ts'
import type { Seconds } from '../queue.ts'

/** A job as it will be: how long it runs is known to nobody before it ends. */
export interface MadeJob {
  readonly id: string
  readonly tenant: string
  readonly cards: number
  readonly limit: Seconds
  readonly submittedAt: Seconds
  readonly runs: Seconds
}

export interface Workload {
  readonly seed: number
  readonly jobs: number
  /** Of the centre. */
  readonly cards: number
  /** Card-seconds asked for by the second, in cards of the centre. */
  readonly load: number
}

const TENANTS = 40
const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400
const LIMITS: readonly Seconds[] = [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY]
interface Tenant {
  readonly name: string
  /** How many jobs it submits, beside the others. */
  readonly weight: number
  /** Log of its run times against those of all. */
  readonly run: number
  /** Log of the ratio of the limit that it asks for to a first guess of the run time. */
  readonly caution: number
  readonly hasOneLimit: boolean
  readonly oneLimit: Seconds
  readonly isLarge: boolean
}

/** Sizes and how many in a thousand jobs have them: median 1 and mean about 5.7 cards, as at Seren. */
const SIZES: readonly (readonly [cards: number, perThousand: number])[] = [
  [1, 600],
  [2, 85],
  [4, 85],
  [8, 140],
  [16, 40],
  [32, 30],
  [64, 20],
]
/** Of jobs that are not given up at once, so that the median of all is about 122 s. */
const MEDIAN_RUN = 290
/** Of the logarithm, between tenants and between the jobs of one. */
const SPREAD_OF_TENANTS = 1.1
const SPREAD_OF_JOBS = 1.9
/** Jobs that fail or are given up within moments. */
const SHORT_LIVED = 0.22

/**
 * A made-up stream of jobs, fitted to what is published of Seren (Hu et al., AcmeTrace: 663,813 jobs; median run 122 s, median 1 and
 * mean 5.7 cards): few tenants submit most jobs, each has its habits of size, run time and limit, days are busier than nights, and
 * limits are asked for from a menu, mostly far too long.
 */
export function makeWorkload({ seed, jobs, cards, load }: Workload): MadeJob[] {
  const uniform = (purpose: string, index: number) => uniformOf(streamKey(seed, hashText(purpose), 0), index)
  const normal = (purpose: string, index: number) =>
    Math.sqrt(-2 * Math.log(uniform(purpose, 2 * index))) * Math.cos(2 * Math.PI * uniform(purpose, 2 * index + 1))
  const tenants = Array.from(
    { length: TENANTS },
    (_, index): Tenant => ({
      name: `t${index}`,
      weight: 1 / (index + 1.5),
      run: SPREAD_OF_TENANTS * normal('tenant run', index),
      caution: 1.2 + 0.9 * normal('tenant caution', index),
      hasOneLimit: uniform('tenant one limit', index) < 0.35,
      oneLimit: LIMITS[3 + Math.floor(5 * uniform('tenant limit', index))] as Seconds,
      isLarge: uniform('tenant large', index) < 0.2,
    }),
  )
  const weight = tenants.reduce((sum, tenant) => sum + tenant.weight, 0)
  const made = Array.from({ length: jobs }, (_, index) => {
    const tenant = tenantAt(tenants, uniform('tenant', index) * weight)
    const size = sizeAt(tenant.isLarge ? 0.35 + 0.65 * uniform('size', index) : uniform('size', index))
    const guess = MEDIAN_RUN * Math.exp(tenant.run + SPREAD_OF_JOBS * normal('run', index))
    const wanted = guess * Math.exp(tenant.caution + 0.8 * Math.abs(normal('limit', index)))
    const limit = tenant.hasOneLimit ? tenant.oneLimit : (LIMITS.find((one) => one >= wanted) ?? 3 * DAY)
    const isShort = uniform('short', index) < SHORT_LIVED
    const runs = Math.max(1, Math.round(Math.min(limit, isShort ? 4 + 40 * uniform('short run', index) : guess)))
    return { id: `w${seed}-${index}`, tenant: tenant.name, cards: size, limit, runs }
  })
  const work = made.reduce((sum, job) => sum + job.cards * job.runs, 0)
  const span = work / (cards * load)
  return arrivals(jobs, span, uniform).map((submittedAt, index) => ({ ...(made[index] as Omit<MadeJob, 'submittedAt'>), submittedAt }))
}

/** Whose share of all weights a place falls into. */
function tenantAt(tenants: readonly Tenant[], place: number): Tenant {
  let passed = 0
  const found = tenants.find(({ weight }) => {
    passed += weight
    return place < passed
  })
  if (found === undefined) throw new RangeError(`no tenant at ${place}`)
  return found
}

function sizeAt(place: number): number {
  let passed = 0
  for (const [cards, perThousand] of SIZES) {
    passed += perThousand / 1000
    if (place < passed) return cards
  }
  return 1
}

/** Busier by day than by night, and now and then many at once. */
function arrivals(jobs: number, span: Seconds, uniform: (purpose: string, index: number) => number): Seconds[] {
  const times: Seconds[] = []
  for (let index = 0, burst = 0, at = 0; index < jobs; index += 1) {
    if (burst > 0) {
      burst -= 1
      at += uniform('gap', index) * 5
    } else {
      const isDay = (at % DAY) / DAY > 0.35 && (at % DAY) / DAY < 0.92
      at += (-Math.log(uniform('gap', index)) * (span / jobs) * 2.2) / (isDay ? 1.25 : 0.6)
      if (uniform('burst', index) < 0.06) burst = Math.floor(5 + 35 * uniform('burst length', index))
    }
    times.push(Math.round(at))
  }
  // The stream as a whole brings the load that was asked for.
  const last = times.at(-1) ?? 1
  return times.map((at) => Math.round((at * span) / last))
}
