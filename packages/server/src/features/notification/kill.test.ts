// The server is killed between handing over and noting it: a mail goes out once and is in doubt, a webhook again with the same id.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, type Client } from '@ballast/contract/client.ts'
import { auditKeysOf } from '../../platform/audit-key.ts'
import { openDatabase } from '../../platform/open-database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts'
import { startReceiver, type TestReceiver } from '../../testing/receiver.ts'
import { testWatched } from '../../testing/watched.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'ballast-notify-kill-'))
let child: ChildProcess | undefined
let mails: TestMailServer
let receiver: TestReceiver
let projectId: string

beforeAll(async () => {
  mails = await startMailServer()
  receiver = await startReceiver()
  const database = await openDatabase({ dataDir, databaseUrl: undefined })
  const ctx = { ...(await testZone(database, { code: 'killed' })), auditKey: auditKeysOf(dataDir)[0] }
  const { zoneId } = ctx.zone
  await testUser(database, zoneId, { login: 'admin', role: 'administrator' })
  await testUser(database, zoneId, { login: 'wang', role: 'service_manager', nameZh: '王管家' })
  await database.system((tx) => sql`update app_user set email = 'wang@zone.example' where login = 'wang'`.execute(tx))
  projectId = await testWatched(database, ctx, { projectNo: 'P', serviceManager: '王管家', dates: {} })
  await database.write(zoneId, (tx) => sql`insert into notification_hours values (${zoneId}, '00:00', '00:00', false, '12:00')`.execute(tx))
  await database.close()
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await mails.close()
  await receiver.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<(login: string) => Client> {
  const server = spawn(process.execPath, [join(import.meta.dirname, '../../main.ts')], {
    env: {
      PATH: process.env['PATH'],
      BALLAST_PACK: 'none',
      BALLAST_LOG: 'error',
      PORT: '0',
      BALLAST_DATA_DIR: dataDir,
      BALLAST_ACCEPT_NEW_AUDIT_KEY: '1',
      BALLAST_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
      BALLAST_SMTP_FROM: '压舱石 <ballast@zone.example>',
      BALLAST_WEBHOOK_PRIVATE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = server
  let output = ''
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)
      if (found) resolve(found[0])
    })
    server.once('exit', () => reject(new Error(output)))
  })
  const { token } = JSON.parse(readFileSync(join(dataDir, 'ballast.lock'), 'utf8')) as { token: string }
  return (login) => createClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${token}`, 'x-ballast-user': login }) })
}
async function kill(): Promise<void> {
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGKILL')
  await ended
}
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300 && !(await condition()); tries += 1) await wait(50)
}

test('killed with a mail and a webhook in hand', async () => {
  let as = await start()
  const facts = {
    kinds: ['gate-reopened' as const, 'project-handed-over' as const],
    locale: 'zh-CN' as const,
    keepsQuietHours: false,
    isActive: true,
  }
  await as('admin')('notification-channel.create', { body: { kind: 'webhook', name: 'hook', ...facts, url: `${receiver.url}/hook` } })
  // Both take what they are given and never answer.
  mails.meet = (stage) => (stage === 'message' ? 'take-and-keep-silent' : 'take')
  receiver.answer = () => undefined
  await as('planner')('project.edit', { params: { projectId }, body: { serviceManager: null }, ifMatch: '1' })
  await as('planner')('project.edit', { params: { projectId }, body: { serviceManager: '王管家' }, ifMatch: '2' })
  await until(() => mails.received.length === 1 && receiver.received.length === 1)
  await kill()

  mails.meet = () => 'take'
  receiver.answer = (response) => response.end('ok')
  as = await start()
  const deliveries = async () => (await as('admin')('notification-delivery.list', { query: {} })).rows
  await until(async () => (await deliveries()).every(({ state }) => state !== 'sending' && state !== 'waiting'))
  const told = (await deliveries()).map(({ medium, state, outcome }) => `${medium} ${state} ${outcome}`)
  expect(new Set(told)).toEqual(new Set(['mail uncertain lost', 'webhook failed lost']))
  // A person sends the mail again; the webhook would go by itself after its wait, and is hurried here.
  for (const { deliveryId } of await deliveries()) await as('admin')('notification-delivery.send-again', { params: { deliveryId } })
  await until(async () => (await deliveries()).every(({ state }) => state === 'sent'))
  expect((await deliveries()).map(({ state }) => state)).toEqual(['sent', 'sent'])
  const ids = receiver.received.map(({ headers }) => headers['x-ballast-delivery'])
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
  const identities = mails.received.map(({ content }) => /\r\nMessage-ID: (.*?)\r\n/i.exec(content)?.[1])
  expect(identities).toHaveLength(2)
  expect(new Set(identities).size).toBe(1)
  expect((await as('wang')('notification.list', { query: {} })).rows).toHaveLength(1)
  child?.kill('SIGTERM')
  await new Promise((resolve) => child?.once('exit', resolve))
  expect(child?.exitCode).toBe(0)
}, 60_000)
