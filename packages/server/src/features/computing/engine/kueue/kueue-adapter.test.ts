// Held against a stand-in, and against exchanges made by hand from the schemas; no real cluster was ever asked. With the schemas at hand,
// BALLAST_TEST_KUEUE_SCHEMAS=/path/to/folder, every body and answer is held against them too.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { fixedClock, type Clock } from '../../../../platform/clock.ts'
import type { JobRequest } from '../engine-port.ts'
import { playEngine, type Played } from '../testing/engine-scenario.ts'
import { FAKE_TOKEN, fakeKueue, type FakeCluster } from '../testing/fake-kueue.ts'
import { digestsOf, heldAgainstSchemas } from '../testing/kubernetes-schemas.ts'
import { recorder, replay, type Exchange, type Recording } from '../testing/recording.ts'
import { kueueEngine } from './kueue-adapter.ts'

const recording = JSON.parse(readFileSync(join(import.meta.dirname, '../recorded/kueue-v1beta2.json'), 'utf8')) as Recording & {
  schemas: Record<string, string>
}
const BEGIN = recording.now
const close: (() => unknown)[] = []
afterEach(async () => {
  for (const one of close.splice(0).toReversed()) await one()
})

function engineAt(url: string, { token = FAKE_TOKEN, clock = fixedClock('2024-04-01T00:00:00Z') }: { token?: string; clock?: Clock } = {}) {
  const engine = kueueEngine('v1beta2', { url, token: () => Promise.resolve(token), clock, timeoutMs: 2000 })
  close.push(() => engine.close())
  return engine
}

async function cluster() {
  const fake = await fakeKueue(BEGIN)
  close.push(() => fake.close())
  return fake
}

function expectPlayed(played: Played): void {
  expect(played.strangerIs).toBe('engine.token-refused')
  expect(played.capabilities).toEqual({
    engine: 'kueue',
    release: 'v1beta2, Kubernetes v1.35.0',
    cluster: '00000000-0000-4000-8000-000000000101',
    accountingAnswers: true,
    billedTflops: { a800: 312 },
    partitions: [{ name: 'gpu', isUp: true, nodes: 4, longestMinutes: null }],
  })
  expect(played.envelope).toBe('engine.keeps-no-envelopes')
  expect(played.nodes).toEqual(
    ['g1', 'g2', 'g3', 'g4'].map((name) => ({ name, state: 'idle', cards: { a800: 8 }, cardsUsed: {}, reason: null })),
  )
  expect(played.running).toMatchObject({
    ownId: 'own-1',
    account: 'firm-1',
    user: 'tenant001',
    envelope: 'voucher-1',
    waitsFor: null,
    nodes: 'g1',
  })
  expect(played.busyNodes.flatMap(({ state, cardsUsed }) => (state === 'partly' ? [cardsUsed] : []))).toEqual([{ a800: 2 }])
  expect([played.firstEnd, played.failedEnd, played.heldEnd]).toEqual(['completed', 'failed', 'cancelled'])
  expect(played.refusals).toEqual({
    beyondEnvelope: null,
    unknownAccount: 'engine.account-unknown',
    strangersAccount: 'engine.account-unknown',
    unknownUser: 'engine.account-unknown',
    unknownCard: 'engine.cannot-run',
    unknownPartition: 'engine.cannot-run',
    unknownJob: 'engine.job-unknown',
  })
  expect(played.heldDetails).toMatchObject({ state: 'pending', ownId: 'own-3', waitsFor: 'OnHold', startsAt: null })
  expect(played.estimate).toBeNull()
  expect(played.waiting).toMatchObject({ state: 'pending', waitsFor: 'Pending', startsAt: null })
  expect(played.blocked).toBe('engine.limit-exceeded')
  const booked = new Map(played.records.map((record) => [`${record.ownId} ${record.state}`, record]))
  expect(booked.get('own-1 completed')).toMatchObject({
    billedTflops: 624,
    cards: { a800: 2 },
    restarts: 0,
    nodes: 'g1',
    elapsedSeconds: 3,
  })
  expect(booked.get('own-2 failed')).toMatchObject({ billedTflops: 624 })
  expect(played.byNumber).toEqual(expect.arrayContaining([booked.get('own-1 completed'), booked.get('own-2 failed')]))
  expect(booked.get('own-4 cancelled')).toMatchObject({ billedTflops: 32 * 312, cards: { a800: 32 } })
  expect(booked.get('own-5 cancelled')).toMatchObject({ startedAt: null, elapsedSeconds: 0 })
  expect([...booked.keys()].some((key) => key.startsWith('own-3'))).toBe(false)
  expect(new Set(Object.values(played.reservations))).toEqual(new Set(['engine.cannot-reserve']))
  expect([played.listed, played.left]).toEqual([[], []])
  expect(played.drained).toMatchObject({ name: 'g4', reason: '更换风扇 fan' })
  expect(played.resumed.reason).toBeNull()
  expect(played.unknownNode).toBe('engine.node-unknown')
}

test('the scenario of every engine, against the stand-in', async () => {
  const fake = await cluster()
  const stranger = engineAt(fake.url, { token: 'token-of-somebody-else' })
  expectPlayed(await playEngine({ engine: engineAt(fake.url), stranger, now: BEGIN, pause: () => Promise.resolve(fake.pass(1)) }))
})

test('what is sent is what was held against the schemas, word for word', async () => {
  expect(recording.madeBy).toMatch(/by hand from the schemas/)
  const { url, close: end } = await replay(recording)
  close.push(end)
  const engine = engineAt(url)
  expectPlayed(await playEngine({ engine, stranger: engine, now: BEGIN, pause: () => Promise.resolve() }))
})

const TENANT = { account: 'firm-1', description: '企业一', users: ['tenant001'], envelopes: [], isBlocked: false }
const JOB: JobRequest = {
  account: 'firm-1',
  user: 'tenant001',
  envelope: 'v1',
  ownId: 'own-1',
  name: 'train',
  script: '#!/bin/bash\nsleep 20\n',
  workingDirectory: '/home/tenant001',
  environment: { WHO: '$(HOME) costs $5' },
  partition: null,
  nodes: 1,
  cardType: 'a800',
  cardsPerNode: 8,
  limitMinutes: 1,
  isHeld: false,
  mayRunAgain: false,
}

/** A tenant with one job of eight cards that runs. */
async function atWork(changes: Partial<JobRequest> = {}, url?: (real: string) => Promise<string>) {
  const fake = await cluster()
  const engine = engineAt((await url?.(fake.url)) ?? fake.url)
  await engine.provisionTenant(TENANT)
  const { jobId } = await engine.submit({ ...JOB, ...changes })
  const rows = async () => (await engine.ended({ from: BEGIN - 60, until: BEGIN + 3600 })).filter(({ ownId }) => ownId === 'own-1')
  return { fake, engine, jobId, rows }
}

const jobIn = ({ objects }: FakeCluster) => {
  const [job] = [...objects].flatMap(([path, object]) => (path.includes('/jobs/') ? [object] : []))
  if (job === undefined) throw new Error('no Job')
  return job
}

test('submitted twice it is one job', async () => {
  const { fake, engine, jobId } = await atWork()
  expect(await engine.submit(JOB)).toEqual({ jobId })
  expect([...fake.objects.keys()].filter((path) => path.includes('/jobs/'))).toHaveLength(1)
})

test('texts of a firm arrive as they are, whatever Kubernetes would put in place of $(…)', async () => {
  const { fake } = await atWork({ script: 'echo $$ $(date)' })
  const { containers } = (jobIn(fake).spec['template'] as { spec: { containers: { env: { name: string; value: string }[] }[] } }).spec
  const values = Object.fromEntries(containers[0]?.env.map(({ name, value }) => [name, value.replaceAll('$$', '$')]) ?? [])
  expect(values).toEqual({ WHO: '$(HOME) costs $5', BALLAST_SCRIPT: 'echo $$ $(date)' })
  expect(containers[0]?.env.every(({ value }) => !/(?<!\$)(\$\$)*\$\(/.test(value))).toBe(true)
})

test('a blocked tenant begins nothing, and what runs may end', async () => {
  const { fake, engine, jobId } = await atWork()
  await engine.provisionTenant({ ...TENANT, isBlocked: true })
  await expect(engine.submit({ ...JOB, ownId: 'own-2' })).rejects.toMatchObject({ code: 'engine.limit-exceeded' })
  fake.pass(20)
  expect(await engine.states()).toEqual([{ jobId, state: 'completed' }])
})

test('a namespace that is somebody else’s is left alone', async () => {
  const engine = engineAt((await cluster()).url)
  await expect(engine.provisionTenant({ ...TENANT, account: 'somebody-else' })).rejects.toMatchObject({ code: 'engine.refused' })
})

describe('one that was put back into the queue', () => {
  test('is one row until it is over, then two: what all stopped runs had, and the last', async () => {
    const { fake, engine, jobId, rows } = await atWork()
    fake.pass(5)
    fake.evict('ballast-own-1')
    expect(await engine.job(jobId)).toMatchObject({ state: 'pending', restarts: 1, startsAt: null })
    expect(await rows()).toMatchObject([{ state: 'pending', startedAt: null, elapsedSeconds: 0 }])
    fake.pass(3)
    fake.evict('ballast-own-1')
    fake.pass(30)
    const [past, last] = await rows()
    expect(past).toMatchObject({ state: 'preempted', restarts: 0, elapsedSeconds: 5 + 2, nodes: 'unknown' })
    expect(last).toMatchObject({ state: 'completed', restarts: 2, elapsedSeconds: 20, nodes: 'g1' })
    expect(past?.endedAt).toBeLessThanOrEqual(last?.startedAt ?? 0)
  })

  test('has its limit for all runs together', async () => {
    const { fake, rows } = await atWork({ script: 'sleep 600' })
    fake.pass(40)
    fake.evict('ballast-own-1')
    fake.pass(30)
    expect(await rows()).toMatchObject([{ state: 'timeout', restarts: 1, elapsedSeconds: 60 }])
  })

  test('cancelled while it waits, it keeps what it had used', async () => {
    const { fake, engine, jobId, rows } = await atWork()
    fake.pass(7)
    fake.evict('ballast-own-1')
    await engine.cancel(jobId)
    fake.pass(5)
    expect(await rows()).toMatchObject([{ state: 'cancelled', elapsedSeconds: 7, restarts: 1 }])
  })
})

test('cancelled while it runs, it keeps the time that it used', async () => {
  const { fake, engine, jobId, rows } = await atWork()
  fake.pass(9)
  await engine.cancel(jobId)
  await engine.cancel(jobId)
  expect(await rows()).toMatchObject([{ state: 'cancelled', startedAt: BEGIN, endedAt: BEGIN + 9, elapsedSeconds: 9, nodes: 'unknown' }])
})

test('what was stopped is kept as long as what finished, then removed; what finished Kubernetes removes itself', async () => {
  const { fake, engine, jobId } = await atWork()
  await engine.cancel(jobId)
  await engine.submit({ ...JOB, ownId: 'own-2' })
  fake.pass(30)
  const after = async (date: string) => {
    await engineAt(fake.url, { clock: fixedClock(`${date}T01:00:00Z`) }).ended({ from: 0, until: BEGIN })
    return (await engine.ended({ from: 0, until: BEGIN + 60 })).map(({ ownId }) => ownId)
  }
  expect(await after('2024-04-14')).toEqual(['own-1', 'own-2'])
  expect(await after('2024-04-15')).toEqual(['own-2'])
})

test('what ended a while ago stands in the books alone', async () => {
  const { fake, engine, jobId, rows } = await atWork()
  fake.pass(30)
  await engine.ended({ from: 0, until: BEGIN })
  expect(await engine.states()).toHaveLength(1)
  const later = engineAt(fake.url, { clock: fixedClock('2024-04-01T00:11:00Z') })
  await later.ended({ from: 0, until: BEGIN })
  expect(await engine.states()).toEqual([])
  expect(await rows()).toMatchObject([{ jobId, state: 'completed' }])
  expect(await engine.job(jobId)).toMatchObject({ state: 'completed' })
})

test('why a Job failed says whether it was the firm’s', async () => {
  const { fake, engine } = await atWork()
  const job = jobIn(fake)
  const states = []
  for (const reason of ['BackoffLimitExceeded', 'DeadlineExceeded', 'PodFailurePolicy']) {
    job.status['conditions'] = [{ type: 'Failed', status: 'True', reason, message: '', lastTransitionTime: '2024-04-01T00:00:10Z' }]
    states.push((await engine.states())[0]?.state)
  }
  expect(states).toEqual(['failed', 'timeout', 'node-fail'])
})

test('a node that was drained takes no new job, and what runs there may end', async () => {
  const { fake, engine, jobId } = await atWork()
  await engine.drainNode('g1', '换卡')
  expect((await engine.nodes())[0]).toMatchObject({ name: 'g1', state: 'draining', reason: '换卡' })
  const { jobId: wide } = await engine.submit({ ...JOB, ownId: 'own-2', nodes: 4 })
  fake.pass(20)
  expect(await engine.states()).toEqual([
    { jobId, state: 'completed' },
    { jobId: wide, state: 'pending' },
  ])
  expect((await engine.nodes())[0]).toMatchObject({ state: 'drained' })
  await engine.resumeNode('g1')
  fake.pass(1)
  expect(await engine.job(wide)).toMatchObject({ state: 'running', nodes: 'g1,g2,g3,g4' })
})

test('a node that is away or closed says why', async () => {
  const { fake, engine } = await atWork()
  const node = (name: string) => {
    const found = fake.objects.get(`/api/v1/nodes/${name}`)
    if (found === undefined) throw new Error(`no node ${name}`)
    return found
  }
  node('g1').spec['unschedulable'] = true
  node('g2').spec['unschedulable'] = true
  node('g3').status['conditions'] = [{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting' }]
  expect((await engine.nodes()).map(({ state, reason }) => [state, reason])).toEqual([
    ['draining', 'SchedulingDisabled'],
    ['drained', 'SchedulingDisabled'],
    ['down', 'Kubelet stopped posting'],
    ['idle', null],
  ])
})

describe('a server that does not answer as it should', () => {
  const surface = async (answer: (method: string, turn: number) => { status: number; body: unknown } | 'break' | undefined) => {
    const fake = await cluster()
    let turns = 0
    const server = createServer((request, response) => {
      void (async () => {
        const { method = '', url = '' } = request
        const said = answer(method, (turns += 1))
        if (said === 'break') return request.socket.destroy()
        const parts: Buffer[] = []
        for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
        if (said !== undefined) return response.writeHead(said.status).end(JSON.stringify(said.body))
        const headers = { authorization: String(request.headers.authorization), 'content-type': 'application/json' }
        const body = method === 'GET' ? {} : { body: Buffer.concat(parts) }
        const real = await fetch(new URL(url, fake.url), { method, headers, ...body })
        return response.writeHead(real.status).end(await real.text())
      })()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    close.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return { fake, engine: engineAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) }
  }
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Refusal ? error.code : error),
    )

  test('reading is tried again', async () => {
    const { engine } = await surface((_, turn) => (turn < 3 ? 'break' : undefined))
    expect(await engine.nodes()).toHaveLength(4)
  })

  test('a job that may have arrived is not handed over again, and found when it is', async () => {
    let isBroken = false
    const { fake, engine } = await surface((method) => (isBroken && method === 'POST' ? 'break' : undefined))
    await engine.provisionTenant(TENANT)
    isBroken = true
    expect(await codeOf(engine.submit(JOB))).toBe('engine.no-answer')
    expect([...fake.objects.keys()].filter((path) => path.includes('/jobs/'))).toHaveLength(0)
  })

  test.each([
    [403, { message: 'exceeded quota: pods' }, 'engine.limit-exceeded'],
    [403, { message: 'jobs.batch is forbidden' }, 'engine.token-refused'],
    [422, { message: 'Job is invalid' }, 'engine.cannot-run'],
    [429, { message: 'too many requests' }, 'engine.controller-away'],
    [504, { reason: 'Timeout' }, 'engine.no-answer'],
    [418, {}, 'engine.refused'],
  ])('HTTP %i %j is %s', async (status, body, code) => {
    let isBroken = false
    const { engine } = await surface((method) => (isBroken && method === 'POST' ? { status, body } : undefined))
    await engine.provisionTenant(TENANT)
    isBroken = true
    expect(await codeOf(engine.submit(JOB))).toBe(code)
  })

  test('nobody there', async () => {
    expect(await codeOf(engineAt('http://127.0.0.1:1').setEnvelopes([{ name: 'v', description: '', tflopsMinutes: 1 }]))).toBe(
      'engine.keeps-no-envelopes',
    )
    expect(await codeOf(engineAt('http://127.0.0.1:1').provisionTenant(TENANT))).toBe('engine.unreachable')
  })
})

const folder = process.env['BALLAST_TEST_KUEUE_SCHEMAS'] ?? ''
describe.runIf(folder !== '')('by the schemas', () => {
  test('what was recorded, and what comes of evictions, is as they say', async () => {
    expect(recording.schemas).toEqual(digestsOf(folder))
    const exchanges: Exchange[] = [...recording.exchanges]
    let proxied = ''
    const { fake, engine, jobId, rows } = await atWork({}, async (real) => {
      const proxy = await recorder(real, exchanges)
      proxied = proxy.url
      close.push(() => proxy.close())
      return proxy.url
    })
    fake.pass(5)
    fake.evict('ballast-own-1')
    fake.pass(3)
    await rows()
    await engine.cancel(jobId)
    await rows()
    for (const date of ['2024-04-02', '2024-05-01'])
      await engineAt(proxied, { clock: fixedClock(`${date}T00:00:00Z`) }).ended({ from: 0, until: BEGIN })
    expect(exchanges.filter(({ method }) => method === 'DELETE' || method === 'PATCH').slice(-3)).toMatchObject([
      { method: 'PATCH', status: 200, sent: { metadata: { labels: { 'ballast/over': 'true' } } } },
      { method: 'PATCH', status: 200 },
      { method: 'DELETE', status: 200 },
    ])
    const { objects, faults } = heldAgainstSchemas(folder, exchanges)
    expect(faults).toEqual([])
    expect(objects).toBeGreaterThan(recording.exchanges.length)
  })

  test('they refuse what the API server would', () => {
    const sent = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { nme: 'x' },
      spec: { template: { spec: { containers: [{}] } }, suspended: true },
    }
    const { faults } = heldAgainstSchemas(folder, [
      { method: 'POST', path: '/apis/batch/v1/namespaces/a/jobs', as: 'platform', sent, status: 500, answer: {} },
    ])
    expect(new Set(faults.map((fault) => /"(?:additionalProperty|missingProperty)":"(\w+)"/.exec(fault)?.[1]))).toEqual(
      new Set(['name', 'nme', 'suspended']),
    )
  })
})
