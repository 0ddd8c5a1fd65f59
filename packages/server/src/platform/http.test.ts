import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testZone } from '../testing/context.ts'
import { testDatabase } from '../testing/database.ts'
import { testHttp } from '../testing/http.ts'
import type { Database } from './database.ts'

let database: Database
let app: FastifyInstance
beforeAll(async () => {
  database = await testDatabase()
  await testZone(database)
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

test('an address that does not exist, and a plan that does not, are told apart by code', async () => {
  expect((await app.inject({ url: '/api/v1/nothing' })).json()).toMatchObject({ status: 404, code: 'not-found' })
  expect((await app.inject({ url: '/api/v1/plans/2031' })).json()).toMatchObject({ status: 404, code: 'plan.not-found' })
})

test('broken JSON is refused, not a server error', async () => {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', headers: { 'content-type': 'application/json' }, payload: '{' })
  expect(answer.json()).toMatchObject({ status: 400, code: 'request.malformed' })
})

test('the contract is served as OpenAPI 3.1 with an operation for every route, and read at /docs without another host', async () => {
  const document = (await app.inject({ url: '/openapi.json' })).json()
  expect(document.openapi).toBe('3.1.0')
  expect(document.paths['/api/v1/plans/{year}'].get.operationId).toBe('plan.show')
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
  const post = (login: string) =>
    app.inject({ method: 'POST', url: '/api/v1/session', headers: { 'idempotency-key': 'k-1' }, payload: { login } })
  const first = await post('planner')
  expect(first.statusCode).toBe(200)
  expect((await post('planner')).json()).toEqual(first.json())
  expect((await post('other')).json()).toMatchObject({ code: 'request.idempotency-key-reused' })
})
