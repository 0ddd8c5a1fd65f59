// From an application to a paid redemption, and everything that is refused on the way.
import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { RouteRequest } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testUser } from '../../testing/context.ts'
import { testCentre } from '../../testing/engine-books.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { holdFor, testRun, testVouchers, type VoucherZone } from '../../testing/vouchers.ts'

let database: Database
let zone: VoucherZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await testVouchers(database, 'flow')
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const problem = (request: Promise<unknown>) =>
  request.then(
    () => undefined,
    (error: ProblemError) => error.problem,
  )
const codesOf = async (request: Promise<unknown>) => (await problem(request))?.reasons.map(({ code }) => code) ?? []

const papers = {
  contractOn: '2024-01-02',
  supplierName: '算力中心公司',
  supplierCreditCode: '91110302MA01B2BB1X',
  invoiceOn: '2024-03-14',
  paidOn: '2024-03-15',
  isUnrelated: true,
  isNotSubsidisedElsewhere: true,
}
type Filed = RouteRequest<Routes['redemption.apply']>['body']
let invoices = 0
const apply = (voucherId: Uuid, useIds: string[], more: Partial<Filed> = {}) => {
  invoices += 1
  return zone.firm('redemption.apply', {
    body: {
      ...papers,
      voucherId,
      contractNo: `HT-${voucherId}`,
      invoiceNo: `FP-${invoices}`,
      invoiceYuan: '28.80',
      computeYuan: '28.80',
      useIds,
      ...more,
    },
  })
}
/** Records runs of an hour on eight cards, 28.80 yuan each. */
async function metered(count: number): Promise<string[]> {
  const centre = `c${newId().slice(-8)}`
  await zone.planner('voucher-use.record', { body: { uses: Array.from({ length: count }, () => testRun(zone.firmId, { centre })) } })
  const { rows } = await zone.firm('voucher-use.list', { query: {} })
  return rows.filter((row) => row.centre === centre).map(({ useId }) => useId)
}

test('an enterprise applies for its own; the office grants a part within pool and cap, once, with a later one refused for all its reasons', async () => {
  const ask = (amount: string) => zone.firm('voucher-application.apply', { body: { unit: 'yuan', amount, purpose: '大模型训练' } })
  const first = await ask('1500000')
  expect(first).toMatchObject({ applicationNo: 'SQ-2024-0001', state: 'submitted', amount: '1500000.00', enterpriseNameZh: '甲公司' })
  const grant = (application: typeof first, amount: string) =>
    zone.planner('voucher-application.grant', {
      params: { applicationId: application.applicationId },
      body: { amount },
      ifMatch: application.version,
    })
  expect(await codesOf(grant(first, '1500000.01'))).toEqual(['voucher.more-than-asked'])
  const granted = await grant(first, '1200000')
  expect(granted).toMatchObject({ state: 'granted', granted: '1200000.00', voucherNo: 'JQ-2024-0001', decidedByName: '测试员' })
  expect(await codesOf(grant(granted, '1'))).toEqual(['voucher-application.is-granted'])
  const second = await ask('9500000')
  expect(await codesOf(grant(second, '9500000'))).toEqual(['voucher.pool-short', 'voucher.firm-cap'])
  expect(await codesOf(grant(second, '800000.01'))).toEqual(['voucher.firm-cap'])
  const refused = await zone.planner('voucher-application.refuse', {
    params: { applicationId: second.applicationId },
    body: { note: '超过上限' },
    ifMatch: second.version,
  })
  expect(refused).toMatchObject({ state: 'refused', decisionNote: '超过上限' })
  const { rows } = await zone.firm('voucher.list', { query: {} })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ fromOn: '2024-03-15', untilOn: '2025-03-14', balances: { granted: '1200000.00', free: '1200000.00' } })
  expect((await zone.otherFirm('voucher.list', { query: {} })).rows).toEqual([])
  expect((await zone.otherFirm('voucher-application.list', { query: {} })).rows).toEqual([])
  expect((await problem(zone.otherFirm('voucher.show', { params: { voucherId: rows[0]?.voucherId as string } })))?.status).toBe(404)
})

test('an application can be taken back until it is decided, by its own enterprise alone', async () => {
  const { applicationId, version } = await zone.firm('voucher-application.apply', {
    body: { unit: 'tflops_s', amount: '1', purpose: '试算' },
  })
  const withdraw = (client = zone.firm) => client('voucher-application.withdraw', { params: { applicationId }, ifMatch: version })
  expect((await problem(withdraw(zone.otherFirm)))?.status).toBe(404)
  expect((await withdraw()).state).toBe('withdrawn')
  expect(await codesOf(withdraw())).toEqual(['voucher-application.is-withdrawn'])
  expect(
    await codesOf(zone.firm('voucher-application.apply', { body: { unit: 'tflops_s', amount: '0', purpose: 'x', projectId: newId() } })),
  ).toEqual(['voucher.no-amount', 'voucher.not-own-project'])
})

test('paid use is redeemed by its share: checked and held by the office, paid by the treasury, once for each row and invoice', async () => {
  const voucherId = await zone.grant('yuan', '100')
  const [one, two] = (await metered(2)) as [string, string]
  const filed = await apply(voucherId, [one])
  expect(filed).toMatchObject({
    redemptionNo: 'DF-2024-0001',
    state: 'submitted',
    meteredYuan: '28.80',
    shareYuan: '5.76',
    askedYuan: '5.76',
  })
  expect(await codesOf(apply(voucherId, [one]))).toEqual(['redemption.use-redeemed'])
  expect(await codesOf(apply(voucherId, [two], { invoiceNo: 'FP-1' }))).toEqual(['redemption.invoice-taken'])
  const request = { params: { redemptionId: filed.redemptionId } }
  const redeem = (ifMatch: string) => zone.finance('redemption.redeem', { ...request, body: { paymentNo: 'ZF-9' }, ifMatch })
  expect(await codesOf(redeem(filed.version))).toEqual(['redemption.is-submitted'])
  const checked = await zone.planner('redemption.check', { ...request, ifMatch: filed.version })
  expect(checked).toMatchObject({ state: 'checked', amountYuan: '5.76', voucherLeftYuan: '94.24' })
  expect(await codesOf(zone.planner('redemption.check', { ...request, ifMatch: checked.version }))).toEqual(['redemption.is-checked'])
  const paid = await redeem(checked.version)
  expect(paid).toMatchObject({ state: 'redeemed', paymentNo: 'ZF-9', amountYuan: '5.76' })
  expect(await codesOf(redeem(paid.version))).toEqual(['redemption.is-redeemed'])
  const { voucher } = await zone.firm('voucher.show', { params: { voucherId } })
  expect(voucher.balances).toEqual({ granted: '100.00', free: '94.24', held: '0.00', used: '0.00', redeemed: '5.76', expired: '0.00' })
})

test('a refused or withdrawn redemption gives its money and its rows back', async () => {
  const voucherId = await zone.grant('yuan', '100')
  const [use] = (await metered(1)) as [string]
  const first = await apply(voucherId, [use])
  await zone.firm('redemption.withdraw', { params: { redemptionId: first.redemptionId }, ifMatch: first.version })
  const second = await apply(voucherId, [use])
  const request = { params: { redemptionId: second.redemptionId } }
  const checked = await zone.planner('redemption.check', { ...request, ifMatch: second.version })
  const refused = await zone.finance('redemption.refuse', { ...request, body: { note: '发票有误' }, ifMatch: checked.version })
  expect(refused).toMatchObject({ state: 'refused', decisionNote: '发票有误', voucherLeftYuan: '100.00' })
  expect((await apply(voucherId, [use])).state).toBe('submitted')
})

test('a redemption that lacks much says all of it at once', async () => {
  const voucherId = await zone.grant('tflops_s', '8640000')
  const jobId = newId()
  await zone.planner('voucher-hold.place', { params: { voucherId }, body: holdFor(3600, jobId) })
  await zone.planner('voucher-use.record', { body: { uses: [testRun(zone.firmId, { jobId, centre: 'quota' })] } })
  await zone.planner('voucher-use.record', { body: { uses: [testRun(zone.otherFirmId, { centre: 'theirs' })] } })
  const { rows } = await zone.planner('voucher-use.list', { query: {} })
  const idAt = (centre: string) => rows.find((row) => row.centre === centre)?.useId as string
  const answer = apply(voucherId, [idAt('quota'), idAt('theirs')], {
    isUnrelated: false,
    isNotSubsidisedElsewhere: false,
    supplierName: '甲公司',
    invoiceYuan: '20',
    paidOn: '2024-03-16',
    contractOn: '2024-03-17',
  })
  expect(await codesOf(answer)).toEqual([
    'redemption.is-quota',
    'redemption.not-declared-unrelated',
    'redemption.own-supplier',
    'redemption.subsidised-elsewhere',
    'redemption.more-than-invoice',
    'redemption.not-paid-yet',
    'redemption.paid-before-contract',
    'redemption.more-than-metered',
    'redemption.use-by-quota',
    'redemption.use-not-found',
  ])
})

test('a contract is not subsidised twice: further invoices of it by its voucher, none by another', async () => {
  const [first, second] = [await zone.grant('yuan', '100'), await zone.grant('yuan', '100')]
  const [a, b, c] = (await metered(3)) as [string, string, string]
  const contract = { contractNo: 'HT-ONCE' }
  await apply(first, [a], contract)
  expect((await apply(first, [b], contract)).state).toBe('submitted')
  expect(await codesOf(apply(second, [c], contract))).toEqual(['redemption.contract-taken'])
})

test('what ran at a centre of the zone is redeemed once it is billed, and no more than its bill comes to with its corrections', async () => {
  const voucherId = await zone.grant('yuan', '100')
  const { zoneId } = zone.ctx.zone
  await testCentre(database, zoneId, 'own', zone.firmId)
  const uses = [1, 2].map(() => testRun(zone.firmId, { centre: 'own' }))
  await zone.planner('voucher-use.record', { body: { uses } })
  const { rows } = await zone.firm('voucher-use.list', { query: {} })
  const [a, b] = rows.filter(({ centre }) => centre === 'own').map(({ useId }) => useId) as [Uuid, Uuid]
  expect(await codesOf(apply(voucherId, [a]))).toEqual(['redemption.use-not-billed'])
  const setToday = (on: string) =>
    database.system((tx) => sql.raw(`update zone set business_on = '${on}' where zone_id = '${zoneId}'`).execute(tx))
  await setToday('2024-04-02')
  await zone.operator('compute-bill.issue', { body: { month: '2024-03' } })
  const { rows: bills } = await zone.firm('compute-bill.list', { query: {} })
  const { billId, billNo, chargedYuan } = bills[0] as (typeof bills)[number]
  // What is left on the bill the rows of the redemptions above have used up.
  const off = `-${(Number(chargedYuan) - 28.81).toFixed(2)}`
  await zone.operator('compute-bill.correct', { params: { billId }, body: { yuan: off, reason: '减免' } })
  expect(await codesOf(apply(voucherId, [a], { invoiceYuan: '1', computeYuan: '1' }))).toEqual(['redemption.more-than-metered'])
  await zone.operator('compute-bill.correct', { params: { billId }, body: { yuan: off.slice(1), reason: '撤销减免' } })
  expect(await codesOf(apply(voucherId, [a, b], { invoiceYuan: '57.61', computeYuan: '57.61' }))).toEqual(['redemption.more-than-metered'])
  const { redemptionId, redemptionNo, meteredYuan } = await apply(voucherId, [a, b], { invoiceYuan: '57.60', computeYuan: '57.60' })
  expect(meteredYuan).toBe('57.60')
  const asked = { params: { redemptionId } }
  expect((await problem(zone.otherFirm('redemption.evidence', asked)))?.status).toBe(404)
  for (const reader of [zone.firm, zone.planner]) {
    const files = unzipSync(new Uint8Array(await (await reader('redemption.evidence', asked)).arrayBuffer()))
    const named = (end: string) => files[Object.keys(files).find((name) => name.startsWith(redemptionNo) && name.endsWith(end)) ?? '']
    expect(strFromU8((named('.pdf') as Uint8Array).slice(0, 4))).toBe('%PDF')
    const lines = strFromU8(named('.txt') as Uint8Array)
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(3)
    // Counted again by the rule that stands in the papers.
    let hash = ''
    for (const line of lines) {
      hash = createHash('sha256')
        .update(hash + line.slice(65))
        .digest('hex')
      expect(line.slice(0, 64)).toBe(hash)
    }
    const { rows: entries } = await database.read(zoneId, (tx) =>
      sql<{ evidence: string }>`select after->>'evidence' as evidence from audit_entry
        where action = 'redemption.apply' and subject_id = ${redemptionId}`.execute(tx),
    )
    expect(entries).toEqual([{ evidence: hash }])
    const sheet = Object.entries(unzipSync(named('.xlsx') as Uint8Array))
      .map(([, bytes]) => strFromU8(bytes))
      .join('')
    expect(sheet).toContain(hash)
    expect(sheet).toContain(billNo)
  }
  await setToday('2024-03-15')
})

test('ten redemptions checked at once take no more than the voucher has', async () => {
  const voucherId = await zone.grant('yuan', '20')
  const uses = await metered(10)
  const filed = []
  for (const use of uses) filed.push(await apply(voucherId, [use]))
  const answers = await Promise.allSettled(
    filed.map(({ redemptionId, version }) => zone.planner('redemption.check', { params: { redemptionId }, ifMatch: version })),
  )
  const held = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.amountYuan] : []))
  // 5.76 three times, and the 2.72 that are left.
  expect(held.toSorted((a, b) => Number(a) - Number(b))).toEqual(['2.72', '5.76', '5.76', '5.76'])
  const { voucher } = await zone.firm('voucher.show', { params: { voucherId } })
  expect(voucher.balances).toMatchObject({ free: '0.00', held: '20.00' })
})

test('terms and rates begin after the newest and not before today; what is withdrawn from a pool is no more than it has', async () => {
  const terms = { redemptionShare: '0.3', firmCapYuan: null, firmCapTflopsSeconds: null, validityMonths: 6, freeEndStates: [] }
  const set = (fromOn: string) => zone.planner('voucher.set-terms', { body: { ...terms, fromOn } })
  expect(await codesOf(set('2023-12-31'))).toEqual(['voucher.not-after', 'voucher.backdated'])
  expect(await codesOf(set('2024-03-14'))).toEqual(['voucher.backdated'])
  const rate = (fromOn: string) => zone.planner('voucher.set-rate', { body: { cardType: 'A', fromOn, tflops: 300, yuanPerPHour: '11' } })
  expect((await rate('2024-04-01')).rates.map(({ fromOn, yuanPerPHour }) => [fromOn, yuanPerPHour])).toEqual([
    ['2024-04-01', '11.00'],
    ['2024-01-01', '12.00'],
  ])
  const withdraw = zone.planner('voucher.fund', {
    params: { year: 2025 },
    body: { unit: 'yuan', amount: '0.01', isWithdrawal: true, note: '收回' },
  })
  expect(await codesOf(withdraw)).toEqual(['voucher.short-pool'])
})

test('the pool adds up: funded is granted and left, and both groupings have the same sums', async () => {
  for (const group of ['firm', 'cluster'] as const) {
    const { pools, rows } = await zone.planner('voucher.pool', { params: { year: 2024 }, query: { group } })
    for (const { unit, funded, left, balances } of pools) {
      const units = (text: string) => BigInt(text.replace('.', ''))
      expect(units(funded)).toBe(units(left) + units(balances.granted))
      for (const key of ['granted', 'free', 'held', 'used', 'redeemed', 'expired'] as const) {
        const sum = rows.filter((row) => row.unit === unit).reduce((total, row) => total + units(row.balances[key]), 0n)
        expect(sum).toBe(units(balances[key]))
      }
    }
  }
  const csv = await zone.app.inject({
    url: '/api/v1/voucher-pools/2024/export?unit=yuan&format=csv',
    headers: { 'x-ballast-user': 'planner@flow', 'accept-language': 'zh-CN' },
  })
  expect(csv.statusCode).toBe(200)
  expect(csv.body).toContain('甲公司')
})

test('what an enterprise sees is its own in the database too; a reporter without an enterprise cannot apply', async () => {
  const seen = async (enterpriseId: Uuid) => {
    const place = { zoneId: zone.ctx.zone.zoneId, reach: { userId: newId(), enterpriseId, manager: null, bureau: null } }
    return database.read(place, async (tx) => {
      const { rows } = await sql<{ n: bigint }>`select (select count(*) from voucher) + (select count(*) from voucher_posting)
        + (select count(*) from voucher_redemption) + (select count(*) from voucher_account) as n`.execute(tx)
      return Number(rows[0]?.n)
    })
  }
  expect(await seen(zone.firmId)).toBeGreaterThan(10)
  expect(await seen(zone.otherFirmId)).toBe(0)
  await testUser(database, zone.ctx.zone.zoneId, { login: 'nobody', role: 'enterprise_reporter' })
  const nobody = (await testHttp(database)).client('nobody@flow')
  const applied = nobody('voucher-application.apply', { body: { unit: 'yuan', amount: '1', purpose: 'x' } })
  expect(await codesOf(applied)).toEqual(['voucher.no-enterprise'])
})
