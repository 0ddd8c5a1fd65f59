import { instantAt, secondsOf } from '@ballast/domain/shared/time.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudits } from '../../../platform/audit.ts'
import { PLATFORM } from '../../../platform/platform-context.ts'
import type { WriteTx } from '../../../platform/database.ts'
import { releaseHold } from '../../voucher/index.ts'
import { insertEvents, jobsAt, markAttempts, saveJobs, scriptsOf, type DueJob, type JobChange, type JobEvent } from '../job.queries.ts'
import { contextOf, type Dispatching } from './dispatching.ts'
import { eachOf } from '../each-of.ts'
import { settleEnvelopes, type OpenEnvelope } from './envelope.ts'
import { tellAgain } from './envelope.queries.ts'
import { findAgain, type Found } from './find-again.ts'
import { isMoving, leave } from './move-away.ts'

/** Taken in one turn; what a kill can leave in doubt is at most as much. */
const MOST_IN_A_TURN = 200

/** Refusals by which nothing has arrived, and which pass: the job stays in line. */
const PASSING: ReadonlySet<string> = new Set([
  'engine.unreachable',
  'engine.controller-away',
  'engine.queue-full',
  'engine.closed',
  'engine.accounting-away',
  'engine.token-refused',
  'engine.envelope-unknown',
  'engine.account-unknown',
])
/** The envelope and its firm's account are told to the centre again before the next attempt. */
const TOLD_AGAIN: ReadonlySet<string> = new Set(['engine.envelope-unknown', 'engine.account-unknown'])
const IN_DOUBT: ReadonlySet<string> = new Set(['engine.no-answer', 'engine.not-understood'])

/** Submits what is due at a centre. @returns how many turned out well, and whether more waits */
export async function submitDue(given: Dispatching): Promise<{ submitted: number; more: boolean }> {
  const { database, clock, zone, centre, patience } = given
  const { zoneId } = zone
  const due = await database.read(zoneId, (tx) =>
    jobsAt(tx, zoneId, centre.centreId, { states: ['held'], dueBy: clock.now(), limit: MOST_IN_A_TURN }),
  )
  if (due.length === 0) return { submitted: 0, more: false }
  const inDoubt = due.filter(({ attempts }) => attempts > 0)
  const known = await findLost(given, inDoubt)
  const fresh = due.filter(({ jobId, cancelAskedAt, moveTo }) => !known.has(jobId) && cancelAskedAt === null && moveTo === null)
  // What was sent without an answer would have arrived by now.
  await leave(
    given,
    due.filter((job) => !known.has(job.jobId) && isMoving(job)),
  )
  await dropCancelled(
    given,
    due.filter(({ jobId, cancelAskedAt }) => !known.has(jobId) && cancelAskedAt !== null),
  )
  const ready = centre.state === 'open' ? fresh.filter(({ isBlocked }) => !isBlocked) : []
  const waiting = fresh.filter((job) => !ready.includes(job))
  if (waiting.length > 0) {
    const code = (job: DueJob) => (job.isBlocked ? 'compute-tenant.is-blocked' : 'compute-centre.is-not-open')
    const tryAt = instantAt(clock.milliseconds() + patience.retryMs)
    await database.write(zoneId, (tx) =>
      saveJobs(
        tx,
        zoneId,
        waiting.map((job) => ({ jobId: job.jobId, tryAt, faultCode: code(job) })),
      ),
    )
  }
  if (ready.length === 0) return { submitted: known.size, more: due.length === MOST_IN_A_TURN }
  const submitted = await submitAll(given, ready)
  return { submitted: submitted + known.size, more: due.length === MOST_IN_A_TURN }
}

/** Takes up those that the engine has although no answer said so. */
async function findLost(given: Dispatching, inDoubt: readonly DueJob[]): Promise<ReadonlySet<Uuid>> {
  const { database, clock, zone, centre, engine } = given
  const { zoneId } = zone
  if (inDoubt.length === 0) return new Set()
  const live = await database.read(zoneId, (tx) =>
    jobsAt(tx, zoneId, centre.centreId, { states: ['submitted', 'pending', 'running'], limit: 1_000_000 }),
  )
  const found = await findAgain(engine, new Set(inDoubt.map(({ jobId }) => jobId)), {
    from: Math.min(...inDoubt.map(({ askedAt }) => secondsOf(askedAt))) - 60,
    until: secondsOf(clock.now()) + 60,
    numbersInUse: new Set(live.flatMap(({ engineJob, confirmedAt }) => (engineJob === null || confirmedAt === null ? [] : [engineJob]))),
  })
  const changes: JobChange[] = []
  const events: JobEvent[] = []
  for (const [jobId, those] of found) {
    const [first, ...others] = those.toSorted((a, b) => engineJobOf(a).submittedAt - engineJobOf(b).submittedAt)
    if (first === undefined) continue
    for (const other of others) if (other.where === 'controller') await engine.cancel(other.job.jobId)
    const { number, submittedAt } = engineJobOf(first)
    changes.push(taken(jobId, number, instantAt(submittedAt * 1000)))
    events.push({ jobId, what: 'found', at: clock.now(), actor: PLATFORM.nameZh, detail: number })
  }
  await database.write(zoneId, async (tx) => {
    await saveJobs(tx, zoneId, changes)
    await insertEvents(tx, zoneId, events)
    await noteAudit(tx, given, 'found', changes)
  })
  for (const { jobId, enterpriseId } of inDoubt) if (found.has(jobId)) given.tell(enterpriseId)
  return new Set(found.keys())
}

const engineJobOf = (one: Found) =>
  one.where === 'controller'
    ? { number: one.job.jobId, submittedAt: one.job.submittedAt }
    : { number: one.record.jobId, submittedAt: one.record.submittedAt }

const taken = (jobId: Uuid, engineJob: string, at: ReturnType<typeof instantAt>): JobChange => ({
  jobId,
  state: 'submitted',
  engineJob,
  engineSubmittedAt: null,
  submittedAt: at,
  tryAt: null,
  missingSince: null,
  faultCode: null,
  faultDetail: null,
})

async function submitAll(given: Dispatching, ready: readonly DueJob[]): Promise<number> {
  const { database, clock, zone, centre, engine, patience } = given
  const { zoneId } = zone
  const marked = await database.write(zoneId, (tx) =>
    markAttempts(
      tx,
      zoneId,
      ready.map(({ jobId }) => jobId),
      instantAt(clock.milliseconds() + patience.arrivalMs),
    ),
  )
  // A job counts for its envelope from the mark on; until then it can be given up without the engine being told.
  const envelopes = await settleEnvelopes(given)
  const scripts = await database.read(zoneId, (tx) => scriptsOf(tx, zoneId, [...marked]))
  const changes: JobChange[] = []
  const refused: (JobChange & { code: string })[] = []
  const unknown = new Set<Uuid>()
  await eachOf(
    ready.filter(({ jobId }) => marked.has(jobId)),
    async (job) => {
      const envelope = envelopes.get(job.voucherId)
      const retry = (code: string, detail: string | null) =>
        void changes.push({
          jobId: job.jobId,
          tryAt: instantAt(clock.milliseconds() + patience.retryMs),
          faultCode: code,
          faultDetail: detail,
        })
      if (envelope === undefined || !given.mayGoOn()) {
        retry('engine.unreachable', null)
        return
      }
      try {
        const { jobId } = await engine.submit(requestOf(given, job, { envelope, script: scripts.get(job.jobId) ?? '' }))
        changes.push(taken(job.jobId, jobId, clock.now()))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const detail = String(error.reasons[0]?.params?.['detail'] ?? '')
        if (IN_DOUBT.has(error.code)) return
        if (TOLD_AGAIN.has(error.code)) unknown.add(job.voucherId)
        if (PASSING.has(error.code)) retry(error.code, detail)
        else refused.push({ jobId: job.jobId, state: 'refused', tryAt: null, faultCode: error.code, faultDetail: detail, code: error.code })
      }
    },
  )
  if (refused.length > 0) await settleEnvelopes(given, unused(refused))
  await database.write(zoneId, async (tx) => {
    const done = changes.filter(({ state }) => state === 'submitted')
    await saveJobs(tx, zoneId, changes)
    await tellAgain(tx, zoneId, centre.centreId, [...unknown])
    const at = clock.now()
    await insertEvents(
      tx,
      zoneId,
      done.map(({ jobId, engineJob }) => ({ jobId, what: 'submitted', at, actor: PLATFORM.nameZh, detail: engineJob ?? null })),
    )
    await noteAudit(tx, given, 'submitted', done)
    for (const { code, ...change } of refused) {
      await releaseHold(tx, contextOf(given), change.jobId)
      await saveJobs(tx, zoneId, [change])
      await insertEvents(tx, zoneId, [{ jobId: change.jobId, what: 'refused', at, actor: centre.code, detail: change.faultDetail ?? code }])
      await noteAudit(tx, given, 'refused', [change])
    }
  })
  for (const { enterpriseId } of ready) given.tell(enterpriseId)
  return changes.filter(({ state }) => state === 'submitted').length
}

const requestOf = ({ centre }: Dispatching, job: DueJob, { envelope, script }: { envelope: OpenEnvelope; script: string }) => ({
  account: job.account,
  user: job.osUser,
  envelope: envelope.name,
  ownId: job.jobId,
  name: job.name,
  script,
  workingDirectory: centre.workDir.replaceAll('{user}', job.osUser),
  environment: { PATH: '/usr/local/bin:/usr/bin:/bin', BALLAST_JOB: job.jobId },
  partition: centre.partition,
  nodes: job.nodes,
  cardType: centre.cards.find(({ cardType }) => cardType === job.cardType)?.engineType ?? job.cardType,
  cardsPerNode: job.cardsPerNode,
  limitMinutes: Number(job.limitSeconds / 60n),
  isHeld: false,
  // What is held for is one run: a second one would need a second hold.
  mayRunAgain: false,
})

const unused = (jobs: readonly { jobId: Uuid }[]): ReadonlyMap<Uuid, bigint> => new Map(jobs.map(({ jobId }) => [jobId, 0n]))

/** The engine does not have them, and nobody wants them any more. */
async function dropCancelled(given: Dispatching, jobs: readonly DueJob[]): Promise<void> {
  const { database, clock, zone } = given
  if (jobs.length === 0) return
  await settleEnvelopes(given, unused(jobs))
  await database.write(zone.zoneId, async (tx) => {
    for (const { jobId } of jobs) await endCancelled(tx, given, jobId, clock.now())
  })
  for (const { enterpriseId } of jobs) given.tell(enterpriseId)
}

/** A job that never ran ends without use: what was held goes back. */
async function endCancelled(tx: WriteTx, given: Dispatching, jobId: Uuid, at: ReturnType<typeof instantAt>): Promise<void> {
  const { zoneId } = given.zone
  await releaseHold(tx, contextOf(given), jobId)
  await saveJobs(tx, zoneId, [{ jobId, state: 'cancelled', tryAt: null, endedAt: at, waitsFor: null, missingSince: null }])
  await insertEvents(tx, zoneId, [{ jobId, what: 'cancelled', at, actor: PLATFORM.nameZh }])
  await noteAudit(tx, given, 'cancelled', [{ jobId }])
}

export const noteAudit = (tx: WriteTx, given: Dispatching, what: string, changes: readonly JobChange[]): Promise<void> =>
  recordAudits(
    tx,
    contextOf(given),
    changes.map(({ jobId, engineJob, faultCode, endState }) => ({
      action: 'compute-job.dispatch',
      subjectType: 'compute_job',
      subjectId: jobId,
      after: { what, centre: given.centre.code, engineJob, faultCode, endState },
    })),
  )
