import { hasEnded, type JobState } from '@ballast/domain/computing/engine-states.ts'
import { endStateOf, type ComputeJobState } from '@ballast/domain/computing/job.ts'
import { instantAt, secondsOf, type Instant } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { JobDetails, JobRecord, JobSeen } from '../engine/engine-port.ts'
import { insertEvents, jobsAt, saveJobs, type DueJob, type JobChange, type JobEvent } from '../job.queries.ts'
import type { Dispatching } from './dispatching.ts'
import { eachOf } from '../each-of.ts'
import { isMoving } from './move-away.ts'
import { noteAudit } from './submit-due.ts'

type Outcome = Omit<JobChange, 'jobId'> & { readonly event?: JobEvent['what']; readonly detail?: string | null }

const LIVE = ['submitted', 'pending', 'running'] as const
/** Of jobs that wait, so many at most are asked one by one for the reason and the expected start. */
const MOST_REASONS = 100
/** A whole line that is cancelled at once is not one transaction. */
const WRITTEN_AT_ONCE = 500

/**
 * Looks at all jobs of a centre that are in its engine: one call for their states, one each for those that changed or are to become
 * certain. One that the engine forgot before it was certain goes back into the line; its number may have been given to another job.
 * @returns how many changed
 */
export async function observe(given: Dispatching): Promise<number> {
  const { database, zone, centre, engine } = given
  const { zoneId } = zone
  const live = await database.read(zoneId, (tx) => jobsAt(tx, zoneId, centre.centreId, { states: LIVE, limit: 1_000_000 }))
  if (live.length === 0) return 0
  const states = new Map((await engine.states()).map((seen) => [seen.jobId, seen]))
  const outcomes = new Map<Uuid, Outcome>()
  const missing: DueJob[] = []
  const details = await detailsOf(given, live, states)
  for (const job of live) {
    const detail = details.get(job.jobId)
    const seen = states.get(job.engineJob ?? '')
    if (detail === 'another' || seen === undefined) missing.push(job)
    else outcomes.set(job.jobId, stateSeen(given, job, seen, detail))
  }
  for (const [jobId, outcome] of await whatOfTheMissing(given, missing)) outcomes.set(jobId, outcome)
  let changed = 0
  const all = [...outcomes]
  for (let from = 0; from < all.length; from += WRITTEN_AT_ONCE)
    changed += await write(given, live, new Map(all.slice(from, from + WRITTEN_AT_ONCE)))
  return changed
}

/** Of those that are to become certain or have changed, and of some that wait. `another`: the number is another job's, or nobody's. */
async function detailsOf(
  { engine, clock, patience }: Dispatching,
  live: readonly DueJob[],
  states: ReadonlyMap<string, JobSeen>,
): Promise<ReadonlyMap<Uuid, JobDetails | 'another'>> {
  const found = new Map<Uuid, JobDetails | 'another'>()
  let reasons = MOST_REASONS
  const now = clock.now()
  const asked = live.filter((job) => {
    const seen = states.get(job.engineJob ?? '')
    if (seen === undefined) return false
    return (
      (job.confirmedAt === null && isSaved(job, now, patience)) ||
      (seen.state !== shownAs(job) && !isJustTaken(job, seen)) ||
      (seen.state === 'pending' && reasons-- > 0)
    )
  })
  await eachOf(asked, async (job) => {
    const detail = await engine.job(job.engineJob ?? '')
    found.set(job.jobId, detail?.ownId === job.jobId ? detail : 'another')
  })
  return found
}

/** Taken so long ago that the engine has saved it. */
const isSaved = ({ submittedAt }: DueJob, now: Instant, { saveMs }: Dispatching['patience']): boolean =>
  submittedAt !== null && Date.parse(now) - Date.parse(submittedAt) >= saveMs

/** Sent and now in line: that its number is its own is asked once the engine has saved it. */
const isJustTaken = (job: DueJob, { state }: JobSeen): boolean => job.state === 'submitted' && state === 'pending'

const shownAs = ({ state }: DueJob): JobState => (state === 'running' ? 'running' : state === 'pending' ? 'pending' : 'unknown')

/** Seen in the engine; confirmed once that was later than the engine needs to save it. */
function stateSeen(given: Dispatching, job: DueJob, seen: JobSeen, detail: JobDetails | undefined): Outcome {
  const now = given.clock.now()
  const state = detail?.state ?? seen.state
  // Only a look at the job itself tells that its number is still its own.
  const isCertain = job.confirmedAt === null && detail !== undefined && isSaved(job, now, given.patience)
  const end = endStateOf(state)
  const base: Outcome = {
    ...(isCertain ? { confirmedAt: now } : {}),
    ...(job.missingSince === null ? {} : { missingSince: null, faultCode: null }),
    ...(job.goneSince === null || end === 'cancelled' ? {} : { goneSince: null }),
    ...(detail === undefined || job.engineSubmittedAt !== null ? {} : { engineSubmittedAt: instantAt(detail.submittedAt * 1000) }),
  }
  // Given up to go elsewhere: whether it had begun, the books know; until it is certain it stays what it was.
  if (isMoving(job) && end === 'cancelled') return { ...base, goneSince: job.goneSince ?? now }
  if (end !== undefined) {
    return {
      ...base,
      state: 'ended',
      endState: end,
      // One that was cancelled while it waited has a beginning as well, but was nowhere.
      ...(detail?.startsAt == null || detail.nodes === '' ? {} : { startedAt: instantAt(detail.startsAt * 1000), nodeList: detail.nodes }),
      endedAt: now,
      lastSeenAt: now,
      waitsFor: null,
      expectedAt: null,
      tryAt: instantAt(given.clock.milliseconds() + given.patience.saveMs),
      event: 'ended',
      detail: end,
    }
  }
  const runs = state === 'running' || state === 'suspended' || state === 'completing'
  const next: ComputeJobState = runs ? 'running' : 'pending'
  const startedAt = runs && detail?.startsAt != null ? instantAt(detail.startsAt * 1000) : null
  return {
    ...base,
    ...(next === job.state ? {} : { state: next, event: next, lastSeenAt: now }),
    ...(runs
      ? {
          ...(startedAt === null || startedAt === job.startedAt ? {} : { startedAt, nodeList: detail?.nodes ?? null }),
          ...(job.waitsFor === null && job.expectedAt === null ? {} : { waitsFor: null, expectedAt: null }),
        }
      : waiting(job, detail)),
  }
}

function waiting(job: DueJob, detail: JobDetails | undefined): Outcome {
  if (detail === undefined) return {}
  const expectedAt = detail.startsAt === null ? null : instantAt(detail.startsAt * 1000)
  return {
    ...(detail.waitsFor === job.waitsFor ? {} : { waitsFor: detail.waitsFor }),
    ...(expectedAt === job.expectedAt ? {} : { expectedAt }),
  }
}

/** The controller does not have them: they ended and it forgot, or it lost them, or it will say so once it is well again. */
async function whatOfTheMissing(given: Dispatching, missing: readonly DueJob[]): Promise<ReadonlyMap<Uuid, Outcome>> {
  const { clock, engine, patience } = given
  const outcomes = new Map<Uuid, Outcome>()
  if (missing.length === 0) return outcomes
  const now = clock.now()
  const from = Math.min(...missing.map(({ askedAt }) => secondsOf(askedAt))) - 60
  const records = Map.groupBy(await engine.ended({ from, until: secondsOf(now) + 60 }), ({ ownId }) => ownId)
  const missedFor = ({ missingSince }: DueJob) => (missingSince === null ? -1 : Date.parse(now) - Date.parse(missingSince))
  for (const job of missing) {
    const began = (records.get(job.jobId) ?? []).filter(({ startedAt, state }) => startedAt !== null || hasEnded(state))
    const over = began.find(({ state }) => hasEnded(state))
    if (isMoving(job) && began.every(({ startedAt }) => startedAt === null)) outcomes.set(job.jobId, { goneSince: job.goneSince ?? now })
    else if (over !== undefined) outcomes.set(job.jobId, endedInTheBooks(over, now))
    else if (job.missingSince === null)
      outcomes.set(job.jobId, { missingSince: now, ...(wasSeenLately(given) ? { faultCode: FORGOTTEN } : {}) })
    else if (missedFor(job) < patience.booksMs) outcomes.set(job.jobId, {})
    else if (isNothingToLose(job, began)) outcomes.set(job.jobId, backInLine(job, now))
    // The books may be hours late, and are the only ones to say what it used; its operator sees that somebody has to look.
    else if (missedFor(job) < (job.faultCode === FORGOTTEN ? patience.forgottenMs : patience.lostMs))
      outcomes.set(job.jobId, job.faultCode === null ? { faultCode: NOT_IN_ENGINE } : {})
    else outcomes.set(job.jobId, lost(job))
  }
  return outcomes
}

function endedInTheBooks(record: JobRecord, now: Instant): Outcome {
  const endState = endStateOf(record.state) ?? 'failed'
  return {
    state: 'ended',
    endState,
    engineJob: record.jobId,
    engineSubmittedAt: instantAt(record.submittedAt * 1000),
    ...(record.startedAt === null ? {} : { startedAt: instantAt(record.startedAt * 1000) }),
    endedAt: record.endedAt === null ? now : instantAt(record.endedAt * 1000),
    missingSince: null,
    faultCode: null,
    waitsFor: null,
    expectedAt: null,
    tryAt: now,
    event: 'ended',
    detail: endState,
  }
}

export const NOT_IN_ENGINE = 'compute-job.not-in-engine'
/** Gone sooner than a controller forgets what has ended: lost in its crash, so that its end never comes into the books. */
export const FORGOTTEN = 'compute-job.forgotten'

const wasSeenLately = ({ centre, clock, patience }: Dispatching): boolean =>
  centre.seenAt !== null && clock.milliseconds() - Date.parse(centre.seenAt) < patience.memoryMs

/** What began is never begun again; what the engine kept long enough to be certain of neither. */
const isNothingToLose = (job: DueJob, began: readonly JobRecord[]): boolean =>
  began.length === 0 && job.state !== 'running' && job.confirmedAt === null

const lost = (job: DueJob): Outcome => ({
  state: 'ended',
  endState: 'node_fail',
  endedAt: job.missingSince,
  missingSince: null,
  waitsFor: null,
  expectedAt: null,
  // Kept until it is settled: no row is waited for any more.
  faultCode: FORGOTTEN,
  tryAt: job.missingSince,
  event: 'ended',
  detail: 'lost',
})

const backInLine = (job: DueJob, now: Instant): Outcome => ({
  state: 'held',
  engineJob: null,
  engineSubmittedAt: null,
  submittedAt: null,
  missingSince: null,
  faultCode: null,
  waitsFor: null,
  expectedAt: null,
  tryAt: now,
  event: 'vanished',
  detail: job.engineJob,
})

const isToldOf = (outcome: Outcome | undefined): boolean =>
  outcome !== undefined && (outcome.event !== undefined || 'waitsFor' in outcome || 'expectedAt' in outcome || 'faultCode' in outcome)

async function write(given: Dispatching, live: readonly DueJob[], outcomes: ReadonlyMap<Uuid, Outcome>): Promise<number> {
  const { database, clock, zone } = given
  const changes: JobChange[] = []
  const events: JobEvent[] = []
  for (const [jobId, { event, detail, ...outcome }] of outcomes) {
    if (Object.keys(outcome).length > 0) changes.push({ jobId, ...outcome })
    if (outcome.confirmedAt !== undefined) events.push({ jobId, what: 'confirmed', at: clock.now(), actor: given.centre.code })
    if (event !== undefined) events.push({ jobId, what: event, at: clock.now(), actor: given.centre.code, detail: detail ?? null })
  }
  if (changes.length === 0) return 0
  await database.write(zone.zoneId, async (tx) => {
    await saveJobs(tx, zone.zoneId, changes)
    await insertEvents(tx, zone.zoneId, events)
    // Waiting and running are what was seen; that a job ended or went back into the line is a decision of ours.
    await noteAudit(
      tx,
      given,
      'ended',
      changes.filter(({ state }) => state === 'ended'),
    )
    await noteAudit(
      tx,
      given,
      'vanished',
      changes.filter(({ state }) => state === 'held'),
    )
  })
  const told = new Set(live.filter(({ jobId }) => isToldOf(outcomes.get(jobId))).map(({ enterpriseId }) => enterpriseId))
  for (const enterpriseId of told) given.tell(enterpriseId)
  return changes.length
}

/** Ends in the engine what is to end: cancels are said again until the job is over. */
export async function cancelAsked(given: Dispatching): Promise<void> {
  const { database, zone, centre, engine } = given
  const ending = await database.read(zone.zoneId, (tx) =>
    jobsAt(tx, zone.zoneId, centre.centreId, { states: LIVE, asked: 'cancel', limit: 1_000_000 }),
  )
  await eachOf(ending, async ({ jobId, engineJob }) => {
    const found = await engine.job(engineJob ?? '')
    if (found?.ownId === jobId && !hasEnded(found.state)) await engine.cancel(found.jobId)
  })
}
