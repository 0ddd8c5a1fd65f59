import { formatWanExact, parseWan, sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { CellEdit } from '../../ui/grid-edits.ts'

/** Fen of a cell's 万元 text; nothing and what is no amount count as nothing. */
export function fenOfCell(text: string): Fen {
  try {
    return text === '' ? ZERO_FEN : parseWan(text)
  } catch {
    return ZERO_FEN
  }
}

export interface MoneyChange {
  readonly columnKey: string
  readonly before: Fen
  readonly after: Fen
}

/** By money column, the sum before and after of the cells that changed. */
export function moneyChanges(edits: readonly CellEdit[], moneyColumns: readonly string[]): MoneyChange[] {
  return moneyColumns.flatMap((columnKey) => {
    const changed = edits.filter((edit) => edit.columnKey === columnKey)
    if (changed.length === 0) return []
    const sum = (side: 'before' | 'after') => sumFen(changed.map((edit) => fenOfCell(edit[side])))
    return [{ columnKey, before: sum('before'), after: sum('after') }]
  })
}

/** Sum of the months, and what it differs from the annual amount by; as cells of the row. */
export function monthSums(monthKeys: readonly string[], textOf: (columnKey: string) => string): { sum: string; difference: string } {
  const sum = sumFen(monthKeys.map((key) => fenOfCell(textOf(key))))
  return { sum: formatWanExact(sum), difference: formatWanExact(sum - fenOfCell(textOf('annual'))) }
}
