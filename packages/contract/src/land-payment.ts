import { z } from 'zod'
import { REPORTERS } from './report.ts'
import { READERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yearMonth, yuan, yuanInput } from './scalars.ts'

/** Whoever reports on the project, and the land office. */
export const LAND_PAYERS: Rights = { ...REPORTERS, land_officer: 'zone' }

const text = z.string().trim().min(1).max(200)

const payment = z.object({
  paymentId: uuid,
  paidOn: plainDate,
  amountYuan: yuan,
  instalment: z.string().nullable().describe('which part of the price, e.g. 首付款, 第二期'),
  contractNo: z.string().nullable(),
  countsIn: yearMonth.nullable().describe('the month in which it counts as investment; null: it does not'),
  reasonCode: z.string().nullable().describe('why it does not count: of the code list not-countable-reason'),
  note: z.string().nullable(),
  byName: z.string(),
  at: instant,
  version,
  withdrawn: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
  files: z.number().int().describe('of evidence'),
  sourceKind,
  citation: z.string().nullable(),
})
export type LandPayment = z.infer<typeof payment>

const payments = z.object({
  projectId: uuid,
  businessOn: plainDate,
  paidYuan: yuan,
  countableYuan: yuan,
  reportedYuan: yuan.describe('建设用地费 of the closed months, with corrections'),
  payments: z.array(payment).describe('newest first, with what was withdrawn'),
})
export type LandPayments = z.infer<typeof payments>

const ofProject = z.object({ projectId: uuid })

export const landPaymentRoutes = defineRoutes({
  'land-payment.list': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/land-payments',
    rights: READERS,
    params: ofProject,
    response: payments,
    summary: { zh: '土地价款支付明细', en: 'What was paid for the land of a project' },
  },
  'land-payment.enter': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/land-payments',
    rights: LAND_PAYERS,
    params: ofProject,
    body: z.strictObject({
      paidOn: plainDate,
      amountYuan: yuanInput,
      instalment: text.nullable().optional(),
      contractNo: text.nullable().optional(),
      countsIn: yearMonth.nullable(),
      reasonCode: z.string().max(64).nullable().optional(),
      note: z.string().trim().max(500).nullable().optional(),
    }),
    response: payments,
    summary: { zh: '登记土地价款支付', en: 'Enter a payment for land' },
  },
  'land-payment.withdraw': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/land-payments/{paymentId}/withdrawal',
    rights: LAND_PAYERS,
    params: z.object({ projectId: uuid, paymentId: uuid }),
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    ifMatch: true,
    response: payments,
    summary: { zh: '撤销土地价款登记', en: 'Withdraw a payment that was entered, with a reason' },
  },
})
