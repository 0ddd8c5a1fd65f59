import { isOver } from '@ballast/domain/computing/job.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { releaseHold } from '../voucher/index.ts'
import { insertEvents, lockJob, markCancelAsked, saveJobs } from './job.queries.ts'
import { readJobs } from './job.view.ts'

/** Ends a job. One that no engine can have yet ends at once; another when its engine has ended it. Asked again, it is the same. */
export async function cancelJob(tx: WriteTx, ctx: Context, jobId: Uuid) {
  const { zoneId } = ctx.zone
  const reach = enterprisesInReach(ctx, 'compute-job.cancel')
  const [found] = (await readJobs(tx, zoneId, reach, { jobId }, { limit: 1 })).rows
  if (found === undefined) throw new Refusal('compute-job.not-found')
  const job = await lockJob(tx, zoneId, jobId)
  if (job === undefined) throw new Refusal('compute-job.not-found')
  refuseIfAny('compute-job.refused', isOver(job.state) && job.state !== 'cancelled' ? [{ code: 'compute-job.is-over' }] : [])
  const at = ctx.clock.now()
  if (job.state !== 'cancelled' && job.cancelAskedAt === null) {
    const actor = ctx.user.nameZh
    await markCancelAsked(tx, zoneId, jobId, { at, by: ctx.user.login })
    if (job.state === 'held' && job.attempts === 0) {
      await releaseHold(tx, ctx, jobId)
      await saveJobs(tx, zoneId, [{ jobId, state: 'cancelled', tryAt: null, endedAt: at }])
      await insertEvents(tx, zoneId, [{ jobId, what: 'cancelled', at, actor }])
    } else await insertEvents(tx, zoneId, [{ jobId, what: 'cancel-asked', at, actor }])
    await recordAudit(tx, ctx, {
      action: 'compute-job.cancel',
      subjectType: 'compute_job',
      subjectId: jobId,
      before: { state: job.state },
      after: { state: job.state === 'held' && job.attempts === 0 ? 'cancelled' : 'cancel-asked' },
    })
  }
  const [after] = (await readJobs(tx, zoneId, reach, { jobId }, { limit: 1 })).rows
  return after as NonNullable<typeof after>
}
