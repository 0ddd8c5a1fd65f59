import { powerTexts } from '@ballast/domain/computing/capacity.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { CardRate, Terms } from '@ballast/domain/voucher/terms.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { momentOf } from './book.ts'
import { insertRate, insertTerms, readRates, readTerms, type SourceKind } from './terms.queries.ts'

/** Terms and rates are never changed: what was granted and charged by them stays explained. */
export async function showTerms(tx: ReadTx, ctx: Context) {
  const { zoneId } = ctx.zone
  const terms = await readTerms(tx, zoneId)
  const rates = await readRates(tx, zoneId)
  return {
    terms: terms.map(({ redemptionPpm, firmCapFen, firmCapTflopsS, freeEndStates, ...rest }) => ({
      ...rest,
      redemptionShare: ratioText(redemptionPpm, WHOLE_PPM, 6) as string,
      firmCapYuan: firmCapFen === null ? null : formatYuan(firmCapFen),
      firmCapTflopsSeconds: firmCapTflopsS?.toString() ?? null,
      freeEndStates: [...freeEndStates],
    })),
    rates: rates.map(({ tflops, fenPerPHour, others = {}, ...rest }) => ({
      ...rest,
      tflops: Number(tflops),
      others: powerTexts(others),
      yuanPerPHour: formatYuan(fenPerPHour),
    })),
  }
}

/** The first may begin on any day; a later one not before today, or it would change what has happened. */
function refuseBackdated(ctx: Context, fromOn: PlainDate, earlier: readonly { fromOn: PlainDate }[]): void {
  const today = businessDate(ctx)
  const newest = earlier[0]?.fromOn
  refuseIfAny('voucher.refused', [
    ...(newest !== undefined && fromOn <= newest ? [{ code: 'voucher.not-after', at: 'fromOn', params: { newest } }] : []),
    ...(newest !== undefined && fromOn < today ? [{ code: 'voucher.backdated', at: 'fromOn', params: { today } }] : []),
  ])
}

interface Origin {
  readonly citation: string | null
  /** Entered, unless told. */
  readonly sourceKind?: SourceKind
}

export async function setTerms(tx: WriteTx, ctx: Context, terms: Terms & Origin) {
  const { zoneId } = ctx.zone
  refuseBackdated(ctx, terms.fromOn, await readTerms(tx, zoneId))
  if (!(await insertTerms(tx, zoneId, { sourceKind: 'entered', ...terms }, momentOf(ctx)))) {
    refuseIfAny('voucher.refused', [{ code: 'voucher.not-after', at: 'fromOn', params: { newest: terms.fromOn } }])
  }
  const shown = await showTerms(tx, ctx)
  const after = shown.terms.find(({ fromOn }) => fromOn === terms.fromOn)
  await recordAudit(tx, ctx, { action: 'voucher.set-terms', subjectType: 'voucher_terms', subjectId: terms.fromOn, after })
  return shown
}

export async function setRate(tx: WriteTx, ctx: Context, rate: CardRate & Origin) {
  const { zoneId } = ctx.zone
  const ofCard = (await readRates(tx, zoneId)).filter(({ cardType }) => cardType === rate.cardType)
  refuseBackdated(ctx, rate.fromOn, ofCard)
  if (!(await insertRate(tx, zoneId, { sourceKind: 'entered', ...rate }, momentOf(ctx)))) {
    refuseIfAny('voucher.refused', [{ code: 'voucher.not-after', at: 'fromOn', params: { newest: rate.fromOn } }])
  }
  const shown = await showTerms(tx, ctx)
  const after = shown.rates.find(({ cardType, fromOn }) => cardType === rate.cardType && fromOn === rate.fromOn)
  await recordAudit(tx, ctx, {
    action: 'voucher.set-rate',
    subjectType: 'voucher_rate',
    subjectId: `${rate.cardType} ${rate.fromOn}`,
    after,
  })
  return shown
}
