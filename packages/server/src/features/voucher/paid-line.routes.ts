import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { amountIn } from './amounts.ts'
import { closeLineOf, editLine, listLines, openLine } from './paid-lines.ts'

export const paidLineHandlers = defineHandlers({
  'paid-line.list': (tx, ctx) => listLines(tx, ctx),
  'paid-line.open': (tx, ctx, { body }) =>
    openLine(tx, ctx, {
      enterpriseId: body.enterpriseId as Uuid,
      amount: amountIn('tflops_s', body.amount),
      fromOn: body.fromOn as PlainDate,
      untilOn: body.untilOn as PlainDate,
      note: body.note,
    }),
  'paid-line.edit': (tx, ctx, { params, body, ifMatch }) =>
    editLine(tx, ctx, {
      voucherId: params.voucherId as Uuid,
      version: ifMatch as bigint,
      untilOn: body.untilOn as PlainDate,
      note: body.note,
    }),
  'paid-line.close': (tx, ctx, { params, ifMatch }) =>
    closeLineOf(tx, ctx, { voucherId: params.voucherId as Uuid, version: ifMatch as bigint }),
})
