import { secondsOf } from '@ballast/domain/shared/time.ts'
import { hasEnded } from '@ballast/domain/computing/engine-states.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { PLATFORM } from '../../../platform/platform-context.ts'
import { recordAudits } from '../../../platform/audit.ts'
import { insertEvents, jobsAt, saveJobs, type DueJob } from '../job.queries.ts'
import { contextOf, type Dispatching } from './dispatching.ts'
import { eachOf } from '../each-of.ts'
import { settleEnvelopes } from './envelope.ts'
import { findAgain } from './find-again.ts'

/** To go elsewhere; that it be cancelled was not asked since. */
export const isMoving = ({ moveTo, cancelAskedAt }: Pick<DueJob, 'moveTo' | 'cancelAskedAt'>): boolean =>
  moveTo !== null && cancelAskedAt === null

/**
 * Gives jobs that are to go elsewhere up at this centre, and lets them go when they are certain to be gone. A controller that dies may
 * have a job again that it had given up, until it has saved; so a job goes only after it was not seen to wait for longer than that,
 * and is in the books as begun nowhere. One that began meanwhile stays.
 */
export async function moveAway(given: Dispatching): Promise<void> {
  const { database, zone, centre, engine, clock, patience } = given
  const { zoneId } = zone
  const states = ['submitted', 'pending', 'running'] as const
  const live = await database.read(zoneId, (tx) => jobsAt(tx, zoneId, centre.centreId, { states, asked: 'move', limit: 1_000_000 }))
  const moving = live.filter(isMoving)
  if (moving.length === 0) return
  await stay(
    given,
    moving.filter(({ state }) => state === 'running'),
  )
  const waiting = moving.filter(({ state }) => state !== 'running')
  await eachOf(waiting, async ({ jobId, engineJob }) => {
    const found = await engine.job(engineJob ?? '')
    if (found?.ownId === jobId && found.state === 'pending') await engine.cancel(found.jobId)
  })
  const longest = Math.max(patience.saveMs, patience.arrivalMs, patience.booksMs)
  const gone = waiting.filter(({ goneSince }) => goneSince !== null && Date.parse(clock.now()) - Date.parse(goneSince) >= longest)
  if (gone.length === 0) return
  const found = await findAgain(engine, new Set(gone.map(({ jobId }) => jobId)), {
    from: Math.min(...gone.map(({ askedAt }) => secondsOf(askedAt))) - 60,
    until: secondsOf(clock.now()) + 60,
    numbersInUse: new Set(),
  })
  const isNowhere = ({ jobId }: DueJob) =>
    (found.get(jobId) ?? []).every((one) => one.where === 'controller' && hasEnded(one.job.state) && one.job.state === 'cancelled')
  await leave(given, gone.filter(isNowhere))
}

/** It began before it could be given up. */
async function stay(given: Dispatching, jobs: readonly DueJob[]): Promise<void> {
  if (jobs.length === 0) return
  const { database, zone, centre, clock } = given
  await database.write(zone.zoneId, async (tx) => {
    await saveJobs(
      tx,
      zone.zoneId,
      jobs.map(({ jobId }) => ({ jobId, moveTo: null, goneSince: null })),
    )
    const at = clock.now()
    await insertEvents(
      tx,
      zone.zoneId,
      jobs.map(({ jobId }) => ({ jobId, what: 'move-failed', at, actor: centre.code })),
    )
    await noteMove(given, tx, 'move-failed', jobs)
  })
}

/** The engine hears first that less may be used here; then the job stands in line at the other centre. */
export async function leave(given: Dispatching, jobs: readonly DueJob[]): Promise<void> {
  if (jobs.length === 0) return
  const { database, zone, clock } = given
  await settleEnvelopes(given, new Map<Uuid, bigint>(jobs.map(({ jobId }) => [jobId, 0n])))
  await database.write(zone.zoneId, async (tx) => {
    const at = clock.now()
    await saveJobs(
      tx,
      zone.zoneId,
      jobs.map(({ jobId, moveTo }) => ({
        jobId,
        state: 'held',
        centreId: moveTo as Uuid,
        moveTo: null,
        goneSince: null,
        attempts: 0,
        tryAt: at,
        engineJob: null,
        engineSubmittedAt: null,
        submittedAt: null,
        confirmedAt: null,
        missingSince: null,
        waitsFor: null,
        expectedAt: null,
        faultCode: null,
        faultDetail: null,
      })),
    )
    await insertEvents(
      tx,
      zone.zoneId,
      jobs.map(({ jobId }) => ({ jobId, what: 'moved', at, actor: PLATFORM.nameZh })),
    )
    await noteMove(given, tx, 'moved', jobs)
  })
  for (const { enterpriseId } of jobs) given.tell(enterpriseId)
}

const noteMove = (given: Dispatching, tx: Parameters<typeof recordAudits>[0], what: string, jobs: readonly DueJob[]): Promise<void> =>
  recordAudits(
    tx,
    contextOf(given),
    jobs.map(({ jobId, moveTo }) => ({
      action: 'compute-job.dispatch',
      subjectType: 'compute_job',
      subjectId: jobId,
      after: { what, from: given.centre.code, to: moveTo },
    })),
  )
