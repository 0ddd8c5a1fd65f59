// What an administrator sets up, and what a person chooses, through the HTTP surface.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import { smtpMailer } from '../../platform/outgoing/smtp-mailer.ts'
import { postOutsideWith } from '../../platform/outgoing/post-outside.ts'
import type { Outgoing } from '../../platform/outgoing/outgoing.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts'
import { NO_OUTGOING } from '../../testing/outgoing.ts'
import { startReceiver, type TestReceiver } from '../../testing/receiver.ts'
import { testWatched } from '../../testing/watched.ts'
import { webhookSignature } from './channels/webhook.ts'

let database: Database
let ctx: Context
let mails: TestMailServer
let receiver: TestReceiver
let admin: Client
let guarded: Client
let manager: Client
const close: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await testDatabase()
  mails = await startMailServer()
  receiver = await startReceiver()
  ctx = await testZone(database, { code: 'channels' })
  await testUser(database, ctx.zone.zoneId, { login: 'admin', role: 'administrator', nameZh: '方十' })
  await testUser(database, ctx.zone.zoneId, { login: 'wang', role: 'service_manager', nameZh: '王管家' })
  const mailer = smtpMailer({
    host: '127.0.0.1',
    port: mails.port,
    isSecure: false,
    mustEncrypt: false,
    auth: undefined,
    from: { name: '压舱石', address: 'ballast@zone.example' },
  })
  const surface = async (outgoing: Outgoing) => {
    const http = await testHttp(database, { outgoing })
    close.push(() => http.app.close())
    return http.client
  }
  const client = await surface({ ...NO_OUTGOING, mailer })
  admin = client('admin@channels')
  manager = client('wang@channels')
  guarded = (await surface({ ...NO_OUTGOING, post: postOutsideWith({ allowsPrivate: false, timeoutMs: 500 }), allowsPrivate: false }))(
    'admin@channels',
  )
})
afterAll(async () => {
  for (const one of close) await one()
  await mails.close()
  await receiver.close()
  await database.close()
})
beforeEach(async () => {
  receiver.received.length = 0
  mails.received.length = 0
  receiver.answer = (response) => response.end('{"errcode":0}')
  for (const table of ['notification_event', 'notification_channel', 'notification_hours', 'notification_preference', 'project']) {
    await database.system((tx) => sql`delete from ${sql.table(table)}`.execute(tx))
  }
})

async function refused(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error })
  return [error.problem.code, ...error.problem.reasons.map(({ code }) => code)]
}
const facts = { name: '办公平台', kinds: ['gate-passed' as const], locale: 'zh-CN' as const, keepsQuietHours: false, isActive: true }
const create = (changes: object = {}, as = admin) =>
  as('notification-channel.create', { body: { kind: 'webhook', ...facts, url: `${receiver.url}/hook?key=secret-key`, ...changes } })

test('a webhook’s secret is shown once; its address is shown to nobody, and neither stands in database or trail', async () => {
  const { channel, secret } = await create()
  expect(secret).toMatch(/^whsec_[\w-]{43}$/)
  expect(channel).toMatchObject({ place: receiver.url, hasSecret: true, version: '1', kind: 'webhook' })
  expect(JSON.stringify(await admin('notification-channel.list', {}))).not.toMatch(/secret-key|whsec/)
  const stored = await database.system((tx) =>
    sql<{
      all: string
    }>`select (select jsonb_agg(c)::text from notification_channel c) || (select jsonb_agg(a)::text from audit_entry a) as all`.execute(tx),
  )
  expect(stored.rows[0]?.all).not.toMatch(/secret-key|whsec_/)
  expect(stored.rows[0]?.all).toContain('notification-channel.create')
})

test('a test message is signed by the secret; a new secret signs from then on', async () => {
  const { channel, secret } = await create()
  const params = { channelId: channel.channelId }
  expect(await admin('notification-channel.test', { params })).toMatchObject({ isSent: true, message: '对方已接收' })
  const renewed = await admin('notification-channel.new-secret', { params, ifMatch: channel.version })
  await admin('notification-channel.test', { params })
  const signatures = receiver.received.map(({ headers }) => headers['x-ballast-signature'])
  const expected = [secret, renewed.secret].map((key, index) =>
    webhookSignature(key ?? '', String(receiver.received[index]?.headers['x-ballast-timestamp']), receiver.received[index]?.body ?? ''),
  )
  expect(signatures).toEqual(expected)
  expect(renewed.secret).not.toBe(secret)
  receiver.answer = (response) => response.writeHead(500).end('no')
  expect(await admin('notification-channel.test', { params })).toMatchObject({
    isSent: false,
    outcome: 'http-status',
    detail: 'HTTP 500 no',
  })
})

test('all that is wrong with a channel is said at once', async () => {
  await create()
  expect(await refused(create({ kind: 'wecom', url: 'ftp://x', secret: 'SEC' }))).toEqual([
    'notification-channel.refused',
    'notification-channel.name-taken',
    'notification-channel.url-invalid',
    'notification-channel.secret-of-dingtalk',
  ])
  expect(await refused(create({ name: 'n', url: 'https://user:pass@example.com' }))).toContain('notification-channel.url-invalid')
  expect(await refused(manager('notification-channel.list', {}))).toContain('action.forbidden')
})

test('without leave an address of the own network is refused when it is entered, and when a name leads there', async () => {
  for (const url of ['https://127.0.0.1/x', 'https://[::1]/x', 'https://localhost/x', 'https://169.254.169.254/latest']) {
    expect(await refused(create({ url }, guarded))).toEqual(['notification-channel.refused', 'notification-channel.url-private'])
  }
  expect(await refused(create({ url: 'http://example.com/x' }, guarded))).toContain('notification-channel.url-invalid')
  const { channel } = await create()
  const outcome = await guarded('notification-channel.test', { params: { channelId: channel.channelId } })
  expect(outcome).toMatchObject({ isSent: false, outcome: 'not-https' })
  expect(receiver.received).toEqual([])
})

test('an edit names the version it saw; switched off, what waited is given up; removed, it is gone', async () => {
  const { channel } = await create()
  const projectId = await testWatched(database, ctx, { projectNo: 'P', serviceManager: '王管家', dates: {} })
  receiver.answer = (response) => response.writeHead(503).end()
  await manager('project-update.write', { params: { projectId }, body: { text: '一' } })
  const params = { channelId: channel.channelId }
  const edited = await admin('notification-channel.edit', { params, body: { kinds: ['project-updated'] }, ifMatch: channel.version })
  expect(edited).toMatchObject({ version: '2', kinds: ['project-updated'], name: '办公平台', place: receiver.url })
  expect(await refused(admin('notification-channel.edit', { params, body: { name: 'x' }, ifMatch: '1' }))).toContain('changed-meanwhile')
  await manager('project-update.write', { params: { projectId }, body: { text: '二' } })
  expect(await admin('notification-delivery.run', {})).toMatchObject({ spread: 2, recovered: 0 })
  await admin('notification-channel.edit', { params, body: { isActive: false }, ifMatch: '2' })
  const { rows, counts } = await admin('notification-delivery.list', { query: {} })
  expect(rows.map(({ state, outcome }) => [state, outcome])).toEqual([
    ['abandoned', 'channel-off'],
    ['abandoned', 'channel-off'],
  ])
  expect(counts).toEqual({ abandoned: 2 })
  await admin('notification-channel.remove', { params })
  expect((await admin('notification-channel.list', {})).channels).toEqual([])
  expect(await refused(admin('notification-channel.remove', { params }))).toContain('notification-channel.not-found')
})

test('what was given up is sent again by a person, which the trail keeps; what is sent is not', async () => {
  const { channel } = await create({ kinds: ['project-updated'] })
  const projectId = await testWatched(database, ctx, { projectNo: 'P', serviceManager: '王管家', dates: {} })
  receiver.answer = (response) => response.writeHead(410).end()
  await manager('project-update.write', { params: { projectId }, body: { text: '进场' } })
  await admin('notification-delivery.run', {})
  const [row] = (await admin('notification-delivery.list', { query: { state: 'abandoned', channelId: channel.channelId } })).rows
  expect(row).toMatchObject({
    medium: 'webhook',
    to: '办公平台',
    state: 'abandoned',
    attempts: 1,
    message: '对方说该地址已不存在',
    dueAt: null,
  })
  const params = { deliveryId: row?.deliveryId ?? '' }
  expect(await admin('notification-delivery.send-again', { params })).toMatchObject({ state: 'waiting', attempts: 0 })
  receiver.answer = (response) => response.end('ok')
  expect(await admin('notification-delivery.run', {})).toEqual({ spread: 0, handedOver: 1, recovered: 0, left: {} })
  expect(await refused(admin('notification-delivery.send-again', { params }))).toContain('notification-delivery.not-over')
  const ids = receiver.received.map(({ headers }) => headers['x-ballast-delivery'])
  expect(ids).toEqual([row?.deliveryId, row?.deliveryId])
  const trail = await database.system((tx) => sql`select 1 from audit_entry where action = 'notification-delivery.send-again'`.execute(tx))
  expect(trail.rows).toHaveLength(1)
})

test('a mail to try the mail server goes to who asks, or says why not', async () => {
  expect(await refused(admin('notification-mail.test', {}))).toEqual(['notification-mail.no-address'])
  await database.system((tx) => sql`update app_user set email = 'fang@zone.example' where login = 'admin'`.execute(tx))
  expect(await admin('notification-mail.test', {})).toMatchObject({ isSent: true })
  expect(mails.received.map(({ to }) => to)).toEqual(['fang@zone.example'])
  mails.meet = () => 'refuse'
  expect(await admin('notification-mail.test', {})).toMatchObject({ isSent: false, outcome: 'refused' })
  mails.meet = () => 'take'
  expect(await refused(guarded('notification-mail.test', {}))).toEqual(['notification-mail.off'])
})

test('quiet hours: the preset until somebody edits it; a digest within them is refused', async () => {
  const preset = await manager('notification-hours.read', {})
  expect(preset).toMatchObject({ version: '0', quietFrom: '21:00', quietUntil: '08:00', quietDays: true, digestTime: '08:30' })
  const body = { quietFrom: '20:00', quietUntil: '09:00', quietDays: true, digestTime: '09:15' }
  expect(await admin('notification-hours.edit', { body, ifMatch: '0' })).toMatchObject({ ...body, version: '1' })
  expect(await refused(admin('notification-hours.edit', { body, ifMatch: '0' }))).toContain('changed-meanwhile')
  expect(await refused(admin('notification-hours.edit', { body: { ...body, digestTime: '08:59' }, ifMatch: '1' }))).toEqual([
    'notification-hours.refused',
    'notification-hours.digest-in-quiet',
  ])
  expect(await refused(admin('notification-hours.edit', { body: { ...body, quietFrom: '24:00' }, ifMatch: '1' }))).toContain(
    'request.not-a-time-of-day',
  )
  expect(await refused(manager('notification-hours.edit', { body, ifMatch: '1' }))).toContain('action.forbidden')
})

test('everybody chooses for himself how he is told', async () => {
  const before = await manager('notification-preference.read', {})
  expect(before).toMatchObject({ version: '0', locale: 'zh-CN', email: null, isMailSetUp: true, mail: { 'gate-passed': 'digest' } })
  const body = { locale: 'en' as const, mail: { 'gate-passed': 'never' as const } }
  expect(await manager('notification-preference.edit', { body, ifMatch: '0' })).toMatchObject({
    version: '1',
    locale: 'en',
    mail: { 'gate-passed': 'never', 'escalation-supervision': 'at-once' },
  })
  expect(await refused(manager('notification-preference.edit', { body, ifMatch: '0' }))).toContain('changed-meanwhile')
  expect(await admin('notification-preference.read', {})).toMatchObject({ version: '0', locale: 'zh-CN' })
})
