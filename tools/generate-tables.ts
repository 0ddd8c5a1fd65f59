// Writes packages/server/src/platform/tables.ts from the schema that the migrations give.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openEmbedded } from '../packages/server/src/platform/database.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'

const TYPES: Record<string, string> = {
  uuid: 'Uuid',
  text: 'string',
  int8: 'bigint',
  int4: 'number',
  float8: 'number',
  numeric: 'string',
  bool: 'boolean',
  date: 'PlainDate',
  timestamptz: 'Instant',
  jsonb: 'Json',
  _text: 'string[]',
  bytea: 'Uint8Array',
}

function columnType(base: string, column: { nullable: boolean; generated: boolean; optional: boolean }): string {
  if (base === 'Json') return column.optional ? 'JsonWithDefault' : 'Json'
  const read = column.nullable ? `${base} | null` : base
  if (column.generated) return `GeneratedAlways<${read}>`
  return column.optional ? `Generated<${read}>` : read
}

export async function generatedTables(): Promise<string> {
  const database = await openEmbedded(undefined)
  await migrate(database)
  const { rows } = await database.system((tx) =>
    sql<{ table_name: string; column_name: string; udt_name: string; optional: boolean; nullable: boolean; generated: boolean }>`
      select c.table_name, c.column_name, c.udt_name, c.is_nullable = 'YES' as nullable,
        c.column_default is not null as optional, c.is_generated = 'ALWAYS' as generated
      from information_schema.columns c where c.table_schema = 'public' order by c.table_name, c.ordinal_position`.execute(tx),
  )
  await database.close()
  const tables = new Map<string, string[]>()
  for (const row of rows) {
    const base = TYPES[row.udt_name]
    if (base === undefined) throw new Error(`no TypeScript type for ${row.udt_name} (${row.table_name}.${row.column_name})`)
    tables.set(row.table_name, [...(tables.get(row.table_name) ?? []), `  ${row.column_name}: ${columnType(base, row)}`])
  }
  const pascal = (name: string) => name.replaceAll(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
  return [
    '// Generated from the migrations by `npm run db:types`; a test compares it with them.',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely'",
    "import type { Uuid } from '@ballast/domain/shared/ids.ts'",
    "import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'",
    '',
    '/** jsonb: written as JSON text, read as the parsed value. */',
    'type Json = ColumnType<unknown, string | null | undefined, string | null>',
    'type JsonWithDefault = ColumnType<unknown, string | undefined, string>',
    '',
    ...[...tables].flatMap(([name, columns]) => [`export interface ${pascal(name)}Table {`, ...columns, '}', '']),
    'export interface Tables {',
    ...[...tables.keys()].map((name) => `  ${name}: ${pascal(name)}Table`),
    '}',
    '',
  ].join('\n')
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, '../packages/server/src/platform/tables.ts'), await generatedTables())
}
