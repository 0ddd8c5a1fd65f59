import { z } from 'zod'
import { METERING_OPERATORS } from './metering.ts'
import { OFFICE, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, sourceKind, uuid, yearMonth, yuan, yuanInput } from './scalars.ts'
import { firmName, tflopsSeconds, voucherNote } from './voucher.ts'

/** The office and the operator see all bills, an enterprise its own. */
const READERS: Rights = { ...OFFICE, computing_operator: 'zone', enterprise_reporter: 'own_enterprise' }

const sums = {
  runs: z.number().int(),
  amount: tflopsSeconds,
  covered: tflopsSeconds.describe('from quota'),
  free: tflopsSeconds.describe('free of charge by how it ended'),
  chargedYuan: yuan,
}
const bill = z.object({
  billId: uuid,
  billNo: z.string(),
  ...firmName,
  month: yearMonth,
  ...sums,
  correctsBillId: uuid.nullable(),
  correctsBillNo: z.string().nullable(),
  reason: z.string().nullable().describe('of a correction'),
  issuedOn: plainDate,
  issuedAt: instant,
  issuedByName: z.string(),
  sourceKind,
})
export type ComputeBill = z.infer<typeof bill>
const billId = z.object({ billId: uuid })

export const computeBillRoutes = defineRoutes({
  'compute-bill.list': {
    method: 'GET',
    path: '/api/v1/compute-bills',
    rights: READERS,
    query: paging.extend({ month: yearMonth.optional(), enterpriseId: uuid.optional() }),
    response: z.object({
      rows: z.array(bill).describe('newest first'),
      next: z.string().nullable(),
      totalYuan: yuan.describe('of all that were asked for, corrections included'),
      unbilled: z.array(z.object({ month: yearMonth, firms: z.number().int(), runs: z.number().int(), chargedYuan: yuan })),
    }),
    summary: { zh: '算力账单', en: 'Bills of computing, and use that stands on none yet' },
  },
  'compute-bill.show': {
    method: 'GET',
    path: '/api/v1/compute-bills/{billId}',
    rights: READERS,
    params: billId,
    response: z.object({
      bill,
      cards: z.array(z.object({ cardType: z.string(), ...sums })),
      corrections: z.array(bill).describe('oldest first'),
      netYuan: yuan.describe('with its corrections'),
    }),
    summary: { zh: '账单详情', en: 'A bill, by type of card, with its corrections' },
  },
  'compute-bill.issue': {
    method: 'POST',
    path: '/api/v1/compute-bills',
    rights: METERING_OPERATORS,
    body: z.strictObject({ month: yearMonth }),
    response: z.object({ month: yearMonth, bills: z.number().int(), runs: z.number().int(), chargedYuan: yuan }),
    summary: { zh: '出具月度账单', en: 'Issue the bills of a month, one for each enterprise' },
  },
  'compute-bill.correct': {
    method: 'POST',
    path: '/api/v1/compute-bills/{billId}/corrections',
    rights: METERING_OPERATORS,
    params: billId,
    body: z.strictObject({ yuan: yuanInput.describe('more, or with a minus less'), reason: voucherNote }),
    response: bill,
    summary: { zh: '更正账单', en: 'Correct a bill by one more; the bill itself stays' },
  },
  'compute-bill.file': {
    method: 'GET',
    path: '/api/v1/compute-bills/{billId}/file',
    rights: READERS,
    params: billId,
    query: z.object({ format: z.enum(['pdf', 'xlsx']) }),
    response: 'file',
    transaction: 'none',
    summary: { zh: '下载账单', en: 'A bill as PDF, or as a workbook with every run' },
  },
})
