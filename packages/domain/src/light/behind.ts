import { balanceOf, type Movement } from '../fund/balance.ts'
import { lastDayOf } from '../report/period.ts'
import type { Fen } from '../shared/money.ts'
import { parsePercent, WHOLE_PPM } from '../shared/ratio.ts'
import { addDays, firstDayOf, monthOfDate, type PlainDate, type YearMonth } from '../shared/time.ts'
import type { LightRule, MeasuredKind } from './light-rule.ts'

/** How far something was behind at the end of a month, in parts per million of the whole. */
export interface Behind {
  readonly month: YearMonth
  readonly ppm: bigint
}

export interface FiguresOfMonth {
  readonly month: YearMonth
  readonly plannedFen: Fen
  /** Of the closed return, with corrections; null: the month is not closed. */
  readonly reportedFen: Fen | null
  /** The last word from the site; null: nobody has told. */
  readonly toldFen: Fen | null
}

/**
 * Behind 序时进度 at the end of each month of a year that is over: what was to be done by then less what is done, as a share of the
 * year's plan. What is reported counts as far as months are closed, after them what is told from the site.
 * @param figures all months of the year, in order; a report of February may hold January
 */
export function behindPlan(figures: readonly FiguresOfMonth[], today: PlainDate): Behind[] {
  const annual = figures.reduce((sum, { plannedFen }) => sum + plannedFen, 0n)
  if (annual <= 0n) return []
  // A month that is reported with a later one, as January, has only the word of the site until that one is.
  let [planned, reported, toldSince] = [0n, 0n, 0n]
  return figures
    .filter(({ month }) => month < monthOfDate(today))
    .map(({ month, plannedFen, reportedFen, toldFen }) => {
      planned += plannedFen
      reported += reportedFen ?? 0n
      toldSince = reportedFen === null ? toldSince + (toldFen ?? 0n) : 0n
      return { month, ppm: shareOf(planned - reported - toldSince, annual) }
    })
}

const shareOf = (part: bigint, whole: bigint): bigint => (part <= 0n ? 0n : (part * WHOLE_PPM) / whole)

/** The unspent share, at the end of each of these months that is over, of what had been released before the month began. */
export function unspentShare(movements: readonly Movement[], months: readonly YearMonth[], today: PlainDate): Behind[] {
  if (movements.length === 0) return []
  return months
    .filter((month) => month < monthOfDate(today))
    .map((month) => {
      const before = addDays(firstDayOf(month), -1)
      const { releasedFen } = balanceOf(movements, before)
      const { spentFen } = balanceOf(movements, lastDayOf(month))
      return { month, ppm: releasedFen === 0n ? 0n : shareOf(releasedFen - spentFen, releasedFen) }
    })
}

const isBeyond = (points: number | null, { ppm }: Behind): boolean => points !== null && ppm > parsePercent(String(points))

export interface MeasuredLight {
  readonly kind: MeasuredKind
  readonly colour: 'yellow' | 'red'
  readonly since: PlainDate
  readonly countedFrom: PlainDate
  readonly behind: Behind
}

/** The light of a rule that measures: by the last month that is over, on since the month from which it has been so bad without a break. */
export function measuredLight(
  rule: Pick<LightRule, 'yellowAfter' | 'redAfter'> & { readonly kind: MeasuredKind },
  series: readonly Behind[],
): MeasuredLight | undefined {
  const last = series.at(-1)
  if (last === undefined) return undefined
  const colour = isBeyond(rule.redAfter, last) ? 'red' : isBeyond(rule.yellowAfter, last) ? 'yellow' : undefined
  if (colour === undefined) return undefined
  const isSoBad = (behind: Behind): boolean =>
    isBeyond(rule.redAfter, behind) || (colour === 'yellow' && isBeyond(rule.yellowAfter, behind))
  const first = series[series.findLastIndex((behind) => !isSoBad(behind)) + 1] as Behind
  const countedFrom = lastDayOf(first.month)
  return { kind: rule.kind, colour, since: addDays(countedFrom, 1), countedFrom, behind: last }
}
