import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Database } from './database.ts'

export const MIGRATIONS_DIR = join(import.meta.dirname, '../../../../migrations')

export interface Migration {
  readonly name: string
  readonly sha256: string
}

/** The migrations that a database has, in order. */
export const appliedMigrations = (database: Database): Promise<Migration[]> =>
  database.system(
    async (tx) => (await sql<Migration>`select name, sha256 from schema_migration order by name collate "C"`.execute(tx)).rows,
  )

/** Files that a database does not have yet. */
export async function missingMigrations(database: Database, dir: string = MIGRATIONS_DIR): Promise<string[]> {
  const files = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort()
  const exists = await database.system(
    async (tx) => (await sql<{ there: boolean }>`select to_regclass('schema_migration') is not null as there`.execute(tx)).rows[0]?.there,
  )
  const applied = new Set(exists === true ? (await appliedMigrations(database)).map((migration) => migration.name) : [])
  return files.filter((name) => !applied.has(name))
}

/**
 * Applies what is missing, each file in a transaction of its own, in the order of their names. Of several servers that
 * start at once one migrates and the others wait for it.
 * @returns names of the files applied
 */
export async function migrate(database: Database, dir: string = MIGRATIONS_DIR): Promise<string[]> {
  await database.script(
    `create table if not exists schema_migration (
       name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  )
  if (database.kind === 'embedded') return applyMissing(database, dir)
  return database.system(async (tx) => {
    await sql`select pg_advisory_xact_lock(7305)`.execute(tx)
    return applyMissing(database, dir)
  })
}

async function applyMissing(database: Database, dir: string): Promise<string[]> {
  const files = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort()
  const rows = await appliedMigrations(database)
  const known = new Map(rows.map((row) => [row.name, row.sha256]))
  const ahead = rows.filter((row) => !files.includes(row.name)).map((row) => row.name)
  if (ahead.length > 0)
    throw new Refusal('database.newer-than-program', [{ code: 'database.newer-than-program', params: { names: ahead.join(', ') } }])
  const applied: string[] = []
  for (const name of files) {
    const text = await readFile(join(dir, name), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const before = known.get(name)
    if (before !== undefined && before !== sha256) {
      throw new Refusal('database.migration-changed', [{ code: 'database.migration-changed', params: { name } }])
    }
    if (before !== undefined) continue
    await database
      .script(`begin;\n${text}\n;insert into schema_migration (name, sha256) values ('${name}', '${sha256}');\ncommit;`)
      .catch((error: Error) => {
        throw new Refusal('database.migration-failed', [{ code: 'database.migration-failed', params: { name, detail: error.message } }])
      })
    applied.push(name)
  }
  return applied
}
