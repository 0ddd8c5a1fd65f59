import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import type { planTexts } from './plan.texts.ts'

/** What a line of the matrix and its total have in common. */
interface Months {
  readonly months: readonly string[]
  readonly notCountableYuan: string
}

interface AmountColumn {
  readonly key: string
  readonly title: (t: Translate<keyof (typeof planTexts)['en']>) => string
  readonly width: number
  readonly isSum: boolean
  readonly pick: (line: Months) => string
}

const sumOf = (amounts: readonly string[]): string => formatYuan(amounts.reduce((sum, yuan) => sum + parseYuan(yuan), 0n))

const monthColumn = (index: number): AmountColumn => ({
  key: `m${index}`,
  title: (t) => t('month', { number: index + 1 }),
  width: 104,
  isSum: false,
  pick: ({ months }) => months[index] ?? '0.00',
})
const quarterColumn = (quarter: number): AmountColumn => ({
  key: `q${quarter}`,
  title: (t) => t('quarter', { number: quarter + 1 }),
  width: 122,
  isSum: true,
  pick: ({ months }) => sumOf(months.slice(quarter * 3, quarter * 3 + 3)),
})

/** Twelve months with their quarters, the year's sum, and what is not countable. */
export const AMOUNTS: readonly AmountColumn[] = [
  ...[0, 1, 2, 3].flatMap((quarter) => [...[0, 1, 2].map((offset) => monthColumn(quarter * 3 + offset)), quarterColumn(quarter)]),
  { key: 'sum', title: (t) => t('monthsSum'), width: 130, isSum: true, pick: ({ months }) => sumOf(months) },
  { key: 'not', title: (t) => t('notCountable'), width: 110, isSum: false, pick: ({ notCountableYuan }) => notCountableYuan },
]

/** An amount, or a dot where there is none, so that the eye finds the months that count. */
export function Amount({ yuan }: { yuan: string }) {
  return parseYuan(yuan) === 0n ? <span className="quiet">·</span> : <Money yuan={yuan} />
}
