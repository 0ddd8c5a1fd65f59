import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { RowResult } from './exchange.queries.ts'
import { placeOf, type SheetValues, type Unit } from './rows-from-staged.ts'
import type { StagedRow } from './staged.ts'

const NO_AMOUNTS = { beforeFen: null, afterFen: null }
const isCell = (at: string | undefined): boolean => at?.includes('!') === true

/** What an outcome means for each row of the file that made the unit: each change and reason in its cell. */
export function resultsOf(unit: Unit, outcome: RowOutcome, valuesOf: (staged: StagedRow) => SheetValues): RowResult[] {
  const results = new Map(
    unit.staged.map((staged) => [staged, { changes: [] as RowResult['changes'][number][], reasons: [] as Reason[] }] as const),
  )
  // Everything in a new row is new: its cells say it already. The source of a changed fact goes with it and has no cell.
  // Of a return only what its books did not already say.
  const isSaid = outcome.outcome === 'new' && unit.staged[0]?.part !== 'returns'
  for (const change of isSaid ? [] : outcome.changes.filter(({ field }) => !field.startsWith('provenance.'))) {
    const { staged, at } = placeOf(unit, change.field, valuesOf)
    results.get(staged)?.changes.push({ ...change, at })
  }
  for (const reason of outcome.reasons) {
    if (isCell(reason.at)) {
      const sheet = reason.at?.slice(0, reason.at.lastIndexOf('!'))
      const owner = unit.staged.find((staged) => staged.reasons.includes(reason)) ?? unit.staged.find((staged) => staged.sheet === sheet)
      results.get(owner ?? (unit.staged[0] as StagedRow))?.reasons.push(reason)
      continue
    }
    const { staged, at } = placeOf(unit, reason.at ?? keyOf(unit, valuesOf), valuesOf)
    const cell = at ?? valuesOf(staged).cellAt(keyOf(unit, valuesOf), staged.number)
    results.get(staged)?.reasons.push({ ...reason, ...(cell === null ? {} : { at: cell }) })
  }
  const amounts = amountsOf(outcome)
  return [...results].map(([staged, { changes, reasons }], index) => ({
    sheet: staged.sheet,
    number: staged.number,
    outcome: outcome.outcome === 'changed' && changes.length === 0 ? 'unchanged' : outcome.outcome,
    changes,
    reasons,
    passes: outcome.passes === true,
    ...(index === 0 ? amounts : NO_AMOUNTS),
  }))
}

const keyOf = (unit: Unit, valuesOf: (staged: StagedRow) => SheetValues): string =>
  valuesOf(unit.staged[0] as StagedRow).spec.keyColumns[0] as string

/** Whether a row comes out as the preview said. */
export function isSame(expected: Pick<RowResult, 'outcome' | 'changes'>, now: RowResult): boolean {
  if (expected.outcome !== now.outcome) return false
  if (now.outcome === 'new') return true
  if (expected.changes.length !== now.changes.length) return false
  const before = new Map(expected.changes.map((change) => [change.field, change]))
  return now.changes.every((change) => {
    const was = before.get(change.field)
    return was !== undefined && was.before === change.before && was.after === change.after
  })
}

/** One kind of amount a kind of row, so that nothing is counted twice. */
const SUMMED = new Set(['totalFen', 'priceFen', 'annualFen', 'monthFen'])
const fenOf = (yuan: string | null): bigint => (yuan === null ? 0n : parseYuan(yuan))

function amountsOf({ outcome, changes }: RowOutcome): Pick<RowResult, 'beforeFen' | 'afterFen'> {
  const summed = outcome === 'new' || outcome === 'changed' ? changes.filter(({ field }) => SUMMED.has(field)) : []
  if (summed.length === 0) return NO_AMOUNTS
  const total = (side: 'before' | 'after') => summed.reduce((sum, change) => sum + fenOf(change[side]), 0n).toString()
  return { beforeFen: total('before'), afterFen: total('after') }
}
