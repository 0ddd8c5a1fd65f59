import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { hasEnded, type NodeState } from '@ballast/domain/computing/engine-states.ts'
import type { EnginePort, EpochSeconds, JobDetails, JobRequest } from '../engine-port.ts'

export interface Stage {
  readonly engine: EnginePort
  /** The same centre, spoken to with a key that is not its own. */
  readonly stranger: EnginePort
  /** Seconds of the day on which it was played; a recording keeps them. */
  readonly now: EpochSeconds
  /** Waits a little before asking again. */
  readonly pause: () => Promise<void>
}

const ENVELOPE = { name: 'voucher-1', description: '算力券 1', tflopsMinutes: 24_960 }
const TENANT = { account: 'firm-1', description: '企业一', users: ['tenant001'], envelopes: ['voucher-1'], isBlocked: false }
const JOB: JobRequest = {
  account: 'firm-1',
  user: 'tenant001',
  envelope: 'voucher-1',
  ownId: 'own-1',
  name: 'train',
  script: '#!/bin/bash\nsleep 3\n',
  workingDirectory: '/tmp',
  environment: { PATH: '/usr/bin:/bin' },
  partition: 'gpu',
  nodes: 1,
  cardType: 'a800',
  cardsPerNode: 2,
  limitMinutes: 2,
  isHeld: false,
  mayRunAgain: true,
}

/** What the product asks of an engine, once through, at a fresh centre of four nodes with eight cards of 312 TFLOPS each. */
export async function playEngine({ engine, stranger, now, pause }: Stage) {
  const until = async <T>(read: () => Promise<T | undefined>): Promise<T> => {
    for (let turn = 0; turn < 400; turn += 1) {
      const found = await read()
      if (found !== undefined) return found
      await pause()
    }
    throw new Error('it never came')
  }
  const refusedAs = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work
      return 'done'
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }
  const submit = async (changes: Partial<JobRequest>) => (await engine.submit({ ...JOB, ...changes })).jobId
  const ended = (jobId: string) =>
    until(async () => {
      const found = (await engine.states()).find((job) => job.jobId === jobId)
      return found !== undefined && hasEnded(found.state) ? found.state : undefined
    })

  const strangerIs = await refusedAs(stranger.nodes())
  const capabilities = await engine.capabilities()
  const nodes = await engine.nodes()

  const envelope = await refusedAs(engine.setEnvelopes([ENVELOPE]))
  if (engine.keepsEnvelopes) {
    await engine.setEnvelopes([ENVELOPE])
    // One that stands and one that is new, in one go.
    await engine.setEnvelopes([
      { ...ENVELOPE, tflopsMinutes: 40_000 },
      { name: 'voucher-2', description: '算力券 2', tflopsMinutes: 1_000 },
    ])
  }
  await engine.provisionTenant(TENANT)
  await engine.provisionTenant(TENANT)

  const first = await submit({})
  const running = await until<JobDetails>(async () => {
    const found = await engine.job(first)
    return found?.state === 'running' ? found : undefined
  })
  const busyNodes = await engine.nodes()
  const firstEnd = await ended(first)
  const failed = await submit({ ownId: 'own-2', script: '#!/bin/bash\nexit 3\n' })
  const failedEnd = await ended(failed)

  const refusals = {
    beyondEnvelope: engine.keepsEnvelopes ? await refusedAs(submit({ limitMinutes: 600 })) : null,
    unknownAccount: await refusedAs(submit({ account: 'firm-2' })),
    strangersAccount: await refusedAs(submit({ user: 'tenant002' })),
    unknownUser: await refusedAs(submit({ user: 'nobody-here' })),
    unknownCard: await refusedAs(submit({ cardType: 'abacus' })),
    unknownPartition: await refusedAs(submit({ partition: 'moon' })),
    unknownJob: await refusedAs(engine.cancel('999999')),
  }

  const held = await submit({ ownId: 'own-3', isHeld: true })
  const heldDetails = await engine.job(held)
  await engine.cancel(held)
  await engine.cancel(held)
  const heldEnd = await ended(held)

  const whole = { nodes: 4, cardsPerNode: 8, limitMinutes: 1 }
  const before = await submit({ ...whole, ownId: 'own-4', script: '#!/bin/bash\nsleep 30\n' })
  const behind = await submit({ ...whole, ownId: 'own-5' })
  const estimate = engine.estimatesStarts ? await until(async () => (await engine.estimate([behind])).get(behind)) : null
  const waiting = await engine.job(behind)
  await engine.cancel(behind)
  await engine.cancel(before)
  await ended(before)

  await engine.provisionTenant({ ...TENANT, isBlocked: true })
  const blocked = await refusedAs(submit({}))
  await engine.provisionTenant(TENANT)
  const unblocked = await submit({ ownId: 'own-6', isHeld: true })
  await engine.cancel(unblocked)
  await engine.provisionTenant({ ...TENANT, envelopes: [] })
  const withoutEnvelope = engine.keepsEnvelopes ? await refusedAs(submit({})) : null

  const span = { from: now - 3600, until: now + 3600 }
  const records = await until(async () => {
    const rows = await engine.ended(span)
    const inTheBooks = new Set(rows.flatMap(({ ownId, state }) => (hasEnded(state) ? [ownId] : [])))
    return ['own-1', 'own-2', 'own-4', 'own-5'].every((ownId) => inTheBooks.has(ownId)) ? rows : undefined
  })

  const byNumber = await engine.ended({ ...span, only: [first, failed] })

  const window = { name: 'window-1', startsAt: now + 86_400, minutes: 60, nodes: 4, partition: 'gpu', users: [] }
  const reserved = await refusedAs(engine.reserve(window))
  const reservedTwice = await refusedAs(engine.reserve(window))
  const listed = await engine.reservations()
  const released = await refusedAs(engine.release('window-1'))
  const left = await engine.reservations()

  const nodeOnce = (state: NodeState) =>
    until(async () => (await engine.nodes()).find((node) => node.name === 'g4' && node.state === state))
  await engine.drainNode('g4', '风扇')
  await engine.drainNode('g4', '更换风扇 fan')
  const drained = await nodeOnce('drained')
  await engine.resumeNode('g4')
  const resumed = await nodeOnce('idle')
  const unknownNode = await refusedAs(engine.drainNode('g99', '更换风扇'))

  return {
    strangerIs,
    capabilities,
    envelope,
    nodes,
    running,
    busyNodes,
    firstEnd,
    failedEnd,
    refusals,
    heldDetails,
    heldEnd,
    estimate,
    waiting,
    blocked,
    unblocked,
    withoutEnvelope,
    records,
    byNumber,
    reservations: { reserved, reservedTwice, released },
    listed,
    left,
    drained,
    resumed,
    unknownNode,
  }
}
export type Played = Awaited<ReturnType<typeof playEngine>>
