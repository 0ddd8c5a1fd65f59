import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { simulatedWaits } from '@ballast/forecast/waiting/estimate-waits.ts'
import type { WaitEstimate } from '@ballast/forecast/waiting/queue.ts'
import type { Dispatching } from '../dispatch/dispatching.ts'
import { experienceOf } from './experience.ts'
import { MOST_IN_LINE, queueFor } from './queue-now.ts'
import { insertEstimates, readQueue, type NewEstimate, type QueuedJob } from './waiting.queries.ts'

const AGAIN_MS = 10 * 60_000
const SOON_MS = 60_000
/** Who finds room at once does not wait, and is no feather in the cap of whoever foretold it. */
const REALLY_WAITS_MS = 5000

/** Tells when the jobs that wait at a centre will start, and keeps what was told. @returns how many were told */
export async function tellWaits({ database, clock, zone, centre, engine, tell }: Dispatching): Promise<number> {
  const { zoneId } = zone
  const now = clock.now()
  const jobs = await database.read(zoneId, (tx) => readQueue(tx, zoneId, centre.centreId))
  const due = new Set(jobs.filter((job) => job.state === 'pending' && isDue(job, now)))
  if (due.size === 0) return 0
  const [nodes, { shares, correction }] = [await engine.nodes(), await experienceOf(database, clock, zoneId, centre.centreId)]
  const estimates: NewEstimate[] = []
  const told = new Set<Uuid>()
  for (const cardType of new Set([...due].map((job) => job.cardType))) {
    const { queue, waiting } = queueFor(centre, cardType, nodes, jobs, now)
    const last = waiting.findLastIndex((job, index) => index < MOST_IN_LINE && due.has(job))
    if (last < 0) continue
    const line = { ...queue, waiting: queue.waiting.slice(0, MOST_IN_LINE) }
    for (const [index, simulated] of simulatedWaits(line, shares, { until: last + 1 }).entries()) {
      const job = waiting[index] as QueuedJob
      if (!due.has(job) || !isFinite(simulated)) continue
      told.add(job.enterpriseId)
      estimates.push({
        jobId: job.jobId,
        cards: job.cards,
        simulated,
        told: correction.of(simulated, job.cards),
        engineStartAt: job.expectedAt,
      })
    }
  }
  await database.write(zoneId, (tx) => insertEstimates(tx, zoneId, { centreId: centre.centreId, at: now, estimates }))
  for (const enterpriseId of told) tell(enterpriseId)
  return estimates.length
}

/** More cards than the centre has: its time never comes. */
const isFinite = ({ p90 }: WaitEstimate): boolean => Number.isFinite(p90)

/** Nothing was told yet, the engine has its own word now, what was told is past, or it is some time ago. */
function isDue({ submittedAt, toldAt, toldP90, toldEngineStart, expectedAt }: QueuedJob, now: Instant): boolean {
  if (toldAt === null) return submittedAt !== null && Date.parse(now) - Date.parse(submittedAt) >= REALLY_WAITS_MS
  const age = Date.parse(now) - Date.parse(toldAt)
  if (age >= AGAIN_MS || (toldEngineStart === null && expectedAt !== null)) return true
  return age >= SOON_MS && toldP90 !== null && age > toldP90 * 1000
}
