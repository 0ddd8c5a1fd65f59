import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { addDays, type PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { insertCentrePrice, lastChargedOn, readPrices } from '../voucher/index.ts'
import { centreOf, showCentre } from './centres.ts'

export interface CentrePriceGiven {
  readonly centreId: Uuid
  readonly cardType: string
  readonly fromOn: PlainDate
  readonly fenPerPHour: Fen
  readonly citation: string | null
}

/** Adds what a card costs at a centre from a day on: not before today, and from no day on which use was charged otherwise. */
export async function setCentrePrice(tx: WriteTx, ctx: Context, given: CentrePriceGiven): Promise<ComputeCentre> {
  const { zoneId } = ctx.zone
  const { centreId, cardType, fromOn } = given
  const { code: centre, nameZh, cards } = await centreOf(tx, ctx, centreId)
  const today = businessDate(ctx)
  const { ofCentres } = await readPrices(tx, zoneId)
  const newest = ofCentres.find((price) => price.centre === centre && price.cardType === cardType)?.fromOn
  const charged = await lastChargedOn(tx, zoneId, { centre, cardType, from: fromOn })
  const notAfter = (other: PlainDate) => ({ code: 'voucher.not-after', at: 'fromOn', params: { newest: other } })
  refuseIfAny('compute-centre.price-refused', [
    ...(cards.some((card) => card.cardType === cardType)
      ? []
      : [{ code: 'compute-job.no-such-card', at: 'cardType', params: { cardType, centre: nameZh } }]),
    ...(newest !== undefined && fromOn <= newest ? [notAfter(newest)] : []),
    ...(fromOn < today ? [{ code: 'voucher.backdated', at: 'fromOn', params: { today } }] : []),
    ...(charged === null ? [] : [{ code: 'compute-centre.charged-already', at: 'fromOn', params: { fromOn, next: addDays(charged, 1) } }]),
  ])
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  if (!(await insertCentrePrice(tx, zoneId, given, moment))) refuseIfAny('compute-centre.price-refused', [notAfter(fromOn)])
  await recordAudit(tx, ctx, {
    action: 'compute-centre.set-price',
    subjectType: 'compute_centre',
    subjectId: centreId,
    after: { centre, cardType, fromOn, yuanPerPHour: formatYuan(given.fenPerPHour), citation: given.citation },
  })
  return showCentre(tx, ctx, centreId)
}
