import { join } from 'node:path'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { enterprisesInReach, placeOf } from '../../../platform/scope.ts'
import { readCentres } from '../centre.queries.ts'
import { readJobs } from '../job.view.ts'
import { readTenants } from '../tenant.queries.ts'
import { readTail } from './read-tail.ts'

const ACTION = 'compute-job.log'

/** The end of what a job of the caller's has written. The engine names the file by its number, in the tenant's own folder. */
export async function showLog(database: Database, ctx: Context, jobId: Uuid, most: number) {
  const { zoneId } = ctx.zone
  const job = await database.read(
    placeOf(ctx, ACTION),
    async (tx) => (await readJobs(tx, zoneId, enterprisesInReach(ctx, ACTION), { jobId }, { limit: 1 })).rows[0],
  )
  if (job === undefined) throw new Refusal('compute-job.not-found')
  const { centreId, enterpriseId, engineJob } = job
  const { logDir, osUser } = await database.read(zoneId, async (tx) => ({
    logDir: (await readCentres(tx, zoneId, { centreId }))[0]?.logDir ?? null,
    osUser: (await readTenants(tx, zoneId, { centreId, enterpriseId }))[0]?.osUser,
  }))
  if (logDir === null || osUser === undefined) {
    throw new Refusal('compute-job.no-logs-here', [{ code: 'compute-job.no-logs-here', params: { centre: job.centreCode } }])
  }
  const fileName = engineJob !== null && /^\d+$/.test(engineJob) ? `slurm-${engineJob}.out` : null
  // From the tenant's own folder on, he may put links in place of folders.
  const root = logDir.slice(0, logDir.lastIndexOf('/', logDir.indexOf('{user}')) + 1)
  const tail = fileName === null ? undefined : await readTail(root, join(logDir.replaceAll('{user}', osUser), fileName), most)
  return { fileName, text: tail?.text ?? '', bytes: tail?.bytes ?? 0, isCut: tail?.isCut ?? false }
}
