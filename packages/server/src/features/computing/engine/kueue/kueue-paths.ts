import type { Job, Workload } from './kueue-objects.ts'

export const CORE = '/api/v1'
export const BATCH = '/apis/batch/v1'
export const kueueApi = (version: string): string => `/apis/kueue.x-k8s.io/${version}`

const within = (api: string, namespace: string, kind: string): string => `${api}/namespaces/${encodeURIComponent(namespace)}/${kind}`

export const namespacePath = (account: string): string => `${CORE}/namespaces/${encodeURIComponent(account)}`
export const nodePath = (name: string): string => `${CORE}/nodes/${encodeURIComponent(name)}`
export const podsPath = (account: string): string => within(CORE, account, 'pods')
export const jobsPath = (account: string): string => within(BATCH, account, 'jobs')
export const localQueuesPath = (version: string, account: string): string => within(kueueApi(version), account, 'localqueues')
export const workloadsPath = (version: string, account: string): string => within(kueueApi(version), account, 'workloads')

export const jobPath = ({ metadata }: Job): string => `${jobsPath(metadata.namespace ?? '')}/${metadata.name}`
export const workloadPath = (version: string, { metadata }: Workload): string =>
  `${workloadsPath(version, metadata.namespace ?? '')}/${metadata.name}`
