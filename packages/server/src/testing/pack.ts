import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { loadPack } from '../features/pack/index.ts'
import { identityByLogin } from '../features/session/identify.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { openEmbedded, type Database } from '../platform/database.ts'
import { TEST_AUDIT_KEY } from './context.ts'
import { testDatabase } from './database.ts'

export const REFERENCE_PACK = join(import.meta.dirname, '../../../../zones/etown-2024')
const tools = { clock: fixedClock('2024-01-15T02:00:00Z'), auditKey: TEST_AUDIT_KEY }

interface Wanted {
  /** With its reported and dispatched months, which take most of the time; without them unless a test asks. */
  readonly withMonths?: boolean
}

/**
 * A database of its own for one test file, with the reference pack loaded and its plan adopted, and the context of the planner.
 * Embedded, the pack is loaded once in a run of tests and cloned from then on.
 */
export async function loadedPackDatabase({ withMonths = false }: Wanted = {}): Promise<{ database: Database; ctx: Context }> {
  const source = inject('databaseSource')
  const database = source.kind === 'embedded' ? await cloned(source.dump, withMonths) : await loaded(withMonths)
  const { zone, user } = await identityByLogin(database, 'planner')
  return { database, ctx: { zone, user, locale: 'zh-CN', requestId: 'test', ...tools } }
}

async function loaded(withMonths: boolean): Promise<Database> {
  const database = await testDatabase()
  await loadPack(database, tools, REFERENCE_PACK, { withMonths })
  return database
}

async function cloned(source: string, withMonths: boolean): Promise<Database> {
  const dump = join(dirname(source), withMonths ? 'pack-with-months.tar' : 'pack.tar')
  if (!existsSync(dump)) {
    const migrated = await openEmbedded(undefined, new Blob([await readFile(source)]))
    await loadPack(migrated, tools, REFERENCE_PACK, { withMonths })
    const own = `${dump}.${process.pid}`
    await writeFile(own, Buffer.from(await (await migrated.pglite.dumpDataDir('none')).arrayBuffer()))
    await migrated.close()
    // Another file may have written the same in the meantime; a rename leaves no half-written dump to read.
    await rename(own, dump)
  }
  return openEmbedded(undefined, new Blob([await readFile(dump)]))
}
