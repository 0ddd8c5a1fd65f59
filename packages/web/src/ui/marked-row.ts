/** A row of a list that says where its facts come from. */
export interface MarkedRow {
  readonly sourceKind: string
  readonly simulated: readonly string[]
  readonly entered: readonly string[]
}

const isMarked = (row: object): row is MarkedRow => 'sourceKind' in row && 'simulated' in row && 'entered' in row

/** What of one fact's source the row's own badge does not say. */
export function markOf(row: object, field: string): 'simulated' | 'entered' | undefined {
  if (!isMarked(row)) return undefined
  if (row.sourceKind !== 'simulated' && row.simulated.includes(field)) return 'simulated'
  return row.sourceKind !== 'entered' && row.entered.includes(field) ? 'entered' : undefined
}
