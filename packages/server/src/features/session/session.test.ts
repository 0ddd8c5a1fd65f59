import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { handlers } from '../../handlers.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { buildHttp } from '../../platform/http.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { hashPassword, setPassword } from '../account/index.ts'
import { identifier } from './identify.ts'

const MACHINE = 'token-of-this-machine'
const PASSWORD = 'Right-Password-1'
const HOUR = 3_600_000

/** A clock that tests move. */
let now = Date.parse('2024-01-15T02:00:00Z')
const clock: Clock = {
  now: () => instantAt(now),
  milliseconds: () => now,
  today: () => '2024-01-15' as ReturnType<Clock['today']>,
}

let database: Database
let app: Awaited<ReturnType<typeof buildHttp>>
let count = 0
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  app = await buildHttp({
    database,
    handlers,
    clock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(clock, MACHINE),
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
  await givePassword(ctx.user.userId)
})

const givePassword = async (userId: Context['user']['userId'], password = PASSWORD, mustChange = false) => {
  const hash = await hashPassword(password)
  await database.write(ctx.zone.zoneId, (tx) => setPassword(tx, ctx.zone.zoneId, { userId, hash, mustChange, at: clock.now() }))
}
interface Browser {
  cookies: Record<string, string>
  address: string
}
const browser = (address = '10.0.0.1'): Browser => ({ cookies: {}, address })
async function send(from: Browser, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await app.inject({
    method,
    url,
    headers: { 'accept-language': 'en', ...headers },
    cookies: from.cookies,
    remoteAddress: from.address,
    ...(body === undefined ? {} : { payload: body }),
  })
  for (const { name, value, maxAge } of answer.cookies) {
    if (maxAge === 0) delete from.cookies[name]
    else from.cookies[name] = value
  }
  return answer
}
const signIn = (from: Browser, password = PASSWORD, login = `planner@zone-${count}`) =>
  send(from, 'POST', '/api/v1/session', { login, password })
const read = (from: Browser) => send(from, 'GET', '/api/v1/session')
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code
const secret = (from: Browser) => from.cookies['ballast_session'] as string

test('a password opens a session; its cookie is for this site alone and out of scripts’ reach', async () => {
  const me = browser()
  expect(codeOf(await read(me))).toBe('session.required')
  const answer = await signIn(me)
  expect(answer.statusCode).toBe(200)
  expect(answer.cookies.find(({ name }) => name === 'ballast_session')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect((await read(me)).json()).toMatchObject({ user: { login: 'planner', roles: ['planner'] }, zone: { code: `zone-${count}` } })
  const kept = await database.system((tx) => tx.selectFrom('user_session').selectAll().where('zone_id', '=', ctx.zone.zoneId).execute())
  expect(JSON.stringify(kept)).not.toContain(secret(me).split('.')[1])
})

test('behind TLS the cookie is bound to host and encryption', async () => {
  const secure = await buildHttp({
    database,
    handlers,
    clock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(clock, undefined),
    isSecure: true,
  })
  const answer = await secure.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login: `planner@zone-${count}`, password: PASSWORD },
  })
  expect(answer.cookies.find(({ name }) => name === '__Host-ballast_session')).toMatchObject({ secure: true, path: '/' })
  await secure.close()
})

test('a wrong password, an unknown login, an account without a password and one that is not active get the same answer', async () => {
  await testUser(database, ctx.zone.zoneId, { login: 'empty', role: 'leader' })
  const gone = await testUser(database, ctx.zone.zoneId, { login: 'gone', role: 'leader' })
  await givePassword(gone.userId)
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: false }).where('user_id', '=', gone.userId).execute())
  const answers = [
    await signIn(browser(), 'Wrong-Password-1'),
    await signIn(browser(), PASSWORD, `nobody@zone-${count}`),
    await signIn(browser(), PASSWORD, 'planner@nowhere'),
    await signIn(browser(), PASSWORD, `empty@zone-${count}`),
    await signIn(browser(), PASSWORD, `gone@zone-${count}`),
  ]
  expect(answers.map((answer) => [answer.statusCode, codeOf(answer)])).toEqual(answers.map(() => [401, 'session.refused']))
})

test('a stolen cookie is worthless after sign-out; a forged one, one of another zone and a cut one never work', async () => {
  const me = browser()
  await signIn(me)
  const stolen = { cookies: { ...me.cookies }, address: '10.9.9.9' }
  expect((await read(stolen)).statusCode).toBe(200)
  expect((await send(me, 'DELETE', '/api/v1/session')).statusCode).toBe(200)
  expect(me.cookies['ballast_session']).toBeUndefined()
  expect(codeOf(await read(stolen))).toBe('session.required')
  const other = await testZone(database, { code: `other-${count}` })
  const [, key] = secret(stolen).split('.')
  for (const forged of [
    `${ctx.zone.zoneId}.${'A'.repeat(43)}`,
    `${other.zone.zoneId}.${key}`,
    secret(stolen).slice(0, -1),
    "' or 1=1 --",
  ]) {
    expect(codeOf(await read({ cookies: { ballast_session: forged }, address: '10.0.0.1' }))).toBe('session.required')
  }
})

test('a session ends when it is idle for two hours, after twelve hours, and when its account is deactivated', async () => {
  const idle = browser()
  await signIn(idle)
  now += 2 * HOUR + 1
  expect(codeOf(await read(idle))).toBe('session.required')
  const busy = browser()
  await signIn(busy)
  for (let hour = 0; hour < 11; hour += 1) {
    now += HOUR
    expect((await read(busy)).statusCode).toBe(200)
  }
  now += HOUR
  expect(codeOf(await read(busy))).toBe('session.required')
  const left = browser()
  await signIn(left)
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: false }).where('user_id', '=', ctx.user.userId).execute())
  expect(codeOf(await read(left))).toBe('session.required')
})

test('signing in again ends the session that the browser had', async () => {
  const me = browser()
  await signIn(me)
  const before = { cookies: { ...me.cookies }, address: me.address }
  await signIn(me)
  expect(secret(me)).not.toBe(secret(before))
  expect(codeOf(await read(before))).toBe('session.required')
})

test('one sees where one is signed in, and ends a session elsewhere; nobody ends another’s', async () => {
  const [here, there] = [browser('10.0.0.1'), browser('10.0.0.2')]
  await signIn(here)
  await signIn(there)
  const { sessions } = (await send(here, 'GET', '/api/v1/sessions')).json<{
    sessions: { sessionId: string; isThisOne: boolean; address: string }[]
  }>()
  expect(sessions.map(({ isThisOne, address }) => `${address} ${isThisOne}`).toSorted((a, b) => a.localeCompare(b))).toEqual([
    '10.0.0.1 true',
    '10.0.0.2 false',
  ])
  const elsewhere = sessions.find(({ isThisOne }) => !isThisOne)?.sessionId
  const stranger = await testUser(database, ctx.zone.zoneId, { login: 'stranger', role: 'leader' })
  await givePassword(stranger.userId)
  const outsider = browser()
  await signIn(outsider, PASSWORD, `stranger@zone-${count}`)
  expect(codeOf(await send(outsider, 'DELETE', `/api/v1/sessions/${elsewhere}`))).toBe('session.not-found')
  expect((await send(here, 'DELETE', `/api/v1/sessions/${elsewhere}`)).statusCode).toBe(200)
  expect(codeOf(await read(there))).toBe('session.required')
})

test('a change that another site sends along is refused; programs without a browser’s headers are not', async () => {
  const me = browser()
  await signIn(me)
  const remove = (headers: Record<string, string>) => send(me, 'DELETE', '/api/v1/session', undefined, headers)
  expect(codeOf(await remove({ 'sec-fetch-site': 'cross-site' }))).toBe('request.foreign-page')
  expect(codeOf(await remove({ 'sec-fetch-site': 'same-site' }))).toBe('request.foreign-page')
  expect(codeOf(await remove({ origin: 'https://evil.example', host: 'ballast.example' }))).toBe('request.foreign-page')
  expect(codeOf(await remove({ origin: 'null', host: 'ballast.example' }))).toBe('request.foreign-page')
  expect((await remove({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
})

test('after five failures the account waits at this address, longer each time; the right password waits too', async () => {
  const attacker = browser('10.6.6.6')
  for (let failure = 0; failure < 5; failure += 1) expect(codeOf(await signIn(attacker, 'Wrong-Password-1'))).toBe('session.refused')
  const locked = await signIn(attacker)
  expect([locked.statusCode, codeOf(locked)]).toEqual([429, 'session.locked'])
  now += 31_000
  expect(codeOf(await signIn(attacker, 'Wrong-Password-1'))).toBe('session.refused')
  now += 31_000
  expect(codeOf(await signIn(attacker))).toBe('session.locked')
  now += 30_000
  expect((await signIn(attacker)).statusCode).toBe(200)
  expect(codeOf(await signIn(attacker, 'Wrong-Password-1'))).toBe('session.refused')
})

test('a hundred attempts at once are no way around the count', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => signIn(browser('10.7.7.7'), 'Wrong-Password-1')))
  expect(answers.filter((answer) => codeOf(answer) === 'session.refused')).toHaveLength(5)
  expect(answers.filter((answer) => codeOf(answer) === 'session.locked')).toHaveLength(95)
})

test('others cannot lock an account’s owner out: a device it has signed in from is judged by itself', async () => {
  const owner = browser('10.1.1.1')
  await signIn(owner)
  for (let host = 0; host < 30; host += 1) await signIn(browser(`10.8.0.${host}`), 'Wrong-Password-1')
  expect(codeOf(await signIn(browser('10.2.2.2')))).toBe('session.locked')
  expect((await signIn(owner)).statusCode).toBe(200)
  // A device proof of one account is none for another, and an invented one is none at all.
  const device = owner.cookies['ballast_device'] as string
  expect(codeOf(await signIn({ cookies: { ballast_device: `x${device}` }, address: '10.2.2.3' }))).toBe('session.locked')
  now += HOUR
  expect((await signIn(browser('10.2.2.4'))).statusCode).toBe(200)
})

test('sign-in, refusal and sign-out stand in the audit trail', async () => {
  const me = browser()
  await signIn(me, 'Wrong-Password-1')
  await signIn(me)
  await send(me, 'DELETE', '/api/v1/session')
  const actions = await database.system((tx) =>
    tx.selectFrom('audit_entry').select(['action', 'actor']).where('zone_id', '=', ctx.zone.zoneId).orderBy('entry_id').execute(),
  )
  expect(actions).toEqual(['session.refuse', 'session.open', 'session.close'].map((action) => ({ action, actor: 'planner' })))
})

test('the machine’s own token acts as whom it names; another token as nobody', async () => {
  const as = (token: string, login: string) =>
    app.inject({ method: 'GET', url: '/api/v1/session', headers: { authorization: `Bearer ${token}`, 'x-ballast-user': login } })
  expect((await as(MACHINE, `planner@zone-${count}`)).json()).toMatchObject({ user: { login: 'planner' } })
  expect(codeOf(await as('forged', `planner@zone-${count}`))).toBe('session.token-refused')
  const header = await app.inject({ method: 'GET', url: '/api/v1/session', headers: { 'x-ballast-user': `planner@zone-${count}` } })
  expect(codeOf(header)).toBe('session.required')
})

test('a password that somebody else gave must be changed before anything else; the change ends the other sessions', async () => {
  await givePassword(ctx.user.userId, 'Handed-Over-1', true)
  const [me, elsewhere] = [browser(), browser('10.3.3.3')]
  await signIn(me, 'Handed-Over-1')
  await signIn(elsewhere, 'Handed-Over-1')
  expect(codeOf(await send(me, 'GET', '/api/v1/projects'))).toBe('session.password-must-change')
  const change = (current: string, next: string) => send(me, 'POST', '/api/v1/account/password', { current, next })
  expect((await change('Wrong', 'New-Password-22')).json()).toMatchObject({ reasons: [{ code: 'password.wrong', at: 'current' }] })
  expect((await change('Handed-Over-1', 'planner')).json<{ reasons: object[] }>().reasons).toHaveLength(3)
  expect((await change('Handed-Over-1', 'New-Password-22')).statusCode).toBe(200)
  expect((await send(me, 'GET', '/api/v1/projects')).statusCode).toBe(200)
  expect(codeOf(await read(elsewhere))).toBe('session.required')
  expect((await signIn(browser(), 'New-Password-22')).statusCode).toBe(200)
})
