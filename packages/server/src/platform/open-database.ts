import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { openEmbedded, openServer, serverVersion, type Database } from './database.ts'
import { lockFolder } from './lock.ts'
import { migrate } from './migrate.ts'

const OLDEST_SERVER = 150_000

/** Opens the database that the settings name, checks that it is one we can work on, and brings its schema up to date. */
export async function openDatabase(settings: { databaseUrl: string | undefined; dataDir: string }): Promise<Database> {
  return settings.databaseUrl === undefined ? openFolder(settings.dataDir) : openUrl(settings.databaseUrl)
}

async function openFolder(dataDir: string): Promise<Database> {
  const unlock = lockFolder(dataDir)
  try {
    const folder = join(dataDir, 'database')
    mkdirSync(folder, { recursive: true })
    const database = await openEmbedded(folder)
    await selfTest(database)
    await migrate(database)
    return { ...database, close: () => database.close().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Some builds of the embedded engine answer wrongly on some runtimes; better to stop than to serve from one. */
async function selfTest(database: Database): Promise<void> {
  const version = await serverVersion(database)
  if (!(version >= OLDEST_SERVER)) {
    throw new Refusal('database.self-test-failed', [{ code: 'database.self-test-failed', params: { detail: `version ${version}` } }])
  }
}

async function openUrl(url: string): Promise<Database> {
  const database = await openServer(url)
  try {
    const version = await serverVersion(database).catch((error: Error) => {
      throw new Refusal('database.unreachable', [
        { code: 'database.unreachable', params: { detail: error.message || (error as NodeJS.ErrnoException).code || 'no answer' } },
      ])
    })
    if (version < OLDEST_SERVER) {
      throw new Refusal('database.too-old', [{ code: 'database.too-old', params: { version: Math.floor(version / 10_000) } }])
    }
    await migrate(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
