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

/** The source that a row gives each fact that it names no other source for, when the row vouches for its facts. */
export function sourceOfRow(
  row: { readonly sourceKind: 'public' | 'simulated' | 'entered'; readonly citation: string | null },
  given: { readonly isUserEdit: boolean; readonly isNew: boolean },
): FactSource | undefined {
  // A user who enters a row and calls it public still vouches for its facts himself; what he calls simulated is simulated.
  const isVouching = !given.isUserEdit || (given.isNew && row.sourceKind === 'simulated')
  return row.sourceKind === 'entered' || !isVouching ? undefined : { kind: row.sourceKind, citation: row.citation ?? '' }
}

/** What says something about facts is no fact itself. */
const isAboutFacts = (field: string): boolean => field === 'sourceKind' || field === 'citation' || field.startsWith('provenance.')

/**
 * The sources of facts after an edit. A changed fact loses its source, because now the editor vouches for it; a source that
 * the row itself gives stays, unless a user merely carried the stored one along.
 * @param ofRow source of the changed facts that have none of their own
 */
export function sourcesAfter(
  before: Readonly<Record<string, FactSource>>,
  after: Readonly<Record<string, FactSource>>,
  changes: readonly FieldChange[],
  isUserEdit: boolean,
  ofRow?: FactSource,
): Record<string, FactSource> {
  const sources = { ...after }
  for (const { field, after: text } of changes) {
    if (isAboutFacts(field)) continue
    const [source, stored] = [sources[field], before[field]]
    const isSame = source?.kind === stored?.kind && source?.citation === stored?.citation
    const isOwn = source !== undefined && (stored === undefined || !isSame || !(isUserEdit || source === stored))
    if (isOwn) continue
    if (ofRow !== undefined && text !== null) sources[field] = ofRow
    else delete sources[field]
  }
  return sources
}

/** A fact that is published, or computed from what is. */
export const isPublished = (source: Pick<FactSource, 'kind'> | undefined): boolean =>
  source?.kind === 'public' || source?.kind === 'computed'

/** Facts that are there and have no source: users entered them. */
export const enteredFields = (texts: ReadonlyMap<string, string | null>, sources: Readonly<Record<string, unknown>>): string[] =>
  [...texts].flatMap(([field, text]) => (text === null || isAboutFacts(field) || field in sources ? [] : [field]))

const GROUPS: ReadonlySet<string> = new Set(['composition', 'funding', 'gates', 'custom'])

/** The row with only those facts that are published; what names the record stays. */
export function publishedFacts<R extends { readonly provenance?: Readonly<Record<string, FactSource | null>> | null | undefined }>(
  row: R,
  kept: readonly string[],
): R {
  const sources = row.provenance ?? {}
  const isShown = (field: string) => isPublished(sources[field] ?? undefined)
  const only = ([field, value]: [string, unknown]): [string, unknown] => {
    if (kept.includes(field) || isAboutFacts(field)) return [field, value]
    if (field === 'provenance') return [field, Object.fromEntries(Object.entries(sources).filter(([name]) => isShown(name)))]
    if (GROUPS.has(field) && typeof value === 'object' && value !== null) {
      return [field, Object.fromEntries(Object.entries(value).filter(([part]) => isShown(`${field}.${part}`)))]
    }
    return [field, isShown(field) ? value : Array.isArray(value) ? [] : null]
  }
  return Object.fromEntries(Object.entries(row).map(only)) as R
}
