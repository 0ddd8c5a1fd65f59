import { createClient, type Client } from '@ballast/contract/client.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { loadPack } from '@ballast/server/features/pack/index.ts'
import { identifyByLogin } from '@ballast/server/features/session/identify.ts'
import { handlers } from '@ballast/server/handlers.ts'
import { auditHeadsIn } from '@ballast/server/platform/audit-heads.ts'
import { auditKeysOf, claimAuditKey } from '@ballast/server/platform/audit-key.ts'
import { sealAll, type Sealing } from '@ballast/server/platform/audit-seal.ts'
import { systemClock } from '@ballast/server/platform/clock.ts'
import { fileKeepingOf } from '@ballast/server/platform/file-store/open-file-keeping.ts'
import { buildHttp } from '@ballast/server/platform/http.ts'
import { inProcessFetch } from '@ballast/server/platform/in-process.ts'
import { outgoingOf } from '@ballast/server/platform/outgoing/outgoing.ts'
import { jobsOf } from '@ballast/server/platform/jobs.ts'
import { lockHolder } from '@ballast/server/platform/lock.ts'
import { openDatabase, type OpenedDatabase } from '@ballast/server/platform/open-database.ts'
import type { Settings } from '@ballast/server/settings.ts'

export interface Connection {
  readonly client: Client
  close(): Promise<void>
}

/** A database opened by this process, with what changing it needs. */
export interface OpenedFolder extends Sealing {
  readonly database: OpenedDatabase
  close(): Promise<void>
}

/** Opens the database of the settings. A command never changes the schema of a server's database unless that is its work. */
export async function openHere(settings: Settings, { mayMigrate = false } = {}): Promise<OpenedFolder> {
  const database = await openDatabase(settings, { mayMigrate: mayMigrate || settings.databaseUrl === undefined })
  try {
    const keys = auditKeysOf(settings.dataDir)
    await claimAuditKey(database, keys, systemClock, { dataDir: settings.dataDir, acceptNew: settings.acceptNewAuditKey })
    const sealing: Sealing = { database, keys, heads: auditHeadsIn(settings.dataDir), clock: systemClock }
    return {
      ...sealing,
      database,
      close: async () => {
        await sealAll(sealing)
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The server that has the embedded folder, and the token by which a command of this machine may ask it. Refuses when another command has it. */
export function runningServer(settings: Settings): { url: string; token: string } | undefined {
  if (settings.databaseUrl !== undefined) return undefined
  const holder = lockHolder(settings.dataDir)
  if (holder === undefined) return undefined
  if (holder.url !== undefined && holder.token !== undefined) return { url: holder.url, token: holder.token }
  const params = { folder: settings.dataDir, pid: holder.pid, host: holder.host }
  throw new Refusal('database.folder-locked', [{ code: 'database.folder-locked', params }])
}

/** The same routes by the same client, whether a server runs or not. */
export async function connect(
  settings: Settings,
  { locale, login, say }: { locale: Locale; login: string | undefined; say: (zh: string, en: string) => void },
): Promise<Connection> {
  const headers = () => ({ 'accept-language': locale, ...(login === undefined ? {} : { 'x-ballast-user': login }) })
  const server = runningServer(settings)
  if (server !== undefined) {
    const authorized = () => ({ ...headers(), authorization: `Bearer ${server.token}` })
    return { client: createClient({ baseUrl: server.url, headers: authorized }), close: async () => undefined }
  }

  const opened = await openHere(settings)
  try {
    if (settings.databaseUrl === undefined && settings.packDir !== undefined && (await isEmpty(opened.database))) {
      say(`首次使用，装载数据包 ${settings.packDir}`, `First use: loading the zone pack ${settings.packDir}`)
      await loadPack(opened.database, { clock: systemClock, auditKey: opened.keys[0] }, settings.packDir)
    }
    const app = await buildHttp({
      database: opened.database,
      handlers,
      clock: systemClock,
      auditKey: opened.keys[0],
      auditKeys: opened.keys,
      auditHeads: opened.heads,
      files: fileKeepingOf(settings),
      outgoing: outgoingOf(settings),
      identify: identifyByLogin,
      requestsPerMinute: 1_000_000,
    })
    return {
      client: createClient({ fetch: inProcessFetch(app), headers }),
      close: async () => {
        await app.close()
        await jobsOf(opened.database).stop()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}

const isEmpty = async (database: OpenedDatabase): Promise<boolean> =>
  (await database.system((tx) => tx.selectFrom('zone').select('zone_id').limit(1).execute())).length === 0
