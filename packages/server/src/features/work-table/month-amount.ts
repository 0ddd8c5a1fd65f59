import type { WorkTablePart } from '@ballast/contract/work-table.ts'
import type { Composition, PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import { compositionTotal, composeLike, NOTHING } from '@ballast/domain/plan/spread.ts'
import { sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'

const PARTS = ['constructionFen', 'installationFen', 'equipmentFen', 'otherFen', 'landFen'] as const

const sumOf = (lines: readonly Composition[]): Composition => {
  const sums = PARTS.map((part) => [part, sumFen(lines.map((line) => line[part]))])
  return Object.fromEntries(sums)
}

/** An amount composed like the first of the models that has any money; without one it is construction. */
function composed(amount: Fen, models: readonly Composition[]): Composition {
  const model = models.find((candidate) => compositionTotal(candidate) > 0n)
  return model === undefined ? { ...NOTHING, constructionFen: amount } : composeLike(amount, model)
}

/**
 * The months of a project after amounts were typed for some of them: a total keeps the month's composition, one part changes
 * nothing but itself. Lines that are not countable stay as they are.
 */
export function withMonthAmounts(
  lines: readonly PlanMonthRow[],
  part: WorkTablePart,
  amounts: ReadonlyMap<YearMonth, Fen>,
  registered: Composition,
): PlanMonthRow[] {
  const countable = lines.filter((line) => line.notCountableReason === null)
  const others = lines.filter((line) => line.notCountableReason !== null)
  const usual = sumOf(countable)
  const byMonth = new Map(countable.map((line) => [line.month, line]))
  for (const [month, amount] of amounts) {
    const line = byMonth.get(month) ?? { month, ...NOTHING, notCountableReason: null }
    const next = part === 'total' ? composed(amount, [line, usual, registered]) : { [`${part}Fen`]: amount }
    byMonth.set(month, { ...line, ...next })
  }
  return [...byMonth.values(), ...others]
}

export const registeredComposition = (row: { readonly [K in keyof Composition]: Fen | null }): Composition =>
  Object.fromEntries(PARTS.map((part) => [part, row[part] ?? ZERO_FEN])) as unknown as Composition
