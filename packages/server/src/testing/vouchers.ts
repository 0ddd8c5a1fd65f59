import type { FastifyInstance } from 'fastify'
import type { Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { saveEnterprises } from '../features/enterprise/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testUser, testZone } from './context.ts'
import { testHttp } from './http.ts'

export interface VoucherZone {
  readonly ctx: Context
  readonly app: FastifyInstance
  readonly planner: Client
  readonly finance: Client
  readonly firm: Client
  readonly otherFirm: Client
  /** Of the computing centres. */
  readonly operator: Client
  /** Somebody else of the zone. */
  readonly clientOf: (login: string) => Client
  readonly firmId: Uuid
  readonly otherFirmId: Uuid
  /** Applies and grants; gives the voucher. */
  readonly grant: (unit: 'tflops_s' | 'yuan', amount: string, applicant?: Client) => Promise<Uuid>
}

/** A zone with two enterprises and their reporters, terms from 2024 on (20 %, 2 million yuan a firm), one card, and pools of both kinds. */
export async function testVouchers(database: Database, code: string, options: { clock?: Clock } = {}): Promise<VoucherZone> {
  const ctx = await testZone(database, { code, businessOn: '2024-03-15' })
  const { zoneId } = ctx.zone
  const http = await testHttp(database, options)
  await database.write(zoneId, (tx) =>
    saveEnterprises(
      tx,
      ctx,
      [{ nameZh: '甲公司', creditCode: '91110302MA01A1AA0P', creditCodeOverrideReason: 'made up' }, { nameZh: '乙公司' }],
      { action: 'test' },
    ),
  )
  const firms = await database.read(zoneId, (tx) => tx.selectFrom('enterprise').select(['name_zh', 'enterprise_id']).execute())
  const idOf = (name: string) => firms.find(({ name_zh }) => name_zh === name)?.enterprise_id as Uuid
  const [firmId, otherFirmId] = [idOf('甲公司'), idOf('乙公司')]
  await testUser(database, zoneId, { login: 'firm', role: 'enterprise_reporter', nameZh: '甲报', enterpriseId: firmId })
  await testUser(database, zoneId, { login: 'other', role: 'enterprise_reporter', nameZh: '乙报', enterpriseId: otherFirmId })
  await testUser(database, zoneId, { login: 'treasury', role: 'finance', nameZh: '财政员' })
  await testUser(database, zoneId, { login: 'operator', role: 'computing_operator', nameZh: '运营员' })
  const clientOf = (login: string) => http.client(`${login}@${code}`)
  const [planner, finance, firm, otherFirm, operator] = ['planner', 'treasury', 'firm', 'other', 'operator'].map(clientOf) as [
    Client,
    Client,
    Client,
    Client,
    Client,
  ]
  await planner('voucher.set-terms', {
    body: {
      fromOn: '2024-01-01',
      redemptionShare: '0.2',
      firmCapYuan: '2000000',
      firmCapTflopsSeconds: null,
      validityMonths: 12,
      freeEndStates: ['node_fail'],
    },
  })
  await planner('voucher.set-rate', { body: { cardType: 'A', fromOn: '2024-01-01', tflops: 300, yuanPerPHour: '12' } })
  for (const [unit, amount] of [
    ['yuan', '10000000'],
    ['tflops_s', '3600000000000'],
  ] as const) {
    await planner('voucher.fund', { params: { year: 2024 }, body: { unit, amount, note: '年初预算' } })
  }
  const grant = async (unit: 'tflops_s' | 'yuan', amount: string, applicant = firm) => {
    const { applicationId, version } = await applicant('voucher-application.apply', { body: { unit, amount, purpose: '训练' } })
    const granted = await planner('voucher-application.grant', { params: { applicationId }, body: { amount }, ifMatch: version })
    return granted.voucherId as Uuid
  }
  return { ctx, app: http.app, planner, finance, firm, otherFirm, operator, clientOf, firmId, otherFirmId, grant }
}

let jobs = 0
/** A metered run of one hour on eight cards: 8,640,000 TFLOPS·s, 2.4 P·h, 28.80 yuan. */
export function testRun(enterpriseId: Uuid, given: Record<string, unknown> = {}) {
  jobs += 1
  return {
    centre: 'c1',
    engineJob: String(jobs),
    submittedAt: '2024-03-15T01:00:00.000Z',
    jobId: null as string | null,
    restart: 0,
    enterpriseId,
    cardType: 'A',
    cards: 8,
    elapsedSeconds: 3600,
    startedAt: '2024-03-15T01:05:00.000Z',
    endedAt: '2024-03-15T02:05:00.000Z',
    endState: 'completed' as const,
    isLast: true,
    ...given,
  }
}

export const holdFor = (seconds: number, jobId: string = newId()) => ({
  jobId,
  cardType: 'A',
  cards: 8,
  limitSeconds: seconds,
  expiresAt: '2024-03-20T00:00:00.000Z',
})
