// Use past the platform eats the envelope that jobs of ours were given: the voucher holds as much, so that they get it back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { TEST_AUDIT_KEY } from '../../testing/context.ts'
import { testCentres, type CentreZone } from '../../testing/centres.ts'
import { testDatabase } from '../../testing/database.ts'
import type { Database } from '../../platform/database.ts'
import { readCentres } from '../computing/index.ts'
import { proveLedger } from '../voucher/index.ts'
import { meterCentre } from './meter-centre.ts'

let database: Database
let zone: CentreZone
let centreId: Uuid
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'beside', ['c1'])
  centreId = zone.centres[0] as Uuid
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

/** Eight cards of 300 TFLOPS for a minute. */
const MINUTE = 144_000
const job = (voucherId: string, minutes: number) => ({
  voucherId,
  centreId,
  name: '训练',
  cardType: 'A',
  cards: 8,
  limitMinutes: minutes,
  template: { kind: 'training' as const, command: 'python train.py' },
})
const balancesOf = async (voucherId: string) => (await zone.firm('voucher.show', { params: { voucherId } })).voucher.balances
const jobsOf = async (voucherId: string) => (await zone.firm('compute-job.list', { query: { voucherId } })).rows
const fakeOf = () => zone.fakes.get(centreId) ?? Promise.reject(new Error('no centre'))

async function meter(): Promise<void> {
  const [centre] = await database.read(zone.ctx.zone.zoneId, (tx) => readCentres(tx, zone.ctx.zone.zoneId, { centreId }))
  const { engine } = await fakeOf()
  if (centre !== undefined)
    await meterCentre({ database, clock: zone.clock, auditKey: TEST_AUDIT_KEY, zone: zone.ctx.zone, centre, engine })
}

/** One job of ours waits while another runs beside the platform on the voucher's envelope, for 43 of its 60 seconds. */
async function usePast(minutes: number, granted = zone.grant('tflops_s', String(MINUTE * minutes))): Promise<string> {
  zone.fresh(8)
  const voucherId = await granted
  const fake = await fakeOf()
  fake.fault = (call) => (call === 'submit' ? 'unreachable' : 'none')
  await zone.firm('compute-job.submit', { body: job(voucherId, 10) })
  // The envelope stands, and the job is not there yet.
  await zone.roundAt(centreId)
  fake.fault = () => 'none'
  const tenant = [...fake.tenants.values()].find(({ envelopes }) => envelopes.some((name) => fake.envelopes.has(name)))
  const envelope = [...fake.envelopes.keys()].at(-1)
  if (tenant === undefined || envelope === undefined) throw new Error('the centre knows nobody')
  await fake.engine.submit({
    account: tenant.account,
    user: tenant.users[0] ?? '',
    envelope,
    ownId: '',
    name: 'beside',
    script: '',
    workingDirectory: '/',
    environment: {},
    partition: null,
    nodes: 1,
    cardType: 'a800',
    cardsPerNode: 8,
    limitMinutes: 1,
    isHeld: false,
    mayRunAgain: false,
  })
  zone.pass(60)
  await zone.roundAt(centreId)
  zone.pass(10)
  await zone.roundAt(centreId)
  return voucherId
}

const PAST = 43 * (MINUTE / 60)

test('what was used past us is held of the voucher, and the job that it kept waiting runs; assigned, it is charged from there', async () => {
  const voucherId = await usePast(12)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'pending' }])
  await meter()
  expect(await balancesOf(voucherId)).toMatchObject({ held: String(10 * MINUTE + PAST), free: String(2 * MINUTE - PAST) })
  await zone.roundAt(centreId)
  zone.pass(10)
  await zone.roundAt(centreId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'running' }])
  const { rows } = await zone.operator('metering.suspense', { query: { state: 'open' } })
  const row = rows.find(({ jobName }) => jobName === 'beside')
  if (row === undefined) throw new Error('not in suspense')
  // Its envelope says whose it is; read again, it is held once.
  await meter()
  const assign = { enterpriseId: zone.firmId, reason: '企业确认' }
  await zone.operator('metering.assign', { params: { suspenseId: row.suspenseId }, body: assign, ifMatch: row.version })
  expect(await balancesOf(voucherId)).toMatchObject({ held: String(10 * MINUTE), used: String(PAST) })
  for (let turn = 0; turn < 20; turn += 1) {
    zone.pass(45)
    await zone.roundAt(centreId)
  }
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled' }])
  const { held, used, free } = await balancesOf(voucherId)
  expect(BigInt(held) + BigInt(used) + BigInt(free)).toBe(BigInt(12 * MINUTE))
  const checks = await database.read(zone.ctx.zone.zoneId, (tx) => proveLedger(tx, zone.ctx.zone.zoneId))
  expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([])
})

test('where the voucher has nothing left the job waits on, until there is', async () => {
  const voucherId = await usePast(10)
  await meter()
  await zone.roundAt(centreId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'pending' }])
  const { held, used, free } = await balancesOf(voucherId)
  expect({ held, used, free }).toEqual({ held: String(10 * MINUTE), used: '0', free: '0' })
  const { envelopes } = await fakeOf()
  expect([...envelopes.values()].at(-1)?.tflopsMinutes).toBe((10 * MINUTE) / 60)
})

test('assigned to another firm the hold is given back', async () => {
  const voucherId = await usePast(12)
  await meter()
  const { rows } = await zone.operator('metering.suspense', { query: { state: 'open' } })
  const row = rows.find(({ enterpriseId, jobName }) => jobName === 'beside' && enterpriseId === zone.firmId)
  if (row === undefined) throw new Error('not in suspense')
  const { rows: firms } = await zone.planner('enterprise.list', { query: {} })
  const other = firms.find(({ enterpriseId }) => enterpriseId !== zone.firmId)
  if (other === undefined) throw new Error('one firm alone')
  const assign = { enterpriseId: other.enterpriseId, reason: '代其试运行' }
  await zone.operator('metering.assign', { params: { suspenseId: row.suspenseId }, body: assign, ifMatch: row.version })
  expect(await balancesOf(voucherId)).toMatchObject({ held: String(10 * MINUTE), free: String(2 * MINUTE), used: '0' })
})

test('past us on the envelope of a paid line it is held of the line, and once it is assigned it is charged', async () => {
  const body = { enterpriseId: zone.firmId, amount: String(MINUTE * 12), fromOn: '2024-03-15', untilOn: '2024-12-31', note: '合同 HT-1' }
  const voucherId = await usePast(
    12,
    zone.operator('paid-line.open', { body }).then((line) => line.voucherId as Uuid),
  )
  await meter()
  expect(await balancesOf(voucherId)).toMatchObject({ held: String(10 * MINUTE + PAST), free: String(2 * MINUTE - PAST) })
  const { rows } = await zone.operator('metering.suspense', { query: { state: 'open' } })
  const row = rows.find(({ enterpriseId, jobName }) => jobName === 'beside' && enterpriseId === zone.firmId)
  if (row === undefined) throw new Error('not in suspense')
  const assign = { enterpriseId: zone.firmId, reason: '企业确认' }
  await zone.operator('metering.assign', { params: { suspenseId: row.suspenseId }, body: assign, ifMatch: row.version })
  const { rows: uses } = await zone.firm('voucher-use.list', { query: { voucherId } })
  // 43 seconds of 2,400 TFLOPS at 12 yuan a P·h.
  expect(uses).toMatchObject([{ isPaid: true, covered: String(PAST), chargedYuan: '0.34' }])
})
