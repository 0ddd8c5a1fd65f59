import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { listFunds } from './list-funds.ts'
import { enterMovement, showFunds, withdrawEntry } from './move-funds.ts'

export const fundHandlers = defineHandlers({
  'fund.list': (tx, ctx, { query }) => listFunds(tx, ctx, query),
  'fund.show': (tx, ctx, { params }) => showFunds(tx, ctx, params.projectId as Uuid),
  'fund.release': (tx, ctx, { params, body }) =>
    enterMovement(tx, ctx, params.projectId as Uuid, {
      kind: 'release',
      on: body.movedOn as PlainDate,
      fen: parseYuan(body.amountYuan),
      source: body.source,
      batch: body.batch ?? null,
      documentNo: body.documentNo ?? null,
      note: body.note ?? null,
    }),
  'fund.spend': (tx, ctx, { params, body }) =>
    enterMovement(tx, ctx, params.projectId as Uuid, {
      kind: 'spending',
      on: body.movedOn as PlainDate,
      fen: parseYuan(body.amountYuan),
      source: null,
      batch: null,
      documentNo: body.documentNo ?? null,
      note: body.note ?? null,
    }),
  'fund.withdraw': (tx, ctx, { params, body, ifMatch }) =>
    withdrawEntry(tx, ctx, {
      projectId: params.projectId as Uuid,
      movementId: params.movementId as Uuid,
      ifMatch: ifMatch as bigint,
      reason: body.reason,
    }),
})
