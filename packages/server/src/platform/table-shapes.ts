import { sql } from 'kysely'
import type { WriteTx } from './database.ts'

export interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}

export interface ForeignKey {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly references: string
  readonly referencedColumns: readonly string[]
  readonly definition: string
}

export interface TableShape {
  readonly name: string
  /** Without generated columns. */
  readonly columns: readonly Column[]
  readonly key: readonly string[]
  /** Rows of a zone; else shared by all zones. */
  readonly hasZone: boolean
  readonly foreignKeys: readonly ForeignKey[]
}

export interface LoadOrder {
  /** Referenced tables first. */
  readonly tables: readonly TableShape[]
  /** Nullable columns of references that point to the table itself or to a later one: filled in when every row is there. */
  readonly links: ReadonlyMap<string, readonly string[]>
}

/** The tables of the product as the database has them. */
export async function tableShapes(tx: WriteTx): Promise<TableShape[]> {
  const { rows: columns } = await sql<{ table: string; name: string; type: string; nullable: boolean; generated: boolean; inKey: boolean }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
      a.attgenerated <> '' as generated,
      exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as "inKey"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_migration'
    order by c.relname collate "C", a.attnum`.execute(tx)
  const { rows: keys } = await sql<ForeignKey>`
    select k.conname as name, t.relname as "table", r.relname as "references", pg_get_constraintdef(k.oid) as definition,
      array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.i) as columns,
      array(select a.attname::text from unnest(k.confkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.i) as "referencedColumns"
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class r on r.oid = k.confrelid
    where k.contype = 'f' and k.conparentid = 0 and t.relnamespace = 'public'::regnamespace order by t.relname collate "C", k.conname collate "C"`.execute(
    tx,
  )
  return [...new Set(columns.map((row) => row.table))].map((name) => {
    const own = columns.filter((row) => row.table === name)
    return {
      name,
      columns: own.filter((row) => !row.generated).map((row) => ({ name: row.name, type: row.type, nullable: row.nullable })),
      key: own.filter((row) => row.inKey).map((row) => row.name),
      hasZone: own.some((row) => row.name === 'zone_id'),
      foreignKeys: keys.filter((key) => key.table === name),
    }
  })
}

const nullableOf = (shape: TableShape, key: ForeignKey): string[] =>
  key.columns.filter((name) => shape.columns.some((column) => column.name === name && column.nullable))

/** Orders tables so that every reference finds its row; what goes round in a circle is cut at nullable columns. */
export function loadOrder(shapes: readonly TableShape[]): LoadOrder {
  const placed: TableShape[] = []
  const links = new Map<string, string[]>()
  const cut = (shape: TableShape, key: ForeignKey) =>
    links.set(shape.name, [...new Set([...(links.get(shape.name) ?? []), ...nullableOf(shape, key)])])
  const isPlaced = (name: string) => placed.some((shape) => shape.name === name)
  for (const shape of shapes) for (const key of shape.foreignKeys) if (key.references === shape.name) cut(shape, key)
  let rest = [...shapes]
  while (rest.length > 0) {
    const open = (shape: TableShape) => shape.foreignKeys.filter((key) => key.references !== shape.name && !isPlaced(key.references))
    const next =
      rest.find((shape) => open(shape).length === 0) ??
      rest.find((shape) =>
        open(shape).every((key) => nullableOf(shape, key).length > 0 && referencesBack(rest, key.references, shape.name)),
      )
    if (!next) throw new Error(`the references of ${rest.map((shape) => shape.name).join(', ')} go round in a circle`)
    for (const key of open(next)) cut(next, key)
    placed.push(next)
    rest = rest.filter((shape) => shape !== next)
  }
  return { tables: placed, links }
}

/** Whether `from` leads to `to` by references among the tables that are left: only then is there a circle to cut. */
function referencesBack(shapes: readonly TableShape[], from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  const keys = shapes.find((shape) => shape.name === from)?.foreignKeys ?? []
  return keys.some((key) => referencesBack(shapes, key.references, to, seen))
}
