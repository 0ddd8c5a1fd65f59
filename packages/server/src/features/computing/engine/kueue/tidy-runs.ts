import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { EpochSeconds } from '../engine-port.ts'
import type { KueueCall } from './kueue-call.ts'
import { KEPT_SECONDS } from './kueue-job.ts'
import { OVER, type KubeObject } from './kueue-objects.ts'
import { jobPath, workloadPath } from './kueue-paths.ts'
import { endOf, type Run } from './read-kueue.ts'

/** For so long it stands among the states after its end, as with an engine that forgets. */
const REMEMBERED_SECONDS = 600

/**
 * Keeps what is looked at every few seconds small: a label takes Jobs and Workloads that ended a while ago out of the states. Kubernetes
 * removes a Job some time after it finished; one that was only stopped never finishes, and is removed here.
 */
export async function tidyRuns({ ask }: KueueCall, version: string, runs: readonly Run[], now: EpochSeconds): Promise<void> {
  for (const run of runs) {
    const { job, workload } = run
    const end = endOf(run, now)
    if (end === null || end.at >= now - REMEMBERED_SECONDS) continue
    if (end.isStopped && end.at < now - KEPT_SECONDS) {
      const preconditions = { uid: job.metadata.uid }
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions }
      await orNextTime(ask('DELETE', jobPath(job), { body }))
      continue
    }
    const body = { metadata: { labels: { [OVER]: 'true' } } }
    // The Job first: without its Workload it would seem to wait.
    if (isUnmarked(job)) await orNextTime(ask('PATCH', jobPath(job), { body }))
    if (workload !== undefined && isUnmarked(workload)) await orNextTime(ask('PATCH', workloadPath(version, workload), { body }))
  }
}

const isUnmarked = ({ metadata }: KubeObject): boolean => metadata.labels?.[OVER] === undefined

/** Use must be read whatever becomes of this. */
async function orNextTime(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
