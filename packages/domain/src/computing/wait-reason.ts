/** Why a job waits, whatever the engine calls it. */
export const WAIT_REASONS = [
  'not-submitted',
  'starting',
  'resources',
  'priority',
  'begin-time',
  'dependency',
  'on-hold',
  'quota',
  'at-once',
  'blocked',
  'not-allowed',
  'maintenance',
  'nodes-away',
  'too-large',
  'other-resources',
  'failed-to-start',
  'other',
] as const
export type WaitReason = (typeof WAIT_REASONS)[number]

const BY_REASON: Partial<Record<WaitReason, string>> = {
  starting: 'None Prolog Cleaning SchedDefer FedJobLock PendingEvaluation Waiting WaitingForPodsReady',
  resources: 'Resources NodesNotAvail Pending WaitingForQuota WaitingForPreemptedWorkloads TopologyPlacementFailed',
  priority: 'Priority',
  'begin-time': 'BeginTime',
  dependency: 'Dependency DependencyNeverSatisfied',
  'on-hold': 'JobHeldAdmin JobHeldUser JobHoldMaxRequeue OnHold AdmissionGated Inadmissible Suspended',
  quota: 'QOSUsageThreshold QOSTimeLimit AssociationTimeLimit',
  'at-once': 'QOSJobLimit QOSResourceLimit AssociationResourceLimit JobArrayTaskLimit',
  // Whoever is blocked has a number of jobs of zero.
  blocked: 'AssociationJobLimit AssocMaxJobsLimit AssocMaxSubmitJobLimit AssocGrpJobsLimit AssocGrpSubmitJobsLimit',
  'not-allowed': 'InvalidAccount InvalidQOS QOSNotAllowed AccountNotAllowed AccountingPolicy Misconfigured',
  maintenance: 'Reservation ReservationDeleted ReservationInvalid PowerReserved',
  'nodes-away': 'NodeDown PartitionDown PartitionInactive ReqNodeNotAvail FrontEndDown PowerNotAvail MAX_POWERED_NODES',
  'too-large':
    'PartitionNodeLimit PartitionTimeLimit PartitionConfig BadConstraints Constraints MaxMemPerLimit QOSMinCpuNotSatisfied ExceedsMaxQuota NoMatchingFlavor',
  'other-resources': 'Licenses BurstBufferResources BurstBufferStageIn MPI_Ports_Busy UnsatisfiedChecks UnsatisfiedAdmissionChecks',
  'failed-to-start':
    'SystemFailure JobLaunchFailure NonZeroExitCode RaisedSignal TimeLimit InactiveLimit DeadLine OutOfMemory BurstBufferOperation',
}
const REASON_OF: ReadonlyMap<string, WaitReason> = new Map(
  WAIT_REASONS.flatMap((reason) => (BY_REASON[reason]?.split(' ') ?? []).map((word) => [word, reason] as const)),
)

// Limits are named by whom they are for, what they count and over what.
const OF_ONE_JOB = /^(QOS|Assoc)?Max\w+Per(Job|Node)(Limit)?$|^QOSMin\w+$/
const OVER_TIME = /^(QOS|Assoc)Grp(\w*(Min|Minutes|RunMin|RunMinutes)(Limit)?|WallLimit|Billing)$/
const AT_ONE_TIME = /^(QOS|Assoc)Grp\w+$|^(QOS)?Max\w+Per(User|Account)(Limit)?$/

/**
 * The reason in our words; `other` for a word that is not known, which is then shown itself.
 * @param word the engine's own: Slurm's, as `Resources` or `QOSGrpBillingMinutes`, in 24.11 and 26.05, or a
 *   reason of a Workload of Kueue, as `WaitingForQuota`
 */
export function waitReasonOf(word: string): WaitReason {
  const known = REASON_OF.get(word)
  if (known !== undefined) return known
  if (OF_ONE_JOB.test(word)) return 'too-large'
  if (OVER_TIME.test(word)) return 'quota'
  return AT_ONE_TIME.test(word) ? 'at-once' : 'other'
}

const OF_THE_QUEUE: ReadonlySet<WaitReason> = new Set(['starting', 'resources', 'priority'])
/** Whether the job's turn comes by others' ending, so that a time can be told. */
export const isInTheQueue = (reason: WaitReason): boolean => OF_THE_QUEUE.has(reason)
