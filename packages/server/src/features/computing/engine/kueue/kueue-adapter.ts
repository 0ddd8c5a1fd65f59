import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { ENGINE_VERSIONS } from '@ballast/domain/computing/engine-versions.ts'
import { hasEnded } from '@ballast/domain/computing/engine-states.ts'
import type { Clock } from '../../../../platform/clock.ts'
import type { Capabilities, EnginePort, JobRequest, Tenant } from '../engine-port.ts'
import { partitionOf, placeFor, queuesOf, type Queue } from './cluster-setup.ts'
import { kueueCall, type KueueConnection } from './kueue-call.ts'
import { isConflict, isNotFound, kueueRefusal, refusalOf } from './kueue-fault.ts'
import { jobNameOf, jobOf } from './kueue-job.ts'
import {
  ACCOUNT,
  CANCELLED_AT,
  DRAINED_BECAUSE,
  JOB_UID,
  OVER,
  OWN_ID,
  QUEUE_NAME,
  USERS,
  type ClusterQueue,
  type Job,
  type KubeNode,
  type KubeObject,
  type LocalQueue,
  type Pod,
  type ResourceFlavor,
  type Workload,
} from './kueue-objects.ts'
import {
  BATCH,
  CORE,
  jobsPath,
  kueueApi,
  localQueuesPath,
  namespacePath,
  nodePath,
  podsPath,
  workloadPath,
  workloadsPath,
} from './kueue-paths.ts'
import { jobDetailsOf, jobIdOf, jobRecordsOf, jobStateOf, nodesSeen, runsOf } from './read-kueue.ts'
import { tidyRuns } from './tidy-runs.ts'

export type KueueVersion = (typeof ENGINE_VERSIONS.kueue)[number]

/** What of a tenant's queue stands still: what runs may end, nothing more begins. */
const STOPPED = 'Hold'
const OPEN = 'None'
const AT_WORK = 'status.phase!=Succeeded,status.phase!=Failed'

export interface KueueEngine extends EnginePort {
  close(): void
}

/** One cluster by its API server. Written by the schemas of Kueue and Kubernetes; never run against a real cluster. */
export function kueueEngine(version: KueueVersion, { clock, ...connection }: KueueConnection & { readonly clock: Clock }): KueueEngine {
  const call = kueueCall(connection)
  const { ask, list } = call
  const KUEUE = kueueApi(version)
  const now = () => Math.floor(clock.milliseconds() / 1000)
  const queuesPath = (account: string) => localQueuesPath(version, account)

  let known: Promise<Queue[]> | undefined
  const readQueues = (): Promise<Queue[]> => {
    const read = Promise.all([list<ClusterQueue>(`${KUEUE}/clusterqueues`), list<ResourceFlavor>(`${KUEUE}/resourceflavors`)])
    known = read.then(([queues, flavors]) => queuesOf(queues, flavors))
    known.catch(() => (known = undefined))
    return known
  }
  let uid: string | undefined
  /** A cluster has no name; what tells it from any other is the identity of its first namespace. */
  const cluster = async (): Promise<string> => {
    uid ??= (await ask<KubeObject>('GET', namespacePath('kube-system'))).metadata.uid ?? ''
    return uid
  }
  const found = async <T>(path: string): Promise<T | undefined> => {
    try {
      return await ask<T>('GET', path)
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  const jobPathOf = (jobId: string): string | undefined => {
    const [, account, name] = /^([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(jobId) ?? []
    return account === undefined || name === undefined ? undefined : `${jobsPath(account)}/${name}`
  }
  const runOf = async (jobId: string) => {
    const path = jobPathOf(jobId)
    const job = path === undefined ? undefined : await found<Job>(path)
    if (path === undefined || job === undefined) return undefined
    const { namespace = '', uid: jobUid = '' } = job.metadata
    const [workload] = await list<Workload>(workloadsPath(version, namespace), { labelSelector: `${JOB_UID}=${jobUid}` })
    return { path, run: { job, workload } }
  }
  const readRuns = async (ofJobs: string, ofWorkloads?: string) => {
    const [jobs, workloads] = await Promise.all([
      list<Job>(`${BATCH}/jobs`, { labelSelector: ofJobs }),
      list<Workload>(`${KUEUE}/workloads`, ofWorkloads === undefined ? {} : { labelSelector: ofWorkloads }),
    ])
    return runsOf(jobs, workloads)
  }
  const demandTenant = async ({ account, user }: JobRequest, queue: string): Promise<void> => {
    const [namespace, local] = await Promise.all([
      found<KubeObject>(namespacePath(account)),
      found<LocalQueue>(`${queuesPath(account)}/${queue}`),
    ])
    if (namespace === undefined || !usersOf(namespace).includes(user)) throw refusalOf('engine.account-unknown', `${account} ${user}`)
    if (local === undefined) throw refusalOf('engine.cannot-run', `LocalQueue ${queue}`)
    if ((local.spec.stopPolicy ?? OPEN) !== OPEN) throw refusalOf('engine.limit-exceeded', `stopPolicy ${local.spec.stopPolicy ?? ''}`)
  }
  const provisionQueue = async ({ account, isBlocked }: Tenant, name: string): Promise<void> => {
    const stopPolicy = isBlocked ? STOPPED : OPEN
    const before = await found<LocalQueue>(`${queuesPath(account)}/${name}`)
    if (before === undefined) {
      const metadata = { name, namespace: account, labels: { [ACCOUNT]: account } }
      const body = { apiVersion: `kueue.x-k8s.io/${version}`, kind: 'LocalQueue', metadata, spec: { clusterQueue: name, stopPolicy } }
      await ask('POST', queuesPath(account), { body })
      return
    }
    if (before.spec.clusterQueue !== name) throw refusalOf('engine.refused', `LocalQueue ${name} → ${before.spec.clusterQueue ?? ''}`, 409)
    if ((before.spec.stopPolicy ?? OPEN) === stopPolicy) return
    await ask('PATCH', `${queuesPath(account)}/${name}`, { body: { spec: { stopPolicy } } })
  }
  // A cordon: what runs there may end. Kubernetes has no word of its own for why.
  const setNode = async (nodeName: string, unschedulable: boolean, reason: string | null): Promise<void> => {
    const body = { metadata: { annotations: { [DRAINED_BECAUSE]: reason } }, spec: { unschedulable } }
    try {
      await ask('PATCH', nodePath(nodeName), { body })
    } catch (error) {
      throw isNotFound(error) ? refusalOf('engine.node-unknown', nodeName, 404) : error
    }
  }
  const cannot = (code: string) => () => Promise.reject(new Refusal(code, [{ code, params: { engine: 'Kueue', version } }]))

  return {
    close: () => call.close(),
    keepsEnvelopes: false,
    estimatesStarts: false,
    canReserve: false,
    capabilities: async () => {
      const [{ gitVersion }, { groupVersion }, queues, nodes] = await Promise.all([
        ask<{ gitVersion: string }>('GET', '/version'),
        ask<{ groupVersion: string }>('GET', KUEUE),
        readQueues(),
        list<KubeNode>(`${CORE}/nodes`),
      ])
      const tflops = queues.flatMap(({ cards }) => cards.map((card) => [card.type, card.tflops] as const))
      const capabilities: Capabilities = {
        engine: 'kueue',
        release: `${groupVersion.split('/')[1] ?? ''}, Kubernetes ${gitVersion}`,
        cluster: await cluster(),
        // Jobs and Workloads are the books.
        accountingAnswers: true,
        billedTflops: Object.fromEntries(tflops),
        partitions: queues.map((queue) => partitionOf(queue, nodes)),
      }
      return capabilities
    },
    provisionTenant: async (tenant) => {
      const { account, description, users } = tenant
      const annotations = { [USERS]: users.join(','), 'ballast/description': description }
      const before = await found<KubeObject>(namespacePath(account))
      if (before === undefined) {
        const metadata = { name: account, labels: { [ACCOUNT]: account }, annotations }
        await ask('POST', `${CORE}/namespaces`, { body: { apiVersion: 'v1', kind: 'Namespace', metadata } })
      } else if (before.metadata.labels?.[ACCOUNT] !== account) {
        // Somebody else's: a tenant's scripts would run beside what is in it.
        throw refusalOf('engine.refused', `Namespace ${account}`, 409)
      } else if (Object.entries(annotations).some(([key, value]) => before.metadata.annotations?.[key] !== value)) {
        await ask('PATCH', namespacePath(account), { body: { metadata: { annotations } } })
      }
      for (const { name } of await readQueues()) await provisionQueue(tenant, name)
    },
    setEnvelopes: cannot('engine.keeps-no-envelopes'),
    submit: async (request) => {
      const place = await (known ?? readQueues())
        .then((queues) => placeFor(queues, request))
        .catch(async () => placeFor(await readQueues(), request))
      await demandTenant(request, place.queue.name)
      const path = jobsPath(request.account)
      try {
        return { jobId: jobIdOf(await ask<Job>('POST', path, { body: jobOf(request, place.queue, place.card) })) }
      } catch (error) {
        if (!isConflict(error)) throw error
        // The name is that of our job: it arrived before.
        return { jobId: jobIdOf(await ask<Job>('GET', `${path}/${jobNameOf(request.ownId)}`)) }
      }
    },
    cancel: async (jobId) => {
      const its = await runOf(jobId)
      if (its === undefined) throw refusalOf('engine.job-unknown', jobId, 404)
      const { path, run } = its
      const { job, workload } = run
      if (hasEnded(jobStateOf(run)) || workload?.spec.active === false) return
      try {
        if (workload === undefined) {
          // Kueue has not come to it, or it is held: taken out of the queue it never begins, and stays to be seen.
          const { resourceVersion } = job.metadata
          const metadata = { resourceVersion, labels: { [QUEUE_NAME]: null }, annotations: { [CANCELLED_AT]: clock.now() } }
          await ask('PATCH', path, { body: { metadata } })
        } else {
          // Deleting the Job would take the time that it used along.
          await ask('PATCH', workloadPath(version, workload), { body: { spec: { active: false } } })
        }
      } catch (error) {
        if (isConflict(error)) throw kueueRefusal(503, { message: `Job ${jobId} has changed meanwhile` })
        throw error
      }
    },
    states: async () => {
      const runs = await readRuns(`${OWN_ID},!${OVER}`, `!${OVER}`)
      return runs.map((run) => ({ jobId: jobIdOf(run.job), state: jobStateOf(run) }))
    },
    job: async (jobId) => {
      const its = await runOf(jobId)
      if (its === undefined) return undefined
      const { namespace = '', name } = its.run.job.metadata
      const pods = await list<Pod>(podsPath(namespace), { labelSelector: `batch.kubernetes.io/job-name=${name}` })
      return jobDetailsOf(its.run, pods, now())
    },
    ended: async ({ from, until }) => {
      const [runs, pods, name] = await Promise.all([readRuns(OWN_ID), list<Pod>(`${CORE}/pods`, { labelSelector: OWN_ID }), cluster()])
      await tidyRuns(call, version, runs, now())
      const byJob = Map.groupBy(pods, ({ metadata }) => metadata.labels?.[OWN_ID])
      return runs
        .filter(({ workload }) => workload !== undefined)
        .flatMap((run) => jobRecordsOf(run, byJob.get(run.job.metadata.labels?.[OWN_ID]) ?? [], name, now()))
        .filter(({ submittedAt, endedAt }) => submittedAt <= until && (endedAt === null || endedAt >= from))
    },
    nodes: async () => {
      const [queues, nodes, pods] = await Promise.all([
        readQueues(),
        list<KubeNode>(`${CORE}/nodes`),
        list<Pod>(`${CORE}/pods`, { fieldSelector: AT_WORK }),
      ])
      return nodesSeen(nodes, pods, queues)
    },
    drainNode: (nodeName, reason) => setNode(nodeName, true, reason),
    resumeNode: (nodeName) => setNode(nodeName, false, null),
    reservations: () => Promise.resolve([]),
    reserve: cannot('engine.cannot-reserve'),
    release: cannot('engine.cannot-reserve'),
    estimate: () => Promise.resolve(new Map()),
  }
}

const usersOf = ({ metadata }: KubeObject): readonly string[] => (metadata.annotations?.[USERS] ?? '').split(',')
