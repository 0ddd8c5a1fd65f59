import { expect, test } from 'vitest'
import { isInTheQueue, waitReasonOf } from './wait-reason.ts'

const RESOURCES = ['Billing', 'BB', 'Cpu', 'CPU', 'Energy', 'GRES', 'License', 'Mem', 'Memory', 'Node', 'Unknown']

/** What a limit counts stands at the star. */
const FAMILIES = {
  quota: 'QOSGrp*Minutes QOSGrp*RunMinutes AssocGrp*Minutes AssocGrp*RunMinutes',
  'at-once': 'QOSMax*PerUser Max*PerAccount',
  'too-large': 'QOSMax*PerJob QOSMax*PerNode QOSMax*MinutesPerJob AssocMax*PerJob AssocMax*PerNode AssocMax*MinutesPerJob QOSMin*',
} as const

/** As both releases name them, by what they mean to whoever waits. */
const WORDS = {
  quota:
    'QOSGrpCPUMinutesLimit QOSGrpCPURunMinutesLimit AssocGrpCPUMinutesLimit AssocGrpCPURunMinutesLimit QOSGrpWallLimit AssocGrpWallLimit QOSGrpBilling AssocGrpBilling QOSUsageThreshold QOSTimeLimit AssociationTimeLimit',
  'at-once':
    'QOSGrpGRES AssocGrpGRES QOSGrpNode QOSGrpLicense AssocGrpBB QOSGrpCpuLimit QOSGrpJobsLimit QOSGrpMemLimit QOSGrpNodeLimit QOSGrpSubmitJobsLimit AssocGrpMemLimit QOSMaxJobsPerUserLimit QOSMaxNodePerUserLimit QOSMaxSubmitJobPerUserLimit MaxJobsPerAccount MaxSubmitJobsPerAccount JobArrayTaskLimit QOSJobLimit QOSResourceLimit AssociationResourceLimit',
  'too-large':
    'QOSMaxWallDurationPerJobLimit AssocMaxCpuPerJobLimit AssocMaxNodePerJobLimit PartitionNodeLimit PartitionTimeLimit BadConstraints MaxMemPerLimit PartitionConfig Constraints QOSMinCpuNotSatisfied',
  blocked: 'AssocMaxJobsLimit AssocMaxSubmitJobLimit AssocGrpJobsLimit AssocGrpSubmitJobsLimit AssociationJobLimit',
  resources: 'Resources',
  priority: 'Priority',
  'begin-time': 'BeginTime',
  starting: 'None Prolog Cleaning SchedDefer FedJobLock',
  dependency: 'Dependency DependencyNeverSatisfied',
  'on-hold': 'JobHeldAdmin JobHeldUser JobHoldMaxRequeue',
  maintenance: 'Reservation ReservationDeleted ReservationInvalid PowerReserved',
  'nodes-away': 'NodeDown PartitionDown PartitionInactive ReqNodeNotAvail FrontEndDown PowerNotAvail',
  'not-allowed': 'InvalidAccount InvalidQOS QOSNotAllowed AccountNotAllowed AccountingPolicy',
  'other-resources': 'Licenses BurstBufferResources BurstBufferStageIn MPI_Ports_Busy',
  'failed-to-start': 'SystemFailure JobLaunchFailure NonZeroExitCode RaisedSignal OutOfMemory DeadLine TimeLimit InactiveLimit',
} as const

/** Reasons of Kueue's Workloads. */
const OF_KUEUE = {
  resources: 'Pending WaitingForQuota WaitingForPreemptedWorkloads TopologyPlacementFailed',
  starting: 'PendingEvaluation Waiting WaitingForPodsReady',
  'on-hold': 'OnHold AdmissionGated Inadmissible Suspended',
  'too-large': 'ExceedsMaxQuota NoMatchingFlavor',
  'not-allowed': 'Misconfigured',
  'other-resources': 'UnsatisfiedChecks UnsatisfiedAdmissionChecks',
} as const

test.each([...Object.entries(WORDS), ...Object.entries(OF_KUEUE)])('%s has all words of the engines', (reason, text) => {
  expect(text.split(' ').filter((word) => waitReasonOf(word) !== reason)).toEqual([])
})

test.each(Object.entries(FAMILIES))('%s has its limits whatever they count', (reason, text) => {
  const words = text.split(' ').flatMap((pattern) => RESOURCES.map((resource) => pattern.replace('*', resource)))
  expect(words.filter((word) => waitReasonOf(word) !== reason)).toEqual([])
})

test('a word that a later release adds is shown as such, and no time is told for it', () => {
  expect(waitReasonOf('SomethingNew')).toBe('other')
  expect([isInTheQueue('other'), isInTheQueue('quota'), isInTheQueue('priority')]).toEqual([false, false, true])
})
