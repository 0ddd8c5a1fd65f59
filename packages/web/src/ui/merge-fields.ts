/** The three states of the fields that somebody edits while somebody else does. */
export interface ThreeWay {
  readonly before: Readonly<Record<string, string>>
  readonly mine: Readonly<Record<string, string>>
  readonly theirs: Readonly<Record<string, string>>
}

export type FieldMerge = {
  readonly key: string
  readonly before: string
  readonly mine: string
  readonly theirs: string
  readonly state: MergeState
}
/** 'conflict': both sides changed it, differently; somebody has to choose. */
export type MergeState = 'mine' | 'theirs' | 'same' | 'conflict'

/** The fields that either side changed; `mine` may name only the fields that its author touched. */
export function mergeFields({ before, mine, theirs }: ThreeWay): FieldMerge[] {
  return Object.keys(theirs).flatMap((key) => {
    const old = before[key] ?? ''
    const own = mine[key] ?? old
    const other = theirs[key] ?? ''
    if (own === old && other === old) return []
    const state = own === other ? 'same' : other === old ? 'mine' : own === old ? 'theirs' : 'conflict'
    return [{ key, before: old, mine: own, theirs: other, state } as const]
  })
}

/** What is still to be saved over their version: my changes, and where both changed a field, mine only if it was chosen. */
export function mergedChanges(fields: readonly FieldMerge[], choices: Readonly<Record<string, 'mine' | 'theirs'>>): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter(({ key, state }) => state === 'mine' || (state === 'conflict' && choices[key] === 'mine'))
      .map(({ key, mine }) => [key, mine]),
  )
}
