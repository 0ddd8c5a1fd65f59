// Slurm's answers in our own words. Fields that a version lacks or adds are no fault.
import { hasEnded, type JobState, type NodeState } from '@ballast/domain/computing/engine-states.ts'
import type { CardCounts, EpochSeconds, JobDetails, JobRecord, NodeSeen, Partition, ReservationSeen } from '../engine-port.ts'
import type { components } from './slurm-26-05.ts'

type Schemas = components['schemas']
interface MaybeNumber {
  readonly set?: boolean
  readonly infinite?: boolean
  readonly number?: number
}

export const numberOf = (value: MaybeNumber | undefined): number | null =>
  value?.set === true && value.infinite !== true ? (value.number ?? null) : null

/** The controller writes 0 for a time that has not come, the books 2³² − 2. */
const NEVER = new Set([0, 0xff_ff_ff_fe, 0xff_ff_ff_ff])
const timeOf = (seconds: number | null | undefined): EpochSeconds | null =>
  seconds === undefined || seconds === null || NEVER.has(seconds) ? null : seconds

const BASE_STATES: Readonly<Record<string, JobState>> = {
  PENDING: 'pending',
  RUNNING: 'running',
  SUSPENDED: 'suspended',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  TIMEOUT: 'timeout',
  NODE_FAIL: 'node-fail',
  PREEMPTED: 'preempted',
  BOOT_FAIL: 'node-fail',
  DEADLINE: 'deadline',
  OUT_OF_MEMORY: 'out-of-memory',
  REVOKED: 'revoked',
}

/** @param words one base state and flags, as `["RUNNING","COMPLETING"]` or `["PENDING","REQUEUED"]` */
export function jobStateOf(words: readonly string[] | undefined = []): JobState {
  if (words.includes('REVOKED')) return 'revoked'
  const base = words.map((word) => BASE_STATES[word]).find((state) => state !== undefined) ?? 'unknown'
  return base === 'running' && words.includes('COMPLETING') ? 'completing' : base
}

const AWAY = new Set(['DOWN', 'ERROR', 'FAIL', 'NOT_RESPONDING', 'POWERED_DOWN', 'POWERING_DOWN', 'POWER_DOWN', 'INVALID_REG', 'UNKNOWN'])

export function nodeStateOf(words: readonly string[] | undefined = []): NodeState {
  if (words.some((word) => AWAY.has(word))) return 'down'
  const isAtWork = words.includes('ALLOCATED') || words.includes('MIXED') || words.includes('COMPLETING')
  if (words.includes('MAINTENANCE')) return 'maintenance'
  if (words.includes('DRAIN')) return isAtWork ? 'draining' : 'drained'
  if (words.includes('ALLOCATED')) return 'full'
  if (words.includes('MIXED') || words.includes('COMPLETING')) return 'partly'
  return words.includes('IDLE') ? 'idle' : 'unknown'
}

/** Cards of a text as `gpu:a800:8(S:0-1),gpu:h20:4`; what is not a card is left out. */
export function cardsOf(gres: string | undefined = ''): CardCounts {
  const cards: Record<string, number> = {}
  for (const [, type = 'gpu', count] of gres.matchAll(/(?:^|,)gpu(?::([^:(),]+))?:(\d+)(?=$|[(,])/g)) {
    cards[type] = (cards[type] ?? 0) + Number(count)
  }
  return cards
}

interface TresCount {
  readonly type: string
  readonly name?: string
  readonly count?: number
}

/** Cards by type; those that are counted without a type only where no type is. */
function cardsOfTres(tres: readonly TresCount[] | undefined = []): CardCounts {
  const all = tres.filter(({ type, name, count }) => type === 'gres' && /^gpu(:|$)/.test(name ?? '') && (count ?? 0) > 0)
  const typed = all.filter(({ name }) => name !== 'gpu')
  return Object.fromEntries((typed.length > 0 ? typed : all).map(({ name = '', count = 0 }) => [name.replace(/^gpu:/, ''), count]))
}

/** Nothing was allocated: a job that never started. */
const billedOf = (tres: readonly TresCount[] | undefined = []): number => tres.find(({ type }) => type === 'billing')?.count ?? 0

export function partitionOf({ name = '', partition, nodes, maximums }: Schemas['partition_info']): Partition {
  return { name, isUp: partition?.state?.includes('UP') ?? false, nodes: nodes?.total ?? 0, longestMinutes: numberOf(maximums?.time) }
}

/** What a card is billed with, from a text as `GRES/gpu:a800=312,CPU=1`. */
export const billedTflopsOf = (weights: string | undefined = ''): CardCounts =>
  Object.fromEntries(
    [...weights.matchAll(/GRES\/gpu:([^=,]+)=(\d+(?:\.\d+)?)/gi)].map(([, type, weight]) => [String(type), Number(weight)]),
  )

export function nodeOf({ name = '', state, gres, gres_used, reason }: Schemas['node']): NodeSeen {
  return {
    name,
    state: nodeStateOf(state),
    cards: cardsOf(gres),
    cardsUsed: Object.fromEntries(Object.entries(cardsOf(gres_used)).filter(([, count]) => count > 0)),
    reason: reason === undefined || reason === '' ? null : reason,
  }
}

export function reservationOf(seen: Schemas['reservation_info']): ReservationSeen {
  const { name = '', start_time, end_time, node_count = 0, node_list = '', flags, users, accounts, groups } = seen
  return {
    name,
    startsAt: numberOf(start_time) ?? 0,
    endsAt: numberOf(end_time) ?? 0,
    nodes: node_count,
    nodeNames: node_list,
    isMaintenance: flags?.includes('MAINT') ?? false,
    holders: [users, accounts, groups].flatMap((names = '') => names.split(',').filter((one) => one !== '')),
  }
}

export function jobDetailsOf(job: Schemas['job_info']): JobDetails {
  const state = jobStateOf(job.job_state)
  const waitsFor = job.state_reason
  return {
    jobId: String(job.job_id ?? ''),
    state,
    ownId: job.comment ?? '',
    account: job.account ?? '',
    user: job.user_name ?? '',
    envelope: job.qos ?? '',
    name: job.name ?? '',
    submittedAt: numberOf(job.submit_time) ?? 0,
    startsAt: timeOf(numberOf(job.start_time)),
    restarts: job.restart_cnt ?? 0,
    waitsFor: state !== 'pending' || waitsFor === undefined || waitsFor === '' || waitsFor === 'None' ? null : waitsFor,
    nodes: job.nodes ?? '',
  }
}

/** A row of a run that an operator had put back is over, and calls itself one that waits: what it used it used, as if preempted. */
function recordedState({ state, time }: Schemas['job']): JobState {
  const words = state?.current ?? []
  const wasPutBack = words.includes('REQUEUED') && timeOf(time?.start) !== null && timeOf(time?.end) !== null
  return wasPutBack ? 'preempted' : jobStateOf(words)
}

export function jobRecordOf(job: Schemas['job']): JobRecord {
  const state = recordedState(job)
  return {
    jobId: String(job.job_id ?? ''),
    state,
    cluster: job.cluster ?? '',
    ownId: job.comment?.job ?? '',
    account: job.account ?? '',
    user: job.user ?? '',
    envelope: job.qos ?? '',
    name: job.name ?? '',
    submittedAt: job.time?.submission ?? 0,
    startedAt: timeOf(job.time?.start),
    endedAt: hasEnded(state) ? timeOf(job.time?.end) : null,
    elapsedSeconds: job.time?.elapsed ?? 0,
    billedTflops: billedOf(job.tres?.allocated),
    cards: cardsOfTres(job.tres?.allocated),
    nodes: job.nodes === undefined || job.nodes === 'None assigned' ? '' : job.nodes,
    restarts: job.restart_cnt ?? 0,
  }
}
