import { z } from 'zod'
import { COMPUTE_OPERATORS, COMPUTE_READERS } from './compute-centre.ts'
import { defineRoutes } from './route.ts'
import { plainDate, uuid } from './scalars.ts'
import { tflopsSeconds, voucherNote, voucherRow } from './voucher.ts'

export const paidLineRoutes = defineRoutes({
  'paid-line.list': {
    method: 'GET',
    path: '/api/v1/paid-lines',
    rights: COMPUTE_READERS,
    response: z.object({ rows: z.array(voucherRow).describe('newest first') }),
    summary: { zh: '自费额度', en: 'P-hours that firms use at their own cost' },
  },
  'paid-line.open': {
    method: 'POST',
    path: '/api/v1/paid-lines',
    rights: COMPUTE_OPERATORS,
    body: z.strictObject({
      enterpriseId: uuid,
      amount: tflopsSeconds,
      fromOn: plainDate,
      untilOn: plainDate.describe('the last day on which jobs hold from it'),
      note: voucherNote.describe('with the number of the contract by which it is paid'),
    }),
    response: voucherRow,
    summary: { zh: '开通自费额度', en: 'Open P-hours that a firm uses at its own cost' },
  },
  'paid-line.edit': {
    method: 'PATCH',
    path: '/api/v1/paid-lines/{voucherId}',
    rights: COMPUTE_OPERATORS,
    params: z.object({ voucherId: uuid }),
    ifMatch: true,
    body: z.strictObject({ untilOn: plainDate.describe('today at the earliest; to end it now it is closed'), note: voucherNote }),
    response: voucherRow,
    summary: { zh: '延期自费额度', en: 'Give a paid line another last day' },
  },
  'paid-line.close': {
    method: 'POST',
    path: '/api/v1/paid-lines/{voucherId}/close',
    rights: COMPUTE_OPERATORS,
    params: z.object({ voucherId: uuid }),
    ifMatch: true,
    response: voucherRow,
    summary: { zh: '关闭自费额度', en: 'Close a paid line: what is free of it is given up' },
  },
})
