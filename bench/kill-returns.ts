// Fifty reporters fill in, hand in and mend one period after another on two servers of one PostgreSQL database, while others send back,
// look through, verify and close; one of the servers, or both, is killed as by a power cut, again and again. Then everything that
// anybody was told is looked for in the database.
// Usage: node bench/kill-returns.ts postgres://…/postgres [kills, 20 unless told] [reporters, 50]   (makes a database of its own and drops it)
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { createClient } from '../packages/contract/src/client.ts'
import { routes } from '../packages/contract/src/routes.ts'
import { handlers } from '../packages/server/src/handlers.ts'
import { identifyByLogin } from '../packages/server/src/features/session/identify.ts'
import { auditKeyPath, auditKeysOf } from '../packages/server/src/platform/audit-key.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { buildHttp } from '../packages/server/src/platform/http.ts'
import { inProcessFetch } from '../packages/server/src/platform/in-process.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { startMailServer } from '../packages/server/src/testing/mail-server.ts'
import { reportingFaults } from '../packages/server/src/testing/reporting-faults.ts'
import { loadedZone, Reporting } from '../packages/server/src/testing/reporting-load.ts'
import { startServer, type OwnServer } from './own-server.ts'

const adminUrl = process.argv[2]
if (adminUrl === undefined) throw new Error('usage: node bench/kill-returns.ts postgres://…/postgres [kills] [reporters]')
const KILLS = Number(process.argv[3] ?? 20)
const REPORTERS = Number(process.argv[4] ?? 50)
const SERVERS = 2
const LOAD_A_ROUND = 100
const name = `ballast_kills_${process.pid}`
const admin = new pg.Client({ connectionString: adminUrl })
await admin.connect()
await admin.query(`create database ${name}`)
const url = new URL(adminUrl)
url.pathname = `/${name}`
const dataDir = mkdtempSync(join(tmpdir(), 'ballast-kills-'))
const auditKeys = auditKeysOf(dataDir)
const database = await openServer(url.href)
await migrate(database)
const zone = await loadedZone(database, { reporters: REPORTERS, projects: 2, auditKey: auditKeys[0] })

// Whoever has the machine gives everybody a token and opens the first period.
const app = await buildHttp({ database, handlers, clock: systemClock, auditKey: auditKeys[0], auditKeys, identify: identifyByLogin })
const local = (login: string) =>
  createClient({ fetch: inProcessFetch(app), headers: () => ({ 'x-ballast-user': `${login}@load`, 'accept-language': 'en' }) })
const ACTIONS = [
  ...(['report.save', 'report.submit', 'report.recall', 'report.review', 'report.return', 'report.verify', 'report.verify-many'] as const),
  ...(['report.correct', 'period.open', 'period.close', 'dispatch.tell', 'project-update.write'] as const),
  ...(['report.show', 'report.list', 'period.list', 'notification-delivery.run'] as const),
]
const tokens = new Map<string, string>()
for (const { login, role } of zone.people) {
  const actions = ACTIONS.filter((action) => role in routes[action].rights)
  tokens.set(login, (await local(login)('token.create', { body: { name: 'load', days: 1, actions } })).secret)
}
await local('closer')('period.open', { body: { month: '2024-02' } })

// Those who follow a project are told by mail at once; the mail server takes its time, so that a kill meets it in the middle.
const mails = await startMailServer()
mails.pause = () => wait(Math.random() * 300)
await database.system(async (tx) => {
  await sql`insert into notification_preference select zone_id, user_id, 'zh-CN', '{"project-updated":"at-once"}' from app_user
    where login like 'leader%'`.execute(tx)
  await sql`update app_user set email = login || '@zone.example' where login like 'leader%'`.execute(tx)
  await sql`insert into notification_hours values (${zone.ctx.zone.zoneId}, '00:00', '00:00', false, '12:00')`.execute(tx)
})

interface Server extends OwnServer {
  /** Requests that it has not answered. */
  underWay: number
}
const living = new Map<number, Server>()
async function start(at: number): Promise<void> {
  const own = join(dataDir, String(at))
  if (!existsSync(own)) {
    mkdirSync(own)
    copyFileSync(auditKeyPath(dataDir), auditKeyPath(own))
  }
  const server = await startServer({
    DATABASE_URL: url.href,
    BALLAST_DATA_DIR: own,
    // Everybody comes from an address of his own.
    BALLAST_TRUSTED_PROXIES: '127.0.0.1',
    BALLAST_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    BALLAST_SMTP_FROM: 'ballast@zone.example',
  })
  living.set(at, { ...server, underWay: 0 })
}
async function end(at: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const server = living.get(at)
  if (server === undefined) return
  living.delete(at)
  await server.end(signal)
}
const addresses = new Map(zone.people.map(({ login }, index) => [login, `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`]))
const answered: number[] = []
const send: typeof fetch = async (path, init) => {
  const servers = [...living.values()]
  const server = servers[Math.floor(Math.random() * servers.length)]
  if (server === undefined) throw new TypeError('fetch failed')
  const began = performance.now()
  server.underWay += 1
  try {
    const answer = await fetch(new URL(path, server.url), init)
    answered.push(performance.now() - began)
    return answer
  } finally {
    server.underWay -= 1
  }
}
const as = (login: string) =>
  createClient({
    fetch: send,
    headers: () => ({
      authorization: `Bearer ${tokens.get(login)}`,
      'x-forwarded-for': addresses.get(login) ?? '',
      'accept-language': 'en',
    }),
  })

for (let at = 0; at < SERVERS; at += 1) await start(at)
const reporting = new Reporting(zone, database, as)
const { diary } = reporting
const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0)
const acknowledged = () => sum(diary.done) + [...diary.made.values()].filter((told) => told === 'yes').length
const inDoubt = () => sum(diary.doubtful)
const began = performance.now()
const working = reporting.work(Infinity)
let underWayAtKills = 0
console.log('round  seconds  servers killed  writes acknowledged  requests under way at the kill  writes in doubt  open period')
for (let round = 1; round <= KILLS; round += 1) {
  const before = { at: performance.now(), acknowledged: acknowledged(), inDoubt: inDoubt() }
  // With all servers up everybody has work done, and the kill comes at any moment of it.
  while (acknowledged() < before.acknowledged + LOAD_A_ROUND) {
    if (performance.now() - before.at > 120_000)
      throw new Error(`round ${round}: only ${acknowledged() - before.acknowledged} writes in two minutes`)
    await wait(20)
  }
  await wait(Math.random() * 1000)
  // Every fifth time all of them go at once.
  const gone = round % 5 === 0 ? [...living.keys()] : [Math.floor(Math.random() * SERVERS)]
  const underWay = gone.reduce((total, at) => total + (living.get(at)?.underWay ?? 0), 0)
  underWayAtKills += underWay
  const killed = Promise.all(gone.map((at) => end(at, 'SIGKILL')))
  const row = [round, (performance.now() - before.at) / 1000, gone.length, acknowledged() - before.acknowledged, underWay]
  await killed
  // Whoever was cut off has heard of it by now.
  await wait(100)
  const widths = [5, 9, 16, 21, 32]
  const cells = row.map((value, at) => (at === 1 ? value.toFixed(1) : String(value)).padStart(widths[at] ?? 0))
  console.log(`${cells.join('')}${String(inDoubt() - before.inDoubt).padStart(17)}  ${reporting.month}`)
  await Promise.all(gone.map(start))
}
await wait(1000)
reporting.isOver = true
await working
const seconds = (performance.now() - began) / 1000
for (let tries = 0; tries < 600; tries += 1) {
  const { left } = await as('admin')('notification-delivery.run', {})
  const { pendingEntries } = await local('admin')('audit.verify', {})
  if (left.waiting === undefined && left.sending === undefined && left.failed === undefined && pendingEntries === 0) break
  await wait(1000)
}
for (let at = 0; at < SERVERS; at += 1) await end(at, 'SIGTERM')

const arrived = new Map<string, number>()
for (const { to, content } of mails.received) {
  const text = Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n--/.exec(content)?.[1] ?? '', 'base64').toString('utf8')
  for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g))
    arrived.set(`${id} ${to}`, (arrived.get(`${id} ${to}`) ?? 0) + 1)
}
const faults = {
  ...(await reportingFaults(database, zone, diary, local('admin'))),
  'mailed twice': [...arrived].filter(([, count]) => count > 1).map(([key]) => key),
}
const { sealedEntries } = await local('admin')('audit.verify', {})
const counted = (action: string) => sum(new Map([...diary.done].filter(([key]) => key.startsWith(`${action} `))))
answered.sort((a, b) => a - b)
const figures = {
  'kills, on servers': `${KILLS}, ${SERVERS}`,
  'reporters, projects': `${REPORTERS}, ${REPORTERS * 2}`,
  'seconds, answers a second': `${seconds.toFixed(0)}, ${(answered.length / seconds).toFixed(0)}`,
  'answers p50, p95': `${answered[Math.floor(answered.length / 2)]?.toFixed(0)} ms, ${answered[Math.floor(answered.length * 0.95)]?.toFixed(0)} ms`,
  'saved, handed in, taken back': `${counted('report.save')}, ${counted('report.submit')}, ${counted('report.recall')}`,
  'sent back, looked through, verified': `${counted('report.return')}, ${counted('report.review')}, ${counted('report.verify')}`,
  'periods closed': reporting.closings,
  'told, corrected and written under a key': diary.made.size,
  'writes acknowledged, requests cut off': `${acknowledged()}, ${underWayAtKills}`,
  'refused, without an answer': `${sum(diary.refused)}, ${sum(diary.doubtful)}`,
  'entries of the audit trail, sealed': sealedEntries,
  'mails received': mails.received.length,
  ...Object.fromEntries(Object.entries(faults).map(([what, list]) => [what, list.length])),
}
for (const [what, value] of Object.entries(figures)) console.log(`${what.padEnd(42)} ${value}`)
for (const [what, list] of Object.entries(faults)) for (const fault of list.slice(0, 10)) console.log(`${what}: ${fault}`)
await app.close()
await database.close()
await mails.close()
await admin.query(`drop database ${name} with (force)`)
await admin.end()
rmSync(dataDir, { recursive: true, force: true })
process.exitCode = Object.values(faults).some((list) => list.length > 0) ? 1 : 0
