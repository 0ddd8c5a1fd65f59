import { Refusal } from '../shared/refusal.ts'
import { monthsOfYear, type YearMonth } from '../shared/time.ts'

const FIXED: Readonly<Record<string, readonly [first: number, last: number]>> = {
  year: [1, 12],
  H1: [1, 6],
  Q1: [1, 3],
  Q2: [4, 6],
  Q3: [7, 9],
  Q4: [10, 12],
  'first-three-quarters': [1, 9],
}

const twoDigits = (month: number): string => String(month).padStart(2, '0')
const NUMBERED = Array.from({ length: 12 }, (_, index) => index + 1)

/** Every period that a target can have, the usual ones first. */
export const PERIODS: readonly string[] = [
  ...Object.keys(FIXED),
  ...NUMBERED.map((month) => `cumulative-${twoDigits(month)}`),
  ...NUMBERED.map((month) => `month-${twoDigits(month)}`),
]

const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  year: ['全年', 'Year'],
  H1: ['上半年', 'First half'],
  Q1: ['1 季度', 'Q1'],
  Q2: ['2 季度', 'Q2'],
  Q3: ['3 季度', 'Q3'],
  Q4: ['4 季度', 'Q4'],
  'first-three-quarters': ['前三季度', 'First three quarters'],
}

/** What people call a period. */
export function periodName(period: string): { nameZh: string; nameEn: string } {
  const [kind, digits] = period.split('-')
  const month = Number(digits)
  if (kind === 'month') return { nameZh: `${month} 月`, nameEn: `M${month}` }
  if (kind === 'cumulative') return { nameZh: `1–${month} 月`, nameEn: `M1–M${month}` }
  const [nameZh, nameEn] = NAMES[period] ?? [period, period]
  return { nameZh, nameEn }
}

export const isPeriod = (text: string): boolean => PERIODS.includes(text)

/** The months of the year that a period covers, in order. */
export function monthsOfPeriod(year: number, period: string): YearMonth[] {
  const numbered = /^(month|cumulative)-(\d\d)$/.exec(period)
  const last = Number(numbered?.[2])
  const range = numbered ? ([numbered[1] === 'month' ? last : 1, last] as const) : FIXED[period]
  if (!range || !isPeriod(period)) throw new Refusal('plan.no-such-period', [{ code: 'plan.no-such-period', params: { period } }])
  return monthsOfYear(year).slice(range[0] - 1, range[1])
}
