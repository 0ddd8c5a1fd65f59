import type { ForecastJob } from '@ballast/contract/forecast.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { readPeriods } from '../report/index.ts'
import { gatherForecast } from './gather.ts'
import { issueForecast } from './issue-forecast.ts'
import { findJob, insertJob, moveJob } from './job.queries.ts'
import { knownMonths } from './known-months.ts'
import { STEPS } from './make-forecast.ts'
import { versionAt } from './plan-version.view.ts'
import { shownJob } from './shown-job.ts'

export interface Wanted {
  readonly year: number
  readonly asOf?: YearMonth | readonly YearMonth[] | undefined
  readonly draws: number
  readonly seed?: number | undefined
}

export const jobKey = (zoneId: Uuid, jobId: Uuid): string => `forecast ${zoneId} ${jobId}`

/** Begins to forecast, one as-of month after another; the answer does not wait for that. What cannot be forecast is refused before. */
export async function startForecast(database: Database, ctx: Context, wanted: Wanted): Promise<ForecastJob> {
  const { zoneId } = ctx.zone
  const jobId = newId()
  const months = await database.write(zoneId, async (tx) => {
    const asked = wanted.asOf === undefined ? [await latestMonth(tx, ctx, wanted.year)] : [wanted.asOf].flat()
    for (const asOf of asked) await gatherForecast(tx, ctx, { year: wanted.year, asOf, isOnlyChecked: true })
    const job = { jobId, year: wanted.year, months: asked, total: asked.length * STEPS }
    const { login, nameZh } = ctx.user
    if (!(await insertJob(tx, zoneId, { ...job, by: login, byName: nameZh, at: ctx.clock.now() })))
      throw new Refusal('forecast.refused', [{ code: 'forecast.busy' }])
    const after = { year: wanted.year, months: asked, draws: wanted.draws, seed: wanted.seed ?? null }
    await recordAudit(tx, ctx, { action: 'forecast.run', subjectType: 'forecast_job', subjectId: jobId, after })
    return asked
  })
  jobsOf(database).start(jobKey(zoneId, jobId), (signal) => runJob(database, ctx, { ...wanted, jobId, months }, signal))
  return database.read(zoneId, async (tx) => shownJob(ctx, await findJob(tx, zoneId, jobId)))
}

async function latestMonth(tx: Parameters<typeof gatherForecast>[0], ctx: Context, year: number): Promise<YearMonth> {
  const { zoneId } = ctx.zone
  const hasPlan = (await versionAt(tx, zoneId, year, null)) !== null
  const months = knownMonths(await readPeriods(tx, zoneId), year, hasPlan)
  const latest = months.findLast(({ isClosed }) => isClosed) ?? months[0]
  if (latest === undefined) throw new Refusal('forecast.refused', [{ code: 'forecast.no-data', params: { year } }])
  return latest.month
}

async function runJob(
  database: Database,
  ctx: Context,
  { jobId, months, ...wanted }: Wanted & { jobId: Uuid; months: readonly YearMonth[] },
  signal: AbortSignal,
): Promise<void> {
  const { zoneId } = ctx.zone
  const end = async (state: 'done' | 'failed' | 'cancelled', reasons: readonly Reason[] = []) => {
    await database.write(zoneId, (tx) => moveJob(tx, zoneId, jobId, { end: { state, at: ctx.clock.now(), reasons } }))
  }
  try {
    for (const [place, asOf] of months.entries()) {
      await issueForecast(database, ctx, { ...wanted, asOf, jobId, before: place * STEPS }, signal)
    }
    await end('done')
  } catch (error) {
    const isCancelled = signal.aborted
    if (!isCancelled && !(error instanceof Refusal)) console.error(`forecast ${jobId} failed (request ${ctx.requestId})`, error)
    const reasons = error instanceof Refusal && error.reasons.length > 0 ? error.reasons : [{ code: 'forecast.failed' }]
    await (isCancelled ? end('cancelled', [{ code: 'forecast.cancelled' }]) : end('failed', reasons))
      // The database itself is gone: there is nobody left to tell, and a start marks the job as interrupted.
      .catch(() => undefined)
  }
}
