import type { ComputePlacement } from '@ballast/contract/compute-job.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { lackOfContract, type ContractTerm } from '@ballast/domain/computing/centre-contract.ts'
import { layoutOf } from '@ballast/domain/computing/job.ts'
import { choosePlacement, reasonsAgainst, type PlacementOption } from '@ballast/domain/computing/placement.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { instantAt, type PlainDate } from '@ballast/domain/shared/time.ts'
import { priceOf, workOf } from '@ballast/domain/voucher/computing-power.ts'
import { priceAt } from '@ballast/domain/voucher/price.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { businessDate, type Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { readPrices } from '../../voucher/index.ts'
import type { Centre } from '../centre.queries.ts'
import { contractTerms } from '../contract/contract.queries.ts'
import { readTenants, type TenantRecord } from '../tenant.queries.ts'
import { lookAtCentres, type CentreLook } from './look-at-centres.ts'
import type { PlacedOption, Placed } from './placement.queries.ts'

export interface PlacementAsked {
  readonly cardType: string
  readonly cards: number
  readonly limitMinutes: number
  readonly dataAt: Uuid | null
}

type Looked = PlacementOption & { readonly look: CentreLook; readonly wait: { p50: number; p90: number } | null }

/** Compares the centres for a job of the user's enterprise. What was asked of the engines stands in no transaction. */
export async function placeJob(database: Database, ctx: Context, asked: PlacementAsked): Promise<Placed> {
  const { zoneId } = ctx.zone
  const { enterpriseId } = ctx.user
  if (enterpriseId === null) throw new Refusal('voucher.no-enterprise', [{ code: 'voucher.no-enterprise' }])
  const { prices, contracts, tenants } = await database.read(zoneId, async (tx) => ({
    prices: await readPrices(tx, zoneId),
    contracts: await contractTerms(tx, zoneId, { enterpriseId }),
    tenants: (await readTenants(tx, zoneId)).filter((tenant) => tenant.enterpriseId === enterpriseId),
  }))
  const { cardType } = asked
  const on = businessDate(ctx)
  const rate = rateOn(prices.rates, cardType, on)
  const seconds = asked.limitMinutes * 60
  const work = rate === undefined ? null : workOf(BigInt(asked.cards), rate.tflops, BigInt(seconds))
  const looked = (await lookAtCentres(database, ctx, asked.cardType)).map((look): Looked => {
    const { centreId, code: centre } = look.centre
    const tenant = tenants.find((one) => one.centreId === centreId)
    const own = contracts.filter((one) => one.centreId === centreId)
    const against = reasonsOf(look, asked, { tenant, contracts: own, on })
    const asks = priceAt(prices, { centre, cardType, on })
    const price = work === null || asks === undefined ? null : priceOf(work, asks.fenPerPHour)
    const wait = against.length > 0 ? null : look.waitFor({ tenant: enterpriseId, cards: asked.cards, limit: seconds })
    return { code: centre, against, start: wait?.p50 ?? null, free: look.line?.free ?? 0, price, look, wait }
  })
  const chosen = choosePlacement(looked)
  const now = ctx.clock.milliseconds()
  const options = looked.map(
    (one): PlacedOption => ({
      centreId: one.look.centre.centreId,
      isChosen: one === chosen,
      freeCards: one.look.line?.free ?? null,
      wait: one.wait === null ? null : { p50Seconds: Math.round(one.wait.p50), p90Seconds: Math.round(one.wait.p90) },
      finishAt: one.wait === null ? null : instantAt(now + (one.wait.p50 + seconds) * 1000),
      yuan: one.price === null ? null : formatYuan(one.price),
      reasons: reasonsAgainst(one, chosen),
    }),
  )
  return { placedAt: ctx.clock.now(), chosen: chosen?.look.centre ?? null, options, centres: looked.map(({ look }) => look.centre) }
}

/** Filters before any comparison: what is not there or not allowed, and never how long it takes. */
function reasonsOf(
  { centre, line }: CentreLook,
  asked: PlacementAsked,
  { tenant, contracts, on }: { tenant: TenantRecord | undefined; contracts: readonly ContractTerm[]; on: PlainDate },
): Reason[] {
  const card = centre.cards.find(({ cardType }) => cardType === asked.cardType)
  if (centre.state !== 'open') return [{ code: 'compute-centre.is-not-open' }]
  if (card === undefined) return [{ code: 'compute-job.no-such-card', params: { cardType: asked.cardType, centre: centre.nameZh } }]
  const lack = centre.needsContract ? lackOfContract(contracts, on) : undefined
  return [
    ...(asked.dataAt === null || asked.dataAt === centre.centreId ? [] : [{ code: 'placement.data-elsewhere' }]),
    ...(lack === undefined ? [] : [{ code: 'placement.no-contract', params: lack }]),
    ...(tenant?.isBlocked ? [{ code: 'compute-tenant.blocked-because', params: { reason: tenant.blockReason ?? '' } }] : []),
    ...(layoutOf(asked.cards, card.cardsPerNode) === undefined
      ? [{ code: 'compute-job.uneven-cards', params: { cards: asked.cards, perNode: card.cardsPerNode } }]
      : []),
    ...(line === null ? [{ code: 'placement.no-answer' }] : []),
    ...(line !== null && asked.cards > line.queue.cards ? [{ code: 'placement.too-large', params: { cards: line.queue.cards } }] : []),
  ]
}

/** In the reader's language; the chosen one first. */
export function placementOut(
  ctx: Context,
  placed: Pick<Placed, 'placedAt' | 'options'>,
  centres: readonly Centre[],
  by: string | null = null,
): ComputePlacement {
  const named = new Map(centres.map((centre) => [centre.centreId, centre]))
  const options = placed.options.flatMap(({ reasons, ...rest }) => {
    const centre = named.get(rest.centreId)
    if (centre === undefined) return []
    const { code: centreCode, nameZh: centreNameZh, nameEn: centreNameEn } = centre
    return [{ ...rest, centreCode, centreNameZh, centreNameEn, reasons: reasons.map((reason) => inWords(ctx, centre, reason)) }]
  })
  return { placedAt: placed.placedAt, placedBy: by, options: options.toSorted((a, b) => Number(b.isChosen) - Number(a.isChosen)) }
}

const inWords = (ctx: Context, { nameZh, nameEn }: Centre, { code, params }: Reason) => ({
  code,
  message: messageText(ctx.locale, code, { ...params, centre: ctx.locale === 'en' ? nameEn : nameZh }),
})
