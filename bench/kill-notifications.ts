// Kills the server, as by a power cut, while people are told of things by mail and webhook; then counts what arrived, and how often.
// Usage: node bench/kill-notifications.ts [kills, 20 unless told]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { createClient } from '../packages/contract/src/client.ts'
import { auditKeysOf } from '../packages/server/src/platform/audit-key.ts'
import { openDatabase } from '../packages/server/src/platform/open-database.ts'
import { testUser, testZone } from '../packages/server/src/testing/context.ts'
import { startMailServer } from '../packages/server/src/testing/mail-server.ts'
import { startReceiver } from '../packages/server/src/testing/receiver.ts'
import { testWatched } from '../packages/server/src/testing/watched.ts'
import { startServer, type OwnServer } from './own-server.ts'

const KILLS = Number(process.argv[2] ?? 20)
const FOLLOWERS = 5
const dataDir = mkdtempSync(join(tmpdir(), 'ballast-kills-'))
const mails = await startMailServer()
const receiver = await startReceiver()

const database = await openDatabase({ dataDir, databaseUrl: undefined })
const ctx = { ...(await testZone(database, { code: 'kills' })), auditKey: auditKeysOf(dataDir)[0] }
const { zoneId } = ctx.zone
await testUser(database, zoneId, { login: 'admin', role: 'administrator' })
const projectId = await testWatched(database, ctx, { projectNo: 'P', dates: {} })
for (let index = 0; index < FOLLOWERS; index += 1) {
  const { userId } = await testUser(database, zoneId, { login: `f${index}`, role: 'leader', nameZh: `关注人${index}` })
  await database.write(zoneId, async (tx) => {
    await sql`insert into project_follower values (${zoneId}, ${projectId}, ${userId})`.execute(tx)
    await sql`insert into notification_preference values (${zoneId}, ${userId}, 'zh-CN', '{"project-updated":"at-once"}')`.execute(tx)
    await sql`update app_user set email = login || '@zone.example' where user_id = ${userId}`.execute(tx)
  })
}
await database.write(zoneId, (tx) => sql`insert into notification_hours values (${zoneId}, '00:00', '00:00', false, '12:00')`.execute(tx))
await database.close()

let server: OwnServer | undefined
async function start() {
  const started = await startServer({
    BALLAST_DATA_DIR: dataDir,
    BALLAST_ACCEPT_NEW_AUDIT_KEY: '1',
    BALLAST_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    BALLAST_SMTP_FROM: 'ballast@zone.example',
    BALLAST_WEBHOOK_PRIVATE: '1',
  })
  server = started
  const { token } = JSON.parse(readFileSync(join(dataDir, 'ballast.lock'), 'utf8')) as { token: string }
  return (login: string) =>
    createClient({ baseUrl: started.url, headers: () => ({ authorization: `Bearer ${token}`, 'x-ballast-user': login }) })
}

// The mail server takes its time, so that a kill meets it in the middle.
mails.pause = () => wait(Math.random() * 800)
receiver.answer = (response) => void setTimeout(() => response.end('ok'), Math.random() * 60)

const acknowledged = new Set<string>()
let written = 0
let as = await start()
const kinds = ['project-updated' as const]
await as('admin')('notification-channel.create', {
  body: { kind: 'webhook', name: 'hook', kinds, locale: 'zh-CN', keepsQuietHours: false, isActive: true, url: `${receiver.url}/hook` },
})
for (let kill = 0; kill < KILLS; kill += 1) {
  const round = { isOver: false }
  const write = async () => {
    while (!round.isOver) {
      written += 1
      const text = `[${written}]`
      await as('planner')('project-update.write', { params: { projectId }, body: { text } }).then(
        () => acknowledged.add(text),
        () => undefined,
      )
    }
  }
  const writers = [write(), write(), write()]
  await wait(400 + Math.random() * 1200)
  await server?.end('SIGKILL')
  round.isOver = true
  await Promise.all(writers)
  as = await start()
  process.stdout.write(`\rkilled ${kill + 1}, written ${written}, acknowledged ${acknowledged.size}, mails ${mails.received.length}   `)
}
console.log()
for (let tries = 0; tries < 400; tries += 1) {
  const { left } = await as('admin')('notification-delivery.run', {})
  if (left.waiting === undefined && left.sending === undefined && left.failed === undefined) break
  await wait(1000)
}
await server?.end('SIGTERM')

const opened = await openDatabase({ dataDir, databaseUrl: undefined })
const all = <T>(query: ReturnType<typeof sql<T>>) => opened.system(async (tx) => (await query.execute(tx)).rows)
const updates = (await all(sql<{ text: string }>`select text from project_update`)).map(({ text }) => text)
const notifications = await all(sql<{ text: string; login: string; state: string | null }>`
  select v.params ->> 'text' as text, u.login, d.state from notification n join notification_event v on v.event_id = n.event_id
  join app_user u on u.user_id = n.user_id left join notification_delivery d on d.event_id = n.event_id and d.user_id = n.user_id`)
const hooks = await all(
  sql<{ id: string; state: string }>`select delivery_id as id, state from notification_delivery where channel_id is not null`,
)
await opened.close()

const arrived = new Map<string, number>()
for (const { to, content } of mails.received) {
  const text = Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n--/.exec(content)?.[1] ?? '', 'base64').toString('utf8')
  for (const [number] of text.matchAll(/\[\d+\]/g)) {
    const key = `${number} ${to.split('@')[0]}`
    arrived.set(key, (arrived.get(key) ?? 0) + 1)
  }
}
const posted = new Map<string, number>()
for (const { headers } of receiver.received) {
  const id = String(headers['x-ballast-delivery'])
  posted.set(id, (posted.get(id) ?? 0) + 1)
}
const sent = notifications.filter(({ state }) => state === 'sent')
const doubtful = notifications.filter(({ state }) => state === 'uncertain')
const has = ({ text, login }: { text: string; login: string }) => arrived.has(`${text} ${login}`)
const figures = {
  kills: KILLS,
  'updates acknowledged / in the database': `${acknowledged.size} / ${updates.length}`,
  'acknowledged and lost': [...acknowledged].filter((text) => !updates.includes(text)).length,
  'notifications (updates × followers)': `${notifications.length} (${updates.length * FOLLOWERS})`,
  'told twice in the app': notifications.length - new Set(notifications.map(({ text, login }) => `${text} ${login}`)).size,
  'mails received': mails.received.length,
  'mailed twice': [...arrived.values()].filter((count) => count > 1).length,
  'noted as sent / of them not received': `${sent.length} / ${sent.filter((one) => !has(one)).length}`,
  'in doubt / of them received': `${doubtful.length} / ${doubtful.filter(has).length}`,
  'neither sent nor in doubt': notifications.length - sent.length - doubtful.length,
  'webhooks sent / of them not received': `${hooks.filter(({ state }) => state === 'sent').length} / ${hooks.filter(({ id }) => !posted.has(id)).length}`,
  'webhooks repeated, under the same id': [...posted.values()].filter((count) => count > 1).length,
}
for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(42)} ${value}`)
await mails.close()
await receiver.close()
rmSync(dataDir, { recursive: true, force: true })
