import type { Locale } from '@ballast/contract/messages.ts'
import { formatWanExact, drawMillion, drawWan, drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { percentOf } from '@ballast/domain/shared/ratio.ts'
import { monthNumber, yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const englishMonth = (month: YearMonth): string => MONTHS[monthNumber(month) - 1] as string

/** How a bulletin writes amounts, months and days in a language. */
export interface Wording {
  readonly locale: Locale
  say(text: { readonly zh: string; readonly en: string }): string
  nameOf(thing: { readonly nameZh: string; readonly nameEn: string | null }): string
  /** In 亿元, in English in millions; without the unit. */
  money(yuan: string): string
  percent(part: string, whole: string): string
  month(month: YearMonth): string
  /** From January to the month. */
  upTo(month: YearMonth): string
  monthOfYear(month: YearMonth): string
  date(date: PlainDate): string
  list(items: readonly string[]): string
}

export function wordingIn(locale: Locale): Wording {
  const isEn = locale === 'en'
  const dayOf = (date: PlainDate) => Number(date.slice(8, 10))
  const monthOf = (date: PlainDate) => date.slice(0, 7) as YearMonth
  return {
    locale,
    say: ({ zh, en }) => (isEn ? en : zh),
    nameOf: ({ nameZh, nameEn }) => (isEn ? (nameEn ?? nameZh) : nameZh),
    // As official texts have it: 1000亿元, not 1,000.00.
    money: (yuan) => (isEn ? drawMillion(parseYuan(yuan)) : drawYi(parseYuan(yuan)).replaceAll(',', '').replace(/\.00$/, '')),
    percent: (part, whole) => percentOf(parseYuan(part), parseYuan(whole), 1) ?? '—',
    month: (month) => (isEn ? englishMonth(month) : `${monthNumber(month)}月`),
    upTo: (month) => {
      if (monthNumber(month) === 1) return isEn ? 'January' : '1月'
      return isEn ? `January–${englishMonth(month)}` : `1—${monthNumber(month)}月`
    },
    monthOfYear: (month) => (isEn ? `${englishMonth(month)} ${yearOf(month)}` : `${yearOf(month)}年${monthNumber(month)}月`),
    date: (date) =>
      isEn
        ? `${dayOf(date)} ${englishMonth(monthOf(date))} ${yearOf(date)}`
        : `${yearOf(date)}年${monthNumber(monthOf(date))}月${dayOf(date)}日`,
    list: (items) => items.join(isEn ? ', ' : '、'),
  }
}

/** Amounts of one table in 万元: without decimals where every one of them is whole, else all with two. */
export function wanColumn(amounts: readonly (string | null)[]): (yuan: string | null) => string {
  const isWhole = amounts.every((yuan) => yuan === null || !formatWanExact(parseYuan(yuan)).includes('.'))
  return (yuan) => (yuan === null ? '—' : drawWan(parseYuan(yuan), isWhole ? 0 : 2))
}
