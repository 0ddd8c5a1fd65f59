import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { billFile } from './bill-file.ts'
import { correctBill, issueBills } from './issue-bills.ts'
import { listBills, showBill } from './show-bills.ts'

export const computeBillHandlers = defineHandlers({
  'compute-bill.list': (tx, ctx, { query }) => listBills(tx, ctx, query),
  'compute-bill.show': (tx, ctx, { params }) => showBill(tx, ctx, params.billId as Uuid),
  'compute-bill.issue': (tx, ctx, { body }) => issueBills(tx, ctx, body.month as YearMonth),
  'compute-bill.correct': (tx, ctx, { params, body }) =>
    correctBill(tx, ctx, { billId: params.billId as Uuid, amountFen: parseYuan(body.yuan), reason: body.reason }),
  'compute-bill.file': (database, ctx, { params, query }) => billFile(database, ctx, params.billId as Uuid, query.format),
})
