import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'

export const COVERED_FROM = '2022-01-01' as PlainDate
export const COVERED_UNTIL = '2027-01-01' as PlainDate

export interface CalendarDay {
  readonly day: PlainDate
  readonly kind: 'holiday' | 'make_up_workday'
  readonly nameZh: string
  readonly notice: string
}

type Days = Readonly<Record<string, string>>

/** The published days off and make-up days of the covered years, from the data file of chinese-days; its functions are not called. */
export function publishedDays(): CalendarDay[] {
  const { holidays, workdays }: { holidays: Days; workdays: Days } = published
  const rows = (days: Days, kind: CalendarDay['kind']) =>
    Object.entries(days)
      .filter(([day]) => day >= COVERED_FROM && day < COVERED_UNTIL)
      .map(([day, text]): CalendarDay => {
        const [, nameZh = ''] = text.split(',')
        return { day: day as PlainDate, kind, nameZh, notice: `国务院办公厅关于${day.slice(0, 4)}年部分节假日安排的通知` }
      })
  return [...rows(holidays, 'holiday'), ...rows(workdays, 'make_up_workday')].sort((a, b) => (a.day < b.day ? -1 : 1))
}

export function calendarOf(days: readonly CalendarDay[]): WorkdayCalendar {
  const of = (kind: CalendarDay['kind']) => new Set(days.filter((row) => row.kind === kind).map((row) => row.day))
  return { coveredFrom: COVERED_FROM, coveredUntil: COVERED_UNTIL, holidays: of('holiday'), makeUpWorkdays: of('make_up_workday') }
}
