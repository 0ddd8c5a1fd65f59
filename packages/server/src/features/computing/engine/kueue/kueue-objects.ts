// Of the objects of Kubernetes (core v1, batch/v1) and Kueue (v1beta2) what the adapter reads and writes.

interface Metadata {
  readonly name: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
}

export interface KubeObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: Metadata
  readonly status?: { readonly conditions?: readonly Condition[] }
}

export interface KubeList<T> {
  readonly metadata?: { readonly continue?: string }
  readonly items: readonly T[]
}

export type Quantities = Readonly<Record<string, string | number>>

export interface KubeNode extends KubeObject {
  readonly spec?: { readonly unschedulable?: boolean }
  readonly status?: { readonly conditions?: readonly Condition[]; readonly allocatable?: Quantities }
}

interface PodSpec {
  readonly nodeName?: string
  readonly containers: readonly { readonly resources?: { readonly requests?: Quantities } }[]
}

export interface Pod extends KubeObject {
  readonly spec?: PodSpec
  readonly status?: { readonly phase?: string; readonly conditions?: readonly Condition[] }
}

export interface Job extends KubeObject {
  readonly spec: { readonly suspend?: boolean; readonly parallelism?: number }
  readonly status?: {
    readonly conditions?: readonly Condition[]
    readonly startTime?: string
    readonly completionTime?: string
  }
}

export interface Workload extends KubeObject {
  readonly spec: { readonly active?: boolean; readonly maximumExecutionTimeSeconds?: number }
  readonly status?: {
    readonly conditions?: readonly Condition[]
    readonly accumulatedPastExecutionTimeSeconds?: number
    readonly schedulingStats?: { readonly evictions?: readonly { readonly reason: string; readonly count: number }[] }
  }
}

export interface LocalQueue extends KubeObject {
  readonly spec: { readonly clusterQueue?: string; readonly stopPolicy?: string }
}

export interface ClusterQueue extends KubeObject {
  readonly spec: {
    readonly stopPolicy?: string
    readonly resourceGroups?: readonly {
      readonly coveredResources: readonly string[]
      readonly flavors: readonly { readonly name: string }[]
    }[]
  }
}

export interface ResourceFlavor extends KubeObject {
  readonly spec?: { readonly nodeLabels?: Readonly<Record<string, string>> }
}

export const conditionOf = ({ status }: KubeObject, type: string): Condition | undefined =>
  status?.conditions?.find((condition) => condition.type === type)

export const isTrue = (object: KubeObject, type: string): boolean => conditionOf(object, type)?.status === 'True'

/** Labels and annotations of ours, and Kueue's that are read or written. */
export const OWN_ID = 'ballast/own-id'
/** Ended a while ago. */
export const OVER = 'ballast/over'
export const ACCOUNT = 'ballast/account'
export const USERS = 'ballast/users'
export const CANCELLED_AT = 'ballast/cancelled-at'
export const DRAINED_BECAUSE = 'ballast/drained-because'
export const USER = 'ballast/user'
export const ENVELOPE = 'ballast/envelope'
export const JOB_NAME = 'ballast/name'
export const CARDS = 'ballast/cards'
export const BILLED_TFLOPS = 'ballast/billed-tflops'
export const IMAGE = 'ballast/image'
export const TFLOPS = 'ballast/tflops'
export const QUEUE_NAME = 'kueue.x-k8s.io/queue-name'
export const JOB_UID = 'kueue.x-k8s.io/job-uid'
export const MAX_EXEC_TIME = 'kueue.x-k8s.io/max-exec-time-seconds'
