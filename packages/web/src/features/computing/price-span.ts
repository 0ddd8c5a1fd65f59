import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'

/** What a card costs at the centres, from the least to the most; undefined: nowhere a price. */
export function priceSpan(centres: readonly ComputeCentre[], cardType: string): { least: string; most: string } | undefined {
  const prices = centres
    .flatMap(({ cards }) => cards)
    .flatMap((card) => (card.cardType === cardType && card.yuanPerPHour !== null ? [card.yuanPerPHour] : []))
    .toSorted((a, b) => (parseYuan(a) < parseYuan(b) ? -1 : 1))
  const [least] = prices
  const most = prices.at(-1)
  return least === undefined || most === undefined ? undefined : { least, most }
}

/** One price, or both ends of a span. */
export const spanText = (least: string, most: string): string => (least === most ? least : `${least}–${most}`)
