import type { FieldChange, RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'

export interface SavePlanOptions {
  /** The action's name in the audit trail. */
  readonly action: string
  /** Computes the same outcomes and writes nothing. */
  readonly dryRun?: boolean
  /** Of new rows that do not say it themselves. */
  readonly sourceKind?: 'public' | 'simulated' | 'entered'
}

/** The fields of a row as texts: money in yuan, nothing where there is nothing. */
export type FieldTexts = Readonly<Record<string, string | null>>

export const yuanOrNull = (fen: bigint | null): string | null => (fen === null ? null : formatYuan(fen))

export function changesBetween(before: FieldTexts, after: FieldTexts): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of Object.keys(before)) {
    const [old, now] = [before[field] ?? null, after[field] ?? null]
    if (old !== now) changes.push({ field, before: old, after: now })
  }
  for (const field of Object.keys(after)) {
    const now = after[field] ?? null
    if (now !== null && !(field in before)) changes.push({ field, before: null, after: now })
  }
  return changes
}

export const refused = (key: string, reasons: readonly Reason[]): RowOutcome => ({ key, outcome: 'refused', changes: [], reasons })

export function outcomeOf(key: string, isNew: boolean, changes: readonly FieldChange[]): RowOutcome {
  return { key, outcome: isNew ? 'new' : changes.length > 0 ? 'changed' : 'unchanged', changes, reasons: [] }
}

/** What the audit keeps of a change: the changed fields only. */
export const auditSides = (changes: readonly FieldChange[], isNew: boolean) => ({
  before: isNew ? null : Object.fromEntries(changes.map((change) => [change.field, change.before])),
  after: Object.fromEntries(changes.map((change) => [change.field, change.after])),
})

/** Keys that stand more than once: a bulk save would not know which row is meant. */
export function repeatedKeys(keys: readonly string[]): Set<string> {
  const seen = new Set<string>()
  return new Set(keys.filter((key) => seen.size === seen.add(key).size))
}
