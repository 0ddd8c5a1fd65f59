import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { yearOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import {
  emptyRedemption,
  meteredOf,
  redemptionAmount,
  redemptionObstacles,
  type RedeemedUse,
  type RedemptionAmount,
} from '@ballast/domain/voucher/redemption.ts'
import { inForce, type Terms } from '@ballast/domain/voucher/terms.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { refusingRaces } from '../../platform/row-save.ts'
import { momentOf } from './book.ts'
import { evidenceOf } from './evidence-chain.ts'
import { nextNumber } from './ledger.queries.ts'
import { contractTaken, correctedFen, insertRedemption, invoiceTaken, redeemedIn, usesToRedeem, type Papers } from './redemption.queries.ts'
import { redemptionOf, showRedemption } from './show-redemptions.ts'
import { voucherInReach } from './show-vouchers.ts'
import { readTerms } from './terms.queries.ts'
import { listUses } from './use.queries.ts'
import type { VoucherRecord } from './voucher.queries.ts'

export interface Declarations {
  readonly isUnrelated: boolean
  readonly isNotSubsidisedElsewhere: boolean
}

interface Judged {
  readonly reasons: readonly Reason[]
  readonly terms: Terms | undefined
  readonly amount: RedemptionAmount | undefined
  /** What corrections of their bills left of the rows. */
  readonly meteredFen: bigint
}

/** Looks at papers and rows as on the day on which they were handed in. */
export async function judgeRedemption(
  tx: ReadTx,
  ctx: Context,
  {
    papers,
    voucher,
    uses,
    today,
    except = null,
  }: {
    papers: Papers & Declarations
    voucher: VoucherRecord
    uses: readonly RedeemedUse[]
    today: PlainDate
    except?: Uuid | null
  },
): Promise<Judged> {
  const { zoneId } = ctx.zone
  const { enterpriseId } = voucher
  const terms = inForce(await readTerms(tx, zoneId), today)
  const redeemedThisYear = await redeemedIn(tx, zoneId, enterpriseId, yearOf(today))
  const amount =
    terms === undefined
      ? undefined
      : redemptionAmount(papers.computeFen, {
          ppm: terms.redemptionPpm,
          voucherLeft: voucher.free,
          firmCap: terms.firmCapFen,
          redeemedThisYear,
        })
  const isMoney = voucher.unit === 'fen'
  const corrected = await correctedFen(
    tx,
    zoneId,
    uses.map(({ useId }) => useId as Uuid),
    except,
  )
  return {
    terms,
    amount,
    meteredFen: meteredOf(uses) - corrected,
    reasons: [
      ...(terms === undefined ? [{ code: 'voucher.no-terms' }] : []),
      ...redemptionObstacles({
        ...papers,
        today,
        uses,
        correctedFen: corrected,
        contractIn: await contractTaken(tx, zoneId, papers),
        enterpriseName: voucher.enterpriseNameZh,
        enterpriseCreditCode: voucher.creditCode,
        voucher: { fromOn: voucher.fromOn, untilOn: voucher.untilOn, isMoney },
      }),
      ...(terms === undefined || amount === undefined || !isMoney || papers.computeFen <= 0n
        ? []
        : emptyRedemption(amount, terms.redemptionPpm)),
    ],
  }
}

/** Applies for what was paid: contract, invoice, metered rows and declarations, or every reason why not. */
export async function applyForRedemption(tx: WriteTx, ctx: Context, given: { papers: Papers & Declarations; useIds: readonly Uuid[] }) {
  const { zoneId } = ctx.zone
  const action = 'redemption.apply'
  const { papers } = given
  const { enterpriseId } = ctx.user
  if (enterpriseId === null) throw new Refusal('voucher.no-enterprise', [{ code: 'voucher.no-enterprise' }])
  const moment = momentOf(ctx)
  const voucher = await voucherInReach(tx, ctx, action, papers.voucherId)
  if (voucher.enterpriseId !== enterpriseId) throw new Refusal('voucher.not-found')
  const useIds = [...new Set(given.useIds)]
  const uses = await usesToRedeem(tx, zoneId, enterpriseId, useIds, null)
  const { reasons, terms, amount, meteredFen } = await judgeRedemption(tx, ctx, { papers, voucher, uses, today: moment.on })
  const taken = await invoiceTaken(tx, zoneId, papers)
  refuseIfAny('redemption.refused', [
    ...reasons,
    ...(taken === undefined ? [] : [{ code: 'redemption.invoice-taken', at: 'invoiceNo', params: { no: taken } }]),
    ...(uses.length < useIds.length ? [{ code: 'redemption.use-not-found', at: 'useIds' }] : []),
  ])
  const redemptionNo = await nextNumber(tx, zoneId, 'redemption', yearOf(moment.on))
  const { redemptionPpm } = terms as Terms
  const { amount: askedFen } = amount as RedemptionAmount
  const filed = { ...papers, redemptionNo, enterpriseId, useIds, meteredFen, redemptionPpm, askedFen }
  const redemptionId = await refusingRaces(() => insertRedemption(tx, zoneId, filed, moment))
  const found = await redemptionOf(tx, ctx, action, redemptionId)
  const rows = await listUses(tx, zoneId, undefined, { useIds }, { limit: useIds.length })
  const evidence = evidenceOf(found, rows.rows.toReversed()).at(-1)?.hash
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'voucher_redemption',
    subjectId: redemptionId,
    after: { redemptionNo, computeYuan: formatYuan(papers.computeFen), askedYuan: formatYuan(askedFen), uses: useIds.length, evidence },
  })
  return showRedemption(tx, ctx, action, redemptionId)
}
