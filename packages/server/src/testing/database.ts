import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { openEmbedded, openServer, type Database } from '../platform/database.ts'

/** A migrated, empty database of its own for one test file: embedded, or on the server that BALLAST_TEST_DATABASE_URL names. */
export async function testDatabase(): Promise<Database> {
  const source = inject('databaseSource')
  if (source.kind === 'embedded') return openEmbedded(undefined, new Blob([await readFile(source.dump)]))
  const name = `ballast_test_${process.pid}_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client({ connectionString: source.adminUrl })
  await admin.connect()
  await admin.query(`create database ${name} template ${source.template}`)
  const url = new URL(source.adminUrl)
  url.pathname = `/${name}`
  const database = await openServer(url.href)
  return {
    ...database,
    close: async () => {
      await database.close()
      await dropped(admin, name)
      await admin.end()
    },
  }
}

const NOT_ALLOWED = '42501'
const TRIES = 20
const BETWEEN_TRIES_MS = 100

/** The server's own cleaning may be at work in a database, which its owner may not interrupt; it is over in a moment. */
async function dropped(admin: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`drop database if exists ${name} with (force)`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== NOT_ALLOWED || attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS))
    }
  }
}
