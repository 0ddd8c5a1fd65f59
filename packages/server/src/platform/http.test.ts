import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '@ballast/contract/problem.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes } from '@ballast/contract/routes.ts'
import { identifyByLogin } from '../features/session/identify.ts'
import { handlers } from '../handlers.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../testing/context.ts'
import { testDatabase } from '../testing/database.ts'
import { testHttp } from '../testing/http.ts'
import { fixedClock } from './clock.ts'
import type { Context } from './context.ts'
import type { Database } from './database.ts'
import { buildHttp } from './http.ts'
import { ownHosts, refuseForeign } from './foreign-request.ts'
import { forgetOldKeys, onceAround } from './idempotency.ts'

let database: Database
let app: FastifyInstance
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
  ;({ app } = await testHttp(database))
})
afterAll(async () => {
  await app.close()
  await database.close()
})

test('a refused request is a problem document with every reason, in the language asked for', async () => {
  const url = '/api/v1/plans/99999?versionId=nonsense'
  const english = (await app.inject({ url, headers: { 'accept-language': 'en-GB' } })).json()
  const answer = await app.inject({ url, headers: { 'accept-language': 'zh-CN' } })
  expect(answer.statusCode).toBe(400)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.headers['content-language']).toBe('zh-CN')
  expect(answer.json()).toMatchObject({ status: 400, code: 'request.invalid', title: '请求内容有误' })
  expect(english.title).toBe('The request is not valid')
  expect(english.reasons.length).toBeGreaterThan(0)
  expect(answer.json().requestId).toBe(answer.headers['x-request-id'])
})

test('whoever asks too often is told so, and the files of the web app do not count', async () => {
  const webDir = mkdtempSync(join(tmpdir(), 'ballast-web-'))
  mkdirSync(join(webDir, 'assets'))
  writeFileSync(join(webDir, 'index.html'), '<html></html>')
  writeFileSync(join(webDir, 'assets', 'page.js'), 'export {}')
  const busy = await buildHttp({
    database,
    handlers,
    clock: fixedClock('2024-01-15T02:00:00Z'),
    auditKey: TEST_AUDIT_KEY,
    identify: identifyByLogin,
    requestsPerMinute: 3,
    webDir,
  })
  const statusOf = async (url: string) => (await busy.inject({ url })).statusCode
  for (let turn = 0; turn < 10; turn += 1) expect(await statusOf('/assets/page.js')).toBe(200)
  expect([await statusOf('/'), await statusOf('/healthz'), await statusOf('/openapi.json')]).toEqual([200, 200, 200])
  expect((await busy.inject({ url: '/api/v1/plans/2031' })).json()).toMatchObject({ status: 429, code: 'request.too-many' })
  expect(await statusOf('/assets/page.js')).toBe(200)
  await busy.close()
  rmSync(webDir, { recursive: true })
})

test('an address that does not exist, and a plan that does not, are told apart by code', async () => {
  expect((await app.inject({ url: '/api/v1/nothing' })).json()).toMatchObject({ status: 404, code: 'not-found' })
  expect((await app.inject({ url: '/api/v1/plans/2031' })).json()).toMatchObject({ status: 404, code: 'plan.not-found' })
})

test('path, query and body are read together, and each fault has a code and a sentence without a pattern in it', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/projects',
    headers: { 'accept-language': 'en' },
    payload: { nameZh: 1, totalYuan: '1.005', nature: 'odd', gates: { signing: '2024-13-01', other: null } },
  })
  const { reasons } = answer.json<Problem>()
  expect(Object.fromEntries(reasons.map(({ at, code }) => [at, code]))).toEqual({
    projectNo: 'request.missing',
    nameZh: 'request.not-text',
    totalYuan: 'request.not-an-amount',
    nature: 'request.not-a-choice',
    'gates.signing': 'date.not-a-date',
    'gates.other': 'request.unknown-field',
  })
  for (const { message } of reasons) expect(message).not.toMatch(/\^|undefined|\{/)
  const both = await app.inject({ method: 'PATCH', url: '/api/v1/projects/x', headers: { 'if-match': '"1"' }, payload: { nameZh: 1 } })
  expect(both.json().reasons.map(({ at }: { at: string }) => at)).toEqual(['projectId', 'nameZh'])
  const list = await app.inject({ url: '/api/v1/projects?limit=abc&sort=zzz&nature=new&nature=odd' })
  expect(
    list
      .json()
      .reasons.map(({ code }: { code: string }) => code)
      .sort(),
  ).toEqual(['request.not-a-choice', 'request.not-a-number', 'request.not-sortable'])
})

test('who may not do a thing learns that first, not what the request should look like', async () => {
  await testUser(database, ctx.zone.zoneId, { login: 'viewer', role: 'leader' })
  const answer = await app.inject({ method: 'POST', url: '/api/v1/projects', headers: { 'x-ballast-user': 'viewer' }, payload: {} })
  expect(answer.json()).toMatchObject({ status: 403, code: 'action.forbidden' })
})

test('what cannot be read is refused with what is wrong, not as a server error', async () => {
  const post = (contentType: string, payload: string) =>
    app.inject({ method: 'POST', url: '/api/v1/session', headers: { 'content-type': contentType }, payload })
  expect((await post('application/json', '{')).json()).toMatchObject({ status: 400, reasons: [{ code: 'request.not-json' }] })
  expect((await post('application/json', '')).json()).toMatchObject({ status: 400, reasons: [{ code: 'request.no-body' }] })
  for (const type of ['text/plain', 'application/xml']) {
    expect((await post(type, 'x')).json()).toMatchObject({ status: 415, code: 'request.unsupported-media-type' })
  }
  const notAForm = await app.inject({ method: 'POST', url: '/api/v1/imports?resource=projects', payload: {} })
  expect(notAForm.json()).toMatchObject({ status: 415 })
  const address = await app.inject({ url: '/api/v1/%E0%A4%A', headers: { 'accept-language': 'en' } })
  expect(address.headers['content-type']).toContain('application/problem+json')
  expect(address.json()).toMatchObject({ status: 400, reasons: [{ code: 'request.bad-address' }] })
})

test('a page of another site changes nothing, and a foreign name is not answered', async () => {
  const close = (headers: Record<string, string>) => app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
  expect((await close({ 'sec-fetch-site': 'cross-site' })).json()).toMatchObject({ status: 403, code: 'request.foreign-page' })
  expect((await close({ 'sec-fetch-site': 'same-site' })).statusCode).toBe(403)
  expect((await close({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
  const asked = (host: string, publicUrl?: string) => () => refuseForeign({ method: 'GET', headers: { host } }, ownHosts(publicUrl))
  expect(asked('rebound.example:8420')).toThrow('request.foreign-host')
  expect(asked('ballast.example.evil', 'https://ballast.example')).toThrow('request.foreign-host')
  for (const host of ['127.0.0.1:8420', 'localhost', '[::1]:8420']) expect(asked(host)).not.toThrow()
  expect(asked('ballast.example', 'https://ballast.example')).not.toThrow()
})

test('the contract is served as OpenAPI 3.1 with an operation for every route, and read at /docs without another host', async () => {
  const document = (await app.inject({ url: '/openapi.json' })).json()
  expect(document.openapi).toBe('3.1.0')
  for (const [id, route] of Object.entries<RouteDefinition>(routes)) {
    const operation = document.paths[route.path][route.method.toLowerCase()]
    expect(operation, id).toMatchObject({ operationId: id, responses: { '4XX': { $ref: '#/components/responses/Problem' } } })
    const headers = JSON.stringify(operation.parameters)
    expect(headers.includes('IfMatch'), id).toBe(route.ifMatch === true)
    expect(headers.includes('IdempotencyKey'), id).toBe(route.method === 'POST')
    expect(Object.keys(operation.responses), id).toContain(route.response === 'redirect' ? '303' : '200')
    if (route.form) expect(Object.keys(operation.requestBody.content)).toEqual(['application/x-www-form-urlencoded'])
    expect(Object.hasOwn(operation, 'requestBody'), id).toBe(route.body !== undefined || route.upload === true)
  }
  const docs = await app.inject({ url: '/docs/' })
  expect(docs.statusCode).toBe(200)
  expect(docs.headers['content-security-policy']).not.toContain('http')
  expect(docs.body).not.toMatch(/src="https?:/)
})

test('every answer carries the security headers that the app runs under', async () => {
  const { headers } = await app.inject({ url: '/api/v1/session' })
  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(headers['content-security-policy']).not.toContain('unsafe-eval')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cache-control']).toBe('no-store')
})

test('health, readiness and metrics answer', async () => {
  expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' })
  expect((await app.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' })
  const metrics = await app.inject({ url: '/metrics' })
  expect(metrics.body).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/session",status="200"\}/)
})

test('a repeated creating request with the same idempotency key does its work once', async () => {
  const post = (name: string) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/enterprises',
      headers: { 'idempotency-key': 'k-1' },
      payload: { nameZh: name },
    })
  const first = await post('甲公司')
  expect(first.statusCode).toBe(200)
  expect((await post('甲公司')).json()).toEqual(first.json())
  expect((await post('乙公司')).json()).toMatchObject({ code: 'request.idempotency-key-reused' })
})

test('so does an upload, which opens its own transactions; a failed one gives its key back', async () => {
  const upload = (key: string, text: string) => {
    const payload = [
      '--x',
      'content-disposition: form-data; name="file"; filename="a.csv"',
      'content-type: text/csv',
      '',
      text,
      '--x--',
      '',
    ].join('\r\n')
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'idempotency-key': key }
    return app.inject({ method: 'POST', url: '/api/v1/imports?resource=enterprises', headers, payload })
  }
  const first = await upload('u-1', '名称\r\n甲公司')
  expect(first.statusCode).toBe(200)
  expect((await upload('u-1', '名称\r\n甲公司')).json().importId).toBe(first.json().importId)

  const request = { key: 'u-2', action: 'exchange.upload', requestHash: 'h' }
  let inside: unknown
  const repeat = () => onceAround(database, ctx, request, async () => 'twice').catch((error: unknown) => (inside = error))
  await expect(onceAround(database, ctx, request, () => repeat().then(() => Promise.reject(new Error('broken'))))).rejects.toThrow('broken')
  expect(inside).toMatchObject({ code: 'request.idempotency-key-conflict' })
  expect(await onceAround(database, ctx, request, async () => 'done')).toBe('done')
})

test('keys are forgotten after a day', async () => {
  const count = () => database.system(async (tx) => (await tx.selectFrom('idempotency_key').select('action').execute()).length)
  expect(await count()).toBeGreaterThan(0)
  await forgetOldKeys(database, fixedClock('2024-01-16T01:00:00Z'))
  expect(await count()).toBeGreaterThan(0)
  await forgetOldKeys(database, fixedClock('2024-01-16T03:00:00Z'))
  expect(await count()).toBe(0)
})

test('a database that cannot be reached is 503, an error of ours 500, and neither shows what is inside', async () => {
  const answerTo = async (thrown: Error) => {
    const read = async () => {
      throw thrown
    }
    const failing: Database = { ...database, read }
    const { app: broken } = await testHttp(failing)
    const answer = await broken.inject({ url: '/api/v1/plans/2024' })
    await broken.close()
    return answer
  }
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' })
  for (const error of [refused, new AggregateError([refused]), new Error('Connection terminated unexpectedly')]) {
    expect((await answerTo(error)).json()).toMatchObject({ status: 503, code: 'database.away' })
  }
  const ours = await answerTo(new Error('secret detail'))
  expect(ours.json()).toMatchObject({ status: 500, code: 'internal' })
  expect(ours.body).not.toContain('secret')
})
