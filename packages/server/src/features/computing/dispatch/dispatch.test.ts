// Jobs on engines that forget, answer late or not at all, and use numbers again, while our own process dies: what was taken is run once
// and settled, and no voucher is overspent.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../../platform/database.ts'
import { testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testDatabase } from '../../../testing/database.ts'
import type { FakeCentre, Fault } from '../engine/testing/fake-engine.ts'
import { insertEvents } from '../job.queries.ts'
import { readEvents } from '../job.view.ts'

/** Eight cards of 300 TFLOPS for a minute. */
const MINUTE = 144_000n

let database: Database
let zone: CentreZone
let centres: readonly Uuid[]
let fakes: ReadonlyMap<Uuid, FakeCentre>
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'dispatch', ['c1', 'c2', 'c3'])
  ;({ centres, fakes } = zone)
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const jobBody = (voucherId: string, centreId: string, minutes: number, name = '训练') => ({
  voucherId,
  centreId,
  name,
  cardType: 'A',
  cards: 8,
  limitMinutes: minutes,
  template: { kind: 'training' as const, command: 'python train.py' },
})

const jobsOf = async (voucherId: string) => (await zone.firm('compute-job.list', { query: { voucherId, limit: 500 } })).rows
const balancesOf = async (voucherId: string) => (await zone.firm('voucher.show', { params: { voucherId } })).voucher.balances
const forget = () => database.system(async (tx) => void (await sql`delete from compute_envelope`.execute(tx)))

async function untilQuiet(voucherId: string): Promise<void> {
  for (const fake of fakes.values()) fake.fault = () => 'none'
  for (let turn = 0; turn < 120; turn += 1) {
    zone.pass(45)
    const jobs = await jobsOf(voucherId)
    for (const centreId of new Set(jobs.map((job) => job.centreId as Uuid))) await zone.roundAt(centreId)
    if (jobs.every(({ state }) => state === 'settled' || state === 'cancelled' || state === 'refused')) return
  }
  throw new Error(`not quiet: ${JSON.stringify((await jobsOf(voucherId)).map(({ state, fault, waits }) => [state, fault?.code, waits]))}`)
}

test('a hold outlives every wait: it does not lapse while its job is live', async () => {
  zone.fresh(8)
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })
  await database.system((tx) => sql`update voucher_hold set expires_at = '2024-03-01' where job_id = ${jobId}`.execute(tx))
  expect((await zone.planner('voucher.expire', {})).holds).toBe(0)
  expect(await balancesOf(voucherId)).toMatchObject({ held: '1440000' })
  await untilQuiet(voucherId)
  expect(await balancesOf(voucherId)).toMatchObject({ held: '0' })
})

test('a job is held for, submitted, seen, confirmed, run and settled; what it did not use goes back', async () => {
  const [fake] = zone.fresh(16)
  const [centreId] = centres
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  const body = jobBody(voucherId, centreId as string, 10)
  const quote = await zone.firm('compute-job.quote', { body })
  // 8 × 300 × 600 s = 1,440,000 TFLOPS·s = 0.4 P·h at 12 yuan.
  expect(quote).toMatchObject({ amount: '1440000', yuan: '4.80', free: String(MINUTE * 60n), reasons: [] })
  const { jobId, state } = await zone.firm('compute-job.submit', { body })
  expect(state).toBe('held')
  // The same id is the same job.
  expect((await zone.firm('compute-job.submit', { body: { ...body, jobId } })).jobId).toBe(jobId)
  expect(await balancesOf(voucherId)).toMatchObject({ held: '1440000' })
  await zone.roundAt(centreId as Uuid)
  expect(fake?.envelopes.size).toBe(1)
  expect([...(fake?.envelopes.values() ?? [])][0]).toMatchObject({ tflopsMinutes: 24_000 })
  expect((await jobsOf(voucherId))[0]).toMatchObject({ state: 'pending', engineJob: '1', waits: { reason: 'resources' } })
  zone.pass(20)
  await zone.roundAt(centreId as Uuid)
  expect((await jobsOf(voucherId))[0]).toMatchObject({ state: 'running' })
  await untilQuiet(voucherId)
  // It ran for 583 of its 600 seconds.
  expect(await balancesOf(voucherId)).toMatchObject({ held: '0', used: String(8 * 300 * 583) })
  expect([...(fake?.envelopes.values() ?? [])][0]?.tflopsMinutes).toBe(Math.ceil((8 * 300 * 583) / 60))
  const shown = await zone.firm('compute-job.show', { params: { jobId } })
  // By the books, not by when somebody looked.
  expect(Date.parse(shown.job.endedAt ?? '') - Date.parse(shown.job.startedAt ?? '')).toBe(583_000)
  expect(new Set(shown.events.map(({ what }) => what))).toEqual(
    new Set(['asked', 'submitted', 'pending', 'confirmed', 'running', 'ended', 'settled']),
  )
  expect(shown.script).toContain('python train.py')
})

test('who watches hears when we, and when the engine, first say when a job will start', async () => {
  const [fake] = zone.fresh(8) as [FakeCentre]
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  for (let job = 0; job < 2; job += 1) {
    await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })
    await zone.roundAt(centreId)
    zone.pass(5)
  }
  const waiting = async () => (await jobsOf(voucherId)).find(({ state }) => state === 'pending')
  // Our own estimate, once it really waits.
  expect(await waiting()).toMatchObject({ wait: null })
  zone.heard.length = 0
  zone.pass(5)
  await zone.roundAt(centreId)
  expect(await waiting()).toMatchObject({ wait: {}, expectedAt: null })
  expect(zone.heard).toContain(zone.firmId)
  zone.heard.length = 0
  fake.meansToStartAt = fake.now + 600
  await zone.roundAt(centreId)
  expect(await waiting()).toMatchObject({ expectedAt: new Date((fake.now + 600) * 1000).toISOString() })
  expect(zone.heard).toContain(zone.firmId)
  fake.meansToStartAt = null
  await untilQuiet(voucherId)
})

test('a job that the centre has forgotten since it ended is settled from the books, however late they hear of it', async () => {
  const [fake] = zone.fresh(8) as [FakeCentre]
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
  await zone.roundAt(centreId)
  zone.pass(30)
  await zone.roundAt(centreId)
  fake.booksDelay = 900
  // It ended after 43 seconds; the controller remembers it for 300 more, and nobody of ours looks meanwhile.
  for (const seconds of [360, 40, 40, 120]) {
    zone.pass(seconds)
    await zone.roundAt(centreId)
    expect(await jobsOf(voucherId)).toMatchObject([{ state: 'running', endState: null, held: '144000' }])
  }
  expect(await jobsOf(voucherId)).toMatchObject([{ fault: { code: 'compute-job.not-in-engine' } }])
  zone.pass(400)
  await untilQuiet(voucherId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled', endState: 'completed', used: String(8 * 300 * 43), fault: null }])
})

test('what a controller lost in its crash while it ran ends within minutes, free, and is not run again', async () => {
  const [fake] = zone.fresh(8) as [FakeCentre]
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  // What is submitted and begins just after it has saved, it has nothing of.
  zone.pass(5 - (fake.now % 5))
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })
  await zone.roundAt(centreId)
  zone.pass(3)
  await zone.roundAt(centreId)
  fake.kill()
  for (const [seconds, fault] of [
    [3, 'compute-job.forgotten'],
    [60, 'compute-job.forgotten'],
  ] as const) {
    zone.pass(seconds)
    await zone.roundAt(centreId)
    expect(await jobsOf(voucherId)).toMatchObject([{ state: 'running', fault: { code: fault }, held: String(MINUTE * 10n) }])
  }
  zone.pass(61)
  await zone.roundAt(centreId)
  await zone.roundAt(centreId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled', endState: 'node_fail', held: '0', used: '0', fault: null }])
  expect([...fake.starts.values()]).toEqual([1])
})

test('a centre that was told of the envelope and not of whose it is, is told the rest in the next round', async () => {
  const [fake] = zone.fresh(8) as [FakeCentre]
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
  fake.fault = (call) => (call === 'provisionTenant' ? 'unreachable' : 'none')
  await zone.roundAt(centreId)
  expect(fake.envelopes.size).toBeGreaterThan(0)
  expect(fake.tenants.size).toBe(0)
  await untilQuiet(voucherId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled', endState: 'completed' }])
})

test('a centre that has forgotten an envelope and its firm is told of both again', async () => {
  const [fake] = zone.fresh(8) as [FakeCentre]
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
  await untilQuiet(voucherId)
  fake.envelopes.clear()
  fake.tenants.clear()
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
  await zone.roundAt(centreId)
  expect((await jobsOf(voucherId)).map(({ state, fault }) => [state, fault?.code])).toContainEqual(['held', 'engine.envelope-unknown'])
  await untilQuiet(voucherId)
  expect((await jobsOf(voucherId)).map(({ endState }) => endState)).toEqual(['completed', 'completed'])
})

test('a job is settled by the end that its controller has saved, not by one that the books are told otherwise after its death', async () => {
  const [fake] = zone.fresh(8) as [FakeCentre]
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
  await zone.roundAt(centreId)
  zone.pass(1)
  await zone.roundAt(centreId)
  // It runs for 43 seconds; three later the books have heard of it.
  zone.pass(47)
  for (let turn = 0; turn < 2; turn += 1) await zone.roundAt(centreId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'ended' }])
  fake.tellAnotherEnd(jobId, 42)
  zone.pass(20)
  await zone.roundAt(centreId)
  expect(await jobsOf(voucherId)).toMatchObject([{ state: 'settled', used: String(8 * 300 * 42) }])
})

test('an envelope whose raising was cut off is trimmed, though its job is gone and nothing else is at work for its voucher', async () => {
  for (const fault of ['lost-answer', 'crash'] as const) {
    const [fake] = zone.fresh(8) as [FakeCentre]
    await forget()
    const [centreId] = centres as [Uuid]
    const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
    const name = (await zone.firm('voucher.show', { params: { voucherId } })).voucher.voucherNo.toLowerCase()
    await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
    await untilQuiet(voucherId)
    const used = fake.envelopes.get(name)?.tflopsMinutes
    const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })
    fake.fault = (call) => (call === 'setEnvelopes' ? fault : 'none')
    await zone.roundAt(centreId)
    expect(fake.envelopes.get(name)?.tflopsMinutes).toBeGreaterThan(used ?? 0)
    fake.fault = () => 'none'
    // It was never sent, so it is over at once.
    await zone.firm('compute-job.cancel', { params: { jobId } })
    for (let turn = 0; turn < 3; turn += 1) await zone.roundAt(centreId)
    expect(fake.envelopes.get(name)?.tflopsMinutes).toBe(used)
    await untilQuiet(voucherId)
    expect(fake.envelopes.get(name)?.tflopsMinutes).toBe(used)
  }
})

test('what became of a line of ten thousand jobs is noted in one go', async () => {
  const [centreId] = centres as [Uuid]
  const { zoneId } = zone.ctx.zone
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })
  const event = { jobId: jobId as Uuid, what: 'confirmed' as const, at: zone.clock.now(), actor: 'c1' }
  await database.write(zoneId, (tx) =>
    insertEvents(
      tx,
      zoneId,
      Array.from({ length: 10_000 }, () => event),
    ),
  )
  const events = await database.read(zoneId, (tx) => readEvents(tx, zoneId, jobId as Uuid))
  expect(events.filter(({ what }) => what === 'confirmed')).toHaveLength(10_000)
  await zone.firm('compute-job.cancel', { params: { jobId } })
})

test('a job is refused with all reasons; another firm neither sees nor ends it; cancelled before it was submitted, all goes back', async () => {
  zone.fresh(16)
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  const [centreId] = centres as [Uuid]
  const wrong = { ...jobBody(voucherId, centreId, 20_000), cards: 12, template: { kind: 'script' as const, script: 'echo' } }
  const codes = (await zone.firm('compute-job.quote', { body: wrong })).reasons.map(({ code }) => code)
  expect(codes).toEqual(['compute-job.uneven-cards', 'compute-job.too-long', 'compute-job.no-interpreter', 'voucher.short'])
  await expect(zone.firm('compute-job.submit', { body: wrong })).rejects.toMatchObject({
    problem: { code: 'compute-job.refused', reasons: [{ code: 'compute-job.uneven-cards' }, {}, {}] },
  })
  await expect(zone.otherFirm('compute-job.submit', { body: jobBody(voucherId, centreId, 1) })).rejects.toMatchObject({
    problem: { reasons: [{ code: 'compute-job.not-own-voucher' }] },
  })
  const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })
  await expect(zone.otherFirm('compute-job.show', { params: { jobId } })).rejects.toMatchObject({ problem: { status: 404 } })
  await expect(zone.otherFirm('compute-job.cancel', { params: { jobId } })).rejects.toMatchObject({ problem: { status: 404 } })
  expect(await zone.firm('compute-job.cancel', { params: { jobId } })).toMatchObject({ state: 'cancelled', held: '0' })
  expect(await balancesOf(voucherId)).toMatchObject({ held: '0', used: '0', free: String(MINUTE * 60n) })
})

test('a blocked tenant submits nothing and nothing of his starts; let again, his jobs go on', async () => {
  const [fake] = zone.fresh(8)
  await forget()
  const [centreId] = centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', String(MINUTE * 60n))
  await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })
  await zone.roundAt(centreId)
  const tenantOf = async () => (await zone.operator('compute-tenant.list', {})).rows.find((one) => one.centreId === centreId)
  const block = async (reason: string | null) => {
    const tenant = await tenantOf()
    if (tenant === undefined) throw new Error('no tenant')
    const params = { centreId, enterpriseId: tenant.enterpriseId }
    return zone.operator('compute-tenant.block', { params, body: { reason }, ifMatch: tenant.version })
  }
  expect(await block('欠费')).toMatchObject({ isBlocked: true, isDone: false })
  await zone.roundAt(centreId)
  expect(await tenantOf()).toMatchObject({ isDone: true })
  zone.pass(60)
  expect(fake?.starts.size).toBe(0)
  await expect(zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, 10) })).rejects.toMatchObject({
    problem: { reasons: [{ code: 'compute-tenant.blocked-because', params: { reason: '欠费' } }] },
  })
  await block(null)
  await untilQuiet(voucherId)
  expect([...(fake?.starts.values() ?? [])]).toEqual([1])
})

test('whatever fails and whoever dies: each job runs at most once, none is lost, and every voucher holds', async () => {
  const doing = fc.oneof(
    { weight: 4, arbitrary: fc.record({ what: fc.constant('submit' as const), at: fc.nat(2), minutes: fc.integer({ min: 1, max: 9 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({ what: fc.constant('round' as const), at: fc.nat(2), faults: fc.array(anyFault(), { maxLength: 6 }) }),
    },
    { weight: 3, arbitrary: fc.record({ what: fc.constant('pass' as const), seconds: fc.constantFrom(1, 4, 11, 40) }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('kill' as const), at: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('cancel' as const), nth: fc.nat(9) }) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant('move' as const), nth: fc.nat(3), to: fc.nat(2) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { minLength: 12, maxLength: 24 }), async (doings) => {
      zone.fresh(16)
      await forget()
      const granted = MINUTE * 40n
      const voucherId = await zone.grant('tflops_s', String(granted))
      const envelope = (await zone.firm('voucher.show', { params: { voucherId } })).voucher.voucherNo.toLowerCase()
      for (const one of doings) {
        const centreId = centres['at' in one ? one.at : 0] as Uuid
        const fake = fakes.get(centreId) as FakeCentre
        if (one.what === 'submit')
          await zone.firm('compute-job.submit', { body: jobBody(voucherId, centreId, one.minutes) }).catch(() => undefined)
        if (one.what === 'pass') zone.pass(one.seconds)
        if (one.what === 'kill') fake.kill()
        if (one.what === 'cancel') {
          const job = (await jobsOf(voucherId))[one.nth]
          if (job !== undefined) await zone.firm('compute-job.cancel', { params: { jobId: job.jobId } }).catch(() => undefined)
        }
        if (one.what === 'move') {
          const job = (await jobsOf(voucherId))[one.nth]
          const to = { params: { jobId: job?.jobId ?? '' }, body: { centreId: centres[one.to] as Uuid } }
          if (job !== undefined) await zone.firm('compute-job.move', to).catch(refused)
        }
        if (one.what === 'round') {
          const faults = [...one.faults]
          fake.fault = () => faults.shift() ?? 'none'
          await zone.roundAt(centreId)
          fake.fault = () => 'none'
        }
        // What the centres together may let be used is never more than was granted; each rounds up to a minute.
        const limits = [...fakes.values()].map(({ envelopes }) => BigInt(envelopes.get(envelope)?.tflopsMinutes ?? 0))
        expect(limits.reduce((sum, limit) => sum + limit, 0n)).toBeLessThanOrEqual(granted / 60n + 3n)
      }
      await untilQuiet(voucherId)
      const jobs = await jobsOf(voucherId)
      for (const { jobId, state, endState, isCancelAsked } of jobs) {
        const starts = [...fakes.values()].reduce((sum, { starts: those }) => sum + (those.get(jobId) ?? 0), 0)
        expect(starts).toBeLessThanOrEqual(1)
        if (!isCancelAsked && endState !== 'node_fail') expect({ jobId, state, starts }).toEqual({ jobId, state: 'settled', starts: 1 })
      }
      // Nothing is live, so no centre lets more be used than was.
      for (const centreId of centres) await zone.roundAt(centreId)
      for (const fake of fakes.values())
        expect(fake.envelopes.get(envelope)?.tflopsMinutes ?? 0).toBe(Math.ceil((fake.used.get(envelope) ?? 0) / 60))
      const { free, held, used } = await balancesOf(voucherId)
      expect(held).toBe('0')
      expect(BigInt(free) + BigInt(used)).toBe(granted)
    }),
    { numRuns: 6, endOnFailure: true },
  )
  expect(await zone.planner('voucher-ledger.verify', { query: {} })).toMatchObject({ isProven: true })
}, 120_000)

/** That a job cannot go elsewhere is an answer; anything else is not. */
function refused(error: { problem?: { code?: string } }): void {
  if (error.problem?.code !== 'compute-job.not-moved') throw error
}

function anyFault(): fc.Arbitrary<Fault> {
  return fc.constantFrom('none', 'none', 'none', 'lost-answer', 'late', 'unreachable', 'crash')
}
