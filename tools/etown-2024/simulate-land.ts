import type { PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { dateOf, onWorkday } from './dates.ts'
import { randomOf } from './random.ts'
import type { Return } from './simulate-reports.ts'

export interface LandPayment {
  readonly projectNo: string
  readonly on: PlainDate
  readonly fen: number
  readonly instalment: string
  /** The month in which it was reported; undefined: it does not count. */
  readonly countsAt?: number
  readonly code?: string
  readonly note?: string
}

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** What was paid for land and, beside it, for clearing it, day by day: each payment is reported in the month in which it was made. */
export function simulateLand(returns: readonly Return[], calendar: WorkdayCalendar, seed: number): LandPayment[] {
  return [...Map.groupBy(returns, ({ projectNo }) => projectNo).values()].flatMap((ofProject, index) => {
    const random = randomOf(seed + index)
    let paid = 0
    return ofProject.flatMap(({ projectNo, at, parts, demolition, state }): LandPayment[] => {
      const [year, month] = [Math.floor(at / 12), (at % 12) + 1]
      const drawn = onWorkday(calendar, dateOf(year, month, random.whole(6, 24)))
      if (state !== 'closed') return []
      const land = parts[4]
      const payments: LandPayment[] = []
      if (land > 0) {
        const instalment = `第${ORDINALS[paid] ?? paid + 1}期`
        paid += 1
        payments.push({ projectNo, on: drawn, fen: land, instalment, countsAt: at })
      }
      if (demolition > 0) {
        payments.push({
          projectNo,
          on: drawn,
          fen: demolition,
          instalment: '征拆补偿',
          code: 'demolition',
          note: '付给原权利人，不计入本项目投资',
        })
      }
      return payments
    })
  })
}
