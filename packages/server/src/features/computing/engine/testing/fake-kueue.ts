// A stand-in for the API server of a cluster with Kueue, made by hand from the schemas and from what Kueue's sources say of evictions. It
// keeps objects, merges patches, refuses a name that is there, and does what the controllers of Jobs and Workloads would.
import { createServer, type IncomingMessage } from 'node:http'
import { listening, bodyOf, type Listening } from './recording.ts'

type Json = Record<string, unknown>
interface Stored {
  metadata: {
    name: string
    namespace?: string
    uid: string
    resourceVersion: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
  }
  spec: Json
  status: Json
  [key: string]: unknown
}
interface Condition {
  type: string
  status: string
  reason: string
  message: string
  lastTransitionTime: string
}

export interface FakeCluster extends Listening {
  /** Seconds pass, and the controllers come round. */
  pass(seconds: number): void
  /** Another's Workload of a higher priority takes the cards of a Job, which goes back into the queue. */
  evict(jobName: string): void
  readonly objects: ReadonlyMap<string, Stored>
}

export const FAKE_TOKEN = 'token-of-the-platform'
const JOB_UID = 'kueue.x-k8s.io/job-uid'
const NODES = ['g1', 'g2', 'g3', 'g4']
const CARDS_PER_NODE = 8
const RESOURCE = 'nvidia.com/gpu'
const KUEUE = 'kueue.x-k8s.io/v1beta2'

/** A cluster of four nodes with eight cards each, a ClusterQueue `gpu` over them and one ResourceFlavor. Time is given to it. */
export async function fakeKueue(begin: number, tflops = 312): Promise<FakeCluster> {
  const objects = new Map<string, Stored>()
  let now = begin
  let version = 100
  const stamp = () => new Date(now * 1000).toISOString().replace('.000Z', 'Z')
  const uidOf = (count: number) => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
  const put = (path: string, given: Json, status: Json = {}): Stored => {
    version += 1
    const metadata = { ...(given['metadata'] as Json), uid: uidOf(version), resourceVersion: String(version), creationTimestamp: stamp() }
    const object = { spec: {}, ...given, metadata, ...(given['kind'] === 'ResourceFlavor' ? {} : { status }) } as unknown as Stored
    objects.set(path, object)
    return object
  }
  const touch = (object: Stored) => void (object.metadata.resourceVersion = String((version += 1)))
  const under = (kind: string) => [...objects].filter(([path]) => path.split('/').at(-2) === kind).map(([, object]) => object)
  const conditionsOf = (object: Stored) => (object.status['conditions'] ??= []) as Condition[]
  const set = (object: Stored, type: string, status: 'True' | 'False', reason: string) => {
    const conditions = conditionsOf(object)
    const before = conditions.find((condition) => condition.type === type)
    if (before?.status === status && before.reason === reason) return
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : stamp()
    object.status['conditions'] = [
      ...conditions.filter((one) => one !== before),
      { type, status, reason, message: reason, lastTransitionTime },
    ]
    touch(object)
  }
  const has = (object: Stored, type: string) =>
    conditionsOf(object).some((condition) => condition.type === type && condition.status === 'True')

  for (const name of ['kube-system', 'somebody-else'])
    put(`/api/v1/namespaces/${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, { phase: 'Active' })
  for (const name of NODES) {
    const labels = { 'kubernetes.io/hostname': name, 'cards.example/type': 'a800' }
    const capacity = { cpu: '128', memory: '1000Gi', [RESOURCE]: String(CARDS_PER_NODE) }
    const node = put(
      `/api/v1/nodes/${name}`,
      { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } },
      { capacity, allocatable: capacity },
    )
    set(node, 'Ready', 'True', 'KubeletReady')
  }
  put(`/apis/${KUEUE}/resourceflavors/a800`, {
    apiVersion: KUEUE,
    kind: 'ResourceFlavor',
    metadata: { name: 'a800', annotations: { 'ballast/tflops': String(tflops) } },
    spec: { nodeLabels: { 'cards.example/type': 'a800' } },
  })
  const queue = put(`/apis/${KUEUE}/clusterqueues/gpu`, {
    apiVersion: KUEUE,
    kind: 'ClusterQueue',
    metadata: { name: 'gpu', annotations: { 'ballast/image': 'registry.example/jobs:1' } },
    spec: {
      namespaceSelector: {},
      resourceGroups: [{ coveredResources: [RESOURCE], flavors: [{ name: 'a800', resources: [{ name: RESOURCE, nominalQuota: '32' }] }] }],
    },
  })
  set(queue, 'Active', 'True', 'Ready')

  const workloadOf = (job: Stored) => under('workloads').find(({ metadata }) => metadata.labels?.[JOB_UID] === job.metadata.uid)
  const jobOf = (workload: Stored) => under('jobs').find(({ metadata }) => metadata.uid === workload.metadata.labels?.[JOB_UID])
  const isOver = (job: Stored) => has(job, 'Complete') || has(job, 'Failed')
  const podsOf = (job: Stored) =>
    under('pods').filter(({ metadata }) => metadata.labels?.['batch.kubernetes.io/job-name'] === job.metadata.name)
  const pathOfPod = (pod: Stored) => `/api/v1/namespaces/${pod.metadata.namespace ?? ''}/pods/${pod.metadata.name}`
  const cardsOf = (podSpec: Json) => {
    const [container] = podSpec['containers'] as { resources: { requests: Record<string, string> } }[]
    return Number(container?.resources.requests[RESOURCE] ?? 0)
  }
  const freeOn = (node: string) =>
    under('pods')
      .filter(({ spec, status }) => spec['nodeName'] === node && status['phase'] === 'Running')
      .reduce((free, { spec }) => free - cardsOf(spec), CARDS_PER_NODE)

  const openNodes = () => NODES.filter((name) => objects.get(`/api/v1/nodes/${name}`)?.spec['unschedulable'] !== true)

  /** What the Job controller does once Kueue has let a Job go. */
  const start = (job: Stored) => {
    const template = job.spec['template'] as { metadata: Json; spec: Json }
    for (let index = 0; index < Number(job.spec['parallelism']); index += 1) {
      const node = openNodes().find((name) => freeOn(name) >= cardsOf(template.spec))
      const name = `${job.metadata.name}-${index}-${version}`
      const labels = { ...(template.metadata['labels'] as Json), 'batch.kubernetes.io/job-name': job.metadata.name }
      const metadata = { name, namespace: job.metadata.namespace, labels }
      const spec = { ...template.spec, nodeName: node }
      put(
        `/api/v1/namespaces/${job.metadata.namespace ?? ''}/pods/${name}`,
        { apiVersion: 'v1', kind: 'Pod', metadata, spec },
        { phase: 'Running' },
      )
    }
    job.spec['suspend'] = false
    job.status['startTime'] = stamp()
    touch(job)
  }
  const finish = (job: Stored, workload: Stored, type: 'Complete' | 'Failed', reason: string) => {
    set(job, type, 'True', reason)
    if (type === 'Complete') job.status['completionTime'] = stamp()
    for (const pod of podsOf(job)) pod.status['phase'] = type === 'Complete' ? 'Succeeded' : 'Failed'
    set(workload, 'Finished', 'True', type === 'Complete' ? 'Succeeded' : 'Failed')
  }
  const evictAs = (workload: Stored, reason: string) => {
    const job = jobOf(workload)
    const admitted = conditionsOf(workload).find(({ type, status }) => type === 'Admitted' && status === 'True')
    const past = Number(workload.status['accumulatedPastExecutionTimeSeconds'] ?? 0)
    if (admitted !== undefined)
      workload.status['accumulatedPastExecutionTimeSeconds'] = past + now - Date.parse(admitted.lastTransitionTime) / 1000
    set(workload, 'Evicted', 'True', reason)
    set(workload, 'QuotaReserved', 'False', 'Pending')
    if (admitted !== undefined) set(workload, 'Admitted', 'False', 'NoReservation')
    const stats = (workload.status['schedulingStats'] ??= { evictions: [] }) as {
      evictions: { reason: string; underlyingCause: string; count: number }[]
    }
    const counted = stats.evictions.find((one) => one.reason === reason)
    if (counted === undefined) stats.evictions.push({ reason, underlyingCause: '', count: 1 })
    else counted.count += 1
    if (job === undefined) return
    for (const pod of podsOf(job)) objects.delete(pathOfPod(pod))
    job.spec['suspend'] = true
    delete job.status['startTime']
    touch(job)
  }
  const queueOf = (job: Stored) =>
    objects.get(
      `/apis/${KUEUE}/namespaces/${job.metadata.namespace ?? ''}/localqueues/${job.metadata.labels?.['kueue.x-k8s.io/queue-name'] ?? ''}`,
    )
  const admit = (job: Stored) => {
    const local = queueOf(job)
    if (local === undefined || job.spec['suspend'] !== true || isOver(job)) return
    const { namespace, name, uid, labels } = job.metadata
    const template = job.spec['template'] as { spec: Json }
    const count = Number(job.spec['parallelism'])
    const workload =
      workloadOf(job) ??
      put(`/apis/${KUEUE}/namespaces/${namespace ?? ''}/workloads/job-${name}-${uid.slice(-5)}`, {
        apiVersion: KUEUE,
        kind: 'Workload',
        metadata: { name: `job-${name}-${uid.slice(-5)}`, namespace, labels: { [JOB_UID]: uid } },
        spec: {
          active: true,
          queueName: local.metadata.name,
          maximumExecutionTimeSeconds: Number(labels?.['kueue.x-k8s.io/max-exec-time-seconds']),
          podSets: [{ name: 'main', count, template }],
        },
      })
    if (workload.spec['active'] === false) return
    if (local.spec['stopPolicy'] !== 'None') return set(workload, 'QuotaReserved', 'False', 'Inadmissible')
    const room = openNodes().reduce((pods, node) => pods + Math.floor(freeOn(node) / cardsOf(template.spec)), 0)
    if (room < count) return set(workload, 'QuotaReserved', 'False', 'Pending')
    if (has(workload, 'Evicted')) set(workload, 'Evicted', 'False', 'QuotaReserved')
    set(workload, 'QuotaReserved', 'True', 'QuotaReserved')
    set(workload, 'Admitted', 'True', 'Admitted')
    start(job)
  }
  /** A script of the scenario says how long it sleeps, and how it exits. */
  const work = (job: Stored) => {
    const workload = workloadOf(job)
    if (workload === undefined || job.spec['suspend'] === true || isOver(job)) return
    const script = JSON.stringify(job.spec['template'])
    const runsFor = Number(/sleep (\d+)/.exec(script)?.[1] ?? 0)
    const ran = now - Date.parse(String(job.status['startTime'])) / 1000
    const before = Number(workload.status['accumulatedPastExecutionTimeSeconds'] ?? 0)
    if (ran >= runsFor)
      return script.includes('exit 3')
        ? finish(job, workload, 'Failed', 'BackoffLimitExceeded')
        : finish(job, workload, 'Complete', 'CompletionsReached')
    if (ran + before < Number(workload.spec['maximumExecutionTimeSeconds'])) return
    delete workload.status['accumulatedPastExecutionTimeSeconds']
    workload.spec['active'] = false
    evictAs(workload, 'DeactivatedDueToMaximumExecutionTimeExceeded')
  }
  const controllers = () => {
    for (const workload of under('workloads')) {
      if (workload.spec['active'] === false && !has(workload, 'Finished') && !has(workload, 'Evicted')) evictAs(workload, 'Deactivated')
    }
    for (const job of under('jobs')) work(job)
    for (const job of under('jobs')) admit(job)
  }

  const status = (code: number, reason: string, message: string) => ({
    code,
    answer: { apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', reason, message, code },
  })
  const listed = (path: string, query: URLSearchParams): Json => {
    const selector = query.get('labelSelector')
    const phases = new Set([...(query.get('fieldSelector') ?? '').matchAll(/status\.phase!=(\w+)/g)].map(([, phase]) => phase))
    const [kind = ''] = path.split('/').slice(-1)
    const namespace = /\/namespaces\/([^/]+)\/[^/]+$/.exec(path)?.[1]
    const items = under(kind).filter(
      (object) =>
        (kind !== 'pods' || !phases.has(String(object.status['phase']))) &&
        (namespace === undefined || object.metadata.namespace === namespace) &&
        (selector ?? '').split(',').every((term) => meets(term, object.metadata.labels ?? {})),
    )
    return { metadata: { resourceVersion: String(version) }, items: structuredClone(items) }
  }
  const answer = (method: string, url: URL, sent: Json | undefined) => {
    const path = url.pathname
    const ok = (body: unknown, code = 200) => ({ code, answer: structuredClone(body) })
    if (method === 'GET') {
      if (path === '/version') return ok({ major: '1', minor: '35', gitVersion: 'v1.35.0' })
      if (path === `/apis/${KUEUE}`) return ok({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion: KUEUE, resources: [] })
      if (LISTS.has(path.split('/').at(-1) ?? '')) return ok(listed(path, url.searchParams))
    }
    if (method === 'POST' && sent !== undefined) {
      const target = `${path}/${(sent['metadata'] as { name: string }).name}`
      if (objects.has(target)) return status(409, 'AlreadyExists', `${target} already exists`)
      const made = put(target, sent)
      controllers()
      return ok(made, 201)
    }
    const object = objects.get(path)
    if (object === undefined) return status(404, 'NotFound', `${path} not found`)
    if (method === 'DELETE') {
      for (const [other, { metadata }] of objects)
        if (other === path || metadata.labels?.[JOB_UID] === object.metadata.uid) objects.delete(other)
    }
    if (method === 'PATCH' && sent !== undefined) {
      const wanted = (sent['metadata'] as { resourceVersion?: string } | undefined)?.resourceVersion
      if (wanted !== undefined && wanted !== object.metadata.resourceVersion) return status(409, 'Conflict', 'the object has been modified')
      merge(object, sent)
      touch(object)
      controllers()
    }
    return ok(object)
  }

  const server = createServer((request: IncomingMessage, response) => {
    void (async () => {
      const body = await bodyOf(request)
      const isKnown = request.headers.authorization === `Bearer ${FAKE_TOKEN}`
      const url = new URL(request.url ?? '/', 'http://stand-in')
      const said = isKnown
        ? answer(request.method ?? '', url, body === '' ? undefined : (JSON.parse(body) as Json))
        : status(401, 'Unauthorized', 'Unauthorized')
      response.writeHead(said.code, { 'content-type': 'application/json' }).end(JSON.stringify(said.answer))
    })()
  })
  return {
    ...(await listening(server)),
    objects,
    pass: (seconds) => {
      for (let second = 0; second < seconds; second += 1) {
        now += 1
        controllers()
      }
    },
    evict: (jobName) => {
      const job = under('jobs').find(({ metadata }) => metadata.name === jobName)
      const workload = job && workloadOf(job)
      if (workload === undefined) throw new Error(`no Workload of ${jobName}`)
      evictAs(workload, 'Preempted')
    },
  }
}

const LISTS: ReadonlySet<string> = new Set(['nodes', 'pods', 'jobs', 'workloads', 'clusterqueues', 'resourceflavors', 'localqueues'])

/** `a=b`, `a`, or `!a`; nothing is always met. */
function meets(term: string, labels: Readonly<Record<string, string>>): boolean {
  const [key = '', value] = term.replace('!', '').split('=')
  if (term === '') return true
  return value === undefined ? key in labels !== term.startsWith('!') : labels[key] === value
}

/** RFC 7396. */
function merge(target: Json, patch: Json): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete target[key]
    else if (typeof value === 'object' && !Array.isArray(value)) merge((target[key] ??= {}) as Json, value as Json)
    else target[key] = value
  }
}
