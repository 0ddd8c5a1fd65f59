// What the operator does to a centre's nodes through the page, on a made-up engine: who may, what is refused, and what the audit trail says.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { testCentres, type CentreZone } from '../../testing/centres.ts'
import { testDatabase } from '../../testing/database.ts'
import type { FakeCentre } from './engine/testing/fake-engine.ts'

let database: Database
let zone: CentreZone
let centreId: Uuid
let fake: FakeCentre
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'nodes', ['c1'])
  ;[centreId] = zone.centres as [Uuid]
})
beforeEach(() => {
  ;[fake] = zone.fresh(16) as [FakeCentre]
  // What was seen of the engine before is forgotten.
  zone.pass(10)
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const drain = (name: string, reason: string | null, as = zone.operator) =>
  as('compute-centre.drain-node', { params: { centreId, name }, body: { reason } })
const live = (as = zone.operator) => as('compute-centre.live', { params: { centreId } })
const entries = (action: string) =>
  database.read(zone.ctx.zone.zoneId, (tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['actor_name', 'subject_type', 'subject_id', 'before', 'after'])
      .where('action', '=', action)
      .orderBy('recorded_at')
      .orderBy('entry_id')
      .execute(),
  )

test('a node is drained with a reason and resumed, is seen so at once, and both are on record', async () => {
  expect((await live()).nodes.map(({ name, state }) => [name, state])).toEqual([
    ['g1', 'idle'],
    ['g2', 'idle'],
  ])
  await drain('g2', '更换风扇')
  expect(await live()).toMatchObject({ cards: [{ cards: 16, used: 0, away: 8 }], nodes: [{}, { state: 'drained', reason: '更换风扇' }] })
  await drain('g2', null)
  expect((await live()).nodes[1]).toMatchObject({ state: 'idle', reason: null })
  expect(await entries('compute-centre.drain-node')).toEqual(
    [
      {
        before: { node: 'g2', nodeState: 'idle', reason: null },
        after: { node: 'g2', reason: '更换风扇' },
      },
      {
        before: { node: 'g2', nodeState: 'drained', reason: '更换风扇' },
        after: { node: 'g2', reason: null },
      },
    ].map((entry) => ({ actor_name: '运营员', subject_type: 'compute_centre', subject_id: centreId, ...entry })),
  )
})

test('a node that takes no jobs gets none', async () => {
  await drain('g1', '检修')
  const voucherId = await zone.grant('tflops_s', '144000000')
  const template = { kind: 'training' as const, command: 'train' }
  const body = { voucherId, centreId, name: '训练', cardType: 'A', cards: 16, limitMinutes: 10, template }
  const { jobId } = await zone.firm('compute-job.submit', { body })
  const stateOf = async () => (await zone.firm('compute-job.show', { params: { jobId } })).job.state
  const round = async () => {
    zone.pass(20)
    await zone.roundAt(centreId)
  }
  await round()
  await round()
  expect(await stateOf()).toBe('pending')
  await drain('g1', null)
  await round()
  expect(await stateOf()).toBe('running')
})

test('only who looks after the centres may, not without a reason, and only a node that the centre has', async () => {
  const before = await entries('compute-centre.drain-node')
  for (const as of [zone.firm, zone.planner, zone.finance])
    await expect(drain('g1', '检修', as)).rejects.toMatchObject({ problem: { code: 'action.forbidden' } })
  await expect(drain('g1', ' ')).rejects.toMatchObject({ problem: { code: 'request.invalid' } })
  for (const name of ['g3', 'g[1-2]']) await expect(drain(name, '检修')).rejects.toMatchObject({ problem: { code: 'engine.node-unknown' } })
  expect(fake.drained.size).toBe(0)
  expect(await entries('compute-centre.drain-node')).toEqual(before)
})

test('where the engine refuses or is away, nothing is written', async () => {
  const before = await entries('compute-centre.drain-node')
  fake.fault = (call) => (call === 'drainNode' ? 'unreachable' : 'none')
  await expect(drain('g1', '检修')).rejects.toMatchObject({ problem: { code: 'engine.unreachable' } })
  expect(await entries('compute-centre.drain-node')).toEqual(before)
})

test('reservations are listed for the operator and the office alone, and a window that was given up is gone at once', async () => {
  const startsAt = '2024-03-16T02:00:00.000Z'
  const body = { name: 'window-1', startsAt, minutes: 90, nodes: 1 }
  expect((await live()).reservations).toEqual([])
  await zone.operator('compute-centre.reserve', { params: { centreId }, body })
  const endsAt = '2024-03-16T03:30:00.000Z'
  const window = { name: 'window-1', startsAt, endsAt, nodes: 1, nodeNames: 'g1', isMaintenance: true, holders: [] }
  expect(await live()).toMatchObject({ canReserve: true, reservations: [window] })
  expect((await live(zone.planner)).reservations).toEqual([window])
  expect(await live(zone.firm)).toMatchObject({ nodes: [], reservations: [] })
  await expect(zone.planner('compute-centre.release', { params: { centreId, name: 'window-1' } })).rejects.toMatchObject({
    problem: { code: 'action.forbidden' },
  })
  await zone.operator('compute-centre.release', { params: { centreId, name: 'window-1' } })
  expect((await live()).reservations).toEqual([])
  expect(await entries('compute-centre.release')).toMatchObject([{ before: { name: 'window-1' } }])
})
