// Mail and webhooks on their way: once, again later, given up, in doubt; through quiet hours; by several workers at once.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { messages } from '@ballast/contract/messages.ts'
import { MOST_ATTEMPTS } from '@ballast/domain/notification/delivery.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Context, UserContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { smtpMailer } from '../../platform/outgoing/smtp-mailer.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts'
import { NO_OUTGOING } from '../../testing/outgoing.ts'
import { startReceiver, type TestReceiver } from '../../testing/receiver.ts'
import { testLights, testWatched } from '../../testing/watched.ts'
import { insertChannel } from './channel.queries.ts'
import { sealPart } from './channel-secret.ts'
import { webhookSignature } from './channels/webhook.ts'
import { holdRestored } from './delivery.queries.ts'
import { deliverDue } from './deliver-due.ts'
import type { Delivering } from './hand-over.ts'
import { saveHours } from './hours.queries.ts'
import { notify } from './notify.ts'

let database: Database
let ctx: Context
let projectId: Uuid
let mails: TestMailServer
let receiver: TestReceiver
let now = ''
let count = 0
const people: Record<string, UserContext> = {}

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'delivered' })
  for (const [login, nameZh] of [
    ['wang', '王管家'],
    ['li', '李管家'],
  ] as const) {
    people[login] = await testUser(database, ctx.zone.zoneId, { login, role: 'service_manager', nameZh })
  }
  await database.system((tx) => sql`update app_user set email = login || '@zone.example' where login in ('wang', 'li')`.execute(tx))
  await testLights(database, ctx)
  projectId = await testWatched(database, ctx, { projectNo: 'P', serviceManager: '王管家', dates: {} })
})
afterAll(() => database.close())
beforeEach(async () => {
  mails = await startMailServer()
  receiver = await startReceiver()
  // An ordinary Thursday at nine, official time.
  now = '2024-02-01T01:00:00.000Z'
  for (const table of ['notification_event', 'notification_channel', 'notification_hours', 'notification_preference'] as const) {
    await database.system((tx) => sql`delete from ${sql.table(table)}`.execute(tx))
  }
})
afterEach(async () => {
  await mails.close()
  await receiver.close()
})

function delivering(changes: Partial<Delivering['outgoing']> = {}): Delivering {
  const mailer = smtpMailer({
    host: '127.0.0.1',
    port: mails.port,
    isSecure: false,
    mustEncrypt: false,
    auth: undefined,
    from: { name: '压舱石', address: 'ballast@zone.example' },
  })
  return { database, clock: fixedClock(now), outgoing: { ...NO_OUTGOING, mailer, ...changes }, auditKeys: [TEST_AUDIT_KEY] }
}
const deliver = (given = delivering()) => deliverDue(given, ctx.zone)
const later = (minutes: number) => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString()
}

async function happen(kind: NotificationKind = 'gate-reopened', text = '桩基完成'): Promise<void> {
  count += 1
  await database.write(ctx.zone.zoneId, (tx) =>
    notify(
      tx,
      { ...ctx, clock: fixedClock(now) },
      {
        kind,
        key: `k${count}`,
        subject: { type: 'project', id: projectId },
        projectId,
        link: `/projects/${projectId}`,
        params: { by: '林一', gate: '开工', reason: text, text, on: '2024-02-01', file: text },
        to: { roles: [{ role: 'service_manager' }] },
      },
    ),
  )
}
async function channel(kind: 'webhook' | 'wecom' | 'dingtalk', secret: string | null = null): Promise<Uuid> {
  const channelId = newId()
  const { zoneId } = ctx.zone
  const url = sealPart(TEST_AUDIT_KEY, zoneId, channelId, 'url', `${receiver.url}/hook?access_token=t`)
  const sealed = secret === null ? null : sealPart(TEST_AUDIT_KEY, zoneId, channelId, 'secret', secret)
  const facts = { kind, name: kind, kinds: NOTIFICATION_KINDS, locale: 'zh-CN', keepsQuietHours: false, isActive: true } as const
  await database.write(zoneId, (tx) =>
    insertChannel(tx, zoneId, { channelId, ...facts, url, place: receiver.url, secret: sealed }, fixedClock(now).now()),
  )
  return channelId
}
async function states(): Promise<string[]> {
  const { rows } = await database.system((tx) =>
    sql<{ line: string }>`select coalesce(u.login, c.name) || ' ' || d.state || ' ' || d.attempts || coalesce(' ' || d.outcome, '') as line
      from notification_delivery d left join app_user u on u.user_id = d.user_id left join notification_channel c on c.channel_id = d.channel_id
      order by d.delivery_id`.execute(tx),
  )
  return rows.map(({ line }) => line)
}
const subjects = () =>
  mails.received.map(({ content }) =>
    Buffer.from(
      [...(/\r\nSubject: ([\s\S]*?)\r\n\S/.exec(content)?.[1] ?? '').matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map(([, part]) => part).join(''),
      'base64',
    ).toString('utf8'),
  )
const identities = () => mails.received.map(({ content }) => /\r\nMessage-ID: (.*?)\r\n/i.exec(content)?.[1])

test('at once: one mail, to the address of who is told, in his words, and never again', async () => {
  await happen()
  expect(await deliver()).toEqual({ spread: 1, handedOver: 1, recovered: 0 })
  expect(await states()).toEqual(['wang sent 1 sent'])
  expect(mails.received.map(({ to }) => to)).toEqual(['wang@zone.example'])
  await deliver()
  later(24 * 60)
  await deliver()
  expect(mails.received).toHaveLength(1)
})

test('a digest is one mail of all that came together, at its time', async () => {
  for (const text of ['一', '二', '三']) await happen('gate-passed', text)
  await deliver()
  expect(mails.received).toEqual([])
  // Friday, half past eight.
  now = '2024-02-02T00:29:00.000Z'
  await deliver()
  expect(mails.received).toEqual([])
  now = '2024-02-02T00:30:00.000Z'
  await deliver()
  expect(await states()).toEqual(Array.from({ length: 3 }, () => 'wang sent 1 sent'))
  expect(mails.received.map(({ to }) => to)).toEqual(['wang@zone.example'])
})

test('what happens on New Year’s Eve late waits until the Sunday on which work begins again', async () => {
  now = '2024-02-09T13:30:00.000Z'
  await happen()
  await deliver()
  now = '2024-02-17T23:59:59.000Z'
  await deliver()
  expect(mails.received).toEqual([])
  now = '2024-02-18T00:00:00.000Z'
  await deliver()
  expect(mails.received).toHaveLength(1)
})

test('a zone’s own quiet hours count, and so does what a person chose', async () => {
  const hours = { quietFrom: '08:30', quietUntil: '10:00', quietDays: false, digestTime: '11:00' }
  await database.write(ctx.zone.zoneId, (tx) => saveHours(tx, ctx.zone.zoneId, 0n, hours))
  await database.system((tx) =>
    sql`insert into notification_preference (zone_id, user_id, locale, mail)
      values (${ctx.zone.zoneId}, ${people['wang']?.userId ?? null}, 'en', '{"gate-reopened":"never","gate-passed":"at-once"}')`.execute(
      tx,
    ),
  )
  await happen('gate-reopened')
  await happen('gate-passed')
  await deliver()
  expect(await states()).toEqual(['wang waiting 0'])
  later(60)
  await deliver()
  expect(mails.received).toHaveLength(1)
  expect(subjects()).toEqual(['Gate passed · “Project P” has passed the gate 开工 on 2024-02-01 (entered by 林一)'])
})

test('greylisted, it comes again with the same identity; put off for ever, it is given up', async () => {
  await happen()
  mails.meet = (stage) => (stage === 'recipient' ? 'later' : 'take')
  await deliver()
  expect(await states()).toEqual(['wang failed 1 deferred'])
  await deliver()
  expect(await states()).toEqual(['wang failed 1 deferred'])
  later(1)
  mails.meet = () => 'take'
  await deliver()
  expect(await states()).toEqual(['wang sent 2 sent'])
  await happen()
  mails.meet = () => 'later'
  for (let attempt = 0; attempt <= MOST_ATTEMPTS; attempt += 1) {
    await deliver()
    later(24 * 60)
  }
  expect((await states()).at(-1)).toBe(`wang abandoned ${MOST_ATTEMPTS} deferred`)
})

test('refused for good: given up at once', async () => {
  await happen()
  mails.meet = () => 'refuse'
  await deliver()
  expect(await states()).toEqual(['wang abandoned 1 refused'])
})

test('cut off after it was handed over: in doubt, and not sent again by itself', async () => {
  await happen()
  mails.meet = (stage) => (stage === 'message' ? 'take-and-break-off' : 'take')
  await deliver()
  mails.meet = () => 'take'
  for (const minutes of [1, 60, 24 * 60]) {
    later(minutes)
    await deliver()
  }
  expect(await states()).toEqual(['wang uncertain 1 no-answer'])
  expect(identities()).toHaveLength(1)
})

test('a process that is gone: what it had not handed over goes out later, of the rest a webhook again, a mail only by a person', async () => {
  await channel('webhook')
  await happen()
  await happen()
  // It took all of them, and handed over one mail and one post.
  mails.meet = () => 'later'
  receiver.answer = (response) => response.writeHead(503).end()
  await deliver()
  await database.system((tx) =>
    sql`update notification_delivery d set state = 'sending', taken_at = ${now}, attempts = 1, batch_id = coalesce(d.batch_id, d.delivery_id),
      handed_over_at = case when d.event_id = (select max(event_id::text)::uuid from notification_event) then ${now}::timestamptz end`.execute(
      tx,
    ),
  )
  later(4)
  expect((await deliver()).recovered).toBe(0)
  later(1)
  expect((await deliver()).recovered).toBe(0)
  later(1 / 60)
  expect((await deliver()).recovered).toBe(4)
  expect((await states()).toSorted()).toEqual([
    'wang failed 1 interrupted',
    'wang uncertain 1 lost',
    'webhook failed 1 interrupted',
    'webhook failed 1 lost',
  ])
  mails.meet = () => 'take'
  receiver.answer = (response) => response.end()
  later(2)
  await deliver()
  expect((await states()).toSorted()).toEqual(['wang sent 2 sent', 'wang uncertain 1 lost', 'webhook sent 2 sent', 'webhook sent 2 sent'])
  expect(mails.received).toHaveLength(1)
})

test('a process that was frozen past its time sends nothing when it wakes up', async () => {
  await happen()
  const frozen = delivering()
  const mailer = frozen.outgoing.mailer as NonNullable<typeof frozen.outgoing.mailer>
  const waking = {
    ...mailer,
    send: async (...given: Parameters<typeof mailer.send>) => {
      later(6)
      await deliver()
      later(2)
      await deliver()
      return mailer.send(...given)
    },
  }
  await deliver({ ...frozen, outgoing: { ...frozen.outgoing, mailer: waking } })
  expect(mails.received).toHaveLength(1)
  expect(await states()).toEqual(['wang sent 2 sent'])
})

test('whoever lost the project, or his account, while it waited through the night, is not sent it', async () => {
  now = '2024-02-01T14:00:00.000Z'
  await happen()
  await deliver()
  await database.system((tx) => sql`update project set service_manager = '李管家'`.execute(tx))
  now = '2024-02-02T01:00:00.000Z'
  await deliver()
  await database.system((tx) => sql`update project set service_manager = '王管家'`.execute(tx))
  expect(await states()).toEqual(['wang abandoned 1 out-of-reach'])
  await happen()
  mails.meet = () => 'later'
  await deliver()
  await database.system((tx) => sql`update app_user set is_active = false where login = 'wang'`.execute(tx))
  mails.meet = () => 'take'
  later(5)
  await deliver()
  await database.system((tx) => sql`update app_user set is_active = true`.execute(tx))
  expect((await states()).at(-1)).toBe('wang abandoned 2 no-address')
  expect(mails.received).toEqual([])
})

test('what a restored backup says is still to go is held back for a person', async () => {
  await happen()
  mails.meet = () => 'later'
  await deliver()
  await happen('gate-passed')
  await deliver()
  expect(await states()).toEqual(['wang failed 1 deferred', 'wang waiting 0'])
  expect(await holdRestored(database, [ctx.zone.zoneId])).toBe(2)
  mails.meet = () => 'take'
  later(3 * 24 * 60)
  await deliver()
  expect(await states()).toEqual(['wang uncertain 1 restored', 'wang uncertain 0 restored'])
  expect(mails.received).toEqual([])
})

test('every outcome has a sentence', () => {
  const codes = new Set<string>()
  for (const path of globSync('{.,channels,../../platform/outgoing}/*.ts', { cwd: import.meta.dirname })) {
    if (path.endsWith('.test.ts')) continue
    const text = readFileSync(join(import.meta.dirname, path), 'utf8')
    for (const [, code = ''] of text.matchAll(/outcome: '([a-z-]+)'|abandon\([^,]+, '([a-z-]+)'\)/g)) if (code !== '') codes.add(code)
  }
  expect(codes.size).toBeGreaterThan(8)
  expect([...codes].filter((code) => !(`delivery.${code}` in messages))).toEqual([])
})

test('without a mail server nothing waits for one', async () => {
  await happen()
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual([])
})

test('a webhook is signed over its time and body, and names its delivery; repeated, it names the same', async () => {
  await channel('webhook', 'whsec_test')
  await happen('gate-reopened', '中文')
  receiver.answer = (response) => response.writeHead(503).end('busy')
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual(['webhook failed 1 http-status'])
  later(1)
  receiver.answer = (_response, request) => request.socket.destroy()
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual(['webhook failed 2 no-answer'])
  later(5)
  receiver.answer = (response) => response.end('thanks')
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual(['webhook sent 3 sent'])
  expect(new Set(receiver.received.map(({ headers }) => headers['x-ballast-delivery'])).size).toBe(1)
  for (const { headers, body } of receiver.received) {
    const timestamp = String(headers['x-ballast-timestamp'])
    expect(headers['x-ballast-signature']).toBe(webhookSignature('whsec_test', timestamp, body))
  }
  const stamps = receiver.received.map(({ headers }) => Number(headers['x-ballast-timestamp']))
  expect(stamps).toEqual([0, 60, 360].map((seconds) => 1_706_749_200 + seconds))
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    zone: 'delivered',
    kind: 'gate-reopened',
    url: `https://ballast.example/projects/${projectId}`,
    text: { zh: '「P项目」的节点「开工」被退回（林一）：中文' },
  })
})

test('a receiver that does not answer is left alone for a minute, and holds up nothing that goes elsewhere', async () => {
  await channel('webhook')
  for (let index = 0; index < 12; index += 1) await happen()
  receiver.answer = (_response, request) => request.socket.destroy()
  const { handedOver } = await deliver()
  // One mail with all twelve; of the webhooks as many as were asked for before the first answer was missed.
  expect(mails.received).toHaveLength(1)
  expect(receiver.received.length).toBeLessThanOrEqual(3)
  expect(handedOver).toBe(12 + receiver.received.length)
  receiver.answer = (response) => response.end('ok')
  await deliver()
  expect((await states()).filter((line) => line.startsWith('webhook sent'))).toEqual([])
  later(1)
  await deliver()
  expect((await states()).filter((line) => line.startsWith('webhook sent'))).toHaveLength(12)
})

test('a mail server that is away is asked a few times a turn, not once for everybody', async () => {
  await mails.close()
  for (const login of ['wang', 'li']) await happen('gate-reopened', login)
  const users = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      testUser(database, ctx.zone.zoneId, { login: `leader-${count}-${index}`, role: 'leader', nameZh: '领导' }),
    ),
  )
  await database.system((tx) => sql`update app_user set email = login || '@zone.example' where login like 'leader-%'`.execute(tx))
  await database.write(ctx.zone.zoneId, (tx) =>
    notify(tx, ctx, {
      kind: 'gate-reopened',
      key: `many-${count}`,
      subject: { type: 'project', id: projectId },
      projectId,
      link: '/',
      params: { by: '林一', gate: '开工', reason: '无' },
      to: { userIds: users.map(({ userId }) => userId) },
    }),
  )
  expect((await deliver()).handedOver).toBeLessThanOrEqual(4)
  const failed = (await states()).filter((line) => line.includes(' failed 1 unreachable')).length
  expect(failed).toBeGreaterThan(0)
  expect((await states()).filter((line) => line.includes(' waiting 0')).length).toBe(14 - failed)
  await database.system((tx) => sql`delete from app_user where login like 'leader-%'`.execute(tx))
  mails = await startMailServer()
})

test('an owner who says that the address is gone, and one who points elsewhere', async () => {
  await channel('webhook')
  await happen()
  receiver.answer = (response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual(['webhook failed 1 redirected'])
  later(1)
  receiver.answer = (response) => response.writeHead(410).end()
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual(['webhook abandoned 2 gone'])
})

test('robots: many things are one message, twenty a minute at most, and a code of error in a 200 is a failure', async () => {
  await channel('wecom')
  for (let index = 0; index < 20; index += 1) await happen('gate-passed', '很长的说明'.repeat(100))
  await deliver(delivering({ mailer: undefined }))
  expect(receiver.received).toHaveLength(1)
  await deliver(delivering({ mailer: undefined }))
  expect(receiver.received).toHaveLength(1)
  for (let seconds = 0; seconds < 60; seconds += 1) {
    later(1 / 60)
    await deliver(delivering({ mailer: undefined }))
  }
  expect(receiver.received).toHaveLength(3)
  for (const { body } of receiver.received) {
    const message = JSON.parse(body) as { msgtype: string; markdown: { content: string } }
    expect(message.msgtype).toBe('markdown')
    expect(Buffer.byteLength(message.markdown.content)).toBeLessThanOrEqual(4096)
  }
  expect(new Set(await states())).toEqual(new Set(['wecom sent 1 sent']))
  receiver.answer = (response) => response.end('{"errcode":93000,"errmsg":"invalid webhook url"}')
  await happen()
  await deliver(delivering({ mailer: undefined }))
  expect((await states()).at(-1)).toBe('wecom failed 1 robot-refused')
})

test('a DingTalk robot is asked with timestamp and sign; too fast, it is asked again later', async () => {
  await channel('dingtalk', 'SECtest')
  await happen()
  receiver.answer = (response) => response.end('{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}')
  await deliver(delivering({ mailer: undefined }))
  expect(await states()).toEqual(['dingtalk failed 1 too-fast'])
  const { searchParams } = new URL(receiver.received[0]?.path ?? '', receiver.url)
  expect(searchParams.get('access_token')).toBe('t')
  expect(searchParams.get('timestamp')).toBe('1706749200000')
  // Computed apart: printf '1706749200000\nSECtest' | openssl dgst -sha256 -hmac SECtest -binary | base64
  expect(searchParams.get('sign')).toBe('GZizDlMchdPOF3vVUEI9krJ4AsBP/1Q2S6TLMdf+ohM=')
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ msgtype: 'markdown', markdown: { title: '测试区 压舱石通知 1 条' } })
})

test('what people wrote is no link, mention or heading in a robot’s message', async () => {
  await channel('wecom')
  await happen('gate-reopened', '<@all> [点我](https://evil.example) **粗** `码`')
  await deliver(delivering({ mailer: undefined }))
  const { markdown } = JSON.parse(receiver.received[0]?.body ?? '') as { markdown: { content: string } }
  expect(markdown.content).toContain('＜＠all＞ ［点我］（https://evil.example）')
  expect(markdown.content.match(/\]\(/g)).toHaveLength(1)
})

test('several workers at once take each delivery once, whatever happens and in which order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('gate-reopened', 'project-handed-over'), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 2, max: 4 }),
      async (kinds, workers) => {
        await database.system((tx) => sql`delete from notification_event`.execute(tx))
        mails.received.length = 0
        receiver.received.length = 0
        for (const kind of kinds) await happen(kind)
        await Promise.all(Array.from({ length: workers }, () => deliver()))
        await deliver()
        const lines = await states()
        expect(new Set(lines)).toEqual(new Set(['wang sent 1 sent']))
        expect(lines).toHaveLength(kinds.length)
        const links = mails.received.map(
          ({ content }) =>
            Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n--/.exec(content)?.[1] ?? '', 'base64')
              .toString()
              .match(/\/projects\//g)?.length ?? 0,
        )
        expect(links.reduce((sum, one) => sum + one, 0)).toBe(kinds.length)
      },
    ),
    { numRuns: 15 },
  )
}, 60_000)
