import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { unitOf } from './amounts.ts'
import { placeHold, releaseHold } from './place-hold.ts'
import { readLedger, readUses, verifyLedger } from './read-ledger.ts'
import { recordUses } from './record-use.ts'

export const voucherLedgerHandlers = defineHandlers({
  'voucher-hold.place': (tx, ctx, { params, body }) =>
    placeHold(tx, ctx, {
      voucherId: params.voucherId as Uuid,
      jobId: body.jobId as Uuid,
      cardType: body.cardType,
      cards: BigInt(body.cards),
      limitSeconds: BigInt(body.limitSeconds),
      expiresAt: body.expiresAt as Instant,
    }),
  'voucher-hold.release': (tx, ctx, { params }) => releaseHold(tx, ctx, params.jobId as Uuid),
  'voucher-use.record': (tx, ctx, { body }) =>
    recordUses(
      tx,
      ctx,
      body.uses.map((use) => ({
        ...use,
        submittedAt: use.submittedAt as Instant,
        startedAt: use.startedAt as Instant,
        endedAt: use.endedAt as Instant,
        jobId: use.jobId as Uuid | null,
        enterpriseId: use.enterpriseId as Uuid,
        restart: BigInt(use.restart),
        cards: BigInt(use.cards),
        elapsedSeconds: BigInt(use.elapsedSeconds),
      })),
    ),
  'voucher-use.list': (tx, ctx, { query: { cursor, limit, ...filter } }) => readUses(tx, ctx, filter, { cursor, limit }),
  'voucher-ledger.list': (tx, ctx, { query: { cursor, limit, unit, ...filter } }) =>
    readLedger(tx, ctx, { ...filter, unit: unit === undefined ? undefined : unitOf(unit) }, { cursor, limit }),
  'voucher-ledger.verify': (tx, ctx, { query }) => verifyLedger(tx, ctx, query.through as PlainDate | undefined),
})
