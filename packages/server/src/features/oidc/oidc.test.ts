// Sign-in against a real provider, run here; both are asked over HTTP as a browser would.
import { SignJWT, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handlers } from '../../handlers.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { buildHttp } from '../../platform/http.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testBrowser, type TestBrowser } from '../../testing/browser.ts'
import { identifier } from '../../testing/http.ts'
import { freePort, startTestProvider, type TestProvider } from '../../testing/identity-provider.ts'
import { identityProvider, withIdentityProvider } from './index.ts'

let database: Database
let app: Awaited<ReturnType<typeof buildHttp>>
let ctx: Context
let provider: TestProvider
let url = ''
const told: unknown[] = []

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'here' })
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  provider = await startTestProvider(url)
  const settings = {
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    nameZh: '统一身份认证',
    nameEn: 'Single sign-on',
    groupsClaim: 'groups',
    roles: { plan: 'planner', heads: 'leader', admins: 'administrator', butlers: 'service_manager' },
    zone: 'here',
    publicUrl: url,
  } as const
  app = await buildHttp({
    database,
    handlers: withIdentityProvider(
      handlers,
      identityProvider(settings, (...line) => void told.push(line)),
      () => undefined,
    ),
    clock: systemClock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(systemClock, 'machine'),
    requestsPerMinute: 1_000_000,
  })
  await app.listen({ host: '127.0.0.1', port })
})
afterAll(async () => {
  await app.close()
  await provider.close()
  await database.close()
})
beforeEach(() => provider.people.clear())

const BEGIN = '/api/v1/oidc/sign-in'
/** Begins at the app, types the login at the provider, agrees there, and comes back. @returns where the browser ends */
async function signIn(browser: TestBrowser, login: string, to = '/plan'): Promise<string> {
  let page = await browser.open(`${url}${BEGIN}?to=${encodeURIComponent(to)}`)
  while (page.url.startsWith(`${provider.issuer}/interaction/`)) {
    const prompt = page.body.includes('value="login"') ? 'login' : 'consent'
    page = await browser.submit(page.url, prompt === 'login' ? { prompt, login, password: 'x' } : { prompt })
  }
  return page.url.slice(url.length)
}
async function whoIs(browser: TestBrowser): Promise<{ login: string; roles: string[] } | undefined> {
  const answer = await browser.open(`${url}/api/v1/session`)
  return answer.status === 200 ? (JSON.parse(answer.body) as { user: { login: string; roles: string[] } }).user : undefined
}
const entries = () =>
  database.system((tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['action', 'actor', 'before', 'after'])
      .where('zone_id', '=', ctx.zone.zoneId)
      .orderBy('entry_id')
      .execute(),
  )

test('the sign-in page offers the provider', async () => {
  const options = await testBrowser().open(`${url}/api/v1/sign-in`)
  expect(JSON.parse(options.body)).toMatchObject({ identityProvider: { nameZh: '统一身份认证', nameEn: 'Single sign-on' } })
})

test('who comes for the first time gets an account with the roles of his groups, and goes on where he was', async () => {
  provider.people.set('lilei', { groups: ['plan', 'canteen'], name: '李雷', email: 'lilei@example.com' })
  const browser = testBrowser()
  expect(await signIn(browser, 'lilei', '/plan?tab=versions')).toBe('/plan?tab=versions')
  expect(await whoIs(browser)).toMatchObject({ login: 'lilei', nameZh: '李雷', roles: ['planner'] })
  const [made, opened] = (await entries()).slice(-2)
  expect(made).toMatchObject({ action: 'oidc.finish', actor: 'lilei', after: { login: 'lilei', roles: ['planner'] } })
  expect(opened).toMatchObject({ action: 'session.open', actor: 'lilei', after: { method: 'oidc', issuer: provider.issuer } })
})

test('his groups give him his roles anew each time; a role that was held to a bureau stays held', async () => {
  const { userId } = await account('lilei')
  await database.system(async (tx) => {
    const bureau = { list: 'bureau', code: 'edb', name_zh: '经发局', name_en: 'EDB', sort: 1 }
    await tx
      .insertInto('code_item')
      .values({ zone_id: ctx.zone.zoneId, ...bureau })
      .execute()
    await tx.updateTable('app_user').set({ bureau_code: 'edb' }).where('user_id', '=', userId).execute()
    await tx.updateTable('user_role').set({ bureau_only: true }).where('user_id', '=', userId).execute()
  })
  provider.people.set('lilei', { groups: ['plan', 'heads'], name: '另一个名字' })
  const browser = testBrowser()
  await signIn(browser, 'lilei')
  // A name may tie a service manager to his projects: it is ours once the account is made.
  expect(await whoIs(browser)).toMatchObject({ login: 'lilei', nameZh: '李雷', roles: ['leader', 'planner'] })
  expect((await account('lilei')).roles).toEqual(['leader', 'planner (bureau)'])
})

test('who has lost his groups has no role, and is signed out everywhere', async () => {
  provider.people.set('lilei', { groups: ['heads'] })
  const earlier = testBrowser()
  await signIn(earlier, 'lilei')
  expect(await whoIs(earlier)).toBeDefined()
  provider.people.set('lilei', { groups: ['canteen'] })
  const browser = testBrowser()
  expect(await signIn(browser, 'lilei')).toBe('/?refused=oidc.no-role')
  expect([await whoIs(browser), await whoIs(earlier)]).toEqual([undefined, undefined])
  expect((await account('lilei')).roles).toEqual([])
})

test('a stranger without a group gets no account', async () => {
  provider.people.set('stranger', { groups: ['canteen'] })
  expect(await signIn(testBrowser(), 'stranger')).toBe('/?refused=oidc.no-role')
  expect(await account('stranger').catch(() => undefined)).toBeUndefined()
})

test('the account of another with the same name is never taken over', async () => {
  provider.people.set('planner', { groups: ['admins'] })
  const browser = testBrowser()
  expect(await signIn(browser, 'planner')).toBe('/?refused=oidc.login-taken')
  expect(await whoIs(browser)).toBeUndefined()
  expect((await account('planner')).roles).toEqual(['planner'])
})

test('an account that is not active stays shut', async () => {
  provider.people.set('gone', { groups: ['heads'] })
  await signIn(testBrowser(), 'gone')
  const { userId } = await account('gone')
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: false }).where('user_id', '=', userId).execute())
  expect(await signIn(testBrowser(), 'gone')).toBe('/?refused=oidc.inactive')
})

test('an account that the rules of accounts do not allow is refused, and the reason told to whoever runs the server', async () => {
  await testUser(database, ctx.zone.zoneId, { login: 'butler', role: 'service_manager', nameZh: '王管家' })
  provider.people.set('namesake', { groups: ['butlers'], name: '王管家' })
  expect(await signIn(testBrowser(), 'namesake')).toBe('/?refused=oidc.account-refused')
  expect(told.at(-1)).toMatchObject([expect.any(String), { reasons: [{ code: 'account.manager-name-taken' }] }])
})

test('two first sign-ins of one person at once make one account', async () => {
  provider.people.set('twice', { groups: ['heads'] })
  const [a, b] = [testBrowser(), testBrowser()]
  expect(await Promise.all([signIn(a, 'twice'), signIn(b, 'twice')])).toEqual(['/plan', '/plan'])
  expect([await whoIs(a), await whoIs(b)]).toMatchObject([{ login: 'twice' }, { login: 'twice' }])
})

test('a sign-in at the provider that is cancelled comes back with its reason', async () => {
  const browser = testBrowser()
  const page = await browser.open(`${url}${BEGIN}`)
  expect((await browser.open(`${page.url}/abort`)).url).toBe(`${url}/?refused=oidc.declined`)
})

test('an answer counts in the browser that asked for it, once, and as it was given', async () => {
  provider.people.set('hanmei', { groups: ['heads'] })
  /** The address with which the provider sends a browser back, not yet opened. */
  const answerFor = async (browser: TestBrowser): Promise<string> => {
    browser.stopAt(`${url}/api/v1/oidc/callback`)
    await signIn(browser, 'hanmei')
    browser.stopAt(undefined)
    return browser.stoppedAt
  }
  const victim = testBrowser()
  // Somebody else's answer in a link: the victim would be signed in as him.
  expect((await victim.open(await answerFor(testBrowser()))).url).toBe(`${url}/?refused=oidc.flow-lost`)
  await victim.open(`${url}${BEGIN}`)
  expect((await victim.open(await answerFor(testBrowser()))).url).toBe(`${url}/?refused=oidc.answer-refused`)
  expect(await whoIs(victim)).toBeUndefined()

  const browser = testBrowser()
  const answer = await answerFor(browser)
  const kept = browser.cookies()
  expect((await browser.open(answer)).url).toBe(`${url}/plan`)
  const again = testBrowser(kept)
  expect((await again.open(answer)).url).toBe(`${url}/?refused=oidc.answer-refused`)
  const forged = testBrowser()
  const changed = new URL(await answerFor(forged))
  changed.searchParams.set('code', 'another')
  expect((await forged.open(changed.href)).url).toBe(`${url}/?refused=oidc.answer-refused`)
})

test('nobody is sent on to another site', async () => {
  for (const to of ['https://evil.example', '//evil.example', String.raw`/\evil.example`, '/\t/evil.example', 'plan']) {
    expect([to, (await testBrowser().open(`${url}${BEGIN}?to=${encodeURIComponent(to)}`)).status]).toEqual([to, 400])
  }
})

test('the state of a sign-in is in a cookie that scripts and other sites’ requests do not get', async () => {
  const answer = await app.inject({ url: BEGIN })
  expect(answer.cookies).toMatchObject([{ name: 'ballast_sign_in', httpOnly: true, sameSite: 'Lax', maxAge: 600 }])
  const asked = new URL(answer.headers.location as string).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    code_challenge_method: 'S256',
    response_type: 'code',
    scope: 'openid profile email groups',
  })
  for (const secret of ['state', 'nonce'] as const) expect(answer.cookies[0]?.value).not.toContain(asked.get(secret))
})

test('signing out at the provider ends the session here that stands on it, and no other', async () => {
  provider.people.set('leaver', { groups: ['heads'] })
  const [browser, other] = [testBrowser(), testBrowser()]
  await signIn(browser, 'leaver')
  await signIn(other, 'leaver')
  const page = await browser.open(`${provider.issuer}/session/end`)
  const secret = /name="xsrf" value="(\w+)"/.exec(page.body)?.[1] ?? ''
  await browser.submit(`${provider.issuer}/session/end/confirm`, { xsrf: secret, logout: 'yes' })
  await expect.poll(() => whoIs(browser)).toBeUndefined()
  expect(await whoIs(other)).toMatchObject({ login: 'leaver' })
  expect((await entries()).at(-1)).toMatchObject({ action: 'oidc.log-out', actor: 'leaver' })
})

test('a logout token counts when the provider signed it for us, just now, as one, and once', async () => {
  provider.people.set('lasting', { groups: ['heads'] })
  const browser = testBrowser()
  await signIn(browser, 'lasting')
  const key = await importJWK(provider.privateJwk, 'RS256')
  const seconds = Math.floor(systemClock.milliseconds() / 1000)
  const good = {
    iss: provider.issuer,
    aud: provider.clientId,
    sub: 'lasting',
    iat: seconds,
    jti: 'one',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  }
  const signed = (claims: object, by = key) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(by)
  const send = async (token: string) => {
    const payload = new URLSearchParams({ logout_token: token }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return (await app.inject({ method: 'POST', url: '/api/v1/oidc/back-channel-logout', headers, payload })).statusCode
  }
  const { privateKey } = await generateKeyPair('RS256')
  const wrong: Record<string, string> = {
    'another key': await signed(good, privateKey),
    'another issuer': await signed({ ...good, iss: 'https://evil.example' }),
    'for another': await signed({ ...good, aud: 'another' }),
    'too old': await signed({ ...good, iat: seconds - 700 }),
    'of the future': await signed({ ...good, iat: seconds + 700 }),
    'no event': await signed({ ...good, events: {} }),
    'an ID token': await signed({ ...good, nonce: 'x' }),
    nobody: await signed({ ...good, sub: undefined }),
    'no id': await signed({ ...good, jti: undefined }),
    unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(good)).toString('base64url')}.`,
  }
  for (const [what, token] of Object.entries(wrong)) expect([what, await send(token)]).toEqual([what, 400])
  expect(await whoIs(browser)).toBeDefined()
  const token = await signed(good)
  expect(await send(token)).toBe(200)
  expect(await whoIs(browser)).toBeUndefined()
  await signIn(browser, 'lasting')
  expect(await send(token)).toBe(400)
  expect(await whoIs(browser)).toBeDefined()
  expect(await send(await signed({ ...good, jti: 'two', sub: 'unknown' }))).toBe(200)
  expect(await send(await signed({ ...good, jti: 'three', sid: 'unknown' }))).toBe(200)
  expect(await whoIs(browser)).toBeDefined()
})

test('without a provider the routes say so, and forms are read nowhere else', async () => {
  const plain = await buildHttp({
    database,
    handlers,
    clock: systemClock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(systemClock, 'x'),
  })
  expect((await plain.inject({ url: BEGIN })).json()).toMatchObject({ code: 'oidc.not-configured' })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await plain.inject({ method: 'POST', url: '/api/v1/session', headers, payload: 'login=a&password=b' })).statusCode).toBe(415)
  await plain.close()
})

async function account(login: string) {
  const answer = await app.inject({
    url: '/api/v1/accounts',
    headers: { authorization: 'Bearer machine', 'x-ballast-user': await anAdministrator() },
  })
  const found = answer
    .json<{ accounts: { login: string; userId: Context['user']['userId']; grants: { role: string; bureauOnly: boolean }[] }[] }>()
    .accounts.find((one) => one.login === login)
  if (!found) throw new Error(`no account ${login}`)
  return { userId: found.userId, roles: found.grants.map(({ role, bureauOnly }) => (bureauOnly ? `${role} (bureau)` : role)) }
}
let administrator: string | undefined
async function anAdministrator(): Promise<string> {
  administrator ??= (await testUser(database, ctx.zone.zoneId, { login: 'admin', role: 'administrator' })).login
  return `${administrator}@here`
}
