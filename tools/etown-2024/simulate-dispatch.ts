import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { BUSINESS_DATE, dateOf, onWorkday } from './dates.ts'
import { randomOf } from './random.ts'
import { FEN_PER_WAN, YEAR_2022, type DoneMonth, type DoneParts } from './simulate-done.ts'
import { totalOf } from './simulate-truth.ts'

/** What was told from a site about a month; amounts in fen. */
export interface Told {
  readonly projectNo: string
  readonly at: number
  readonly on: PlainDate
  readonly parts: DoneParts
  readonly progressPpm: number
  readonly note: string | undefined
}

export interface Site {
  readonly projectNo: string
  readonly totalWan: number
  readonly done: readonly DoneMonth[]
  readonly seed: number
}

/** 调度数 of each month: told in its last days as an estimate, more often a little high than low; some are told again. */
export function simulateDispatch(sites: readonly Site[], calendar: WorkdayCalendar): Told[] {
  return sites.flatMap((site) => toldOf(site, calendar))
}

function toldOf({ projectNo, totalWan, done, seed }: Site, calendar: WorkdayCalendar): Told[] {
  const random = randomOf(seed)
  let cumulative = 0
  return done.flatMap(({ at, parts }): Told[] => {
    cumulative += totalOf(parts)
    const [isExact, noise, day, isMended, later] = [
      random.next() < 0.62,
      random.normal(),
      random.whole(24, 27),
      random.next() < 0.03,
      random.whole(4, 8),
    ]
    if (at < YEAR_2022) return []
    const month = dateOf(Math.floor(at / 12), (at % 12) + 1, day)
    const progressPpm = Math.min(1_000_000, Math.round(cumulative / totalWan / 10_000) * 10_000)
    const mended = exact(parts)
    const told = isExact ? mended : estimate(mended, 1.02 + 0.05 * noise)
    const first: Told = { projectNo, at, on: onWorkday(calendar, month), parts: told, progressPpm, note: undefined }
    const again = onWorkday(calendar, addDays(dateOf(Math.floor(at / 12), (at % 12) + 2, 1), later))
    if (isExact || !isMended || again >= BUSINESS_DATE) return [first]
    return [first, { ...first, on: again, parts: mended, note: '与工程结算单核对后更正' }]
  })
}

/** The site knows no fen. */
const exact = (parts: DoneParts): DoneParts => parts.map((fen) => Math.round(fen / FEN_PER_WAN) * FEN_PER_WAN) as DoneParts

/** In tens of 10,000 yuan; land is a payment and known. */
function estimate([construction, installation, equipment, other, land]: DoneParts, factor: number): DoneParts {
  const rough = (fen: number): number => Math.round((fen * factor) / FEN_PER_WAN / 10) * 10 * FEN_PER_WAN
  return [rough(construction), rough(installation), rough(equipment), rough(other - land) + land, land]
}
