import { drawYi } from '../shared/money.ts'

interface Words {
  readonly zh: string
  readonly en: string
}

const TENTHS: readonly Words[] = [
  { zh: '一', en: 'one' },
  { zh: '二', en: 'two' },
  { zh: '三', en: 'three' },
  { zh: '四', en: 'four' },
  { zh: '五', en: 'five' },
  { zh: '六', en: 'six' },
  { zh: '七', en: 'seven' },
  { zh: '八', en: 'eight' },
  { zh: '九', en: 'nine' },
]

/**
 * How a chance is said to people who are no statisticians: in tenths, never finer.
 * @param chance 0 to 1
 */
export function chanceWords(chance: number): Words {
  if (chance < 0.01) return { zh: '几乎没有', en: 'hardly any' }
  if (chance < 0.1) return { zh: '低于一成', en: 'less than one in ten' }
  if (chance >= 0.99) return { zh: '几乎肯定', en: 'almost certain' }
  const tenths = TENTHS[tenthsOf(chance) - 1]
  return tenths === undefined
    ? { zh: '九成以上', en: 'more than nine in ten' }
    : { zh: `约${tenths.zh}成`, en: `about ${tenths.en} in ten` }
}

/** Whether a chance is said in tenths, and not as next to nothing or next to certain. */
export const isSaidInTenths = (chance: number): boolean => chance >= 0.1 && tenthsOf(chance) < 10

/** Dots of ten that are filled. */
export const tenthsOf = (chance: number): number => Math.min(10, Math.max(0, Math.round(chance * 10)))

/** An amount to two significant digits: what a forecast can say, no more. */
export function twoDigits(amount: bigint): bigint {
  const absolute = amount < 0n ? -amount : amount
  const step = 10n ** BigInt(Math.max(0, absolute.toString().length - 2))
  const rounded = ((absolute + step / 2n) / step) * step
  return amount < 0n ? -rounded : rounded
}

/** An amount in words: two significant digits, in 亿元. */
export const yiWords = (amount: bigint): string => drawYi(twoDigits(amount), 2).replace(/\.?0+$/, '')
