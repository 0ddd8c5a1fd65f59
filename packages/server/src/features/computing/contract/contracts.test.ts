// Who may use a centre by contract, and what it costs there: in the placement, the quote, the submit and the charge, on made-up engines.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../../platform/database.ts'
import { setNeedsContract, testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testDatabase } from '../../../testing/database.ts'
import { testRun } from '../../../testing/vouchers.ts'

let database: Database
let zone: CentreZone
let c1: Uuid
let c2: Uuid
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'contracts', ['c1', 'c2'])
  ;[c1, c2] = zone.centres as [Uuid, Uuid]
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => [error.problem.code, ...error.problem.reasons.map(({ code }) => code)],
  )
const setToday = (on: string) =>
  database.system((tx) => sql.raw(`update zone set business_on = '${on}' where zone_id = '${zone.ctx.zone.zoneId}'`).execute(tx))
const centreOf = async (centreId: Uuid, client: Client = zone.operator) => {
  const { rows } = await client('compute-centre.list', {})
  return rows.find((one) => one.centreId === centreId) as (typeof rows)[number]
}
const setPrice = (centreId: Uuid, fromOn: string, yuanPerPHour: string, more: { cardType?: string; client?: Client } = {}) =>
  (more.client ?? zone.operator)('compute-centre.set-price', {
    params: { centreId },
    body: { cardType: more.cardType ?? 'A', fromOn, yuanPerPHour, citation: '价目表' },
  })
let numbers = 0
const contractBody = (fromOn: string, untilOn: string, more: object = {}) => {
  numbers += 1
  return { centreId: c2, enterpriseId: zone.firmId, contractNo: `HT-${numbers}`, fromOn, untilOn, note: null, ...more }
}
const addContract = (fromOn: string, untilOn: string, more: object = {}) =>
  zone.operator('compute-contract.add', { body: contractBody(fromOn, untilOn, more) })
const jobBody = (voucherId: string, centreId: string | null) => ({
  voucherId,
  centreId,
  name: '训练',
  cardType: 'A',
  cards: 8,
  limitMinutes: 10,
  template: { kind: 'training' as const, command: 'python train.py' },
})
const grant = () => zone.grant('tflops_s', '144000000')
const asked = { cardType: 'A', cards: 8, limitMinutes: 10 }
const place = async (client: Client = zone.firm) => (await client('compute-job.place', { body: asked })).options
const anew = () => {
  zone.fresh(8)
  zone.pass(60)
}

test('of two centres that start equally soon the cheaper one is chosen; quote, list and placement name one price', async () => {
  anew()
  expect((await place()).map(({ centreCode, yuan }) => [centreCode, yuan])).toEqual([
    ['c1', '4.80'],
    ['c2', '4.80'],
  ])
  const priced = await setPrice(c2, '2024-03-15', '10')
  expect(priced.cards[0]).toMatchObject({ yuanPerPHour: '10.00', tflops: 300 })
  expect(priced.prices).toMatchObject([{ cardType: 'A', fromOn: '2024-03-15', yuanPerPHour: '10.00', citation: '价目表' }])
  const options = await place()
  expect(options.map(({ centreCode, isChosen, yuan }) => [centreCode, isChosen, yuan])).toEqual([
    ['c2', true, '4.00'],
    ['c1', false, '4.80'],
  ])
  expect(options[1]?.reasons).toMatchObject([{ code: 'placement.dearer' }])
  expect((await centreOf(c2, zone.firm)).cards[0]?.yuanPerPHour).toBe('10.00')
  expect((await centreOf(c1, zone.firm)).cards[0]?.yuanPerPHour).toBe('12.00')
  const voucherId = await grant()
  const quote = async (centreId: Uuid | null) => {
    const { yuan, priceOf, reasons } = await zone.firm('compute-job.quote', { body: jobBody(voucherId, centreId) })
    expect(reasons).toEqual([])
    return [yuan, priceOf]
  }
  expect([await quote(c2), await quote(c1), await quote(null)]).toEqual([
    ['4.00', 'centre'],
    ['4.80', 'zone'],
    ['4.80', 'zone'],
  ])
  const job = await zone.firm('compute-job.submit', { body: jobBody(voucherId, null) })
  expect(job.centreCode).toBe('c2')
  await zone.firm('compute-job.cancel', { params: { jobId: job.jobId } })
})

test('a price begins after the newest, not before today, and on no day that was charged already', async () => {
  expect(await codesOf(setPrice(c2, '2024-03-14', '9'))).toEqual(['compute-centre.price-refused', 'voucher.not-after', 'voucher.backdated'])
  expect(await codesOf(setPrice(c1, '2024-03-20', '9', { cardType: 'B' }))).toEqual([
    'compute-centre.price-refused',
    'compute-job.no-such-card',
  ])
  expect(await codesOf(setPrice(c1, '2024-03-20', '-9'))).toContain('request.not-an-amount')
  await zone.planner('voucher-use.record', { body: { uses: [testRun(zone.firmId, { centre: 'c1' })] } })
  expect(await codesOf(setPrice(c1, '2024-03-15', '9'))).toEqual(['compute-centre.price-refused', 'compute-centre.charged-already'])
  const twice = await Promise.all([codesOf(setPrice(c1, '2024-03-16', '11')), codesOf(setPrice(c1, '2024-03-16', '11.50'))])
  expect(twice.flat()).toEqual(['compute-centre.price-refused', 'voucher.not-after'])
  for (const client of [zone.firm, zone.planner, zone.finance])
    expect(await codesOf(setPrice(c1, '2024-05-01', '9', { client }))).toContain('action.forbidden')
  const { zoneId } = zone.ctx.zone
  const write = (text: string) => database.write(zoneId, (tx) => sql.raw(text).execute(tx))
  await expect(write('update compute_centre_price set fen_per_p_hour = 0')).rejects.toThrow(/permission denied/)
  await expect(write('delete from compute_centre_price')).rejects.toThrow(/permission denied/)
})

test('a run is charged at the price of its centre on the day it began, and bills add up to the fen', async () => {
  await setPrice(c2, '2024-03-18', '7.77')
  const run = (centre: string, startedAt: string, endedAt: string) => testRun(zone.otherFirmId, { centre, startedAt, endedAt })
  const uses = [
    run('c2', '2024-03-15T01:00:00.000Z', '2024-03-15T02:00:00.000Z'),
    // Began on the 17th of Beijing, ended on the 18th.
    run('c2', '2024-03-17T15:30:00.000Z', '2024-03-17T16:30:00.000Z'),
    run('c2', '2024-03-17T16:30:00.000Z', '2024-03-17T17:30:00.000Z'),
    // No price of its own had begun on the day; nor does what is no centre of the zone have one.
    run('c1', '2024-03-15T01:00:00.000Z', '2024-03-15T02:00:00.000Z'),
    run('elsewhere', '2024-03-18T01:00:00.000Z', '2024-03-18T02:00:00.000Z'),
  ]
  await zone.planner('voucher-use.record', { body: { uses } })
  const listed = async () => {
    const { rows } = await zone.otherFirm('voucher-use.list', { query: {} })
    return new Map(rows.map(({ engineJob, yuanPerPHour, chargedYuan }) => [engineJob, [yuanPerPHour, chargedYuan]]))
  }
  const rows = await listed()
  // 2.4 P·h each.
  expect(uses.map(({ engineJob }) => rows.get(engineJob))).toEqual([
    ['10.00', '24.00'],
    ['10.00', '24.00'],
    ['7.77', '18.65'],
    ['12.00', '28.80'],
    ['12.00', '28.80'],
  ])
  // A price that is set later leaves what is recorded as it is.
  await setPrice(c2, '2024-03-19', '1')
  expect(await zone.planner('voucher-use.record', { body: { uses } })).toMatchObject({ recorded: 0, known: 5 })
  expect(await listed()).toEqual(rows)
  await setToday('2024-04-02')
  await zone.operator('compute-bill.issue', { body: { month: '2024-03' } })
  const { rows: bills } = await zone.otherFirm('compute-bill.list', { query: {} })
  expect(bills).toMatchObject([{ runs: 5, chargedYuan: '124.25' }])
  const { checks } = await zone.planner('voucher-ledger.verify', { query: {} })
  expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([])
  await setToday('2024-03-15')
})

test('without a contract in force a centre that needs one is refused in placement, quote, submit and move, with its term', async () => {
  anew()
  await setNeedsContract(zone, c2, true)
  const voucherId = await grant()
  const refused = async (term: string) => {
    const [first, second] = await place()
    expect([first?.centreCode, first?.isChosen]).toEqual(['c1', true])
    expect(second).toMatchObject({ centreCode: 'c2', isChosen: false, wait: null, reasons: [{ code: 'placement.no-contract' }] })
    expect(second?.reasons[0]?.message).toContain(term)
    const submit = zone.firm('compute-job.submit', { body: jobBody(voucherId, c2) })
    expect(await codesOf(submit)).toEqual(['compute-job.refused', 'compute-job.no-contract'])
    const { reasons } = await zone.firm('compute-job.quote', { body: jobBody(voucherId, c2) })
    expect(reasons).toMatchObject([{ code: 'compute-job.no-contract', at: 'centreId' }])
    expect(reasons[0]?.message).toContain(term)
  }
  await refused('—')
  expect(await centreOf(c2, zone.firm)).toMatchObject({ needsContract: true, contract: null })
  const { jobId } = await zone.firm('compute-job.submit', { body: jobBody(voucherId, c1) })
  const move = { params: { jobId }, body: { centreId: c2 } }
  expect(await codesOf(zone.firm('compute-job.move', move))).toEqual(['compute-job.not-moved', 'placement.no-contract'])

  await addContract('2023-01-01', '2024-03-14')
  await refused('2023-01-01 – 2024-03-14')
  expect((await centreOf(c2, zone.firm)).contract).toMatchObject({ state: 'lapsed', untilOn: '2024-03-14' })
  await addContract('2024-03-16', '2025-03-15')
  await refused('2024-03-16 – 2025-03-15')
  expect((await centreOf(c2, zone.firm)).contract).toMatchObject({ state: 'not-yet' })
  // Of another firm, and with another centre.
  await addContract('2024-01-01', '2024-12-31', { enterpriseId: zone.otherFirmId })
  await addContract('2024-01-01', '2024-12-31', { centreId: c1 })
  await refused('2024-03-16 – 2025-03-15')
  const { helps } = await zone.firm('compute-job.wait-helps', { params: { jobId } })
  expect(helps.filter(({ kind }) => kind === 'other-centre')).toEqual([])

  const { contractId, version } = await addContract('2024-03-15', '2024-03-15')
  expect((await place())[0]).toMatchObject({ centreCode: 'c2', isChosen: true })
  expect((await centreOf(c2, zone.firm)).contract).toMatchObject({ state: 'in-force', untilOn: '2024-03-15' })
  expect((await zone.firm('compute-job.move', move)).centreCode).toBe('c2')
  // What was taken while it held goes on when it does not any more.
  const taken = await zone.firm('compute-job.submit', { body: jobBody(await grant(), c2) })
  await setToday('2024-06-01')
  await zone.operator('compute-contract.edit', { params: { contractId }, body: { untilOn: '2024-03-15', note: '到期' }, ifMatch: version })
  for (let turn = 0; turn < 40; turn += 1) {
    await zone.roundAt(c2)
    zone.pass(60)
  }
  for (const id of [taken.jobId, jobId]) {
    const { job } = await zone.firm('compute-job.show', { params: { jobId: id } })
    expect(job).toMatchObject({ state: 'settled', endState: 'completed', centreCode: 'c2' })
  }
  await setToday('2024-03-15')
  await setNeedsContract(zone, c2, false)
})

test('a contract is entered once under its number, changed by who saw its version, and each change is in the audit trail', async () => {
  const body = contractBody('2024-05-01', '2024-04-30', { enterpriseId: '00000000-0000-7000-8000-000000000000', contractNo: 'HT-1' })
  expect(await codesOf(zone.operator('compute-contract.add', { body: { ...body, centreId: body.enterpriseId } }))).toEqual([
    'compute-contract.refused',
    'compute-centre.not-found',
    'compute-contract.no-such-firm',
    'compute-contract.number-taken',
    'compute-contract.ends-before',
  ])
  const added = await addContract('2024-05-01', '2024-12-31', { contractNo: 'HT-EDIT' })
  expect(added).toMatchObject({ state: 'not-yet', enterpriseNameZh: '甲公司', centreCode: 'c2', setByName: '运营员', version: '1' })
  const params = { contractId: added.contractId }
  const edit = (untilOn: string, ifMatch: string) =>
    zone.operator('compute-contract.edit', { params, body: { untilOn, note: '续签' }, ifMatch })
  expect(await codesOf(edit('2024-04-30', added.version))).toEqual(['compute-contract.refused', 'compute-contract.ends-before'])
  expect(await edit('2025-12-31', added.version)).toMatchObject({ untilOn: '2025-12-31', note: '续签', version: '2' })
  await expect(edit('2026-12-31', added.version)).rejects.toMatchObject({
    problem: { code: 'changed-meanwhile', extra: { current: { untilOn: '2025-12-31' } } },
  })
  const unknown = { params: { contractId: zone.firmId }, body: { untilOn: '2025-12-31' }, ifMatch: '1' }
  expect(await codesOf(zone.operator('compute-contract.edit', unknown))).toContain('compute-contract.not-found')
  const { zoneId } = zone.ctx.zone
  const { rows } = await database.read(zoneId, (tx) =>
    sql<{ action: string; until: string }>`select action, after->>'untilOn' as until from audit_entry
      where subject_type = 'compute_contract' and subject_id = ${added.contractId} order by entry_id`.execute(tx),
  )
  expect(rows).toEqual([
    { action: 'compute-contract.add', until: '2024-12-31' },
    { action: 'compute-contract.edit', until: '2025-12-31' },
  ])
})

test('the office and the operator see every contract, an enterprise its own; who may not enter them is refused', async () => {
  await addContract('2024-01-01', '2024-12-31', { enterpriseId: zone.otherFirmId, contractNo: 'HT-OTHER' })
  const firms = async (client: Client) => {
    const { rows } = await client('compute-contract.list', {})
    return [...new Set(rows.map(({ enterpriseNameZh }) => enterpriseNameZh))].toSorted((a, b) => a.localeCompare(b))
  }
  expect(await firms(zone.firm)).toEqual(['甲公司'])
  expect(await firms(zone.otherFirm)).toEqual(['乙公司'])
  for (const client of [zone.operator, zone.planner, zone.finance]) expect(await firms(client)).toHaveLength(2)
  for (const client of [zone.firm, zone.planner]) {
    expect(await codesOf(client('compute-contract.add', { body: contractBody('2024-01-01', '2024-12-31') }))).toContain('action.forbidden')
    expect(await codesOf(client('compute-contract.firms', { query: {} }))).toContain('action.forbidden')
  }
  const { rows } = await zone.operator('compute-contract.firms', { query: { q: '乙' } })
  expect(rows).toMatchObject([{ enterpriseId: zone.otherFirmId, enterpriseNameZh: '乙公司' }])
})
