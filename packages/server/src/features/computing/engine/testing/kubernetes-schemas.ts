// Holds exchanges with an API server against the schemas of its own documents. A folder has core-v1.json and batch-v1.json, as the server
// gives them under /openapi/v3, and Kueue's CRDs as its release has them, kueue.x-k8s.io_workloads.yaml and so on.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { parse } from 'yaml'
import type { Exchange } from './recording.ts'

type Schema = Record<string, unknown>

const OF_KUBERNETES: Readonly<Record<string, readonly [document: string, name: string]>> = {
  jobs: ['batch-v1.json', 'io.k8s.api.batch.v1.Job'],
  namespaces: ['core-v1.json', 'io.k8s.api.core.v1.Namespace'],
  nodes: ['core-v1.json', 'io.k8s.api.core.v1.Node'],
  pods: ['core-v1.json', 'io.k8s.api.core.v1.Pod'],
  metadata: ['core-v1.json', 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'],
  deletion: ['core-v1.json', 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'],
  status: ['core-v1.json', 'io.k8s.apimachinery.pkg.apis.meta.v1.Status'],
}
const OF_KUEUE = ['localqueues', 'clusterqueues', 'resourceflavors', 'workloads']
const VERSION = 'v1beta2'
const crdOf = (kind: string): string => `kueue.x-k8s.io_${kind}.yaml`

export interface Held {
  /** Objects held against a schema: bodies sent, answers, and each item of a list. */
  readonly objects: number
  readonly faults: readonly string[]
}

export const digestsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    ['core-v1.json', 'batch-v1.json', ...OF_KUEUE.map(crdOf)].map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )

export function heldAgainstSchemas(folder: string, exchanges: readonly Exchange[]): Held {
  const validator = validators(folder)
  const faults: string[] = []
  let objects = 0
  const hold = (kind: string, object: unknown, where: string, isPatch = false) => {
    objects += 1
    // A CRD leaves metadata to Kubernetes.
    const names = OF_KUEUE.includes(kind) ? [kind, 'metadata'] : [kind]
    for (const name of names) {
      const validate = validator(name, isPatch)
      const value = name === 'metadata' ? ((object as { metadata?: unknown }).metadata ?? {}) : object
      if (validate(value)) continue
      for (const { instancePath, message, params } of validate.errors ?? [])
        faults.push(`${where} ${name}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`)
    }
  }
  for (const { method, path, sent, status, answer } of exchanges) {
    const { pathname } = new URL(path, 'http://server')
    const kind = kindOf(pathname)
    const where = `${method} ${path}`
    if (sent !== undefined) hold(method === 'DELETE' ? 'deletion' : (kind ?? ''), sent, `${where} sent`, method === 'PATCH')
    if (status >= 400) hold('status', answer, `${where} answered`)
    else if (kind !== undefined) {
      const { items } = answer as { items?: unknown[] }
      for (const object of items ?? [answer]) hold(kind, object, `${where} answered`)
    }
  }
  return { objects, faults }
}

/** A list's last part is the kind, an object's is its name. What is no object of ours, as /version, has none. */
function kindOf(pathname: string): string | undefined {
  const parts = pathname.split('/')
  return [parts.at(-1), parts.at(-2)].find((part) => part !== undefined && (part in OF_KUBERNETES || OF_KUEUE.includes(part)))
}

function validators(folder: string): (kind: string, isPatch: boolean) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
  for (const name of ['int32', 'int64', 'byte', 'double', 'int-or-string']) ajv.addFormat(name, true)
  // JSON is YAML as well, but far slower to read as such.
  const read = (file: string) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return (file.endsWith('.json') ? JSON.parse(text) : parse(text)) as Schema
  }
  const made = new Map<string, ValidateFunction>()
  const schemaOf = (kind: string, isPatch: boolean): Schema => {
    const known = OF_KUBERNETES[kind]
    if (known !== undefined) {
      const { components } = read(known[0]) as { components: { schemas: Schema } }
      return { $ref: `#/$defs/${known[1]}`, $defs: strict(components.schemas, isPatch) }
    }
    const { spec } = read(crdOf(kind)) as { spec: { versions: { name: string; schema: { openAPIV3Schema: Schema } }[] } }
    const version = spec.versions.find(({ name }) => name === VERSION)
    if (version === undefined) throw new Error(`${kind} has no ${VERSION}`)
    return strict(version.schema.openAPIV3Schema, isPatch) as Schema
  }
  return (kind, isPatch) => {
    const key = `${kind} ${isPatch}`
    const found = made.get(key) ?? ajv.compile(schemaOf(kind, isPatch))
    made.set(key, found)
    return found
  }
}

/** As the API server takes it with strict field validation: a name that the schema does not have is a fault. A patch lacks and clears. */
function strict(value: unknown, isPatch: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => strict(one, isPatch))
  if (typeof value !== 'object' || value === null) return value
  const schema = value as Schema
  if (schema['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] }
  const kept = Object.entries(schema).filter(([key]) => !(isPatch && key === 'required') && key !== 'default')
  const own = Object.fromEntries(
    kept.map(([key, inner]) => [key, key === '$ref' ? String(inner).replace('#/components/schemas/', '#/$defs/') : strict(inner, isPatch)]),
  )
  const isObject = typeof schema['properties'] === 'object' && typeof (schema['properties'] as Schema)['type'] !== 'string'
  const isClosed = isObject && schema['x-kubernetes-preserve-unknown-fields'] !== true
  return {
    ...own,
    ...(isClosed ? { additionalProperties: false } : {}),
    ...(isPatch && typeof schema['type'] === 'string' ? { type: [schema['type'], 'null'] } : {}),
  }
}
