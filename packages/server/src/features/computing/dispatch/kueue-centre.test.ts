// Jobs at a centre that keeps no envelopes: a stand-in of a cluster with Kueue. Our holds alone keep to the voucher.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database.ts'
import { TEST_AUDIT_KEY } from '../../../testing/context.ts'
import { testDatabase } from '../../../testing/database.ts'
import { testVouchers, type VoucherZone } from '../../../testing/vouchers.ts'
import { readCentres } from '../centre.queries.ts'
import { FAKE_TOKEN, fakeKueue, type FakeCluster } from '../engine/testing/fake-kueue.ts'
import { enginesOf, enginesOver, useEngines } from '../engines.ts'
import { PATIENCE } from './dispatching.ts'
import { sweep } from './sweep.ts'

let now = Date.parse('2024-03-15T01:00:00Z') / 1000
const clock: Clock = { now: () => instantAt(now * 1000), milliseconds: () => now * 1000, today: () => '2024-03-15' as never }
let database: Database
let zone: VoucherZone
let cluster: FakeCluster
let centreId: Uuid

const centreBody = () => ({
  code: 'k1',
  nameZh: '容器中心',
  nameEn: 'Container centre',
  engine: 'kueue' as const,
  apiVersion: 'v1beta2',
  url: cluster.url,
  keyRef: 'env:BALLAST_COMPUTING_TEST',
  workDir: '/home/{user}',
  partition: null,
  state: 'open' as const,
  cards: [{ cardType: 'A', engineType: 'a800', cardsPerNode: 8 }],
})

beforeAll(async () => {
  database = await testDatabase()
  zone = await testVouchers(database, 'kueue', { clock })
  cluster = await fakeKueue(now, 300)
  const key = Buffer.from(`${FAKE_TOKEN}\n`).toString('base64')
  useEngines(
    database,
    enginesOver(clock, () => key),
  )
  centreId = (await zone.operator('compute-centre.add', { body: centreBody() })).centreId as Uuid
})
afterAll(async () => {
  enginesOf(database).close()
  await cluster.close()
  await zone.app.close()
  await database.close()
})

const jobBody = (voucherId: string, script: string) => ({
  voucherId,
  centreId: centreId as string,
  name: '训练',
  cardType: 'A',
  cards: 8,
  limitMinutes: 10,
  template: { kind: 'script' as const, script },
})
const jobsOf = async (voucherId: string) => (await zone.firm('compute-job.list', { query: { voucherId, limit: 50 } })).rows
const balancesOf = async (voucherId: string) => (await zone.firm('voucher.show', { params: { voucherId } })).voucher.balances

async function pass(seconds: number): Promise<void> {
  now += seconds
  cluster.pass(seconds)
  const [centre] = await database.read(zone.ctx.zone.zoneId, (tx) => readCentres(tx, zone.ctx.zone.zoneId, { centreId }))
  if (centre === undefined) throw new Error('no centre')
  const engine = await enginesOf(database).of(centre)
  const given = { database, clock, auditKey: TEST_AUDIT_KEY, zone: zone.ctx.zone, centre, engine, patience: PATIENCE }
  expect(await sweep({ ...given, mayGoOn: () => true, tell: () => undefined })).toBe(true)
}

test('what the platform needs of the cluster is there, but for envelopes and reservations', async () => {
  const { isGood, found } = await zone.operator('compute-centre.try', { params: { centreId } })
  expect(found.filter((one) => !one.isGood).map(({ code }) => code)).toEqual(['envelopes', 'reservations'])
  expect(isGood).toBe(true)
})

test('a version that is not spoken is not registered', async () => {
  await expect(zone.operator('compute-centre.add', { body: { ...centreBody(), code: 'k2', apiVersion: 'v1beta1' } })).rejects.toMatchObject(
    { problem: { reasons: [{ code: 'compute-centre.engine-unsupported' }] } },
  )
})

test('a job is held for, sent, run and settled; the cluster is told of no envelope', async () => {
  const voucherId = await zone.grant('tflops_s', '2000000')
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, '#!/bin/bash\nsleep 120\n') })
  // A second one would be 2,880,000 TFLOPS·s together.
  await expect(zone.firm('compute-job.submit', { body: jobBody(voucherId, '#!/bin/bash\ntrue\n') })).rejects.toMatchObject({
    problem: { reasons: [{ code: 'voucher.short-voucher' }] },
  })
  await pass(1)
  await pass(20)
  const [running] = await jobsOf(voucherId)
  expect(running).toMatchObject({ state: 'running', engineJob: `firm-1.ballast-${running?.jobId ?? ''}` })
  await pass(150)
  await pass(60)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled', endState: 'completed' }])
  expect(await balancesOf(voucherId)).toMatchObject({ held: '0', used: String(8 * 300 * 120) })
  const { rows } = await database.system((tx) => sql`select 1 from compute_envelope where centre_id = ${centreId}`.execute(tx))
  expect(rows).toEqual([])
})

test('cancelled while it runs it is charged for what it used; blocked, the tenant’s queue is held', async () => {
  const voucherId = await zone.grant('tflops_s', '2000000')
  const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, '#!/bin/bash\nsleep 500\n') })
  await pass(1)
  await pass(40)
  await zone.firm('compute-job.cancel', { params: { jobId } })
  await pass(1)
  await pass(60)
  await pass(60)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled', endState: 'cancelled' }])
  expect(await balancesOf(voucherId)).toMatchObject({ held: '0', used: String(8 * 300 * 41) })
  const [tenant] = (await zone.operator('compute-tenant.list', {})).rows
  const enterpriseId = tenant?.enterpriseId ?? ''
  const params = { centreId, enterpriseId }
  await zone.operator('compute-tenant.block', { params, body: { reason: '欠费' }, ifMatch: tenant?.version ?? '' })
  await pass(1)
  const queue = cluster.objects.get('/apis/kueue.x-k8s.io/v1beta2/namespaces/firm-1/localqueues/gpu')
  expect(queue?.spec).toMatchObject({ stopPolicy: 'Hold' })
})
