/** What a job of an engine can be, whatever the engine calls it. `unknown`: a word that a later version has added. */
export const JOB_STATES = [
  'pending',
  'running',
  'suspended',
  'completing',
  'completed',
  'failed',
  'cancelled',
  'timeout',
  'out-of-memory',
  'deadline',
  'node-fail',
  'preempted',
  'revoked',
  'unknown',
] as const
export type JobState = (typeof JOB_STATES)[number]

const ENDED: ReadonlySet<JobState> = new Set([
  'completed',
  'failed',
  'cancelled',
  'timeout',
  'out-of-memory',
  'deadline',
  'node-fail',
  'preempted',
  'revoked',
])
export const hasEnded = (state: JobState): boolean => ENDED.has(state)

/** `partly`: some of its cards are at work. `draining`: takes no new job, `drained`: and has none. */
export const NODE_STATES = ['idle', 'partly', 'full', 'draining', 'drained', 'maintenance', 'down', 'unknown'] as const
export type NodeState = (typeof NODE_STATES)[number]

const TAKES_JOBS: ReadonlySet<NodeState> = new Set(['idle', 'partly', 'full'])
/** Whether the node’s free cards can be had. */
export const takesJobs = (state: NodeState): boolean => TAKES_JOBS.has(state)
/** Of a node that is down or in a window it cannot be seen whether it is drained as well: it may be either way. */
export const mayBeDrained = (state: NodeState): boolean => state !== 'draining' && state !== 'drained'
export const mayBeResumed = (state: NodeState): boolean => !takesJobs(state)
