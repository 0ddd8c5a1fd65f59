import { setTimeout as sleep } from 'node:timers/promises'
import type { ENGINE_VERSIONS } from '@ballast/domain/computing/engine-versions.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { eachOf } from '../../each-of.ts'
import type { Capabilities, EnginePort, Envelope, JobRequest, Tenant } from '../engine-port.ts'
import { billedTflopsOf, jobDetailsOf, jobRecordOf, jobStateOf, nodeOf, partitionOf, reservationOf } from './read-slurm.ts'
import type { components } from './slurm-26-05.ts'
import { slurmCall, type SlurmConnection } from './slurm-call.ts'
import { isAlreadyDone, slurmRefusal } from './slurm-fault.ts'

type Qos = components['schemas']['qos']

/** The versions that are spoken, and what a centre can do with each. */
export const SLURM_VERSIONS = {
  '24.11': { dataParser: 'v0.0.42', canReserve: false },
  '26.05': { dataParser: 'v0.0.45', canReserve: true },
} as const satisfies Record<(typeof ENGINE_VERSIONS.slurm)[number], object>
export type SlurmVersion = keyof typeof SLURM_VERSIONS

/** The budget must neither fade with time nor be passed by a single job. */
const ENVELOPE_FLAGS = ['NO_DECAY', 'DENY_LIMIT']
/** Books of a busy day are long, and slurmdbd reads them from disk. */
const BOOKS_TIMEOUT_MS = 60_000
const TURNS_FOR_AN_ANSWER = 10
const TURN_MS = 300

const NO_LIMIT = { set: false, infinite: true, number: 0 }
const NONE_AT_ALL = { set: true, infinite: false, number: 0 }

export interface SlurmEngine extends EnginePort {
  close(): void
}

export function slurmEngine(version: SlurmVersion, connection: Omit<SlurmConnection, 'dataParser'>): SlurmEngine {
  const { dataParser, canReserve } = SLURM_VERSIONS[version]
  const call = slurmCall({ ...connection, dataParser })
  let known: string | undefined

  // By name, one by one: of a list it gives all there are, whatever names are asked for.
  const readQos = async (names: readonly string[]): Promise<ReadonlyMap<string, Qos>> => {
    const found = new Map<string, Qos>()
    await eachOf(names, async (name) => {
      try {
        const answer = await call('get', '/slurmdb/qos/{qos}', { path: { qos: name } })
        const one = answer?.qos.find((qos) => qos.name === name)
        if (one !== undefined) found.set(name, one)
      } catch (error) {
        if (!isNothingFound(error)) throw error
      }
    })
    return found
  }
  const cluster = async (): Promise<string> => {
    known ??= (await call('get', '/slurm/ping/', {}))?.meta?.slurm?.cluster ?? ''
    return known
  }
  const job = async (jobId: string) => {
    try {
      const answer = await call('get', '/slurm/job/{job_id}', { path: { job_id: jobId } })
      const [found] = answer?.jobs ?? []
      return found && jobDetailsOf(found)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'engine.job-unknown') return undefined
      throw error
    }
  }
  const nodesSeen = async () => ((await call('get', '/slurm/nodes/', {}))?.nodes ?? []).map(nodeOf)
  const demandReservations = (): void => {
    if (!canReserve) throw new Refusal('engine.cannot-reserve', [{ code: 'engine.cannot-reserve', params: { engine: 'Slurm', version } }])
  }

  return {
    close: () => call.close(),
    keepsEnvelopes: true,
    estimatesStarts: true,
    canReserve,
    capabilities: async () => {
      const ping = await call('get', '/slurm/ping/', {})
      const partitions = (await call('get', '/slurm/partitions/', {}))?.partitions ?? []
      const books = await call('get', '/slurmdb/ping/', {}).catch(() => null)
      const found: Capabilities = {
        engine: 'slurm',
        release: ping?.meta?.slurm?.release ?? '',
        cluster: ping?.meta?.slurm?.cluster ?? '',
        accountingAnswers: books?.pings.some(({ responding }) => responding) ?? false,
        billedTflops: Object.assign(
          {},
          ...partitions.map(({ tres }) => billedTflopsOf(tres?.billing_weights)),
        ) as Capabilities['billedTflops'],
        partitions: partitions.map(partitionOf),
      }
      return found
    },
    provisionTenant: async (tenant) => {
      const clusters = [await cluster()]
      const { account, description, users } = tenant
      await call('post', '/slurmdb/accounts_association/', {
        body: {
          association_condition: { accounts: [account], clusters, association: {} },
          account: { description, organization: account },
        },
      })
      await call('post', '/slurmdb/users_association/', {
        body: { association_condition: { accounts: [account], clusters, users: [...users], association: {} }, user: {} },
      })
      await call('post', '/slurmdb/associations/', {
        body: { associations: users.map((user) => associationOf(tenant, user, clusters[0] ?? '')) },
      })
    },
    setEnvelopes: async (envelopes) => {
      if (envelopes.length === 0) return
      const before = await readQos(envelopes.map(({ name }) => name))
      const wanted = envelopes
        .map((envelope) => envelopeQos(before.get(envelope.name), envelope))
        .filter((one) => !isSame(before.get(one.name), one))
      if (wanted.length === 0) return
      await call('post', '/slurmdb/qos/', { body: { qos: wanted } })
      const kept = await readQos(wanted.map(({ name }) => name))
      const lost = wanted.filter((one) => !keepsWhatWasAsked(kept.get(one.name), one))
      if (lost.length === 0) return
      throw new Refusal(
        'engine.envelope-not-kept',
        lost.map(({ name: envelope }) => ({ code: 'engine.envelope-not-kept', params: { envelope } })),
      )
    },
    submit: async (request) => {
      const answer = await call('post', '/slurm/job/submit', { as: request.user, body: { job: jobOf(request) } })
      if (answer?.job_id === undefined || answer.job_id === 0) throw slurmRefusal([], 200)
      return { jobId: String(answer.job_id) }
    },
    cancel: async (jobId) => {
      const answer = await call('delete', '/slurm/job/{job_id}', { path: { job_id: jobId } })
      const faults = (answer?.status ?? []).flatMap(({ error }) =>
        error?.code === undefined || error.code === 0
          ? []
          : [{ error_number: error.code, ...(error.message === undefined ? {} : { error: error.message }) }],
      )
      if (faults.length > 0 && !faults.every(isAlreadyDone)) throw slurmRefusal(faults, 200)
    },
    states: async () => {
      const answer = await call('get', '/slurm/jobs/state/', {})
      // The document calls these whole jobs; what comes is a number and its states.
      const seen = (answer?.jobs ?? []) as { job_id?: number | string; state?: string[] }[]
      return seen.map(({ job_id, state }) => ({ jobId: String(job_id ?? ''), state: jobStateOf(state) }))
    },
    job,
    ended: async ({ from, until, only }) => {
      const answer = await call('get', '/slurmdb/jobs/', {
        query: {
          start_time: String(from),
          end_time: String(until),
          // A job that was put back is a row of its own each time; times are those of the job, not of the span.
          show_duplicates: 'true',
          disable_truncate_usage_time: 'true',
          skip_steps: 'true',
          // Its document says one text, and it refuses several in one; each under the same name it takes.
          ...(only === undefined ? {} : { step: only as unknown as string }),
        },
        timeoutMs: BOOKS_TIMEOUT_MS,
      })
      return (answer?.jobs ?? []).map(jobRecordOf)
    },
    nodes: nodesSeen,
    drainNode: async (node_name, reason) => {
      await call('post', '/slurm/node/{node_name}', { path: { node_name }, body: { state: ['DRAIN'], reason } })
    },
    resumeNode: async (node_name) => {
      await call('post', '/slurm/node/{node_name}', { path: { node_name }, body: { state: ['RESUME'] } })
      // Slurm calls it one that does not respond until it has answered: a second as a rule, and never if it is dead.
      for (let turn = 0; turn < TURNS_FOR_AN_ANSWER; turn += 1) {
        if ((await nodesSeen()).find(({ name }) => name === node_name)?.state !== 'down') return
        await sleep(TURN_MS)
      }
    },
    reservations: async () => ((await call('get', '/slurm/reservations/', {}))?.reservations ?? []).map(reservationOf),
    reserve: async ({ name, startsAt, minutes, nodes, partition, users }) => {
      demandReservations()
      await call('post', '/slurm/reservation', {
        body: {
          name,
          partition,
          start_time: { set: true, infinite: false, number: startsAt },
          duration: { set: true, infinite: false, number: minutes },
          node_count: { set: true, infinite: false, number: nodes },
          // Somebody has to be named; only the administrator's jobs start in a maintenance window.
          users: users.length === 0 ? ['root'] : [...users],
          flags: users.length === 0 ? ['MAINT'] : [],
        },
      })
    },
    release: async (name) => {
      demandReservations()
      await call('delete', '/slurm/reservation/{reservation_name}', { path: { reservation_name: name } })
    },
    estimate: async (jobIds) => {
      const details = await Promise.all(jobIds.map(job))
      return new Map(
        details.flatMap((found) => (found?.state === 'pending' && found.startsAt !== null ? [[found.jobId, found.startsAt] as const] : [])),
      )
    },
  }
}

const isNothingFound = (error: unknown): boolean =>
  error instanceof Refusal && error.reasons.some(({ params }) => params?.['number'] === 404 || params?.['number'] === 9003)

// Only for users: the same call with an empty user makes an account that Slurm cannot use.
function associationOf({ account, envelopes, isBlocked }: Tenant, user: string, cluster: string) {
  // Without an envelope a job would fall into the engine's own, which has no limit.
  const limit = isBlocked || envelopes.length === 0 ? NONE_AT_ALL : NO_LIMIT
  return {
    account,
    user,
    cluster,
    qos: [...envelopes],
    ...(envelopes[0] === undefined ? {} : { default: { qos: envelopes[0] } }),
    max: { jobs: { active: limit, total: limit, per: { submitted: limit } } },
  }
}

function envelopeQos(before: Qos | undefined, { name, description, tflopsMinutes }: Envelope): Qos & { name: string } {
  const others = (before?.limits?.max?.tres?.minutes?.total ?? []).filter(({ type }) => type !== 'billing')
  return {
    ...before,
    name,
    description,
    flags: [...new Set([...(before?.flags ?? []), ...ENVELOPE_FLAGS])],
    limits: {
      ...before?.limits,
      max: {
        ...before?.limits?.max,
        tres: {
          ...before?.limits?.max?.tres,
          minutes: { ...before?.limits?.max?.tres?.minutes, total: [...others, { type: 'billing', count: tflopsMinutes }] },
        },
      },
    },
  }
}

const budgetOf = ({ limits }: Qos): number | undefined => limits?.max?.tres?.minutes?.total?.find(({ type }) => type === 'billing')?.count
const isSame = (before: Qos | undefined, wanted: Qos): boolean =>
  before?.description === wanted.description && keepsWhatWasAsked(before, wanted)

/** Older versions dropped the limit without a word, and a write that leaves out the flags would let the budget fade. */
const keepsWhatWasAsked = (kept: Qos | undefined, wanted: Qos): boolean =>
  kept !== undefined && budgetOf(kept) === budgetOf(wanted) && (wanted.flags ?? []).every((flag) => kept.flags?.includes(flag))

const jobOf = (request: JobRequest) => ({
  account: request.account,
  qos: request.envelope,
  comment: request.ownId,
  name: request.name,
  script: request.script,
  current_working_directory: request.workingDirectory,
  environment: Object.entries(request.environment).map(([name, value]) => `${name}=${value}`),
  ...(request.partition === null ? {} : { partition: request.partition }),
  minimum_nodes: request.nodes,
  tres_per_node: `gres/gpu:${request.cardType}:${request.cardsPerNode}`,
  time_limit: { set: true, infinite: false, number: request.limitMinutes },
  hold: request.isHeld,
  requeue: request.mayRunAgain,
})
