import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'

let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let mine: Client
let theirs: Client
beforeAll(async () => {
  database = await testDatabase()
  const ctx = await testZone(database, { code: 'zone' })
  await testZone(database, { code: 'other' })
  await testUser(database, ctx.zone.zoneId, { login: 'viewer', role: 'leader' })
  http = await testHttp(database)
  mine = http.client('planner@zone')
  theirs = http.client('viewer@zone')
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const codeOf = (request: Promise<unknown>) =>
  request.then(
    () => 'none',
    (error: ProblemError) => error.problem.code,
  )
const names = async (client: Client) =>
  (await client('saved-view.list', { query: { resource: 'project' } })).views.map((view) => [view.name, view.isMine])

test('a view is mine until I share it; others read it and cannot change it', async () => {
  const view = await mine('saved-view.save', { body: { resource: 'project', name: '重点', query: { q: 'jdf', sort: '-totalYuan' } } })
  expect(view).toMatchObject({
    version: '1',
    isShared: false,
    isMine: true,
    ownerNameZh: '测试员',
    query: { q: 'jdf', sort: '-totalYuan' },
  })
  expect(await names(theirs)).toEqual([])
  const params = { viewId: view.viewId }
  const shared = await mine('saved-view.share', { params, body: { isShared: true }, ifMatch: '1' })
  expect(shared).toMatchObject({ version: '2', isShared: true })
  expect(await names(theirs)).toEqual([['重点', false]])
  expect(await codeOf(theirs('saved-view.rename', { params, body: { name: 'x' }, ifMatch: '2' }))).toBe('saved-view.not-found')
  expect(await codeOf(theirs('saved-view.remove', { params }))).toBe('saved-view.not-found')
  expect(await names(http.client('planner@other'))).toEqual([])
})

test('saving under a name of mine replaces the view; renaming onto one is refused', async () => {
  const first = await mine('saved-view.save', { body: { resource: 'enterprise', name: 'A', query: { q: '1' } } })
  const again = await mine('saved-view.save', { body: { resource: 'enterprise', name: 'A', query: { q: '2' } } })
  expect(again).toMatchObject({ viewId: first.viewId, version: '2', query: { q: '2' } })
  const other = await mine('saved-view.save', { body: { resource: 'enterprise', name: 'B', query: {} } })
  const params = { viewId: other.viewId }
  expect(await codeOf(mine('saved-view.rename', { params, body: { name: 'A' }, ifMatch: '1' }))).toBe('saved-view.name-taken')
  expect(await mine('saved-view.rename', { params, body: { name: 'C' }, ifMatch: '1' })).toMatchObject({ name: 'C', version: '2' })
  expect(await codeOf(mine('saved-view.rename', { params, body: { name: 'D' }, ifMatch: '1' }))).toBe('changed-meanwhile')
  await mine('saved-view.remove', { params })
  expect(await codeOf(mine('saved-view.remove', { params }))).toBe('saved-view.not-found')
})
