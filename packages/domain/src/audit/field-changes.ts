import type { FieldChange } from '../shared/row-outcome.ts'

type Fields = Map<string, string | null>

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Objects are opened to their paths; so are lists of objects, by place. Lists of plain values stay one value. */
function collect(value: unknown, path: string, into: Fields): Fields {
  if (isPlain(value)) {
    for (const [name, item] of Object.entries(value)) collect(item, path === '' ? name : `${path}.${name}`, into)
  } else if (Array.isArray(value) && value.some(isPlain)) {
    for (const [index, item] of value.entries()) collect(item, `${path}.${index + 1}`, into)
  } else if (Array.isArray(value)) into.set(path, value.length === 0 ? null : value.map((item) => textOf(item) ?? '').join(', '))
  else into.set(path, textOf(value))
  return into
}

/** What differs between two states of a thing, field by field; an empty value and a missing one are the same. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const old = collect(before, '', new Map())
  const now = collect(after, '', new Map())
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

const NAMES = ['nameZh', 'name', 'names', 'title', 'projectNo', 'code', 'fileName']

/** What an entry itself calls its subject: the state after, or of something deleted the state before. */
export function subjectName(before: unknown, after: unknown): string | null {
  for (const state of [after, before]) {
    if (!isPlain(state)) continue
    for (const name of NAMES) {
      const [value] = [state[name]].flat()
      if (typeof value === 'string' && value !== '') return value
    }
  }
  return null
}
