import { instantAt, secondsOf } from '@ballast/domain/shared/time.ts'
import { isUse, runsAgain, type EndedRun } from '@ballast/domain/metering/book-run.ts'
import { hasEnded } from '@ballast/domain/computing/engine-states.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { PLATFORM } from '../../../platform/platform-context.ts'
import type { WriteTx } from '../../../platform/database.ts'
import { recordUses, releaseHold, type RecordedRun } from '../../voucher/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { JobRecord } from '../engine/engine-port.ts'
import { insertEvents, jobsAt, saveJobs, type DueJob } from '../job.queries.ts'
import { recordedRun } from '../recorded-run.ts'
import { settleEnvelopes } from './envelope.ts'
import { FORGOTTEN } from './observe.ts'
import { contextOf, type Dispatching } from './dispatching.ts'
import { eachOf } from '../each-of.ts'

/** While they are settled nothing can be submitted: the engine is told of what all of them leave before the first is given back. */
const MOST_IN_A_TURN = 100

/**
 * Settles a job in the ledger: its metered runs are captured from its hold, and the rest goes back. Without a run — it was cancelled
 * before it began — all of it goes back. Said again, it is the same.
 */
export async function settle(tx: WriteTx, ctx: Context, job: Pick<DueJob, 'jobId'>, usage: readonly RecordedRun[]): Promise<void> {
  if (usage.length > 0) await recordUses(tx, ctx, usage)
  else await releaseHold(tx, ctx, job.jobId)
  const at = ctx.clock.now()
  // The books know to the second what was seen only by the next look.
  const last = usage.find(({ isLast }) => isLast)
  const seen = last && { startedAt: last.startedAt, endedAt: last.endedAt, endState: last.endState }
  await saveJobs(tx, ctx.zone.zoneId, [{ jobId: job.jobId, state: 'settled', settledAt: at, tryAt: null, faultCode: null, ...seen }])
  await insertEvents(tx, ctx.zone.zoneId, [{ jobId: job.jobId, what: 'settled', at, actor: PLATFORM.nameZh }])
}

/** Settles what has ended from the books of the engine. @returns whether there may be more */
export async function settleEnded(given: Dispatching): Promise<'more' | 'done'> {
  const { database, clock, zone, centre, engine, patience } = given
  const { zoneId } = zone
  const ended = await database.read(zoneId, (tx) =>
    jobsAt(tx, zoneId, centre.centreId, { states: ['ended'], dueBy: clock.now(), limit: MOST_IN_A_TURN }),
  )
  if (ended.length === 0) return 'done'
  const from = Math.min(...ended.map(({ askedAt }) => secondsOf(askedAt))) - 60
  // By their numbers: behind a long line the span holds all that waits as well.
  const only = ended.flatMap(({ engineJob }) => (engineJob === null ? [] : [engineJob]))
  const books = await engine.ended({ from, until: secondsOf(clock.now()) + 60, only })
  const records = Map.groupBy(books, ({ ownId }) => ownId as Uuid)
  const metered = ended.map((job) => ({ job, runs: runsOf(given, job, records.get(job.jobId) ?? []) }))
  const since = (at: string) => Date.parse(clock.now()) - Date.parse(at)
  // A controller that dies before it has saved an end tells the books of another one once it is back. The books hear of the end later than
  // the controller; a job without a run has to have been looked for in them long enough, one that is known to have begun much longer.
  const isReady = ({ job, runs }: (typeof metered)[number]) =>
    runs.length > 0
      ? runs.every(({ endedAt }) => since(endedAt) >= patience.saveMs)
      : job.faultCode === FORGOTTEN || since(job.endedAt ?? job.askedAt) >= (job.startedAt === null ? patience.booksMs : patience.lostMs)
  const back = await cancelThoseBack(
    given,
    metered.filter((one) => isReady(one) && one.runs.length === 0).map(({ job }) => job),
  )
  const ready = metered.filter((one) => isReady(one) && !back.has(one.job.jobId))
  if (ready.length > 0) await settleEnvelopes(given, new Map(ready.map(({ job, runs }) => [job.jobId, usedBy(job, runs)])))
  for (const { job, runs } of ready) {
    await database.write(zoneId, (tx) => settle(tx, contextOf(given), job, runs))
    given.tell(job.enterpriseId)
  }
  const tryAt = instantAt(clock.milliseconds() + patience.retryMs)
  const later = metered.filter((one) => !ready.includes(one)).map(({ job }) => ({ jobId: job.jobId, tryAt }))
  await database.write(zoneId, (tx) => saveJobs(tx, zoneId, later))
  return ended.length === MOST_IN_A_TURN ? 'more' : 'done'
}

/** A controller that died before it had saved has jobs again that it had cancelled: settled, nobody would end them. */
async function cancelThoseBack({ engine }: Dispatching, jobs: readonly DueJob[]): Promise<ReadonlySet<Uuid>> {
  const back = new Set<Uuid>()
  await eachOf(jobs, async ({ jobId, engineJob }) => {
    const found = engineJob === null ? undefined : await engine.job(engineJob)
    if (found?.ownId !== jobId || hasEnded(found.state)) return
    await engine.cancel(found.jobId)
    back.add(jobId)
  })
  return back
}

const usedBy = ({ tflops }: DueJob, runs: readonly RecordedRun[]): bigint =>
  runs.reduce((sum, run) => sum + run.cards * tflops * run.elapsedSeconds, 0n)

function runsOf({ centre }: Dispatching, { jobId, enterpriseId, cardType }: DueJob, records: readonly JobRecord[]): RecordedRun[] {
  const uses = records.filter((record): record is JobRecord & EndedRun => isUse(record))
  const last = uses.toSorted((a, b) => a.restarts - b.restarts).at(-1)
  return uses.map((record) =>
    recordedRun(centre.code, record, { jobId, enterpriseId, cardType, isLast: record === last, runsAgain: runsAgain(record, records) }),
  )
}
