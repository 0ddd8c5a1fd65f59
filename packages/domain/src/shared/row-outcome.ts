import type { Reason } from './refusal.ts'

export interface FieldChange {
  /** Name of the field in the row, e.g. "totalFen" or "months.2024-03.equipmentFen". */
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** What became, or with a dry run would become, of one row of a bulk save. */
export interface RowOutcome {
  /** The row's natural key. */
  readonly key: string
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'refused'
  readonly changes: readonly FieldChange[]
  /** Why it is refused; of a row that is not, what somebody should still look at. */
  readonly reasons: readonly Reason[]
  /** Of a return: as it stands in the row it could be handed in. */
  readonly passes?: boolean
}
