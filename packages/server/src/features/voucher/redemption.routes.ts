import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { applyForRedemption } from './apply-redemption.ts'
import { checkRedemption, redeem, refuseRedemption, withdrawRedemption } from './decide-redemption.ts'
import { evidencePack } from './evidence-pack.ts'
import { listRedemptions, showRedemption } from './show-redemptions.ts'

const asked = (input: { params: { redemptionId: string }; ifMatch: bigint | undefined }) => ({
  redemptionId: input.params.redemptionId as Uuid,
  version: input.ifMatch as bigint,
})

export const redemptionHandlers = defineHandlers({
  'redemption.list': (tx, ctx, { query }) => listRedemptions(tx, ctx, query.state),
  'redemption.show': (tx, ctx, { params }) => showRedemption(tx, ctx, 'redemption.show', params.redemptionId as Uuid),
  'redemption.evidence': (database, ctx, { params }) => evidencePack(database, ctx, params.redemptionId as Uuid),
  'redemption.apply': (tx, ctx, { body: { useIds, invoiceYuan, computeYuan, ...papers } }) =>
    applyForRedemption(tx, ctx, {
      useIds: useIds as Uuid[],
      papers: {
        ...papers,
        voucherId: papers.voucherId as Uuid,
        contractOn: papers.contractOn as PlainDate,
        invoiceOn: papers.invoiceOn as PlainDate,
        paidOn: papers.paidOn as PlainDate,
        invoiceFen: parseYuan(invoiceYuan),
        computeFen: parseYuan(computeYuan),
      },
    }),
  'redemption.withdraw': (tx, ctx, input) => withdrawRedemption(tx, ctx, asked(input)),
  'redemption.check': (tx, ctx, input) => checkRedemption(tx, ctx, asked(input)),
  'redemption.redeem': (tx, ctx, input) => redeem(tx, ctx, { ...asked(input), paymentNo: input.body.paymentNo }),
  'redemption.refuse': (tx, ctx, input) => refuseRedemption(tx, ctx, { ...asked(input), note: input.body.note }),
})
