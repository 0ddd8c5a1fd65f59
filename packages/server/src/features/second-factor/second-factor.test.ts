import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { handlers } from '../../handlers.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { buildHttp } from '../../platform/http.ts'
import { openSecret, sealSecret } from '../../platform/secret-box.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { hashPassword, setPassword } from '../account/index.ts'
import { identifier } from '../../testing/http.ts'

const PASSWORD = 'Right-Password-1'
const STEP = 30_000
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
let login = ''
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
  now += 24 * 3_600_000
  ctx = await testZone(database, { code: `zone-${count}` })
  login = `planner@zone-${count}`
  await givePassword(ctx.user.userId)
})

const givePassword = async (userId: Context['user']['userId']) => {
  const hash = await hashPassword(PASSWORD)
  await database.write(ctx.zone.zoneId, (tx) => setPassword(tx, ctx.zone.zoneId, { userId, hash, mustChange: false, at: clock.now() }))
}
type Browser = Record<string, string>
async function send(from: Browser, method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await app.inject({ method, url, cookies: from, headers, ...(body === undefined ? {} : { payload: body }) })
  for (const { name, value } of answer.cookies) from[name] = value
  return answer
}
const FACTOR = '/api/v1/account/second-factor'
const signIn = (from: Browser, code?: string, password = PASSWORD) =>
  send(from, 'POST', '/api/v1/session', { login, password, ...(code === undefined ? {} : { code }) })
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code
const codeAt = (secret: string, milliseconds: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: milliseconds })

/** Signs in and puts a second factor in force. */
async function enrolled(): Promise<{ me: Browser; secret: string }> {
  const me: Browser = {}
  await signIn(me)
  const { secret } = (await send(me, 'POST', FACTOR, { password: PASSWORD })).json<{ secret: string }>()
  expect((await send(me, 'POST', `${FACTOR}/confirmation`, { code: codeAt(secret, now) })).statusCode).toBe(200)
  now += STEP
  return { me, secret }
}

test('the codes are those of RFC 6238, appendix B', () => {
  const totp = new TOTP({ secret: Secret.fromLatin1('12345678901234567890'), digits: 8 })
  expect(totp.generate({ timestamp: 59_000 })).toBe('94287082')
  expect(totp.generate({ timestamp: 1_111_111_109_000 })).toBe('07081804')
})

test('a second factor is begun with the password, counts once it is confirmed, and is then asked for after the password', async () => {
  const me: Browser = {}
  await signIn(me)
  expect((await send(me, 'POST', FACTOR, { password: 'wrong' })).json()).toMatchObject({ reasons: [{ code: 'password.wrong' }] })
  const begun = await send(me, 'POST', FACTOR, { password: PASSWORD })
  const { secret, uri } = begun.json<{ secret: string; uri: string }>()
  expect(uri).toContain(`secret=${secret}`)
  expect((await signIn({})).statusCode).toBe(200)
  expect(codeOf(await send(me, 'POST', `${FACTOR}/confirmation`, { code: '000000' }))).toBe('session.code-refused')
  const confirmed = await send(me, 'POST', `${FACTOR}/confirmation`, { code: codeAt(secret, now) })
  expect(confirmed.json()).toEqual({ hasPassword: true, confirmedAt: clock.now() })
  expect(codeOf(await send(me, 'POST', FACTOR, { password: PASSWORD }))).toBe('second-factor.in-force')

  now += STEP
  const asked = await signIn({})
  expect([asked.statusCode, codeOf(asked), asked.cookies]).toEqual([401, 'session.code-required', []])
  expect(codeOf(await signIn({}, codeAt(secret, now), 'Wrong-Password-1'))).toBe('session.refused')
  expect((await signIn({}, codeAt(secret, now))).statusCode).toBe(200)
})

test('a code counts once, one step of drift to either side, and no more', async () => {
  const { secret } = await enrolled()
  now += 10 * STEP
  expect((await signIn({}, codeAt(secret, now - STEP))).statusCode).toBe(200)
  expect(codeOf(await signIn({}, codeAt(secret, now - STEP)))).toBe('session.code-refused')
  expect((await signIn({}, codeAt(secret, now))).statusCode).toBe(200)
  expect((await signIn({}, codeAt(secret, now + STEP))).statusCode).toBe(200)
  // A step before the last one used is spent too.
  expect(codeOf(await signIn({}, codeAt(secret, now)))).toBe('session.code-refused')
  now += 10 * STEP
  expect(codeOf(await signIn({}, codeAt(secret, now - 2 * STEP)))).toBe('session.code-refused')
  expect(codeOf(await signIn({}, codeAt(secret, now + 2 * STEP)))).toBe('session.code-refused')
})

test('of two sign-ins with one code at once one gets in', async () => {
  const { secret } = await enrolled()
  const answers = await Promise.all([signIn({}, codeAt(secret, now)), signIn({}, codeAt(secret, now))])
  expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 401])
})

test('wrong codes wait like wrong passwords; being asked for the code does not count, nor does it forgive', async () => {
  const { secret } = await enrolled()
  for (let time = 0; time < 30; time += 1) expect(codeOf(await signIn({}))).toBe('session.code-required')
  for (let failure = 0; failure < 5; failure += 1) {
    expect(codeOf(await signIn({}, '000000'))).toBe('session.code-refused')
    expect(codeOf(await signIn({}))).toBe('session.code-required')
  }
  expect(codeOf(await signIn({}, codeAt(secret, now)))).toBe('session.locked')
  now += 31_000
  expect((await signIn({}, codeAt(secret, now))).statusCode).toBe(200)
})

test('a device that has signed in before is not kept waiting by wrong codes from elsewhere', async () => {
  const { me, secret } = await enrolled()
  for (let failure = 0; failure < 6; failure += 1) await signIn({}, '000000')
  expect(codeOf(await signIn({}, codeAt(secret, now)))).toBe('session.locked')
  expect((await signIn(me, codeAt(secret, now))).statusCode).toBe(200)
})

test('it is removed with a code, and dropped by an administrator’s reset', async () => {
  const { me, secret } = await enrolled()
  expect(codeOf(await send(me, 'POST', `${FACTOR}/removal`, { code: '000000' }))).toBe('session.code-refused')
  expect((await send(me, 'POST', `${FACTOR}/removal`, { code: codeAt(secret, now) })).json()).toMatchObject({ confirmedAt: null })
  expect((await signIn({})).statusCode).toBe(200)

  now += STEP
  await enrolled()
  await testUser(database, ctx.zone.zoneId, { login: 'admin', role: 'administrator' })
  const asAdmin = { authorization: 'Bearer machine', 'x-ballast-user': `admin@zone-${count}` }
  const shown = async () =>
    (await app.inject({ url: '/api/v1/accounts', headers: asAdmin }))
      .json<{ accounts: { login: string; hasSecondFactor: boolean }[] }>()
      .accounts.find((account) => account.login === 'planner')?.hasSecondFactor
  expect(await shown()).toBe(true)
  const key = 'the-same-key'
  const reset = await send({}, 'POST', `/api/v1/accounts/${ctx.user.userId}/reset`, undefined, { ...asAdmin, 'idempotency-key': key })
  const { password } = reset.json<{ password: string }>()
  expect(await shown()).toBe(false)
  expect((await signIn({}, undefined, password)).statusCode).toBe(200)
  const kept = await database.system((tx) =>
    tx.selectFrom('idempotency_key').select('response').where('zone_id', '=', ctx.zone.zoneId).execute(),
  )
  expect(JSON.stringify(kept)).not.toContain(password)
})

test('whoever reads the database reads no secret, and a secret opens for its owner alone', async () => {
  const { secret } = await enrolled()
  const row = await database.system((tx) =>
    tx.selectFrom('user_second_factor').select('secret').where('user_id', '=', ctx.user.userId).executeTakeFirstOrThrow(),
  )
  const label = { purpose: 'second factor', owner: `${ctx.zone.zoneId} ${ctx.user.userId}` }
  const retired = Buffer.alloc(32, 8)
  expect(row.secret).not.toContain(secret)
  expect(openSecret([TEST_AUDIT_KEY], label, row.secret)).toBe(secret)
  expect(openSecret([retired, TEST_AUDIT_KEY], label, row.secret)).toBe(secret)
  expect(openSecret([retired], label, row.secret)).toBeUndefined()
  expect(openSecret([TEST_AUDIT_KEY], { ...label, owner: 'another' }, row.secret)).toBeUndefined()
  expect(sealSecret(TEST_AUDIT_KEY, label, secret)).not.toBe(sealSecret(TEST_AUDIT_KEY, label, secret))
})

test('what was done stands in the audit trail, and never the secret', async () => {
  const { me, secret } = await enrolled()
  await signIn({}, '000000')
  await send(me, 'POST', `${FACTOR}/removal`, { code: codeAt(secret, now) })
  const entries = await database.system((tx) =>
    tx.selectFrom('audit_entry').select(['action', 'after']).where('zone_id', '=', ctx.zone.zoneId).orderBy('entry_id').execute(),
  )
  const actions = ['session.open', ...['begin', 'confirm', 'refuse', 'remove'].map((verb) => `second-factor.${verb}`)]
  expect(entries.map((entry) => entry.action)).toEqual(actions)
  expect(JSON.stringify(entries)).not.toContain(secret)
})

test('a service manager and an enterprise’s reporter have one of their own, under the narrower role', async () => {
  for (const role of ['service_manager', 'enterprise_reporter'] as const) {
    const user = await testUser(database, ctx.zone.zoneId, { login: role.replace('_', '-'), role })
    await givePassword(user.userId)
    login = `${user.login}@zone-${count}`
    const { me } = await enrolled()
    expect((await send(me, 'GET', FACTOR)).json()).toMatchObject({ hasPassword: true, confirmedAt: expect.any(String) })
    now += STEP
  }
})
