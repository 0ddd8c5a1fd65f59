import { z } from 'zod'
import { APPLICATION_STATES } from '@ballast/domain/voucher/grant.ts'
import { listOf } from './list.ts'
import { OFFICE, PLANNERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, ratio, sourceKind, uuid, version, year, yuan, yuanInput } from './scalars.ts'

/** The office sees all vouchers, an enterprise its own. */
export const VOUCHER_READERS: Rights = { ...OFFICE, enterprise_reporter: 'own_enterprise' }
export const VOUCHER_APPLICANTS: Rights = { enterprise_reporter: 'own_enterprise' }
const FUNDERS: Rights = { ...PLANNERS, finance: 'zone' }

/** Quota of computing power, or money that redeems what was paid for it. */
export const voucherUnit = z.enum(['tflops_s', 'yuan'])
export type VoucherUnitName = z.infer<typeof voucherUnit>
export const tflopsSeconds = z
  .string()
  .regex(/^\d{1,19}$/, 'voucher.not-whole')
  .describe('whole TFLOPS·seconds; 3,600,000 are a P-hour')
export const voucherAmount = z.string().regex(/^-?\d{1,19}(\.\d{2})?$/)
const amountText = 'in its unit: whole TFLOPS·seconds, or yuan with two decimals'
/** Up to two decimals where the unit is yuan; whole where it is TFLOPS·seconds. */
export const voucherAmountInput = z
  .string()
  .regex(/^\d{1,19}(\.\d{1,2})?$/, 'request.not-an-amount')
  .describe(amountText)
export const firmName = { enterpriseId: uuid, enterpriseNameZh: z.string(), enterpriseNameEn: z.string().nullable() }
export const voucherNote = z.string().trim().min(1).max(500)

/** What became of granted amounts; free, held, used, redeemed and expired add up to granted. */
export const voucherBalances = z.object({
  granted: voucherAmount.describe(amountText),
  free: voucherAmount,
  held: voucherAmount,
  used: voucherAmount,
  redeemed: voucherAmount,
  expired: voucherAmount,
})
export type VoucherBalances = z.infer<typeof voucherBalances>

const pool = z.object({
  poolId: uuid,
  unit: voucherUnit,
  funded: voucherAmount.describe('what the year has: granted and left add up to it'),
  left: voucherAmount.describe('not granted yet'),
  balances: voucherBalances,
  firms: z.number().int(),
  vouchers: z.number().int(),
})
export type VoucherPool = z.infer<typeof pool>

export const POOL_GROUPS = ['firm', 'cluster'] as const
const poolRow = z.object({
  unit: voucherUnit,
  key: z.string().describe('id of the enterprise or code of the cluster; empty: none'),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  vouchers: z.number().int(),
  balances: voucherBalances,
})
export type VoucherPoolRow = z.infer<typeof poolRow>

export const voucherRow = z.object({
  voucherId: uuid,
  voucherNo: z.string(),
  ...firmName,
  projectId: uuid.nullable(),
  projectNameZh: z.string().nullable(),
  projectNameEn: z.string().nullable(),
  unit: voucherUnit,
  year: z.number().int(),
  fromOn: plainDate,
  untilOn: plainDate,
  isExpired: z.boolean().describe('its last day is past'),
  balances: voucherBalances,
  grantedByName: z.string(),
  grantedOn: plainDate,
  sourceKind,
  isPaid: z.boolean().describe('a paid line: what is used of it is charged'),
  note: z.string().nullable().describe('of a paid line: by which contract'),
  closedAt: instant.nullable().describe('of a paid line that was closed'),
  closedByName: z.string().nullable(),
  version,
})
export type VoucherRow = z.infer<typeof voucherRow>

export const voucherHold = z.object({
  jobId: uuid,
  cardType: z.string(),
  cards: z.number().int(),
  tflops: z.number().int(),
  limitSeconds: z.number().int(),
  amount: tflopsSeconds,
  captured: tflopsSeconds,
  expiresAt: instant,
  placedAt: instant,
  closedAt: instant.nullable(),
  closeReason: z.enum(['ended', 'released', 'lapsed']).nullable(),
})

const application = z.object({
  applicationId: uuid,
  applicationNo: z.string(),
  ...firmName,
  projectId: uuid.nullable(),
  projectNameZh: z.string().nullable(),
  projectNameEn: z.string().nullable(),
  unit: voucherUnit,
  amount: voucherAmount,
  purpose: z.string(),
  state: z.enum(APPLICATION_STATES),
  appliedOn: plainDate,
  appliedByName: z.string(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  voucherId: uuid.nullable(),
  voucherNo: z.string().nullable(),
  granted: voucherAmount.nullable(),
  sourceKind,
  version,
})
export type VoucherApplication = z.infer<typeof application>

const terms = z.object({
  fromOn: plainDate,
  redemptionShare: ratio,
  firmCapYuan: yuan.nullable(),
  firmCapTflopsSeconds: tflopsSeconds.nullable(),
  validityMonths: z.number().int(),
  freeEndStates: z.array(z.string()),
  citation: z.string().nullable(),
  sourceKind,
})
const tflopsOrTops = z.string().regex(/^\d{1,7}(\.\d{1,3})?$/, 'voucher.not-tflops')
const otherPower = z
  .strictObject({ fp64: tflopsOrTops, fp32: tflopsOrTops, tf32: tflopsOrTops, fp8: tflopsOrTops, int8: tflopsOrTops })
  .partial()
  .describe('nominal, dense, of one card, in TFLOPS; of int8 in TOPS')
const cardRate = z.object({
  cardType: z.string(),
  fromOn: plainDate,
  tflops: z.number().int().describe('nominal, FP16 dense, of one card'),
  others: otherPower,
  yuanPerPHour: yuan,
  citation: z.string().nullable(),
  sourceKind,
})
const settings = z.object({
  terms: z.array(terms).describe('newest first'),
  rates: z.array(cardRate).describe('by card type, newest first'),
})
export type VoucherTerms = z.infer<typeof terms>
export type VoucherCardRate = z.infer<typeof cardRate>
const citation = z.string().trim().max(300).nullable().optional()

const decide = { method: 'POST', params: z.object({ applicationId: uuid }), ifMatch: true, response: application } as const

export const voucherRoutes = defineRoutes({
  'voucher.pool': {
    method: 'GET',
    path: '/api/v1/voucher-pools/{year}',
    rights: OFFICE,
    params: z.object({ year }),
    query: z.object({ group: z.enum(POOL_GROUPS).default('firm') }),
    response: z.object({ year: z.number().int(), isSimulated: z.boolean(), pools: z.array(pool), rows: z.array(poolRow) }),
    summary: { zh: '算力券资金与额度池', en: 'The year’s pools of quota and vouchers' },
  },
  'voucher.fund': {
    method: 'POST',
    path: '/api/v1/voucher-pools/{year}/funds',
    rights: FUNDERS,
    params: z.object({ year }),
    body: z.strictObject({ unit: voucherUnit, amount: voucherAmountInput, isWithdrawal: z.boolean().default(false), note: voucherNote }),
    response: z.object({ poolId: uuid, unit: voucherUnit, left: voucherAmount }),
    summary: { zh: '注入或收回资金与额度', en: 'Put into the year’s pool, or take out of it' },
  },
  'voucher.export': {
    method: 'GET',
    path: '/api/v1/voucher-pools/{year}/export',
    rights: OFFICE,
    params: z.object({ year }),
    query: z.object({ group: z.enum(POOL_GROUPS).default('firm'), unit: voucherUnit, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    response: 'file',
    transaction: 'none',
    summary: { zh: '导出算力券台账', en: 'Export the year’s vouchers' },
  },
  'voucher.terms': {
    method: 'GET',
    path: '/api/v1/voucher-terms',
    // Who connects a centre says which of the priced cards it has.
    rights: { ...VOUCHER_READERS, computing_operator: 'zone' },
    response: settings,
    summary: { zh: '算力券规则、卡型算力与单价', en: 'Terms of vouchers; power and price of cards' },
  },
  'voucher.set-terms': {
    method: 'POST',
    path: '/api/v1/voucher-terms',
    rights: PLANNERS,
    body: z.strictObject({
      fromOn: plainDate,
      redemptionShare: z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/),
      firmCapYuan: yuanInput.nullable(),
      firmCapTflopsSeconds: tflopsSeconds.nullable(),
      validityMonths: z.number().int().min(1).max(60),
      freeEndStates: z.array(z.string().max(40)).max(20),
      citation,
    }),
    response: settings,
    summary: { zh: '新增算力券规则', en: 'Add terms that hold from a day on' },
  },
  'voucher.set-rate': {
    method: 'POST',
    path: '/api/v1/voucher-rates',
    rights: PLANNERS,
    body: z.strictObject({
      cardType: z.string().trim().min(1).max(40),
      fromOn: plainDate,
      tflops: z.number().int().min(1).max(1_000_000),
      others: otherPower.default({}),
      yuanPerPHour: yuanInput,
      citation,
    }),
    response: settings,
    summary: { zh: '新增卡型算力与单价', en: 'Add a card’s power and price from a day on' },
  },
  'voucher.list': {
    method: 'GET',
    path: '/api/v1/vouchers',
    rights: VOUCHER_READERS,
    query: z.object({
      q: z.string().max(200).optional(),
      year: year.optional(),
      unit: voucherUnit.optional(),
      enterpriseId: uuid.optional(),
    }),
    response: z.object({
      rows: z.array(voucherRow).describe('newest first'),
      totals: z
        .array(z.object({ unit: voucherUnit, isPaid: z.boolean(), balances: voucherBalances }))
        .describe('of money and of quota, and of paid lines apart'),
    }),
    summary: { zh: '算力券与额度', en: 'Vouchers and quota' },
  },
  'voucher.show': {
    method: 'GET',
    path: '/api/v1/vouchers/{voucherId}',
    rights: VOUCHER_READERS,
    params: z.object({ voucherId: uuid }),
    response: z.object({ voucher: voucherRow, holds: z.array(voucherHold).describe('open ones first, then the newest') }),
    summary: { zh: '算力券详情', en: 'A voucher and what is held of it' },
  },
  'voucher.expire': {
    method: 'POST',
    path: '/api/v1/vouchers/expire',
    rights: PLANNERS,
    response: z.object({ vouchers: z.number().int(), holds: z.number().int().describe('that had lapsed, and went back') }),
    summary: { zh: '到期处理', en: 'Expire vouchers and holds whose day is past' },
  },
  'voucher-application.list': {
    method: 'GET',
    path: '/api/v1/voucher-applications',
    rights: VOUCHER_READERS,
    query: z.object({ state: listOf(z.enum(APPLICATION_STATES)).optional() }),
    response: z.object({ rows: z.array(application).describe('what waits first, then the newest') }),
    summary: { zh: '算力券申请', en: 'Applications for vouchers and quota' },
  },
  'voucher-application.apply': {
    method: 'POST',
    path: '/api/v1/voucher-applications',
    rights: VOUCHER_APPLICANTS,
    body: z.strictObject({
      unit: voucherUnit,
      amount: voucherAmountInput,
      purpose: z.string().trim().min(1).max(1000),
      projectId: uuid.nullable().optional(),
    }),
    response: application,
    summary: { zh: '申请算力券或额度', en: 'Apply for a voucher or quota' },
  },
  'voucher-application.withdraw': {
    ...decide,
    path: '/api/v1/voucher-applications/{applicationId}/withdraw',
    rights: VOUCHER_APPLICANTS,
    summary: { zh: '撤回算力券申请', en: 'Take an application back' },
  },
  'voucher-application.grant': {
    ...decide,
    path: '/api/v1/voucher-applications/{applicationId}/grant',
    rights: PLANNERS,
    body: z.strictObject({ amount: voucherAmountInput, note: voucherNote.nullable().optional() }),
    summary: { zh: '核发算力券', en: 'Grant a voucher' },
  },
  'voucher-application.refuse': {
    ...decide,
    path: '/api/v1/voucher-applications/{applicationId}/refuse',
    rights: PLANNERS,
    body: z.strictObject({ note: voucherNote }),
    summary: { zh: '不予核发', en: 'Refuse an application' },
  },
})
