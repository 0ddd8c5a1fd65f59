import { sql, type RawBuilder } from 'kysely'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { searchWords } from './pinyin.ts'

export type Sql<T = unknown> = RawBuilder<T>
export type Condition = RawBuilder<boolean>
type ColumnType = 'text' | 'bigint' | 'numeric' | 'integer' | 'date' | 'timestamptz'

/** A column that a list can be sorted by. */
export interface SortColumn {
  /** Of text: in byte order (collate "C"), so that both databases sort alike. */
  readonly value: Sql
  readonly type: ColumnType
  /** Never null: the page is then found by one comparison of rows, which an index answers. */
  readonly notNull?: true
}

export const allOf = (conditions: readonly (Condition | undefined)[]): Condition => {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(given, sql` and `)})`
}
export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`

/** The condition of a filter's value, or none when the value is not given. */
export const when = <T>(value: T | undefined, condition: (value: T) => Condition): Condition | undefined =>
  value === undefined ? undefined : condition(value)

export const isOneOf = (column: Sql, values: readonly string[] | undefined): Condition | undefined =>
  when(values, (given) => sql<boolean>`${column} = any(${given}::text[])`)
export const isOneOfIds = (column: Sql, values: readonly string[] | undefined): Condition | undefined =>
  when(values, (given) => sql<boolean>`${column} = any(${given}::uuid[])`)
export const isNull = (column: Sql): Condition => sql<boolean>`${column} is null`
export const isNotNull = (column: Sql): Condition => sql<boolean>`${column} is not null`
export const isBetween = (column: Sql, type: ColumnType, from: string | bigint | undefined, to: string | bigint | undefined) =>
  from === undefined && to === undefined
    ? undefined
    : allOf([
        when(from, (value) => sql<boolean>`${column} >= ${typed(String(value), type)}`),
        when(to, (value) => sql<boolean>`${column} <= ${typed(String(value), type)}`),
      ])

/** A pattern for `like` that stands for any text with these characters in it. */
export const containsPattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
export const contains = (column: Sql, text: string | undefined): Condition | undefined =>
  when(text, (given) => sql<boolean>`lower(${column}) like ${containsPattern(given.toLowerCase())}`)

/** Every word of a search box stands in one of these search texts. */
export const matchesWords = (searchTexts: readonly Sql[], query: string | undefined): Condition | undefined => {
  const words = searchWords(query ?? '')
  if (words.length === 0) return undefined
  return allOf(words.map((word) => anyOf(searchTexts.map((text) => sql<boolean>`${text} like ${containsPattern(word)}`))))
}

/** A value of a `custom` column meets a condition: "field_code:text" contains it, "field_code:>=5" is at least so much. */
export const customContains = (custom: Sql, conditions: readonly string[] | undefined, fact: ShownFact): Condition | undefined =>
  when(conditions, (given) =>
    allOf(
      given.map((condition) => {
        const colon = condition.indexOf(':')
        const code = condition.slice(0, colon)
        return customCondition(fact(`custom.${code}`, sql<string>`(${custom} ->> ${code})`), condition.slice(colon + 1))
      }),
    ),
  )

const COMPARISON = /^(>=|<=|=)(?:(-?\d{1,15}(?:\.\d{1,9})?)|(\d{4}-\d{2}-\d{2}))$/

function customCondition(value: Sql, text: string): Condition {
  const [, sign, number, date] = COMPARISON.exec(text) ?? []
  if (sign === undefined) return contains(value, text) as Condition
  if (date !== undefined) return sql<boolean>`${value} collate "C" ${sql.raw(sign)} ${date}`
  // A field that holds texts now may have held none of them as numbers.
  return sql<boolean>`(case when ${value} ~ '^-?[0-9]+([.][0-9]+)?$' then cast(${value} as numeric) ${sql.raw(sign)} cast(${number} as numeric) end)`
}

/** A fact as a list may use it: the value of a field, or nothing when only published facts count and it is none. */
type ShownFact = <T>(field: string, value: Sql<T>) => Sql<T>

const typed = (text: string, type: ColumnType | 'uuid'): Sql => sql`cast(${text} as ${sql.raw(type)})`

const VALID: Record<ColumnType, RegExp> = {
  text: /^[^\0]*$/,
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,30}(\.\d{1,30})?$/,
  integer: /^-?\d{1,9}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:?\d{2})?$/,
}
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

interface Cursor {
  readonly value: string | null
  readonly id: string
}

function readCursor(text: string, sort: string, type: ColumnType): Cursor {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    parsed = undefined
  }
  const [cursorSort, value, id] = Array.isArray(parsed) ? (parsed as unknown[]) : []
  const valid = cursorSort === sort && (value === null || (typeof value === 'string' && VALID[type].test(value))) && UUID.test(String(id))
  if (!valid) throw new Refusal('list.cursor-invalid')
  return { value, id: id as string }
}

/** Rows after the cursor, in an order where empty values come last in both directions and equal values go by id. */
function after(column: SortColumn, id: Sql, isDescending: boolean, cursor: Cursor): Condition {
  const beyond = sql.raw(isDescending ? '<' : '>')
  const cursorId = typed(cursor.id, 'uuid')
  if (cursor.value === null) return sql<boolean>`(${column.value} is null and ${id} ${beyond} ${cursorId})`
  const value = typed(cursor.value, column.type)
  if (column.notNull) return sql<boolean>`(${column.value}, ${id}) ${beyond} (${value}, ${cursorId})`
  return sql<boolean>`(${column.value} ${beyond} ${value} or (${column.value} = ${value} and ${id} ${beyond} ${cursorId}) or ${column.value} is null)`
}

export interface Page {
  /** The rows after the cursor; none on the first page. */
  readonly after: Condition | undefined
  readonly orderBy: Sql
  /** Select it as "sortValue", with the id as the `id` column: `next` makes the cursor from it. */
  readonly sortValue: Sql<string | null>
  /** One more than the page, to know whether there is a next one. */
  readonly limit: number
  /** Cuts the extra row off and makes the cursor of the next page. */
  next<R extends { sortValue: string | null }>(
    rows: readonly R[],
    idOf: (row: R) => string,
  ): { rows: Omit<R, 'sortValue'>[]; next: string | null }
}

/** Compiles sort and cursor of one request once, for every list alike. */
export function pageOf(
  column: SortColumn,
  id: Sql,
  request: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Page {
  const isDescending = request.sort.startsWith('-')
  const direction = sql.raw(isDescending ? 'desc' : 'asc')
  const cursor = request.cursor === undefined ? undefined : readCursor(request.cursor, request.sort, column.type)
  return {
    after: cursor && after(column, id, isDescending, cursor),
    orderBy: column.notNull
      ? sql`${column.value} ${direction}, ${id} ${direction}`
      : sql`${column.value} ${direction} nulls last, ${id} ${direction}`,
    sortValue: sql<string | null>`(${column.value})::text`,
    limit: request.limit + 1,
    next(rows, idOf) {
      const kept = rows.slice(0, request.limit).map(({ sortValue: _cursorValue, ...row }) => row)
      const last = rows[request.limit - 1]
      if (rows.length <= request.limit || last === undefined) return { rows: kept, next: null }
      return { rows: kept, next: Buffer.from(JSON.stringify([request.sort, last.sortValue, idOf(last)])).toString('base64url') }
    },
  }
}

/** Name of the column of a sort, without its direction. */
export const sortName = (sort: string): string => sort.replace(/^-/, '')

/** The sort column of one of the zone's own fields: "custom.<code>". */
export function customSort(custom: Sql, sort: string, valueTypeOf: (fieldCode: string) => string | undefined, fact: ShownFact): SortColumn {
  const code = sortName(sort).slice('custom.'.length)
  const type = valueTypeOf(code)
  if (type === undefined) throw new Refusal('custom-field.not-found', [{ code: 'custom-field.not-found', params: { field: code } }])
  const value = fact(`custom.${code}`, sql`(${custom} ->> ${code})`)
  return type === 'number' || type === 'money'
    ? { value: sql`cast(${value} as numeric)`, type: 'numeric' }
    : { value: sql`${value} collate "C"`, type: 'text' }
}

export interface Box {
  readonly west: string
  readonly south: string
  readonly east: string
  readonly north: string
}
/** "west,south,east,north" */
export function parseBox(text: string): Box {
  const [west = '', south = '', east = '', north = ''] = text.split(',')
  return { west, south, east, north }
}
/** "lng lat,lng lat,…" as a closed ring. */
export function parseRing(text: string): [number, number][] {
  const ring = text.split(',').map((point) => point.split(' ').map(Number) as [number, number])
  const [first, last] = [ring[0] as [number, number], ring.at(-1) as [number, number]]
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}
/** Bounding boxes of parcels (alias g) that meet a box. */
export const meetsBox = (box: Box): Condition =>
  sql<boolean>`(g.min_lng <= cast(${box.east} as float8) and g.max_lng >= cast(${box.west} as float8)
    and g.min_lat <= cast(${box.north} as float8) and g.max_lat >= cast(${box.south} as float8))`
