import { parseTsv } from '../../ui/grid-tsv.ts'
import { drawWan, formatWanExact } from '@ballast/domain/shared/money.ts'
import { cellFen, PARTS, type PlanForm } from './plan-form.ts'

/**
 * The fields that a pasted block of cells fills, from one cell to the right and down. What goes beyond the table is left
 * out; a single value is no block, and pastes into its cell as usual.
 */
export function pastedFields(text: string, keys: readonly string[], key: string, part: string): Record<string, string> | null {
  const block = parseTsv(text)
  if (block.length === 1 && block[0]?.length === 1) return null
  const [row, column] = [keys.indexOf(key), PARTS.findIndex((item) => item === part)]
  return Object.fromEntries(
    block.flatMap((cells, down) =>
      cells.flatMap((cell, right) => {
        const [to, into] = [keys[row + down], PARTS[column + right]]
        return to === undefined || into === undefined ? [] : [[`${to}.${into}`, cell.trim().replaceAll(',', '')]]
      }),
    ),
  )
}

/** A cell at rest: "9,273" or "9,273.5"; as typed where it is no amount. */
export function restingText(form: PlanForm, field: string): string {
  const typed = form[field] ?? ''
  const amount = cellFen(form, field)
  if (typed.trim() === '' || amount === undefined) return typed
  const decimals = formatWanExact(amount).split('.')[1]?.length ?? 0
  return drawWan(amount, decimals)
}
