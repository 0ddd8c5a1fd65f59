import { z } from 'zod'
import { messages } from '@ballast/contract/messages.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'

type Issue = z.core.$ZodIssue
type Told = Omit<Reason, 'at'>

/** Path, query and body of a request as its route describes them. Refuses with every fault of all three. */
export function readRequest(
  { params, query, body }: Pick<RouteDefinition, 'params' | 'query' | 'body'>,
  given: { params: unknown; query: unknown; body: unknown },
): { params: unknown; query: unknown; body: unknown } {
  const reasons: Reason[] = []
  const read = (schema: z.ZodType | undefined, value: unknown) => {
    if (schema === undefined) return undefined
    const result = strictly(schema).safeParse(value, { reportInput: true })
    if (!result.success) reasons.push(...requestFaults(result.error.issues))
    return result.data
  }
  const parts = { params: read(params, given.params), query: read(query, given.query), body: read(body, given.body) }
  if (reasons.length > 0) throw new Refusal('request.invalid', reasons)
  return parts
}

/** A misspelt name must not be dropped in silence, unless the route says that it takes others. */
const strictly = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema

/** What a schema finds wrong, as reasons with codes of ours; their sentences are made when the caller's language is known. */
export const requestFaults = (issues: readonly Issue[]): Reason[] => issues.flatMap((issue) => faultsOf(issue, []))

function faultsOf(issue: Issue, above: readonly PropertyKey[]): Reason[] {
  const path = [...above, ...issue.path]
  const located = (told: Told, extra: readonly PropertyKey[] = []): Reason => {
    const at = [...path, ...extra].map(String).join('.')
    return at === '' ? told : { ...told, at }
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => located({ code: 'request.unknown-field', params: { name } }, [name]))
  }
  if (issue.code === 'invalid_union') {
    const branch = nearestBranch(issue.errors)
    if (branch !== undefined) return branch.flatMap((inner) => faultsOf(inner, path))
  }
  return [located(faultOf(issue))]
}

/** Of the ways to read a value, the one that got furthest: a wrong element of a list says more than "not a list". */
const nearestBranch = (errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  errors.find((issues) => issues.every((issue) => issue.code !== 'invalid_type' || issue.path.length > 0)) ?? errors.at(-1)

const TYPES: Readonly<Record<string, string>> = {
  string: 'request.not-text',
  number: 'request.not-a-number',
  int: 'request.not-a-whole-number',
  boolean: 'request.not-yes-or-no',
  array: 'request.not-a-list',
  object: 'request.not-an-object',
  record: 'request.not-an-object',
}
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'request.not-an-id',
  date: 'date.not-a-date',
  datetime: 'request.not-a-time',
}

const shown = (input: unknown): string => (typeof input === 'string' ? input : (JSON.stringify(input) ?? ''))

function faultOf(issue: Issue): Told {
  if (issue.input === undefined) return { code: 'request.missing' }
  if (issue.code === 'invalid_type') return { code: TYPES[issue.expected] ?? 'request.wrong-value' }
  if (issue.code === 'too_big' || issue.code === 'too_small') return sizeFault(issue)
  if (issue.code === 'invalid_value') {
    return { code: 'request.not-a-choice', params: { text: shown(issue.input), choices: issue.values.map(String).join(', ') } }
  }
  // A schema names the sentence for its pattern; a pattern itself tells a person nothing.
  const own = issue.message in messages ? issue.message : undefined
  const format = issue.code === 'invalid_format' ? FORMATS[issue.format] : undefined
  return { code: own ?? format ?? 'request.wrong-value', params: { text: shown(issue.input) } }
}

function sizeFault(issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): Told {
  const limit = String(issue.code === 'too_big' ? issue.maximum : issue.minimum)
  const way = issue.code === 'too_big' ? 'most' : 'least'
  if (issue.origin === 'string') {
    return limit === '1' && way === 'least' ? { code: 'request.empty' } : { code: `request.characters-at-${way}`, params: { limit } }
  }
  return { code: issue.origin === 'array' ? `request.items-at-${way}` : `request.value-at-${way}`, params: { limit } }
}
