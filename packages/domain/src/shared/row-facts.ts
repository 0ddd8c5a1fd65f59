import type { FieldChange } from './row-outcome.ts'

/** Where one fact comes from; a fact without it was entered by a user. */
export interface FactSource {
  readonly kind: 'public' | 'simulated' | 'computed'
  readonly citation: string
}

/** Named parts one by one: undefined leaves, null clears. */
export function patched<V>(
  before: Readonly<Record<string, V | null>>,
  change: Readonly<Record<string, V | null | undefined>> | null | undefined,
) {
  if (change === undefined) return before
  if (change === null) return Object.fromEntries(Object.keys(before).map((name) => [name, null]))
  return { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
}

/** Like `patched`, for records whose names are open: a cleared name is gone. */
export function patchedRecord<V>(
  before: Readonly<Record<string, V>>,
  change: Readonly<Record<string, V | null | undefined>> | null | undefined,
): Record<string, V> {
  if (change === null) return {}
  const after = { ...before }
  for (const [name, value] of Object.entries(change ?? {})) {
    if (value === null) delete after[name]
    else if (value !== undefined) after[name] = value
  }
  return after
}

/** "1200.50" → "1200.5"; what is no decimal stays as it is, for the check to name it. */
export function plainDecimal(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.trim() === '') return null
  const match = /^0*(\d+)(?:\.(\d*?)0*)?$/.exec(text.trim())
  if (!match) return text.trim()
  return match[2] ? `${match[1]}.${match[2]}` : (match[1] as string)
}

/** A source given for a group ("gates") counts for each of its parts that is known ("gates.signing"). */
export function expandedSources(
  sources: Readonly<Record<string, FactSource>>,
  groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Record<string, FactSource> {
  const expanded: Record<string, FactSource> = {}
  for (const [field, source] of Object.entries(sources)) {
    const parts = groups[field]
    if (parts === undefined) expanded[field] = source
    else for (const [part, value] of Object.entries(parts)) if (value !== null) expanded[`${field}.${part}`] ??= source
  }
  return expanded
}

/** Fields whose text differs, in the order of the fields. */
export function changesBetween(
  before: ReadonlyMap<string, string | null> | undefined,
  after: ReadonlyMap<string, string | null> | undefined,
): FieldChange[] {
  const fields = new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])])
  const changes: FieldChange[] = []
  for (const field of fields) {
    const [old, now] = [before?.get(field) ?? null, after?.get(field) ?? null]
    if (old !== now) changes.push({ field, before: old, after: now })
  }
  return changes
}

/**
 * The sources of facts after an edit. A changed fact loses its source, because now the editor vouches for it; a source that
 * the row itself gives stays, unless a user merely carried the stored one along.
 */
export function sourcesAfter(
  before: Readonly<Record<string, FactSource>>,
  after: Readonly<Record<string, FactSource>>,
  changes: readonly FieldChange[],
  isUserEdit: boolean,
): Record<string, FactSource> {
  const sources = { ...after }
  for (const { field } of changes) {
    const source = sources[field]
    const stored = before[field]
    if (source === undefined || stored === undefined) continue
    const isCarried = source.kind === stored.kind && source.citation === stored.citation
    if (isCarried && (isUserEdit || source === stored)) delete sources[field]
  }
  return sources
}
