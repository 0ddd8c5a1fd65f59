import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { loadPack } from './features/pack/load-pack.ts'
import { findIdentity } from './features/session/session.queries.ts'
import { handlers } from './handlers.ts'
import { auditKeysOf } from './platform/audit-key.ts'
import { systemClock } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import { buildHttp } from './platform/http.ts'
import { openDatabase } from './platform/open-database.ts'
import type { Settings } from './settings.ts'

const WEB_DIR = join(import.meta.dirname, '../../web/dist')
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export interface Running {
  readonly url: string
  readonly database: Database
  close(): Promise<void>
}

/** Starts the server: database, migrations, first pack, HTTP. Whatever is in the way is one Refusal. */
export async function serve(settings: Settings, say: (line: string) => void): Promise<Running> {
  if (!LOOPBACK.has(settings.host) && !settings.allowUnauthenticated) {
    throw new Refusal('server.unauthenticated-bind', [{ code: 'server.unauthenticated-bind', params: { host: settings.host } }])
  }
  const database = await openDatabase(settings)
  try {
    const auditKeys = auditKeysOf(settings.dataDir)
    const auditKey = auditKeys[0]
    if ((await zoneCount(database)) === 0 && settings.packDir !== undefined) {
      say(`装载数据包 · loading the zone pack ${settings.packDir}`)
      await loadPack(database, { clock: systemClock, auditKey }, settings.packDir)
    }
    const app = await buildHttp({
      database,
      handlers,
      clock: systemClock,
      auditKey,
      identify: findIdentity,
      logLevel: settings.logLevel,
      ...(existsSync(WEB_DIR) ? { webDir: WEB_DIR } : {}),
      ...(settings.tileUrl === undefined ? {} : { tileOrigins: [new URL(settings.tileUrl).origin] }),
    })
    await app.listen({ host: settings.host, port: settings.port }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error
      throw new Refusal('server.port-taken', [{ code: 'server.port-taken', params: { port: settings.port } }])
    })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : settings.port
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
    return {
      url: `http://${host}:${port}`,
      database,
      close: async () => {
        await app.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

const zoneCount = (database: Database): Promise<number> =>
  database.system(async (tx) => Number((await sql<{ n: bigint }>`select count(*) as n from zone`.execute(tx)).rows[0]?.n ?? 0n))
