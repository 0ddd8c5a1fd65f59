import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { jobOf, placeOfRuns, type RunKind } from './run-kind.ts'
import { dropRows, findRun, moveRun } from './exchange.queries.ts'

/** Stops a run wherever it is; nothing of it is written. A run that is done stays done. */
export async function cancelImport(database: Database, ctx: Context, importId: Uuid, kind: RunKind = 'register'): Promise<void> {
  const { zoneId } = ctx.zone
  const place = placeOfRuns(ctx, kind)
  // First the signal: on the embedded database a commit holds the only connection, and only the signal reaches it.
  const jobs = jobsOf(database)
  const job = jobOf(ctx, { importId, kind })
  jobs.cancel(job)
  await jobs.ended(job)
  await database.write(place, async (tx) => {
    const run = await findRun(tx, ctx, importId, kind)
    if (run.status === 'cancelled') return
    if (run.status === 'committed' || run.status === 'failed') {
      throw new Refusal('exchange.not-ready', [{ code: 'exchange.not-ready', params: { status: run.status } }])
    }
    await moveRun(tx, zoneId, importId, run.status, {
      status: 'cancelled',
      finishedAt: ctx.clock.now(),
      reasons: [{ code: 'exchange.cancelled' }],
    })
    await dropRows(tx, zoneId, importId)
  })
}
