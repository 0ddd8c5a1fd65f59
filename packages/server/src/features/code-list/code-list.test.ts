import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testCodes } from '../../testing/register.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let close: () => Promise<unknown>
let client: Client
beforeAll(async () => {
  database = await testDatabase()
  const ctx = await testZone(database, { code: 'zone' })
  await testCodes(database, ctx)
  await database.write(ctx.zone.zoneId, (tx) =>
    saveProjects(
      tx,
      ctx,
      [
        { projectNo: '1', nameZh: '一', tags: ['重点', 'b'], serviceManager: '王建国', custom: { level: 'A', staff: '7' } },
        { projectNo: '2', nameZh: '二', tags: ['b'], serviceManager: '陈晓', custom: { level: 'A' } },
      ],
      { action: 'test' },
    ),
  )
  const http = await testHttp(database)
  client = http.client('planner@zone')
  close = () => http.app.close()
})
afterAll(async () => {
  await close?.()
  await database.close()
})

const field = { subjectType: 'project', fieldCode: 'level' } as const
const facts = { nameZh: '级别', nameEn: 'Level', valueType: 'choice', choices: ['A', 'B'] } as const
const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => error.problem.reasons.map((reason) => reason.code),
  )
const define = (params: { subjectType: 'project' | 'enterprise'; fieldCode: string }, body: object) =>
  client('custom-field.define', { params, body: { ...facts, choices: [...facts.choices], ...body } })

test('one read gives every list that forms and filters choose from', async () => {
  const lists = await client('code-list.read', {})
  expect(lists).toMatchObject({
    categories: [{ code: 'industry', isIndustry: true }, { code: 'infrastructure' }],
    clusters: [
      { code: 'it', categoryCode: 'industry' },
      { code: 'bio', categoryCode: 'industry' },
    ],
    customFields: [{ fieldCode: 'level', choices: ['A', 'B'] }, { fieldCode: 'staff' }],
    tags: ['b', '重点'],
    serviceManagers: ['陈晓', '王建国'],
    groups: [],
  })
  expect(lists.lists['bureau']?.map((item) => item.code)).toEqual(['edb', 'cb'])
})

test('a field can grow, and nothing that is in use can go', async () => {
  expect(await define(field, { choices: ['A', 'C'] })).toMatchObject({ choices: ['A', 'C'] })
  expect(await codesOf(define(field, { choices: ['C'] }))).toEqual(['custom-field.choice-in-use'])
  expect(await codesOf(define(field, { valueType: 'text', choices: [] }))).toEqual(['custom-field.in-use'])
  expect(await codesOf(client('custom-field.remove', { params: field }))).toEqual(['custom-field.in-use'])
})

test('choices belong to a field of choices, and to it alone', async () => {
  const params = { subjectType: 'enterprise', fieldCode: 'scale' } as const
  expect(await codesOf(define(params, { choices: [] }))).toEqual(['custom-field.choices-missing'])
  expect(await codesOf(define(params, { valueType: 'money' }))).toEqual(['custom-field.choices-needless'])
  await define(params, { valueType: 'money', choices: [] })
  expect(await client('enterprise.create', { body: { nameZh: '甲', custom: { scale: '1234.5' } } })).toMatchObject({
    custom: { scale: '1234.50' },
  })
  expect(await codesOf(client('enterprise.create', { body: { nameZh: '乙', custom: { scale: '一千' } } }))).toEqual([
    'custom-field.not-an-amount',
  ])
})

test('a field without values is removed', async () => {
  const params = { subjectType: 'enterprise', fieldCode: 'empty' } as const
  await define(params, {})
  await client('custom-field.remove', { params })
  expect((await client('code-list.read', {})).customFields.map(({ fieldCode }) => fieldCode)).not.toContain('empty')
  expect(await codesOf(client('custom-field.remove', { params }))).toEqual(['custom-field.not-found'])
})
