import type { ForecastJob } from '@ballast/contract/forecast.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { findJob, moveJob } from './job.queries.ts'
import { shownJob } from './shown-job.ts'
import { jobKey } from './start-forecast.ts'

/** Stops a job wherever it is. Forecasts that it has issued stay; a job that is over stays as it ended. */
export async function cancelForecast(database: Database, ctx: Context, jobId: Uuid): Promise<ForecastJob> {
  const { zoneId } = ctx.zone
  const answer = await database.write(zoneId, async (tx) => {
    await findJob(tx, zoneId, jobId)
    const end = { state: 'cancelled' as const, at: ctx.clock.now(), reasons: [{ code: 'forecast.cancelled' }] }
    if (await moveJob(tx, zoneId, jobId, { end })) {
      await recordAudit(tx, ctx, { action: 'forecast.cancel', subjectType: 'forecast_job', subjectId: jobId })
    }
    return findJob(tx, zoneId, jobId)
  })
  jobsOf(database).cancel(jobKey(zoneId, jobId))
  return shownJob(ctx, answer)
}
