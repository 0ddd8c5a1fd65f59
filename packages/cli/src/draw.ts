import { formatWanExact, formatYiExact, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Run } from './command.ts'

const grouped = (text: string): string =>
  text.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','))

/** Exact 亿元 with at least two decimals; nothing is rounded, because people check these figures against each other. */
export const yi = (yuan: string | null | undefined): string =>
  yuan === null || yuan === undefined ? '—' : grouped(twoDecimals(formatYiExact(parseYuan(yuan))))
/** Exact 万元. */
export const wan = (yuan: string | null | undefined): string =>
  yuan === null || yuan === undefined ? '—' : grouped(formatWanExact(parseYuan(yuan)))
const twoDecimals = (text: string): string => {
  const [whole, fraction = ''] = text.split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

/** 0.6 → "60.00 %", with the decimals that the ratio has. */
export const percent = (ratio: string | null): string => {
  if (ratio === null) return '—'
  const [whole = '0', fraction = ''] = ratio.split('.')
  const padded = fraction.padEnd(4, '0')
  return `${`${whole}${padded.slice(0, 2)}`.replace(/^(-?)0+(?=\d)/, '$1')}.${padded.slice(2)} %`
}

export const yiTitle = (run: Run, zh: string, en: string): string => run.say(`${zh}（亿元）`, `${en} (100 M yuan)`)
export const wanTitle = (run: Run, zh: string, en: string): string => run.say(`${zh}（万元）`, `${en} (10 k yuan)`)
