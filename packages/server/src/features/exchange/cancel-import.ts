import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { dropRows, findRun, moveRun } from './exchange.queries.ts'

/** Stops a run wherever it is; nothing of it is written. A run that is done stays done. */
export async function cancelImport(database: Database, ctx: Context, importId: Uuid): Promise<void> {
  const { zoneId } = ctx.zone
  // First the signal: on the embedded database a commit holds the only connection, and only the signal reaches it.
  const jobs = jobsOf(database)
  jobs.cancel(importId)
  await jobs.ended(importId)
  await database.write(zoneId, async (tx) => {
    const run = await findRun(tx, zoneId, importId)
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
