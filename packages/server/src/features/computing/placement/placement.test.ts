// When jobs start and where they go, on made-up engines: what is told is kept beside what happened, and every centre says why it was not chosen.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testDatabase } from '../../../testing/database.ts'
import type { Database } from '../../../platform/database.ts'

let database: Database
let zone: CentreZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'placing', ['c1', 'c2'])
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

/** Eight cards for ten minutes: as much as a node. */
const jobBody = (voucherId: string, centreId: string | null, given: object = {}) => ({
  voucherId,
  centreId,
  name: '训练',
  cardType: 'A',
  cards: 8,
  limitMinutes: 10,
  template: { kind: 'training' as const, command: 'python train.py' },
  ...given,
})
const grant = () => zone.grant('tflops_s', '144000000')
const show = async (jobId: string) => zone.firm('compute-job.show', { params: { jobId } })

test('a job that waits is told a time, which is kept beside what happened and what the engine meant', async () => {
  const [c1] = zone.centres as [Uuid]
  zone.fresh(8)
  const voucherId = await grant()
  const first = await zone.firm('compute-job.submit', { body: jobBody(voucherId, c1) })
  await zone.roundAt(c1)
  zone.pass(1)
  const second = await zone.firm('compute-job.submit', { body: jobBody(voucherId, c1, { name: '第二' }) })
  await zone.roundAt(c1)
  zone.pass(5)
  await zone.roundAt(c1)
  const { job } = await show(second.jobId)
  expect(job).toMatchObject({ state: 'pending', waits: { reason: 'resources', word: 'Resources' } })
  // Behind one that may run for ten minutes it starts within them.
  expect(job.wait).not.toBeNull()
  const told = job.wait as NonNullable<typeof job.wait>
  expect(Date.parse(told.p90At)).toBeGreaterThan(Date.parse(told.p50At))
  expect(Date.parse(told.p90At) - Date.parse(told.toldAt)).toBeLessThanOrEqual(600_000)
  expect((await show(first.jobId)).job.wait).toBeNull()
  expect((await zone.firm('compute-job.wait-record', { query: {} })).centres[0]).toMatchObject({ n: 0, within90: null })
  for (let turn = 0; turn < 30; turn += 1) {
    zone.pass(45)
    await zone.roundAt(c1)
  }
  expect((await show(second.jobId)).job).toMatchObject({ state: 'settled', wait: null })
  const record = await zone.otherFirm('compute-job.wait-record', { query: {} })
  const [all, here, there] = record.centres
  const [latest] = record.latest
  expect(all).toMatchObject({ centreId: null, n: 1, within90: Number(latest && latest.waitedSeconds <= latest.p90Seconds), beside: null })
  expect(here).toMatchObject({ centreId: c1, n: 1 })
  expect(there).toMatchObject({ n: 0 })
  // It began when the first one was over: 583 seconds after that one began.
  expect(latest?.waitedSeconds).toBeGreaterThan(500)
})

test('who waits beyond what was told is on record as late, who gave up before it is not on record', async () => {
  const [, c2] = zone.centres as [Uuid, Uuid]
  zone.fresh(8)
  const voucherId = await grant()
  const submit = (name: string) => zone.firm('compute-job.submit', { body: jobBody(voucherId, c2, { name }) })
  const round = async (seconds: number) => {
    zone.pass(seconds)
    await zone.roundAt(c2)
  }
  await submit('第一')
  await round(1)
  const waits = await submit('第二')
  await round(1)
  const givesUp = await submit('第三')
  await round(6)
  await round(6)
  for (const { jobId } of [waits, givesUp]) expect((await show(jobId)).job.wait).not.toBeNull()
  await zone.firm('compute-job.cancel', { params: { jobId: givesUp.jobId } })
  await round(1)
  expect((await show(givesUp.jobId)).job.startedAt).toBeNull()
  const recordHere = async () => {
    const { centres, latest } = await zone.firm('compute-job.wait-record', { query: {} })
    return { here: centres.find(({ centreId }) => centreId === c2), latest: latest[0] }
  }
  expect((await recordHere()).here).toMatchObject({ n: 0, within90: null })
  // Nobody looks at the centre any more: the job stands where it stood.
  zone.pass(7200)
  const { here, latest } = await recordHere()
  expect(here).toMatchObject({ n: 1, within90: 0, within50: 0 })
  expect(latest).toMatchObject({ cards: 8, hasStarted: false })
  expect(latest?.waitedSeconds).toBeGreaterThan(7000)
  await zone.roundAt(c2)
})

test('the platform chooses the centre where the job starts sooner, and says of the others why not', async () => {
  const [c1, c2] = zone.centres as [Uuid, Uuid]
  zone.fresh(8)
  const voucherId = await grant()
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, c1, { limitMinutes: 60 }) })
  await zone.roundAt(c1)
  zone.pass(10)
  await zone.roundAt(c1)
  const asked = { cardType: 'A', cards: 8, limitMinutes: 10 }
  const placement = await zone.firm('compute-job.place', { body: asked })
  expect(placement.options.map(({ centreCode, isChosen }) => [centreCode, isChosen])).toEqual([
    ['c2', true],
    ['c1', false],
  ])
  // 8 × 300 × 600 s = 0.4 P·h at 12 yuan.
  expect(placement.options[0]).toMatchObject({ freeCards: 8, wait: { p50Seconds: 0 }, yuan: '4.80', reasons: [] })
  expect(placement.options[1]?.reasons[0]?.code).toMatch(/^placement\./)
  const job = await zone.firm('compute-job.submit', { body: jobBody(voucherId, null) })
  expect(job.centreCode).toBe('c2')
  expect((await zone.firm('compute-job.submit', { body: jobBody(voucherId, null, { jobId: job.jobId }) })).jobId).toBe(job.jobId)
  const { placements } = await show(job.jobId)
  expect(placements).toHaveLength(1)
  expect(placements[0]).toMatchObject({ placedBy: null, options: [{ centreCode: 'c2', isChosen: true }, { centreCode: 'c1' }] })
  // Where the data lies is where it goes, however long that takes.
  const atData = await zone.firm('compute-job.place', { body: { ...asked, dataAt: c1 } })
  expect(atData.options[0]).toMatchObject({ centreCode: 'c1', isChosen: true })
  expect(atData.options[1]?.reasons).toMatchObject([{ code: 'placement.data-elsewhere' }])
  expect(placements[0]?.options[1]?.reasons).toHaveLength(1)
  expect(job.centreId).toBe(c2)
})

test('a centre in maintenance, one that does not answer and one that is too small are refused with their reasons', async () => {
  const [c1] = zone.centres as [Uuid]
  const [, second] = zone.fresh(8)
  zone.pass(60)
  const reasons = async (cards: number) => {
    const { options } = await zone.firm('compute-job.place', { body: { cardType: 'A', cards, limitMinutes: 10 } })
    return Object.fromEntries(options.map(({ centreCode, reasons: those }) => [centreCode, those.map(({ code }) => code)]))
  }
  expect(await reasons(16)).toEqual({ c1: ['placement.too-large'], c2: ['placement.too-large'] })
  expect(await reasons(12)).toMatchObject({ c1: ['compute-job.uneven-cards', 'placement.too-large'] })
  const { rows } = await zone.operator('compute-centre.list', {})
  const centre = rows.find(({ centreId }) => centreId === c1) as (typeof rows)[number]
  const { connection, cards, code, nameZh, nameEn, engine, apiVersion } = centre
  const body = {
    ...(connection as NonNullable<typeof connection>),
    code,
    nameZh,
    nameEn,
    engine,
    apiVersion,
    cards: cards.map(({ cardType, engineType, cardsPerNode }) => ({ cardType, engineType, cardsPerNode })),
  }
  const edit = (state: 'maintenance' | 'open', ifMatch: string) =>
    zone.operator('compute-centre.edit', { params: { centreId: c1 }, body: { ...body, state }, ifMatch })
  const { version } = await edit('maintenance', centre.version)
  zone.pass(60)
  if (second !== undefined) second.fault = () => 'unreachable'
  expect(await reasons(8)).toEqual({ c1: ['compute-centre.is-not-open'], c2: ['placement.no-answer'] })
  const voucherId = await grant()
  await expect(zone.firm('compute-job.submit', { body: jobBody(voucherId, null) })).rejects.toMatchObject({
    problem: { reasons: [{ code: 'compute-job.no-centre' }, { code: 'compute-centre.is-not-open' }, { code: 'placement.no-answer' }] },
  })
  await edit('open', version)
})

test('whoever waits hears what would help; of another firm’s job he hears nothing', async () => {
  const [c1] = zone.centres as [Uuid]
  zone.fresh(8)
  zone.pass(60)
  const voucherId = await grant()
  for (const name of ['一', '二', '三'])
    await zone.firm('compute-job.submit', { body: jobBody(voucherId, c1, { name, limitMinutes: 120 }) })
  await zone.roundAt(c1)
  zone.pass(10)
  await zone.roundAt(c1)
  const { rows } = await zone.firm('compute-job.list', { query: { voucherId, state: ['pending'] } })
  const last = rows[0] as (typeof rows)[number]
  const { helps } = await zone.firm('compute-job.wait-helps', { params: { jobId: last.jobId } })
  expect(helps[0]).toMatchObject({ kind: 'other-centre', centreNameZh: '中心c2' })
  expect(helps[0]?.wait.p50Seconds).toBeLessThan(3600)
  await expect(zone.otherFirm('compute-job.wait-helps', { params: { jobId: last.jobId } })).rejects.toMatchObject({
    problem: { status: 404 },
  })
})
