// Jobs and their Workloads in our own words. What Kueue keeps of a run that it evicted is a sum of seconds, so that is all there is to tell.
import { hasEnded, type JobState, type NodeState } from '@ballast/domain/computing/engine-states.ts'
import type { CardCounts, EpochSeconds, JobDetails, JobRecord, NodeSeen } from '../engine-port.ts'
import { cardsOn, type Queue } from './cluster-setup.ts'
import {
  ACCOUNT,
  BILLED_TFLOPS,
  CANCELLED_AT,
  CARDS,
  conditionOf,
  DRAINED_BECAUSE,
  ENVELOPE,
  isTrue,
  JOB_NAME,
  JOB_UID,
  OWN_ID,
  QUEUE_NAME,
  USER,
  type Job,
  type KubeNode,
  type Pod,
  type Quantities,
  type Workload,
} from './kueue-objects.ts'

/** A Job with what Kueue made of it; none yet: its controller has not come to it. */
export interface Run {
  readonly job: Job
  readonly workload: Workload | undefined
}

export function runsOf(jobs: readonly Job[], workloads: readonly Workload[]): Run[] {
  const byUid = new Map(workloads.map((workload) => [workload.metadata.labels?.[JOB_UID], workload]))
  return jobs.map((job) => ({ job, workload: byUid.get(job.metadata.uid) }))
}

export const jobIdOf = ({ metadata }: Job): string => `${metadata.namespace ?? ''}.${metadata.name}`

const secondsAt = (time: string | undefined): EpochSeconds | null => (time === undefined ? null : Math.floor(Date.parse(time) / 1000))

const FAILED_BECAUSE: Readonly<Record<string, JobState>> = { DeadlineExceeded: 'timeout', PodFailurePolicy: 'node-fail' }
/** Why Kueue itself gave a Workload up; any other reason is that somebody asked for it. */
const GIVEN_UP_BECAUSE: Readonly<Record<string, JobState>> = {
  DeactivatedDueToMaximumExecutionTimeExceeded: 'timeout',
  DeactivatedDueToRequeuingLimitExceeded: 'node-fail',
}

export function jobStateOf({ job, workload }: Run): JobState {
  if (isTrue(job, 'Complete')) return 'completed'
  if (isTrue(job, 'Failed')) return FAILED_BECAUSE[conditionOf(job, 'Failed')?.reason ?? ''] ?? 'failed'
  if (job.metadata.deletionTimestamp !== undefined) return 'completing'
  const isSuspended = job.spec.suspend === true
  if (workload?.spec.active === false) {
    if (!isSuspended || isTrue(workload, 'Admitted')) return 'completing'
    return GIVEN_UP_BECAUSE[conditionOf(workload, 'Evicted')?.reason ?? ''] ?? 'cancelled'
  }
  if (!isSuspended) return 'running'
  return job.metadata.annotations?.[CANCELLED_AT] === undefined ? 'pending' : 'cancelled'
}

/** Kueue's word; a Job that names no queue is held by us. */
export function waitsForOf({ job, workload }: Run): string {
  if (job.metadata.labels?.[QUEUE_NAME] === undefined) return 'OnHold'
  if (workload === undefined) return 'PendingEvaluation'
  const missing = ['QuotaReserved', 'Admitted'].map((type) => conditionOf(workload, type)).find((condition) => condition?.status !== 'True')
  return missing?.reason ?? 'PendingEvaluation'
}

const isDeactivation = (reason: string): boolean => reason.startsWith('Deactivated')

/** How often it was put back into the queue. Ending it counts as an eviction as well, and is none. */
const restartsOf = ({ workload }: Run): number =>
  (workload?.status?.schedulingStats?.evictions ?? []).reduce((sum, { reason, count }) => sum + (isDeactivation(reason) ? 0 : count), 0)

interface Times {
  readonly startedAt: EpochSeconds | null
  readonly endedAt: EpochSeconds | null
  readonly elapsedSeconds: number
}

function timesOf(run: Run, state: JobState, now: EpochSeconds): Times {
  const { job, workload } = run
  const startedAt = secondsAt(job.status?.startTime)
  if (!hasEnded(state)) {
    const runs = state === 'running' ? startedAt : null
    return { startedAt: runs, endedAt: null, elapsedSeconds: runs === null ? 0 : Math.max(0, now - runs) }
  }
  const finished = job.status?.completionTime ?? conditionOf(job, 'Failed')?.lastTransitionTime
  if (finished !== undefined) {
    const endedAt = secondsAt(finished) ?? now
    return { startedAt, endedAt, elapsedSeconds: startedAt === null ? 0 : Math.max(0, endedAt - startedAt) }
  }
  // Kueue takes the start off a Job that it stops.
  const endedAt =
    secondsAt(conditionOf(workload ?? job, 'Evicted')?.lastTransitionTime) ?? secondsAt(job.metadata.annotations?.[CANCELLED_AT])
  const elapsedSeconds = pastSeconds(run, state)
  return { startedAt: elapsedSeconds === 0 || endedAt === null ? null : endedAt - elapsedSeconds, endedAt, elapsedSeconds }
}

/** Null: not over. Stopped: suspended for good, before the time or never begun. */
export function endOf(run: Run, now: EpochSeconds): { at: EpochSeconds; isStopped: boolean } | null {
  const state = jobStateOf(run)
  return hasEnded(state) ? { at: timesOf(run, state, now).endedAt ?? now, isStopped: run.job.spec.suspend === true } : null
}

/** All runs that Kueue stopped. When the time is up it forgets those before the last, but then all of them are the limit. */
function pastSeconds({ workload }: Run, state: JobState): number {
  const kept = workload?.status?.accumulatedPastExecutionTimeSeconds ?? 0
  return state === 'timeout' ? Math.max(kept, workload?.spec.maximumExecutionTimeSeconds ?? 0) : kept
}

const commonOf = ({ job }: Run) => {
  const { labels = {}, annotations = {}, creationTimestamp } = job.metadata
  return {
    jobId: jobIdOf(job),
    ownId: labels[OWN_ID] ?? '',
    account: labels[ACCOUNT] ?? job.metadata.namespace ?? '',
    user: annotations[USER] ?? '',
    envelope: annotations[ENVELOPE] ?? '',
    name: annotations[JOB_NAME] ?? job.metadata.name,
    submittedAt: secondsAt(creationTimestamp) ?? 0,
  }
}

/** Where it ran; of a run that was stopped the pods are gone, and with them the names. */
const nodesOf = (pods: readonly Pod[], hasBegun: boolean): string => {
  const names = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))].toSorted()
  return names.length === 0 && hasBegun ? 'unknown' : names.join(',')
}

export function jobDetailsOf(run: Run, pods: readonly Pod[], now: EpochSeconds): JobDetails {
  const state = jobStateOf(run)
  const { startedAt } = timesOf(run, state, now)
  return {
    ...commonOf(run),
    state,
    startsAt: startedAt,
    restarts: restartsOf(run),
    waitsFor: state === 'pending' ? waitsForOf(run) : null,
    nodes: nodesOf(pods, startedAt !== null),
  }
}

/** One row for the last run, and one for all those before it that Kueue put back into the queue. */
export function jobRecordsOf(run: Run, pods: readonly Pod[], cluster: string, now: EpochSeconds): JobRecord[] {
  const { annotations = {} } = run.job.metadata
  const state = jobStateOf(run)
  const times = timesOf(run, state, now)
  const row = {
    ...commonOf(run),
    cluster,
    billedTflops: Number(annotations[BILLED_TFLOPS] ?? 0),
    cards: JSON.parse(annotations[CARDS] ?? '{}') as CardCounts,
  }
  const last: JobRecord = { ...row, ...times, state, restarts: restartsOf(run), nodes: nodesOf(pods, times.startedAt !== null) }
  const past = pastSeconds(run, state)
  const evictedAt = secondsAt(run.workload && conditionOf(run.workload, 'Evicted')?.lastTransitionTime)
  const isInTheLast = !isTrue(run.job, 'Complete') && !isTrue(run.job, 'Failed')
  // While it may run on, the sum of what was stopped may grow; what is recorded cannot.
  if (isInTheLast || past === 0 || last.restarts === 0) return [last]
  const endedAt = Math.min(evictedAt ?? Infinity, times.startedAt ?? now)
  return [{ ...row, state: 'preempted', restarts: 0, nodes: 'unknown', startedAt: endedAt - past, endedAt, elapsedSeconds: past }, last]
}

const countOf = (quantities: Quantities | undefined, resource: string): number => Number(quantities?.[resource] ?? 0)

/** @param pods that are at work */
export function nodesSeen(nodes: readonly KubeNode[], pods: readonly Pod[], queues: readonly Queue[]): NodeSeen[] {
  const podsOn = Map.groupBy(pods, ({ spec }) => spec?.nodeName)
  return nodes.flatMap((node) => {
    const types = cardsOn(node, queues)
    if (types.length === 0) return []
    const containers = (podsOn.get(node.metadata.name) ?? []).flatMap(({ spec }) => spec?.containers ?? [])
    const cards = Object.fromEntries(types.map(({ type, resource }) => [type, countOf(node.status?.allocatable, resource)]))
    const used = types.map(
      ({ type, resource }) => [type, containers.reduce((sum, { resources }) => sum + countOf(resources?.requests, resource), 0)] as const,
    )
    const cardsUsed = Object.fromEntries(used.filter(([, count]) => count > 0))
    const ready = conditionOf(node, 'Ready')
    const closedBecause = node.spec?.unschedulable === true ? (node.metadata.annotations?.[DRAINED_BECAUSE] ?? 'SchedulingDisabled') : null
    const reason = ready?.status === 'True' ? closedBecause : (ready?.message ?? 'NotReady')
    return [{ name: node.metadata.name, state: nodeStateOf(node, cards, cardsUsed), cards, cardsUsed, reason }]
  })
}

function nodeStateOf(node: KubeNode, cards: CardCounts, used: CardCounts): NodeState {
  const sum = (counts: CardCounts) => Object.values(counts).reduce((all, count) => all + count, 0)
  if (!isTrue(node, 'Ready')) return 'down'
  if (node.spec?.unschedulable === true) return sum(used) > 0 ? 'draining' : 'drained'
  if (sum(used) === 0) return 'idle'
  return sum(used) >= sum(cards) ? 'full' : 'partly'
}
