import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Tables } from './tables.ts'

/** Can read and write; opened at the edge and passed down. Never query anything else while one is open: PGlite would hang. */
export type WriteTx = Transaction<Tables>
/** Can only read: by its type, and because the transaction is `read only` in the database. */
export type ReadTx = Pick<WriteTx, 'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'getExecutor'>

export interface Database {
  readonly kind: 'embedded' | 'server'
  /** Works as the application's role, bound by row-level security to one zone. */
  read<T>(zoneId: Uuid, work: (tx: ReadTx) => Promise<T>): Promise<T>
  write<T>(zoneId: Uuid, work: (tx: WriteTx) => Promise<T>): Promise<T>
  /** Works as the owner, across zones: migrations, the list of zones, sealing, backup. Never for a user's request. */
  system<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>
  /** Runs a script of several statements, outside a transaction of its own, as the owner. */
  script(text: string): Promise<void>
  close(): Promise<void>
}

// Type ids of PostgreSQL: money and counts come back as bigint, dates as the text they are, instants as ISO text.
const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const toInstant = (text: string): string => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()
const PARSERS: Record<number, (text: string) => unknown> = {
  [INT8]: (text) => BigInt(text),
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: toInstant,
}

function databaseOver(kysely: Kysely<Tables>, kind: Database['kind'], script: (text: string) => Promise<void>): Database {
  // `set local` rather than set_config(): a cluster hands only the statement on to its nodes. The id is a checked UUID, so it can
  // stand in the text. A server takes the three in one round trip; the embedded database takes one statement a query.
  const enterZone = async (tx: WriteTx, zoneId: Uuid, readOnly: 'on' | 'off') => {
    if (!/^[0-9a-f-]{36}$/.test(zoneId)) throw new TypeError('a zone id is a UUID')
    const statements = [
      `set local ballast.zone_id = '${zoneId}'`,
      `set local transaction_read_only = ${readOnly}`,
      'set local role ballast_app',
    ]
    for (const text of kind === 'server' ? [statements.join(';')] : statements) await tx.executeQuery(CompiledQuery.raw(text))
  }
  return {
    kind,
    script,
    read: (zoneId, work) =>
      kysely.transaction().execute(async (tx) => {
        await enterZone(tx, zoneId, 'on')
        return work(tx)
      }),
    write: (zoneId, work) =>
      kysely.transaction().execute(async (tx) => {
        await enterZone(tx, zoneId, 'off')
        return work(tx)
      }),
    system: (work) => kysely.transaction().execute(work),
    close: () => kysely.destroy(),
  }
}

/** @param dataDir folder of the embedded database, or undefined for one in memory */
export async function openEmbedded(dataDir: string | undefined, loadDataDir?: Blob): Promise<Database & { pglite: PGlite }> {
  const pglite = await PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
    parsers: PARSERS,
  })
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  const database = databaseOver(kysely, 'embedded', async (text) => void (await pglite.exec(text)))
  return { ...database, pglite }
}

export async function openServer(url: string, maxConnections = 10): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5000,
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // An idle connection that breaks must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return databaseOver(kysely, 'server', async (text) => void (await pool.query(text)))
}

/** Counts the rows after many were written. The embedded database never does so by itself, and plans badly until somebody has. */
export const gatherStatistics = (database: Database): Promise<void> => database.script('analyze')

/** The server's version as a whole number, e.g. 150018. */
export async function serverVersion(database: Database): Promise<number> {
  return database.system(async (tx) => {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(tx)
    return Number(rows[0]?.version)
  })
}
