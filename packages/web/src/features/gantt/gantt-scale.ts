import { dateOfDayNumber, dayNumber, type PlainDate } from '@ballast/domain/shared/time.ts'

export const ZOOMS = ['month', 'quarter', 'year', 'fit'] as const
export type Zoom = (typeof ZOOMS)[number]

/** Where a date lies on the drawn axis, in pixels from its left edge. */
export interface Scale {
  /** First day of the axis, and the day after its last, as day numbers. */
  readonly from: number
  readonly until: number
  readonly pxPerDay: number
  readonly width: number
}

// A month, a quarter, a year are then about as wide as their label and some air.
const PX_PER_DAY: Record<Exclude<Zoom, 'fit'>, number> = { month: 1.6, quarter: 0.6, year: 0.24 }

// A product that should be whole may come out a hair more, and would then make the axis a pixel too wide.
const A_HAIR = 1e-6

const yearStart = (year: number) => dayNumber(`${year}-01-01` as PlainDate)
const yearOfDay = (day: number) => Number(dateOfDayNumber(day).slice(0, 4))

/** Whole years around all dates and today; never narrower than the place there is. */
export function scaleOf(zoom: Zoom, span: { earliest: PlainDate | null; latest: PlainDate | null; today: PlainDate }, room: number): Scale {
  const days = [span.earliest, span.latest, span.today].flatMap((date) => (date === null ? [] : [dayNumber(date)]))
  const from = yearStart(yearOfDay(Math.min(...days)))
  const until = yearStart(yearOfDay(Math.max(...days)) + 1)
  const fitting = room / (until - from)
  const pxPerDay = zoom === 'fit' ? fitting : Math.max(PX_PER_DAY[zoom], fitting)
  return { from, until, pxPerDay, width: Math.ceil((until - from) * pxPerDay - A_HAIR) }
}

/** Rounded to a tenth of a pixel, which keeps the drawing short. */
export const xOf = ({ from, pxPerDay }: Scale, date: PlainDate): number => Math.round((dayNumber(date) - from) * pxPerDay * 10) / 10
export const dateAt = ({ from, pxPerDay }: Scale, x: number): PlainDate => dateOfDayNumber(Math.round(from + x / pxPerDay))

export interface Tick {
  readonly x: number
  readonly width: number
  readonly unit: 'month' | 'quarter' | 'year'
  readonly year: number
  /** Of the month or quarter in its year. */
  readonly number: number
}

// The least width at which the labels of a unit can be read.
const LEAST_PX = { month: 30, quarter: 40 }

/** The finest unit whose labels fit, from the left edge to the right without gaps. */
export function ticksOf(scale: Scale): Tick[] {
  const unit = scale.pxPerDay * 28 >= LEAST_PX.month ? 'month' : scale.pxPerDay * 90 >= LEAST_PX.quarter ? 'quarter' : 'year'
  return ticks(scale, unit)
}
export const yearTicksOf = (scale: Scale): Tick[] => ticks(scale, 'year')

function ticks(scale: Scale, unit: Tick['unit']): Tick[] {
  const months = { month: 1, quarter: 3, year: 12 }[unit]
  const first = yearOfDay(scale.from)
  const last = yearOfDay(scale.until - 1)
  const found: Tick[] = []
  for (let year = first; year <= last; year += 1) {
    for (let month = 1; month <= 12; month += months) {
      const x = xOf(scale, firstDay(year, month))
      const end = month + months > 12 ? firstDay(year + 1, 1) : firstDay(year, month + months)
      found.push({ x, width: xOf(scale, end) - x, unit, year, number: (month - 1) / months + 1 })
    }
  }
  return found
}

const firstDay = (year: number, month: number): PlainDate => `${year}-${String(month).padStart(2, '0')}-01` as PlainDate
