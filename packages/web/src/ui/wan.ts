import { formatWanExact, formatYuan, parseWan, parseYuan } from '@ballast/domain/shared/money.ts'

/** Yuan text of the wire → the exact text of an edit box in 万元. */
export const wanOfYuan = (yuan: string | null | undefined): string =>
  yuan === null || yuan === undefined ? '' : formatWanExact(parseYuan(yuan))

/** What was typed in 万元 → yuan text of the wire; null for nothing, undefined for what is no amount to the fen. */
export function yuanOfWan(wan: string): string | null | undefined {
  if (wan.trim() === '') return null
  try {
    return formatYuan(parseWan(wan.replaceAll(/[，\s]/g, '')))
  } catch {
    return undefined
  }
}
