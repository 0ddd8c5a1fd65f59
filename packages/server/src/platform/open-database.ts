import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { openEmbedded, openServer, serverVersion, type Database } from './database.ts'
import { lockFolder } from './lock.ts'
import { migrate, missingMigrations } from './migrate.ts'

const OLDEST_SERVER = 150_000

export interface OpenedDatabase extends Database {
  readonly version: number
  /** Migrations that opening has applied. */
  readonly applied: readonly string[]
  /** Says where the server answers, and by which token, to commands of this machine that find the embedded folder taken. */
  announce(url: string, token: string): void
}

export const embeddedFolder = (dataDir: string): string => join(dataDir, 'database')

/** Opens the database that the settings name, checks that it is one we can work on, and brings its schema up to date. */
export async function openDatabase(
  settings: { databaseUrl: string | undefined; dataDir: string },
  { mayMigrate = true } = {},
): Promise<OpenedDatabase> {
  return settings.databaseUrl === undefined ? openFolder(settings.dataDir) : openUrl(settings.databaseUrl, { mayMigrate })
}

async function openFolder(dataDir: string): Promise<OpenedDatabase> {
  const lock = lockFolder(dataDir)
  try {
    const folder = embeddedFolder(dataDir)
    mkdirSync(folder, { recursive: true })
    const database = await openEmbedded(folder).catch((error: Error) => {
      const detail = (error.message || String(error)).split('\n')[0] as string
      throw new Refusal('database.cannot-open', [{ code: 'database.cannot-open', params: { folder, detail } }])
    })
    const version = await selfTest(database)
    const applied = await migrate(database)
    return {
      ...database,
      version,
      applied,
      announce: (url, token) => lock.announce(url, token),
      close: () => database.close().finally(() => lock.release()),
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Some builds of the embedded engine answer wrongly on some runtimes; better to stop than to serve from one. */
async function selfTest(database: Database): Promise<number> {
  const version = await serverVersion(database)
  if (!(version >= OLDEST_SERVER)) {
    throw new Refusal('database.self-test-failed', [{ code: 'database.self-test-failed', params: { detail: `version ${version}` } }])
  }
  return version
}

/** @param mayMigrate otherwise a database whose schema is not up to date is refused */
export async function openUrl(url: string, { mayMigrate }: { mayMigrate: boolean }): Promise<OpenedDatabase> {
  const database = await openServer(url)
  try {
    const version = await serverVersion(database).catch((error: Error) => {
      throw new Refusal('database.unreachable', [{ code: 'database.unreachable', params: { detail: detailOf(error) } }])
    })
    refuseOldServer(version)
    const applied = mayMigrate ? await migrate(database) : await refuseMissingMigrations(database)
    return { ...database, version, applied, announce: () => undefined }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function refuseMissingMigrations(database: Database): Promise<[]> {
  const missing = await missingMigrations(database)
  if (missing.length === 0) return []
  throw new Refusal('database.not-migrated', [{ code: 'database.not-migrated', params: { names: missing.join(', ') } }])
}

export function refuseOldServer(version: number): void {
  if (version >= OLDEST_SERVER) return
  throw new Refusal('database.too-old', [{ code: 'database.too-old', params: { version: Math.floor(version / 10_000) } }])
}

/** A refused connection to a name with two addresses comes as a list of errors without a message of its own. */
function detailOf(error: Error): string {
  const first = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined
  return error.message || first?.message || (error as NodeJS.ErrnoException).code || 'no answer'
}
