// Jobs that go to another centre, and jobs that come back after they were given up: in all of it a job runs once, and where it was sent last.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../../platform/database.ts'
import { testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testDatabase } from '../../../testing/database.ts'

let database: Database
let zone: CentreZone
let c1: Uuid
let c2: Uuid
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'moving', ['c1', 'c2'])
  ;[c1, c2] = zone.centres as [Uuid, Uuid]
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const submit = async (name: string, minutes = 10) => {
  const voucherId = await zone.grant('tflops_s', '144000000')
  const body = {
    voucherId,
    centreId: c1,
    name,
    cardType: 'A',
    cards: 8,
    limitMinutes: minutes,
    template: { kind: 'training' as const, command: 'train' },
  }
  return zone.firm('compute-job.submit', { body })
}
const show = async (jobId: string) => (await zone.firm('compute-job.show', { params: { jobId } })).job
const moveTo = (jobId: string, centreId: Uuid) => zone.firm('compute-job.move', { params: { jobId }, body: { centreId } })
const rounds = async (count: number, seconds = 20) => {
  for (let turn = 0; turn < count; turn += 1) {
    zone.pass(seconds)
    for (const centreId of [c1, c2]) await zone.roundAt(centreId)
  }
}

/** One job has all cards of the first centre, and one waits behind it. */
async function oneWaits() {
  const [first, second] = zone.fresh(8)
  await submit('占用', 60)
  await zone.roundAt(c1)
  await rounds(1)
  const { jobId } = await submit('等待')
  await zone.roundAt(c1)
  await rounds(1)
  expect(await show(jobId)).toMatchObject({ state: 'pending', centreCode: 'c1' })
  return { jobId, first: first as NonNullable<typeof first>, second: second as NonNullable<typeof second> }
}

test('a job that no engine has yet may be moved there and back in one instant; each choice is kept, the last one first', async () => {
  zone.fresh(8)
  const { jobId } = await submit('来回')
  expect(await moveTo(jobId, c2)).toMatchObject({ isMoving: false, centreCode: 'c2' })
  expect(await moveTo(jobId, c1)).toMatchObject({ isMoving: false, centreCode: 'c1' })
  const { placements } = await zone.firm('compute-job.show', { params: { jobId } })
  const chosen = placements.map(({ options }) => options.find(({ isChosen }) => isChosen)?.centreCode)
  expect(chosen).toEqual(['c1', 'c2'])
  await zone.firm('compute-job.cancel', { params: { jobId } })
})

test('a job that waits is given up at its centre, is certain to be gone, and runs once at the other', async () => {
  const { jobId, first, second } = await oneWaits()
  expect(await moveTo(jobId, c2)).toMatchObject({ isMoving: true, centreCode: 'c1' })
  await rounds(1)
  // Given up already, but a controller that dies could still have it again.
  expect(await show(jobId)).toMatchObject({ isMoving: true, centreCode: 'c1' })
  expect(second.envelopes.size).toBe(0)
  await rounds(3)
  expect(await show(jobId)).toMatchObject({ isMoving: false, centreCode: 'c2', state: 'running' })
  await rounds(40)
  expect(await show(jobId)).toMatchObject({ state: 'settled', endState: 'completed' })
  expect([first.starts.get(jobId), second.starts.get(jobId)]).toEqual([undefined, 1])
  const { placements } = await zone.firm('compute-job.show', { params: { jobId } })
  expect(placements[0]).toMatchObject({ placedBy: '甲报', options: [{ centreCode: 'c2', isChosen: true }, { centreCode: 'c1' }] })
})

test('a controller that dies after it gave a job up has it again, and gives it up again', async () => {
  const { jobId, first, second } = await oneWaits()
  await moveTo(jobId, c2)
  // It has saved the waiting job, and not that it was given up.
  zone.pass(5)
  await zone.roundAt(c1)
  first.kill()
  expect((await first.engine.states()).filter(({ state }) => state === 'pending')).toHaveLength(1)
  await rounds(60)
  expect([first.starts.get(jobId), second.starts.get(jobId)]).toEqual([undefined, 1])
  expect(await show(jobId)).toMatchObject({ state: 'settled', centreCode: 'c2' })
})

test('a job that was cancelled and comes back with a controller that died is cancelled again before it is settled', async () => {
  const { jobId, first } = await oneWaits()
  await zone.firm('compute-job.cancel', { params: { jobId } })
  zone.pass(5)
  await zone.roundAt(c1)
  first.kill()
  await rounds(6)
  // Left there it would take the room of the firm's other jobs.
  expect((await first.engine.states()).filter(({ state }) => state === 'pending')).toEqual([])
  expect(first.starts.get(jobId)).toBeUndefined()
  expect(await show(jobId)).toMatchObject({ state: 'settled', endState: 'cancelled', used: '0', held: '0' })
})

test('what no engine has yet goes at once; what has begun stays; nobody moves it to where it is, or another firm’s', async () => {
  zone.fresh(8)
  const { jobId } = await submit('即时')
  expect(await moveTo(jobId, c2)).toMatchObject({ isMoving: false, centreCode: 'c2', state: 'held' })
  await expect(moveTo(jobId, c2)).rejects.toMatchObject({ problem: { reasons: [{ code: 'compute-job.is-there' }] } })
  await expect(zone.otherFirm('compute-job.move', { params: { jobId }, body: { centreId: c1 } })).rejects.toMatchObject({
    problem: { status: 404 },
  })
  await zone.roundAt(c2)
  await rounds(1)
  await expect(moveTo(jobId, c1)).rejects.toMatchObject({ problem: { reasons: [{ code: 'compute-job.has-begun' }] } })
})
