// The same scenario against what was recorded from each version, everywhere, and against a real centre where one is named:
// BALLAST_TEST_SLURM="24.11 http://127.0.0.1:16803 /path/to/jwt.key", a fresh twin of four nodes.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt, jwtVerify } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { fixedClock, systemClock } from '../../../../platform/clock.ts'
import { playEngine, type Played } from '../testing/engine-scenario.ts'
import { replay, type Recording } from '../testing/recording.ts'
import { SLURM_VERSIONS, slurmEngine, type SlurmVersion } from './slurm-adapter.ts'
import { slurmCall } from './slurm-call.ts'
import { tokenSigner } from './token-signer.ts'

const KEY = Buffer.from('a key of thirty-two bytes or more')
const versions = Object.keys(SLURM_VERSIONS) as SlurmVersion[]
const recordingOf = (version: SlurmVersion) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../recorded/slurm-${version.replace('.', '-')}.json`), 'utf8')) as Recording

const close: (() => unknown)[] = []
afterEach(async () => {
  for (const one of close.splice(0)) await one()
})

function expectPlayed(played: Played, version: SlurmVersion): void {
  const { canReserve } = SLURM_VERSIONS[version]
  expect(played.strangerIs).toBe('engine.token-refused')
  expect(played.capabilities).toMatchObject({
    engine: 'slurm',
    cluster: 'c1',
    accountingAnswers: true,
    billedTflops: { a800: 312, ascend910b: 376, h20: 148 },
    partitions: [{ name: 'gpu', isUp: true, nodes: 4, longestMinutes: 10_080 }],
  })
  expect(played.capabilities.release).toMatch(new RegExp(`^${version}\\.\\d+`))
  expect(played.nodes).toEqual(
    ['g1', 'g2', 'g3', 'g4'].map((name) => ({ name, state: 'idle', cards: { a800: 8 }, cardsUsed: {}, reason: null })),
  )
  expect(played.running).toMatchObject({ ownId: 'own-1', account: 'firm-1', user: 'tenant001', envelope: 'voucher-1', waitsFor: null })
  expect(played.busyNodes.flatMap(({ state, cardsUsed }) => (state === 'partly' ? [cardsUsed] : []))).toEqual([{ a800: 2 }])
  expect([played.firstEnd, played.failedEnd, played.heldEnd]).toEqual(['completed', 'failed', 'cancelled'])
  expect(played.refusals).toMatchObject({
    beyondEnvelope: 'engine.limit-exceeded',
    unknownAccount: 'engine.account-unknown',
    strangersAccount: 'engine.account-unknown',
    unknownCard: 'engine.cannot-run',
    unknownPartition: 'engine.cannot-run',
    unknownJob: 'engine.job-unknown',
  })
  expect(played.refusals.unknownUser).toMatch(/^engine\.(account|user)-unknown$/)
  expect(played.heldDetails).toMatchObject({ state: 'pending', ownId: 'own-3', waitsFor: 'JobHeldUser', startsAt: null })
  expect(played.estimate).toBeGreaterThan(played.waiting?.submittedAt ?? Infinity)
  expect(played.waiting?.waitsFor).toMatch(/^(Resources|Priority)$/)
  expect([played.blocked, played.withoutEnvelope]).toEqual(['engine.limit-exceeded', 'engine.limit-exceeded'])
  const booked = new Map(played.records.map((record) => [`${record.ownId} ${record.state}`, record]))
  expect(booked.get('own-1 completed')).toMatchObject({ billedTflops: 624, cards: { a800: 2 }, cluster: 'c1', restarts: 0, nodes: 'g1' })
  expect(played.byNumber.map(({ ownId }) => ownId).toSorted()).toEqual(['own-1', 'own-2'])
  expect(booked.get('own-1 completed')?.elapsedSeconds).toBeGreaterThanOrEqual(3)
  expect(booked.get('own-2 failed')).toMatchObject({ billedTflops: 624 })
  expect(booked.get('own-4 cancelled')).toMatchObject({ billedTflops: 32 * 312, cards: { a800: 32 } })
  // What never started has no beginning, whatever number stands in the books, and has used nothing.
  expect(booked.get('own-5 cancelled')).toMatchObject({ startedAt: null, elapsedSeconds: 0 })
  // A job that was cancelled while it was held never comes into the books.
  expect([...booked.keys()].some((key) => key.startsWith('own-3'))).toBe(false)
  expect(played.reservations).toEqual(
    canReserve
      ? { reserved: 'done', reservedTwice: 'done', released: 'done' }
      : { reserved: 'engine.cannot-reserve', reservedTwice: 'engine.cannot-reserve', released: 'engine.cannot-reserve' },
  )
  const { startsAt = 0 } = played.listed[0] ?? {}
  const window = {
    name: 'window-1',
    startsAt,
    endsAt: startsAt + 3600,
    nodes: 4,
    nodeNames: 'g[1-4]',
    isMaintenance: true,
    holders: ['root'],
  }
  expect(played.listed).toEqual(canReserve ? [window] : [])
  expect(played.left).toEqual([])
  expect(played.drained).toMatchObject({ name: 'g4', reason: '更换风扇 fan' })
  expect(played.resumed.reason).toBeNull()
  expect(played.unknownNode).toBe('engine.node-unknown')
}

test.each(versions)('what was recorded from Slurm %s is understood', async (version) => {
  const recording = recordingOf(version)
  const { url, close: end } = await replay(recording)
  const engine = slurmEngine(version, { url, sign: tokenSigner(KEY, systemClock) })
  close.push(end, () => engine.close())
  expectPlayed(await playEngine({ engine, stranger: engine, now: recording.now, pause: () => Promise.resolve() }), version)
})

const real = process.env['BALLAST_TEST_SLURM']?.split(' ')
test.runIf(real !== undefined)('a real centre does what was recorded', async () => {
  const [version, url, keyFile] = real as [SlurmVersion, string, string]
  const engine = slurmEngine(version, { url, sign: tokenSigner(readFileSync(keyFile), systemClock) })
  const stranger = slurmEngine(version, { url, sign: tokenSigner(KEY, systemClock) })
  close.push(
    () => engine.close(),
    () => stranger.close(),
  )
  const now = Math.floor(systemClock.milliseconds() / 1000)
  expectPlayed(await playEngine({ engine, stranger, now, pause: () => sleep(300) }), version)
})

test('an envelope is read, changed in one place and written whole: its flags and other limits stay', () => {
  for (const version of versions) {
    const writes = recordingOf(version).exchanges.filter(({ method, path }) => method === 'POST' && path.endsWith('/qos/'))
    // Said twice the same, it is written once.
    expect(writes).toHaveLength(2)
    const [, raised] = writes.map(({ sent }) => (sent as { qos: { flags: string[]; limits: { max: object }; priority: object }[] }).qos[0])
    expect(raised?.flags.sort()).toEqual(['DENY_LIMIT', 'NO_DECAY'])
    expect(raised?.limits.max).toMatchObject({ active_jobs: {}, tres: { minutes: { total: [{ type: 'billing', count: 40_000 }] } } })
    expect(raised?.priority).toBeDefined()
  }
})

test('a token is made for one person, for two minutes, and verifies under the key alone', async () => {
  const clock = fixedClock('2024-04-01T00:00:00Z')
  const token = await tokenSigner(KEY, clock)('tenant001')
  const seconds = clock.milliseconds() / 1000
  expect(decodeJwt(token)).toEqual({ sun: 'tenant001', iat: seconds, exp: seconds + 120 })
  await expect(jwtVerify(token, KEY, { currentDate: new Date(clock.milliseconds()) })).resolves.toBeDefined()
  await expect(jwtVerify(token, Buffer.alloc(32), { currentDate: new Date(clock.milliseconds()) })).rejects.toThrow()
})

describe('a server that does not answer as it should', () => {
  const surface = async (answer: (turn: number) => { status: number; text: string } | 'break' | 'silence') => {
    let turns = 0
    const server = createServer((request, response) => {
      turns += 1
      const said = answer(turns)
      request.resume()
      if (said === 'break') request.socket.destroy()
      else if (said !== 'silence') response.writeHead(said.status).end(said.text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const call = slurmCall({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      dataParser: 'v0.0.42',
      sign: tokenSigner(KEY, systemClock),
      timeoutMs: 200,
    })
    close.push(
      () => call.close(),
      () => {
        server.closeAllConnections()
        server.close()
      },
    )
    return { call, turns: () => turns }
  }
  const codeOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    return error instanceof Refusal ? error.code : error
  }
  const NODES = { status: 200, text: '{"nodes":[],"errors":[],"last_update":{},"of a later version":1}' }

  test('reading is tried again, three times at most', async () => {
    const twice = await surface((turn) => (turn < 3 ? 'break' : NODES))
    await expect(twice.call('get', '/slurm/nodes/', {})).resolves.toMatchObject({ nodes: [] })
    expect(twice.turns()).toBe(3)
    const never = await surface(() => ({ status: 502, text: '<html>Bad gateway</html>' }))
    expect(await codeOf(never.call('get', '/slurm/nodes/', {}))).toBe('engine.not-understood')
    expect(never.turns()).toBe(3)
  })

  test('a job that may have arrived is not handed over again', async () => {
    for (const fault of ['break', 'silence'] as const) {
      const { call, turns } = await surface(() => fault)
      expect(await codeOf(call('post', '/slurm/job/submit', { body: { job: {} } }))).toBe('engine.no-answer')
      expect(turns()).toBe(1)
    }
  })

  test('a refusal carries Slurm’s own words, whatever the HTTP status of the version', async () => {
    for (const status of [500, 422]) {
      const text = JSON.stringify({ errors: [{ error_number: 2050, error: 'Job violates accounting/QOS policy' }] })
      const { call, turns } = await surface(() => ({ status, text }))
      const refusal = await call('post', '/slurm/job/submit', { body: { job: {} } }).catch((error: unknown) => error)
      expect(refusal).toMatchObject({
        code: 'engine.limit-exceeded',
        reasons: [{ params: { number: 2050, detail: 'Job violates accounting/QOS policy' } }],
      })
      expect(turns()).toBe(1)
    }
  })

  test('nobody there', async () => {
    const call = slurmCall({ url: 'http://127.0.0.1:1', dataParser: 'v0.0.42', sign: tokenSigner(KEY, systemClock) })
    const refusal = await call('post', '/slurm/job/submit', { body: { job: {} } }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'engine.unreachable', reasons: [{ params: { detail: 'connect ECONNREFUSED 127.0.0.1:1' } }] })
  })
})
