import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import type { ApiToken } from '@ballast/contract/token.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { handlers } from '../../handlers.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { buildHttp } from '../../platform/http.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { identifier } from '../../testing/http.ts'
import { MOST_TOKENS } from './make-token.ts'

const DAY = 24 * 3_600_000
let now = Date.parse('2024-01-15T02:00:00Z')
const clock: Clock = {
  now: () => instantAt(now),
  milliseconds: () => now,
  today: () => '2024-01-15' as ReturnType<Clock['today']>,
}
let database: Database
let app: Awaited<ReturnType<typeof buildHttp>>
let ctx: Context
let count = 0

beforeAll(async () => {
  database = await testDatabase()
  app = await buildHttp({
    database,
    handlers,
    clock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(clock, 'machine'),
    requestsPerMinute: 1_000_000,
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})
beforeEach(async () => {
  count += 1
  ctx = await testZone(database, { code: `zone-${count}` })
})

type Headers = Record<string, string>
/** Whoever has the machine, as a user of the zone: tokens are made as if he were signed in. */
const as = (login: string): Headers => ({ authorization: 'Bearer machine', 'x-ballast-user': `${login}@zone-${count}` })
const by = (secret: string): Headers => ({ authorization: `Bearer ${secret}` })
async function send(headers: Headers, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) {
  return app.inject({ method, url: `/api/v1/${url}`, headers, ...(body === undefined ? {} : { payload: body }) })
}
async function made(login = 'planner', given: object = {}): Promise<{ token: ApiToken; secret: string }> {
  const answer = await send(as(login), 'POST', 'account/tokens', { name: '报表程序', days: 30, actions: null, ...given })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const outcome = async (headers: Headers, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => {
  const answer = await send(headers, method, url, body)
  return answer.statusCode === 200 ? 200 : answer.json<{ code: string }>().code
}
const reasonsOf = async (login: string, body: object) =>
  (await send(as(login), 'POST', 'account/tokens', { name: 'x', days: 30, actions: null, ...body }))
    .json<{ reasons: { code: string; params?: { action?: string } }[] }>()
    .reasons.map(({ code, params }) => [code, params?.action].filter((part) => part !== undefined).join(' '))

test('a token that reads, reads what its user may read, and changes nothing', async () => {
  const { token, secret } = await made()
  expect(token).toMatchObject({ name: '报表程序', actions: null, state: 'active', lastUsedAt: null })
  expect(await outcome(by(secret), 'GET', 'projects')).toBe(200)
  expect(await outcome(by(secret), 'POST', 'enterprises', { nameZh: '甲公司' })).toBe('token.out-of-scope')
  expect(await outcome(by(secret), 'GET', 'accounts')).toBe('action.forbidden')
  const session = (await send(by(secret), 'GET', 'session')).json<{ user: { login: string }; actions: RouteId[] }>()
  expect(session.user.login).toBe('planner')
  expect(session.actions).toContain('project.list')
  expect(session.actions.filter((action) => routes[action].method !== 'GET')).toEqual([])
})

test('a token that names actions does these, and reads nothing else', async () => {
  const { secret } = await made('planner', { actions: ['enterprise.create', 'enterprise.list'] })
  expect(await outcome(by(secret), 'POST', 'enterprises', { nameZh: '甲公司' })).toBe(200)
  expect(await outcome(by(secret), 'GET', 'enterprises')).toBe(200)
  expect(await outcome(by(secret), 'GET', 'projects')).toBe('token.out-of-scope')
  const entry = await database.system((tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['action', 'actor'])
      .where('zone_id', '=', ctx.zone.zoneId)
      .orderBy('entry_id', 'desc')
      .limit(1)
      .execute(),
  )
  expect(entry).toEqual([{ action: 'enterprise.create', actor: 'planner' }])
})

test('it never does more than its user may do now', async () => {
  const { secret } = await made('planner', { actions: ['enterprise.create', 'project.list'] })
  await database.system((tx) => tx.updateTable('user_role').set({ role: 'leader' }).where('user_id', '=', ctx.user.userId).execute())
  expect(await outcome(by(secret), 'POST', 'enterprises', { nameZh: '甲公司' })).toBe('action.forbidden')
  expect(await outcome(by(secret), 'GET', 'projects')).toBe(200)
  await database.system((tx) => tx.deleteFrom('user_role').where('user_id', '=', ctx.user.userId).execute())
  expect(await outcome(by(secret), 'GET', 'projects')).toBe('action.forbidden')
})

test('no token may touch tokens, passwords, second factors, accounts, deputies or sessions', () => {
  const touching = (Object.entries(routes) as [RouteId, RouteDefinition][]).filter(
    ([id, { method, rights }]) =>
      method !== 'GET' && rights !== 'anyone' && /^(token|account|second-factor|deputy|handover|session)\./.test(id),
  )
  expect(touching.length).toBeGreaterThan(12)
  expect(touching.filter(([, { byToken }]) => byToken !== 'never').map(([id]) => id)).toEqual([])
  // A backup holds the hashes of all passwords: only for a token that was made for it.
  expect((routes['operations.backup'] as RouteDefinition).byToken).toBe('named')
})

test('a forged, an expired, a revoked token and one of a closed account get the same answer', async () => {
  const { token, secret } = await made()
  const at = (text: string) => outcome(by(text), 'GET', 'session')
  expect(await at(secret)).toBe(200)
  const other = await testZone(database, { code: `other-${count}` })
  const forged = [
    `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
    secret.replace(ctx.zone.zoneId, other.zone.zoneId),
    secret.replace('ballast_', ''),
    'ballast_',
    `ballast_${ctx.zone.zoneId}.`,
    token.tokenId,
  ]
  for (const text of forged) expect([text, await at(text)]).toEqual([text, 'session.token-refused'])

  await database.system((tx) => tx.updateTable('app_user').set({ is_active: false }).where('user_id', '=', ctx.user.userId).execute())
  expect(await at(secret)).toBe('session.token-refused')
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: true }).where('user_id', '=', ctx.user.userId).execute())
  expect(await at(secret)).toBe(200)

  now += 30 * DAY - 1
  expect(await at(secret)).toBe(200)
  now += 1
  expect(await at(secret)).toBe('session.token-refused')
  expect((await send(as('planner'), 'GET', 'account/tokens')).json()).toMatchObject({ tokens: [{ state: 'expired' }] })

  const next = await made()
  expect((await send(as('planner'), 'DELETE', `account/tokens/${next.token.tokenId}`)).json()).toMatchObject({ state: 'revoked' })
  expect(await at(next.secret)).toBe('session.token-refused')
})

test('its user is who it was made by, whatever else a request names', async () => {
  await testUser(database, ctx.zone.zoneId, { login: 'admin', role: 'administrator' })
  const { secret } = await made()
  const headers = { ...by(secret), 'x-ballast-user': `admin@zone-${count}` }
  expect((await send(headers, 'GET', 'session')).json()).toMatchObject({ user: { login: 'planner' } })
})

test('the secret is shown once and kept by nobody; when and from where it was used is', async () => {
  const { token, secret } = await made()
  await send(by(secret), 'GET', 'session')
  const listed = await send(as('planner'), 'GET', 'account/tokens')
  expect(listed.json()).toMatchObject({ tokens: [{ tokenId: token.tokenId, lastUsedAt: clock.now(), lastAddress: '127.0.0.1' }] })
  const everything = await database.system(async (tx) => [
    await tx.selectFrom('api_token').selectAll().execute(),
    await tx.selectFrom('audit_entry').selectAll().where('zone_id', '=', ctx.zone.zoneId).execute(),
    await tx.selectFrom('idempotency_key').selectAll().execute(),
  ])
  const text = JSON.stringify(everything, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  expect(text).not.toContain(secret.split('.')[1])
  expect(listed.body).not.toContain(secret.split('.')[1])
})

test('it is made with actions that there are, that its user may do, and that a token may; at most for a year', async () => {
  expect(await reasonsOf('planner', { actions: ['project.list', 'nonsense.do', 'account.list', 'token.create', 'constructor'] })).toEqual([
    'token.unknown-action nonsense.do',
    'token.action-not-yours account.list',
    'token.action-never token.create',
    'token.unknown-action constructor',
  ])
  for (const days of [0, 366, 1.5])
    expect((await send(as('planner'), 'POST', 'account/tokens', { name: 'x', days, actions: null })).statusCode).toBe(400)
  const { token } = await made('planner', { days: 365 })
  expect(Date.parse(token.expiresAt) - now).toBe(365 * DAY)
})

test('a user has so many and no more; those that are over do not count', async () => {
  await made('planner', { days: 1 })
  now += 2 * DAY
  for (let index = 0; index < MOST_TOKENS; index += 1) await made()
  expect(await reasonsOf('planner', {})).toEqual(['token.too-many'])
})

test('each sees and revokes his own; an administrator anybody’s', async () => {
  await testUser(database, ctx.zone.zoneId, { login: 'admin', role: 'administrator' })
  await testUser(database, ctx.zone.zoneId, { login: 'manager', role: 'service_manager' })
  const { token, secret } = await made()
  expect((await send(as('manager'), 'GET', 'account/tokens')).json()).toEqual({ tokens: [] })
  expect(await outcome(as('manager'), 'DELETE', `account/tokens/${token.tokenId}`)).toBe('token.not-found')
  const own = await made('manager')
  expect(await outcome(by(own.secret), 'GET', 'projects')).toBe(200)
  expect(await outcome(as('manager'), 'DELETE', `account/tokens/${own.token.tokenId}`)).toBe(200)

  const path = `accounts/${ctx.user.userId}/tokens`
  expect(await outcome(as('manager'), 'GET', path)).toBe('action.forbidden')
  expect((await send(as('admin'), 'GET', path)).json()).toMatchObject({ tokens: [{ tokenId: token.tokenId }] })
  expect((await send(as('admin'), 'DELETE', `${path}/${token.tokenId}`)).json()).toMatchObject({ state: 'revoked' })
  expect(await outcome(by(secret), 'GET', 'session')).toBe('session.token-refused')
  const entries = await database.system((tx) =>
    tx.selectFrom('audit_entry').select(['action', 'actor']).where('subject_id', '=', token.tokenId).orderBy('entry_id').execute(),
  )
  expect(entries).toEqual([
    { action: 'token.create', actor: 'planner' },
    { action: 'account.revoke-token', actor: 'admin' },
  ])
})
