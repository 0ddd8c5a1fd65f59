import { randomBytes } from 'node:crypto'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createClient, type Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { SignInOptions } from '@ballast/contract/session.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { failInterruptedPlans } from './features/action/index.ts'
import { changesOf, enginesOver, startDispatcher, useEngines, type Dispatcher } from './features/computing/index.ts'
import { tidyUploads } from './features/evidence/index.ts'
import { failInterruptedImports } from './features/exchange/index.ts'
import { failInterruptedForecasts, forecastMissing } from './features/forecast/index.ts'
import { startMetering, type Meters } from './features/metering/index.ts'
import { startCourier, type Courier } from './features/notification/index.ts'
import { loadPack } from './features/pack/load-pack.ts'
import { identityProvider, withIdentityProvider } from './features/oidc/index.ts'
import { identifier } from './features/session/identify.ts'
import { demonstrationUsers, listZones } from './features/session/session.queries.ts'
import { withBaseMap } from './features/session/session.routes.ts'
import { handlers } from './handlers.ts'
import { auditHeadsIn } from './platform/audit-heads.ts'
import { auditKeysOf, claimAuditKey } from './platform/audit-key.ts'
import { startSealer, type Sealer } from './platform/audit-seal.ts'
import { systemClock } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import { ownHosts } from './platform/foreign-request.ts'
import { fileKeepingOf } from './platform/file-store/open-file-keeping.ts'
import type { Handlers } from './platform/handler.ts'
import { buildHttp } from './platform/http.ts'
import { forgetOldKeys } from './platform/idempotency.ts'
import { inProcessFetch } from './platform/in-process.ts'
import { outgoingOf } from './platform/outgoing/outgoing.ts'
import { jobsOf } from './platform/jobs.ts'
import { embeddedFolder, openDatabase, type OpenedDatabase } from './platform/open-database.ts'
import { terminalLog } from './platform/terminal-log.ts'
import { rememberedIdentity } from './platform/remembered-identity.ts'
import { databasePlace, type Settings } from './settings.ts'

const WEB_DIR = join(import.meta.dirname, '../../web/dist')
const TIDYING_MS = 6 * 3600_000
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export interface Running {
  readonly url: string
  readonly database: Database
  /** Stops accepting, lets requests finish, seals the audit trail, closes the database and gives the folder back. */
  close(): Promise<void>
}

/** Starts the server: database, migrations, first pack, HTTP. Whatever is in the way is one Refusal. */
export async function serve(settings: Settings, say: (line: string) => void): Promise<Running> {
  const database = await openDatabase(settings)
  try {
    const auditKeys = auditKeysOf(settings.dataDir)
    const auditHeads = auditHeadsIn(settings.dataDir)
    await claimAuditKey(database, auditKeys, systemClock, { dataDir: settings.dataDir, acceptNew: settings.acceptNewAuditKey })
    if ((await zoneCount(database)) === 0 && settings.packDir !== undefined) {
      say(`装载数据包 · loading the zone pack ${settings.packDir}`)
      await loadPack(database, { clock: systemClock, auditKey: auditKeys[0] }, settings.packDir)
    }
    if (!LOOPBACK.has(settings.host)) await refuseDemonstrationPasswords(database, settings.host)
    await failInterruptedImports(database)
    await failInterruptedForecasts(database)
    await failInterruptedPlans(database)
    await forgetOldKeys(database, systemClock)
    const files = fileKeepingOf(settings)
    const outgoing = outgoingOf(settings)
    await tidyUploads(database, files, systemClock)
    let sealer: Sealer | undefined
    let courier: Courier | undefined
    let dispatcher: Dispatcher | undefined
    let meters: Meters | undefined
    const engines = enginesOver(systemClock, settings.secret)
    useEngines(database, engines)
    const machineToken = randomBytes(32).toString('base64url')
    const identities = rememberedIdentity(identifier(systemClock, machineToken))
    const afterWrite = (zoneId: Uuid) => {
      identities.forget()
      sealer?.notice(zoneId)
      courier?.notice()
      dispatcher?.notice()
    }
    const app = await buildHttp({
      database,
      handlers: handlersFor(settings, afterWrite, (message, cause) => app.log.warn({ err: cause }, message)),
      clock: systemClock,
      auditKey: auditKeys[0],
      auditKeys,
      auditHeads,
      files,
      outgoing,
      identify: identities.identify,
      isSecure: settings.publicUrl?.startsWith('https:') ?? false,
      trustedProxies: settings.trustedProxies,
      afterWrite,
      logLevel: settings.logLevel,
      ...(LOOPBACK.has(settings.host) ? { hosts: ownHosts(settings.publicUrl) } : {}),
      ...(settings.logAsJson ? {} : { logStream: terminalLog((line) => console.error(line)) }),
      ...(existsSync(WEB_DIR) ? { webDir: WEB_DIR } : {}),
      ...(settings.tileUrl === undefined ? {} : { tileOrigins: [new URL(settings.tileUrl).origin] }),
    })
    try {
      await app.listen({ host: settings.host, port: settings.port })
    } catch (error) {
      await app.close()
      throw listenRefusal(error as NodeJS.ErrnoException, settings)
    }
    sealer = startSealer({ database, keys: auditKeys, heads: auditHeads, clock: systemClock }, (message, detail) =>
      app.log.error(detail, message),
    )
    const tidy = async () => {
      await forgetOldKeys(database, systemClock)
      await tidyUploads(database, files, systemClock)
    }
    const tidying = setInterval(() => void tidy().catch(() => undefined), TIDYING_MS)
    const close = async () => {
      clearInterval(tidying)
      changesOf(database).end()
      await app.close()
      await courier?.close()
      await dispatcher?.close()
      await meters?.close()
      engines.close()
      await jobsOf(database).stop()
      await sealer?.close()
      await database.close()
    }
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : settings.port
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
    const url = `http://${host}:${port}`
    courier = startCourier(
      { database, clock: systemClock, outgoing: { ...outgoing, appUrl: settings.publicUrl ?? url }, auditKeys },
      (message, detail) => app.log.error(detail, message),
    )
    dispatcher = startDispatcher({ database, clock: systemClock, auditKey: auditKeys[0], engines }, (message, detail) =>
      app.log.error(detail, message),
    )
    meters = startMetering({ database, clock: systemClock, auditKey: auditKeys[0], engines }, (message, detail) =>
      app.log.error(detail, message),
    )
    database.announce(url, machineToken)
    const client = createClient({ fetch: inProcessFetch(app), headers: () => ({ authorization: `Bearer ${machineToken}` }) })
    for (const line of await introduction(client, settings, database, url)) say(line)
    if (settings.forecastsMissing)
      void forecastMissing({ database, clock: systemClock, auditKey: auditKeys[0] }, await database.system(listZones), (message, detail) =>
        app.log.error(detail, message),
      )
    return { url, database, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The handlers of the contract, with what this installation adds to them. */
function handlersFor(
  { tileUrl, identityProvider: provider }: Settings,
  afterWrite: (zoneId: Uuid) => void,
  report: (message: string, cause: unknown) => void,
): Handlers {
  const mapped = tileUrl === undefined ? handlers : withBaseMap(handlers, tileUrl)
  return provider === undefined ? mapped : withIdentityProvider(mapped, identityProvider(provider, report), afterWrite)
}

/** A password that a zone pack publishes protects nothing, so such accounts are reached from this machine alone. */
async function refuseDemonstrationPasswords(database: Database, host: string): Promise<void> {
  const logins = await database.system(async (tx) => {
    const users = []
    for (const zone of await listZones(tx)) users.push(...(await demonstrationUsers(tx, zone.zoneId)))
    return users.map((user) => user.login)
  })
  if (logins.length === 0) return
  const params = { host, logins: logins.join(', ') }
  throw new Refusal('server.demonstration-passwords', [{ code: 'server.demonstration-passwords', params }])
}

function listenRefusal(error: NodeJS.ErrnoException, { host, port }: Settings): Refusal {
  if (error.code === 'EADDRINUSE') return new Refusal('server.port-taken', [{ code: 'server.port-taken', params: { port } }])
  return new Refusal('server.address-unusable', [{ code: 'server.address-unusable', params: { host, port, detail: error.message } }])
}

const zoneCount = (database: Database): Promise<number> =>
  database.system(async (tx) => Number((await sql<{ n: bigint }>`select count(*) as n from zone`.execute(tx)).rows[0]?.n ?? 0n))

const MEGABYTE = 1024 * 1024

function sizeOf(folder: string): number {
  return globSync('**/*', { cwd: folder }).reduce((sum, path) => {
    const stat = statSync(join(folder, path), { throwIfNoEntry: false })
    return sum + (stat?.isFile() === true ? stat.size : 0)
  }, 0)
}

/** What a person at the terminal wants to know: where, on which database, which zone and plan, and who can sign in. */
async function introduction(client: Client, settings: Settings, database: OpenedDatabase, url: string): Promise<string[]> {
  const lines = [`压舱石 Ballast  ${url}`]
  if (settings.databaseUrl === undefined) {
    const folder = embeddedFolder(settings.dataDir)
    lines.push(`  数据库 database  内嵌 embedded · ${folder} · ${Math.ceil(sizeOf(folder) / MEGABYTE)} MB`)
  } else {
    const version = `${Math.floor(database.version / 10_000)}.${database.version % 10_000}`
    lines.push(`  数据库 database  PostgreSQL ${version} · ${databasePlace(settings.databaseUrl)}`)
  }
  lines.push(...(await zoneLines(client, await zoneCount(database))))
  if (settings.databaseUrl === undefined) {
    lines.push('  同时编辑超过约 20 人时，请用 DATABASE_URL 接 PostgreSQL · for more than about 20 editors set DATABASE_URL')
  }
  return lines
}

const accountLines = (accounts: SignInOptions['demonstration']): string[] =>
  accounts.length === 0
    ? ['  账号 accounts    用 ballast user password 登录名 设密码 · set a password with ballast user password LOGIN']
    : [
        `  登录 sign in     演示密码 demonstration password: ${accounts[0]?.password ?? ''}`,
        ...accounts.map(({ login, nameZh, nameEn, roles }) => `    ${login.padEnd(12)} ${nameZh} ${nameEn} (${roles.join(', ')})`),
      ]

async function zoneLines(client: Client, zones: number): Promise<string[]> {
  if (zones === 0) return ['  还没有开发区：请用 ballast pack load 目录 装载 · no zone yet: load one with ballast pack load DIR']
  const { zone } = await client('session.read', {})
  const { demonstration } = await client('session.options', {})
  const plans = []
  for (const year of zone.planYears) {
    const { projects, totalYuan } = await client('plan.show', { params: { year }, query: {} })
    plans.push(`  计划 plan        ${year} · ${projects} 个项目 projects · ${drawYi(parseYuan(totalYuan))} 亿元 (100 M yuan)`)
  }
  return [
    `  开发区 zone      ${zone.nameZh} ${zone.nameEn} (${zone.code})${zones > 1 ? ` · 共 ${zones} 个 of ${zones}` : ''}`,
    ...plans,
    ...accountLines(demonstration),
  ]
}
