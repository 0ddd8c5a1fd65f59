import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { WriteTx } from './database.ts'
import type { Column } from './table-shapes.ts'

const BATCH = 1000

export interface RowsOf {
  readonly table: string
  readonly columns: readonly Column[]
  readonly hasZone: boolean
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Values travel as PostgreSQL's own text, so nothing is rounded, parsed or reordered on the way. */
const lineOf = (columns: readonly Column[]): string =>
  `to_json(array[${columns.map((column) => `${identifier(column.name)}::text`).join(', ')}]::text[])::text`

const onlyZones = ({ hasZone }: { hasZone: boolean }, zoneIds: readonly Uuid[] | undefined): string =>
  !hasZone || zoneIds === undefined
    ? 'true'
    : `zone_id in (${[...zoneIds, null].map((id) => (id === null ? 'null' : literal(id))).join(', ')})`

/** Makes the texts of values the same on every server. To be the first thing in a transaction. */
export async function readOneState(tx: WriteTx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(tx)
  await fixTextForms(tx)
}

export async function fixTextForms(tx: WriteTx): Promise<void> {
  await sql`select set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), set_config('extra_float_digits', '1', true)`.execute(
    tx,
  )
}

/** The rows of a table in batches, one JSON array of texts a row. */
export async function* rowBatches(
  tx: WriteTx,
  rows: RowsOf,
  zoneIds: readonly Uuid[] | undefined,
  where = 'true',
): AsyncGenerator<string[]> {
  const cursor = identifier(`rows of ${rows.table}`)
  await sql
    .raw(
      `declare ${cursor} no scroll cursor for select ${lineOf(rows.columns)} as line from ${identifier(rows.table)} where ${onlyZones(rows, zoneIds)} and ${where}`,
    )
    .execute(tx)
  for (;;) {
    const batch = await sql.raw<{ line: string }>(`fetch ${BATCH} from ${cursor}`).execute(tx)
    if (batch.rows.length > 0) yield batch.rows.map((row) => row.line)
    if (batch.rows.length < BATCH) break
  }
  await sql.raw(`close ${cursor}`).execute(tx)
}

const valuesOf = (columns: readonly Column[], from = 0): string =>
  columns.map((column, index) => `(r ->> ${from + index})::${column.type}`).join(', ')
const arrayOf = (lines: readonly string[]): string => `[${lines.join(',')}]`

/** @param links columns that are filled in later */
export async function insertRows(
  tx: WriteTx,
  rows: RowsOf,
  lines: readonly string[],
  { links, keepExisting }: { links: readonly string[]; keepExisting: boolean },
): Promise<void> {
  const names = rows.columns.map((column) => identifier(column.name)).join(', ')
  const values = rows.columns
    .map((column, index) => (links.includes(column.name) ? `null::${column.type}` : `(r ->> ${index})::${column.type}`))
    .join(', ')
  await sql`${sql.raw(`insert into ${identifier(rows.table)} (${names}) select ${values} from json_array_elements(`)}${arrayOf(lines)}::json${sql.raw(
    `) as e(r)${keepExisting ? ' on conflict do nothing' : ''}`,
  )}`.execute(tx)
}

/** Fills in the columns that had to wait; a line holds the key, then the values. */
export async function linkRows(
  tx: WriteTx,
  table: string,
  key: readonly Column[],
  links: readonly Column[],
  lines: readonly string[],
): Promise<void> {
  const given = [...key, ...links]
  await sql`${sql.raw(`update ${identifier(table)} t set ${links.map(({ name }) => `${identifier(name)} = v.${identifier(name)}`).join(', ')}
    from (select ${valuesOf(given)} from json_array_elements(`)}${arrayOf(lines)}::json${sql.raw(`) as e(r)) v (${given.map(({ name }) => identifier(name)).join(', ')})
    where ${key.map(({ name }) => `t.${identifier(name)} = v.${identifier(name)}`).join(' and ')}`)}`.execute(tx)
}

/** How many of the lines the table does not hold exactly so. */
export async function countMissing(tx: WriteTx, rows: RowsOf, lines: readonly string[]): Promise<number> {
  const { rows: found } = await sql<{ n: bigint }>`${sql.raw(
    `select count(*) as n from json_array_elements(`,
  )}${arrayOf(lines)}::json${sql.raw(`) as e(r) where not exists (select 1 from ${identifier(rows.table)} where ${lineOf(rows.columns)} = r::text)`)}`.execute(
    tx,
  )
  return Number(found[0]?.n ?? 0n)
}

export interface Content {
  readonly rows: number
  /** Sum of the rows' SHA-256 in two halves: the same for the same rows in any order. */
  readonly hash: string
}

export async function contentOf(tx: WriteTx, rows: RowsOf, zoneIds: readonly Uuid[] | undefined): Promise<Content> {
  const half = (from: number) => `coalesce(sum(('x' || substr(h, ${from}, 16))::bit(64)::bigint::numeric), 0)::text`
  const { rows: found } = await sql
    .raw<{ n: bigint; hash: string }>(
      `select count(*) as n, ${half(1)} || ':' || ${half(17)} as hash from (
         select encode(sha256(convert_to(${lineOf(rows.columns)}, 'UTF8')), 'hex') as h from ${identifier(rows.table)} where ${onlyZones(rows, zoneIds)}) x`,
    )
    .execute(tx)
  return { rows: Number(found[0]?.n ?? 0n), hash: found[0]?.hash ?? '' }
}
