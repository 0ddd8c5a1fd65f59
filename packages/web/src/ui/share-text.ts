import { parseYuan } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'

const PERCENT = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2, roundingMode: 'trunc' })

/** Share of one amount in another, as a number between 0 and 1 for the length of a bar. */
export const shareOf = (part: string, whole: string): number => Number(ratioText(parseYuan(part), parseYuan(whole), 8) ?? 0)
/** "59.99%": cut off, not rounded, so that 100 % is only said of the whole and a missed share is never drawn as reached. */
export const drawShare = (share: number | string | null): string => (share === null ? '—' : PERCENT.format(Number(share)))
