import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import type { JobRecordShown } from '../job.view.ts'
import { earlierJob, submitJob, type JobAnywhere } from '../submit-job.ts'
import { placeJob } from './place-job.ts'
import { insertPlacement } from './placement.queries.ts'

export type JobWished = JobAnywhere & { readonly dataAt: Uuid | null }

/** Takes a job for the centre that was named, or for the one that is chosen now; then why it was chosen is kept with it. */
export async function submitWhereItGoes(database: Database, ctx: Context, wished: JobWished): Promise<JobRecordShown> {
  const { zoneId } = ctx.zone
  const { centreId } = wished
  if (centreId !== null) return database.write(zoneId, (tx) => submitJob(tx, ctx, { ...wished, centreId }))
  // Said again, it is where it was placed first.
  const earlier = await database.read(zoneId, (tx) => earlierJob(tx, ctx, wished))
  if (earlier !== undefined) return earlier
  const { chosen, options, placedAt } = await placeJob(database, ctx, wished)
  if (chosen === null) {
    throw new Refusal('compute-job.refused', [{ code: 'compute-job.no-centre' }, ...options.flatMap(({ reasons }) => reasons)])
  }
  return database.write(zoneId, async (tx) => {
    const job = await submitJob(tx, ctx, { ...wished, centreId: chosen.centreId })
    const given = { placedAt, centreId: chosen.centreId, placedBy: null, options }
    if (job.askedAt >= placedAt) await insertPlacement(tx, zoneId, job.jobId, given)
    return job
  })
}
