import type { ComputeCapacityCentre, ComputePower } from '@ballast/contract/compute-capacity.ts'
import { isWhole, powerOf, type CardCapacity } from '@ballast/domain/computing/capacity.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { businessDate, type Context } from '../../../platform/context.ts'
import type { ReadTx } from '../../../platform/database.ts'
import { readRates } from '../../voucher/index.ts'
import { readCentres, type Centre } from '../centre.queries.ts'
import { lastSeen, type LastSeen } from './capacity.queries.ts'

/** What the centres have in use and in commissioning, by the last look at their engines. Closed ones have nothing. */
export async function showCapacity(
  tx: ReadTx,
  ctx: Context,
  { projectId }: { projectId?: Uuid | undefined },
): Promise<{ centres: ComputeCapacityCentre[]; power: ComputePower }> {
  const { zoneId } = ctx.zone
  const rates = await readRates(tx, zoneId)
  const seen = await lastSeen(tx, zoneId)
  const centres = (await readCentres(tx, zoneId)).filter(
    (centre) => centre.state !== 'closed' && (projectId === undefined || centre.project?.projectId === projectId),
  )
  const capacityOf = (centre: Centre) =>
    centre.cards.map(({ cardType, plannedCards }): CardCapacity & { cardType: string; last: LastSeen | undefined } => {
      const rate = rateOn(rates, cardType, businessDate(ctx))
      const last = seen.find((one) => one.centreId === centre.centreId && one.cardType === cardType)
      const power = rate === undefined ? {} : { ...rate.others, fp16: rate.tflops * 1000n }
      return { cardType, last, planned: plannedCards, seen: last?.cards ?? null, power }
    })
  const all = centres.map((centre) => ({ centre, cards: capacityOf(centre) }))
  return {
    centres: all.map(({ centre: { centreId, code, nameZh, nameEn, state, sourceKind, project }, cards }) => ({
      centreId,
      code,
      nameZh,
      nameEn,
      state,
      sourceKind,
      project,
      cards: cards.map((card) => ({
        cardType: card.cardType,
        planned: card.planned,
        seen: card.seen,
        used: card.last?.used ?? 0,
        away: card.last?.away ?? 0,
        seenAt: card.last?.seenAt ?? null,
        power: shown([card]),
      })),
      power: shown(cards),
      isWhole: isWhole(cards),
    })),
    power: shown(all.flatMap(({ cards }) => cards)),
  }
}

const shown = (cards: readonly CardCapacity[]): ComputePower =>
  powerOf(cards).map(({ precision, inUse, commissioning }) => ({
    precision,
    inUse: inUse.toString(),
    commissioning: commissioning.toString(),
  }))
