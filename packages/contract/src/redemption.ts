import { z } from 'zod'
import { REDEMPTION_STATES } from '@ballast/domain/voucher/redemption.ts'
import { listOf } from './list.ts'
import { PLANNERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, ratio, sourceKind, uuid, version, yuan, yuanInput } from './scalars.ts'
import { firmName, VOUCHER_APPLICANTS, VOUCHER_READERS, voucherNote } from './voucher.ts'

const TREASURERS: Rights = { finance: 'zone' }
const REFUSERS: Rights = { ...PLANNERS, finance: 'zone' }

const papers = {
  voucherId: uuid,
  contractNo: z.string().trim().min(1).max(100),
  contractOn: plainDate,
  supplierName: z.string().trim().min(1).max(200),
  supplierCreditCode: z
    .string()
    .trim()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'redemption.not-a-credit-code'),
  invoiceNo: z.string().trim().min(1).max(60),
  invoiceOn: plainDate,
  paidOn: plainDate,
}

const redemption = z.object({
  redemptionId: uuid,
  redemptionNo: z.string(),
  ...firmName,
  ...papers,
  supplierCreditCode: z.string(),
  voucherNo: z.string(),
  voucherLeftYuan: yuan.describe('free on the voucher now'),
  invoiceYuan: yuan,
  computeYuan: yuan.describe('of the invoice, paid for computing power'),
  meteredYuan: yuan.describe('what the rows brought with it are charged'),
  uses: z.number().int(),
  redemptionShare: ratio,
  shareYuan: yuan.describe('the share of what was paid'),
  askedYuan: yuan.describe('the share within what voucher and cap left on the day it was handed in'),
  amountYuan: yuan.nullable().describe('as checked'),
  state: z.enum(REDEMPTION_STATES),
  submittedOn: plainDate,
  submittedByName: z.string(),
  checkedByName: z.string().nullable(),
  checkedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  paymentNo: z.string().nullable(),
  decisionNote: z.string().nullable(),
  sourceKind,
  version,
})
export type Redemption = z.infer<typeof redemption>

const step = { method: 'POST', params: z.object({ redemptionId: uuid }), ifMatch: true, response: redemption } as const

export const redemptionRoutes = defineRoutes({
  'redemption.list': {
    method: 'GET',
    path: '/api/v1/voucher-redemptions',
    rights: VOUCHER_READERS,
    query: z.object({ state: listOf(z.enum(REDEMPTION_STATES)).optional() }),
    response: z.object({
      rows: z.array(redemption).describe('what waits first, then the newest'),
      totals: z.object({ askedYuan: yuan, amountYuan: yuan, redeemedYuan: yuan }),
    }),
    summary: { zh: '算力券兑付', en: 'Redemptions of vouchers' },
  },
  'redemption.show': {
    method: 'GET',
    path: '/api/v1/voucher-redemptions/{redemptionId}',
    rights: VOUCHER_READERS,
    params: z.object({ redemptionId: uuid }),
    response: redemption,
    summary: { zh: '兑付申请详情', en: 'A redemption' },
  },
  'redemption.evidence': {
    method: 'GET',
    path: '/api/v1/voucher-redemptions/{redemptionId}/evidence',
    rights: VOUCHER_READERS,
    params: z.object({ redemptionId: uuid }),
    response: 'file',
    transaction: 'none',
    summary: {
      zh: '兑付凭证包：凭证、计量明细与校验链',
      en: 'The evidence of a redemption: a zip of its papers, its metered rows and their chain of hashes',
    },
  },
  'redemption.apply': {
    method: 'POST',
    path: '/api/v1/voucher-redemptions',
    rights: VOUCHER_APPLICANTS,
    body: z.strictObject({
      ...papers,
      invoiceYuan: yuanInput,
      computeYuan: yuanInput,
      isUnrelated: z.boolean().describe('declares that the supplier is not a related party'),
      isNotSubsidisedElsewhere: z.boolean().describe('declares that the contract is not subsidised elsewhere'),
      useIds: z.array(uuid).max(1000),
    }),
    response: redemption,
    summary: { zh: '申请兑付', en: 'Apply for redemption of what was paid' },
  },
  'redemption.withdraw': {
    ...step,
    path: '/api/v1/voucher-redemptions/{redemptionId}/withdraw',
    rights: VOUCHER_APPLICANTS,
    summary: { zh: '撤回兑付申请', en: 'Take a redemption back' },
  },
  'redemption.check': {
    ...step,
    path: '/api/v1/voucher-redemptions/{redemptionId}/check',
    rights: PLANNERS,
    summary: { zh: '审核兑付', en: 'Check a redemption: its amount is held on the voucher' },
  },
  'redemption.redeem': {
    ...step,
    path: '/api/v1/voucher-redemptions/{redemptionId}/redeem',
    rights: TREASURERS,
    body: z.strictObject({ paymentNo: z.string().trim().min(1).max(60) }),
    summary: { zh: '兑付拨款', en: 'Redeem: the payment is made' },
  },
  'redemption.refuse': {
    ...step,
    path: '/api/v1/voucher-redemptions/{redemptionId}/refuse',
    rights: REFUSERS,
    body: z.strictObject({ note: voucherNote }),
    summary: { zh: '不予兑付', en: 'Refuse a redemption' },
  },
})
