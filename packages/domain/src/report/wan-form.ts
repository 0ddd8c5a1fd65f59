import type { Fen } from '../shared/money.ts'
import { itemsOf, MAIN_ITEMS, type Items } from './form.ts'

const FEN_PER_WAN = 1_000_000n

/** Whole 万元 of the official form. */
export interface WanFigures {
  readonly cumulative: bigint
  readonly year: bigint
  readonly month: bigint
  readonly items: Readonly<Record<keyof Items, bigint>>
}

/** Whole 万元, half away from zero. */
export const wholeWan = (amount: bigint): bigint => {
  const absolute = amount < 0n ? -amount : amount
  const rounded = (absolute + FEN_PER_WAN / 2n) / FEN_PER_WAN
  return amount < 0n ? -rounded : rounded
}

/**
 * The four items of the year in whole 万元: each is rounded down, and what is then missing from the rounded total goes to the largest
 * remainders. The parts of an item ("of which") are rounded down, so that they never exceed it.
 */
export function wanItems(items: Items): { year: bigint; items: WanFigures['items'] } {
  const whole = itemsOf((item) => items[item] / FEN_PER_WAN) as Record<keyof Items, bigint>
  const year = wholeWan(MAIN_ITEMS.reduce((sum, item) => sum + items[item], 0n))
  let missing = year - MAIN_ITEMS.reduce((sum, item) => sum + whole[item], 0n)
  const byRemainder = [...MAIN_ITEMS].sort((a, b) => Number((items[b] % FEN_PER_WAN) - (items[a] % FEN_PER_WAN)))
  for (const item of byRemainder) {
    if (missing <= 0n) break
    whole[item] += 1n
    missing -= 1n
  }
  return { year, items: whole }
}

/**
 * A project's figures in whole 万元 such that R1–R5 hold on them: the year is the rounded sum of its items; the month is this year's less
 * last report's, as that was printed; the cumulative is last year's end, as that was printed, plus the year.
 * @param before year to date of the report before, in the same year; null: there was none
 * @param lastYearEnd cumulative at the end of last year
 */
export function wanFigures(year: Items, before: Items | null, lastYearEnd: Fen): WanFigures {
  const now = wanItems(year)
  const then = before === null ? 0n : wanItems(before).year
  return { year: now.year, items: now.items, month: now.year - then, cumulative: wholeWan(lastYearEnd) + now.year }
}
