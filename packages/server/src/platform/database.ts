import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { keepPlansOf } from './kept-plans.ts'
import type { Tables } from './tables.ts'

/** Can read and write; opened at the edge and passed down. Never query anything else while one is open: PGlite would hang. */
export type WriteTx = Transaction<Tables>
/** Can only read: by its type, and because the transaction is `read only` in the database. */
export type ReadTx = Pick<WriteTx, 'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'getExecutor'>

/** What of a zone somebody reaches who does not reach all of it. */
export interface Reach {
  readonly userId: Uuid
  readonly enterpriseId: Uuid | null
  readonly manager: string | null
  readonly bureau: string | null
}

/** Where a transaction works: in a whole zone, or in what somebody reaches of it. */
export type Place = Uuid | { readonly zoneId: Uuid; readonly reach: Reach }

export interface Database {
  readonly kind: 'embedded' | 'server'
  /** Works as the application's role, bound by row-level security to the place. */
  read<T>(place: Place, work: (tx: ReadTx) => Promise<T>): Promise<T>
  write<T>(place: Place, work: (tx: WriteTx) => Promise<T>): Promise<T>
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

const quoted = (text: string | null): string => `'${(text ?? '').replaceAll("'", "''")}'`

/** The settings that the policies look at, and the role that is bound by them. */
function statementsFor(place: Place): string[] {
  const { zoneId, reach } = typeof place === 'string' ? { zoneId: place, reach: undefined } : place
  if (!/^[0-9a-f-]{36}$/.test(zoneId)) throw new TypeError('a zone id is a UUID')
  const zone = `set local ballast.zone_id = ${quoted(zoneId)}`
  if (reach === undefined) return [zone, 'set local role ballast_app']
  return [
    zone,
    `set local ballast.user_id = ${quoted(reach.userId)}`,
    `set local ballast.enterprise_id = ${quoted(reach.enterpriseId)}`,
    `set local ballast.manager = ${quoted(reach.manager)}`,
    `set local ballast.bureau = ${quoted(reach.bureau)}`,
    'set local role ballast_scoped',
  ]
}

function databaseOver(kysely: Kysely<Tables>, kind: Database['kind'], script: (text: string) => Promise<void>): Database {
  // `set local` rather than set_config(): a cluster hands only the statement on to its nodes. The id is a checked UUID, so it can
  // stand in the text. A server takes all of them in one round trip; the embedded database takes one statement a query. It has no
  // compiler either; on a server a page's statement would be compiled for longer than it runs.
  const enter = async (tx: WriteTx, place: Place, readOnly: 'on' | 'off') => {
    const statements = [...statementsFor(place), `set local transaction_read_only = ${readOnly}`]
    for (const text of kind === 'server' ? [[...statements, 'set local jit = off'].join(';')] : statements)
      await tx.executeQuery(CompiledQuery.raw(text))
  }
  return {
    kind,
    script,
    read: (place, work) =>
      kysely.transaction().execute(async (tx) => {
        await enter(tx, place, 'on')
        return work(tx)
      }),
    write: (place, work) =>
      kysely.transaction().execute(async (tx) => {
        await enter(tx, place, 'off')
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
  pool.on('connect', keepPlansOf)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return databaseOver(kysely, 'server', async (text) => void (await pool.query(text)))
}

/** Counts the rows after many were written. The embedded database never does so by itself, and plans badly until somebody has. */
export const gatherStatistics = (database: Database): Promise<void> => database.script('analyze')

/** The same for tables of a transaction that has written much and goes on to read it, as the owner for a moment. */
export async function gatherStatisticsOf(tx: WriteTx, tables: readonly (keyof Tables)[]): Promise<void> {
  const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(tx)
  await tx.executeQuery(CompiledQuery.raw('set local role none'))
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(tx)
  await sql`select set_config('role', ${rows[0]?.role ?? 'none'}, true)`.execute(tx)
}

/**
 * Has the connection plan its statements anew. The check of a foreign key keeps the plan that it made when its table was
 * small, and reads the whole table for every row from then on.
 */
export async function forgetPlans(tx: WriteTx): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw('discard plans'))
}

/** The server's version as a whole number, e.g. 150018. */
export async function serverVersion(database: Database): Promise<number> {
  return database.system(async (tx) => {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(tx)
    return Number(rows[0]?.version)
  })
}
