import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { enterPayment, listPayments, withdrawEntry } from './pay-land.ts'

export const landPaymentHandlers = defineHandlers({
  'land-payment.list': (tx, ctx, { params }) => listPayments(tx, ctx, params.projectId as Uuid),
  'land-payment.enter': (tx, ctx, { params, body }) =>
    enterPayment(tx, ctx, params.projectId as Uuid, {
      paidOn: body.paidOn as PlainDate,
      amountFen: parseYuan(body.amountYuan),
      instalment: body.instalment ?? null,
      contractNo: body.contractNo ?? null,
      countsIn: body.countsIn as YearMonth | null,
      reasonCode: body.reasonCode ?? null,
      note: body.note ?? null,
    }),
  'land-payment.withdraw': (tx, ctx, { params, body, ifMatch }) =>
    withdrawEntry(tx, ctx, {
      projectId: params.projectId as Uuid,
      paymentId: params.paymentId as Uuid,
      ifMatch: ifMatch as bigint,
      reason: body.reason,
    }),
})
