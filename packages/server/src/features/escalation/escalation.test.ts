// A red light followed up on working days, through the whole HTTP surface.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { setBusinessDate, testLights, testWatched } from '../../testing/watched.ts'

let database: Database
let ctx: Context
let app: Awaited<ReturnType<typeof testHttp>>['app']
let client: (login: string) => Client
let projectId: Uuid

beforeAll(async () => {
  database = await testDatabase()
  const http = await testHttp(database)
  app = http.app
  client = (login) => http.client(`${login}@urged`)
  ctx = await testZone(database, { code: 'urged' })
  for (const [login, nameZh] of [
    ['wang', '王管家'],
    ['li', '李管家'],
  ] as const)
    await testUser(database, ctx.zone.zoneId, { login, role: 'service_manager', nameZh })
  await testUser(database, ctx.zone.zoneId, { login: 'leader', role: 'leader' })
  await testLights(database, ctx)
})
afterAll(async () => {
  await app.close()
  await database.close()
})
beforeEach(async () => {
  await database.system((tx) => sql`delete from project where zone_id = ${ctx.zone.zoneId}`.execute(tx))
  // Planned for November 2023, so red from Thursday 2024-02-01 on.
  projectId = await testWatched(database, ctx, {
    projectNo: 'LATE',
    serviceManager: '王管家',
    totalFen: 80_000_000_00n,
    dates: { construction_start: { planned: '2023-11-10' } },
  })
})

async function run(on: string, isTrial = false) {
  await setBusinessDate(database, ctx, on)
  const { raised } = await client('planner')('escalation.run', { body: { isTrial } })
  return raised.map(({ projectNo, what, replyDueOn }) => [projectNo, what, replyDueOn])
}
const open = async (login = 'leader', query = {}) => (await client(login)('escalation.list', { query })).rows
async function refused(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error })
  return [error.problem.code, ...error.problem.reasons.map(({ code }) => code)]
}
const trail = async () =>
  (
    await database.system((tx) =>
      sql<{ step: string }>`select after ->> 'step' as step from audit_entry where subject_id = ${projectId} and action like 'escalation.%'
        order by recorded_at, entry_id`.execute(tx),
    )
  ).rows.map(({ step }) => step)

test('reminder, letter and leadership on working days over Spring Festival 2024; run twice, nothing twice; each in the trail', async () => {
  expect(await run('2024-01-31')).toEqual([])
  expect(await run('2024-02-01', true)).toEqual([['LATE', 'reminder', null]])
  expect(await run('2024-02-01')).toEqual([['LATE', 'reminder', null]])
  expect(await run('2024-02-01')).toEqual([])
  // Working days after it: 02-02, Sunday 02-04, 02-05, 02-06, 02-07.
  expect(await run('2024-02-06')).toEqual([])
  expect(await run('2024-02-07')).toEqual([['LATE', 'supervision', '2024-02-20']])
  expect(await run('2024-02-07')).toEqual([])
  // A reply was due within 02-08, 02-09, Sunday 02-18, 02-19, 02-20.
  expect(await run('2024-02-20')).toEqual([])
  expect((await open())[0]).toMatchObject({
    step: 'supervision',
    isReplyOverdue: false,
    nextStep: { step: 'leadership', dueOn: '2024-02-21' },
  })
  expect(await run('2024-02-21')).toEqual([['LATE', 'leadership', null]])
  expect(await run('2024-03-21')).toEqual([])
  const [row] = await open('leader', { step: 'leadership' })
  expect(row).toMatchObject({ letter: { year: 2024, number: 1 }, redSince: '2024-02-01', nextStep: null, totalYuan: '80000000.00' })
  expect(await trail()).toEqual(['reminder', 'supervision', 'leadership'])
})

test('a reply stops the clock until the day that it promises; a broken promise goes on', async () => {
  await run('2024-02-01')
  await run('2024-02-07')
  const [row] = await open('wang')
  const reply = (login: string, promisedOn: string, ifMatch = row?.version ?? '') =>
    client(login)('escalation.reply', {
      params: { escalationId: row?.escalationId ?? '' },
      body: { text: '施工图已报审，月底进场', promisedOn },
      ifMatch,
    })
  expect(await refused(reply('wang', '2024-02-07'))).toEqual(['escalation.refused', 'escalation.promise-past'])
  expect(await refused(reply('li', '2024-02-29'))).toEqual(['escalation.not-found'])
  expect(await refused(reply('leader', '2024-02-29'))).toContain('action.forbidden')
  const after = await reply('wang', '2024-02-29')
  expect(after.events.map(({ what, dueOn, byName }) => [what, dueOn, byName])).toEqual([
    ['reminder', null, '测试员'],
    ['supervision', '2024-02-20', '测试员'],
    ['reply', '2024-02-29', '王管家'],
  ])
  expect(await refused(reply('wang', '2024-03-01'))).toContain('changed-meanwhile')
  expect(await run('2024-02-21')).toEqual([])
  expect(await run('2024-02-29')).toEqual([])
  expect(await run('2024-03-01')).toEqual([['LATE', 'leadership', null]])
  expect(await trail()).toEqual(['reminder', 'supervision', 'supervision', 'leadership'])
})

test('what is no longer red is closed; red again, it begins anew with a letter of its own number', async () => {
  await run('2024-02-01')
  await run('2024-02-07')
  const params = { projectId, kind: 'late-start' as const }
  await client('planner')('light.override', { params, body: { colour: 'yellow', reason: '已批延期', untilOn: '2024-02-29' } })
  expect(await run('2024-02-08')).toEqual([['LATE', 'closed', null]])
  expect(await open()).toEqual([])
  expect(await open('leader', { closed: true })).toHaveLength(1)
  expect(await run('2024-03-01')).toEqual([['LATE', 'reminder', null]])
  await run('2024-03-08')
  expect((await open())[0]?.letter).toEqual({ year: 2024, number: 2 })
})

test('two who press at the same time raise it once', async () => {
  await setBusinessDate(database, ctx, '2024-02-01')
  const both = await Promise.all([1, 2].map(() => client('planner')('escalation.run', { body: {} })))
  expect(both.map(({ raised }) => raised.length).toSorted((a, b) => a - b)).toEqual([0, 1])
  expect(await open()).toHaveLength(1)
})

test('a service manager sees what he is urged about, and nothing of another', async () => {
  await run('2024-02-01')
  expect(await open('wang')).toHaveLength(1)
  expect(await open('li')).toHaveLength(0)
})

test('without a calendar for today nothing is raised, and it says why', async () => {
  await setBusinessDate(database, ctx, '2025-01-15')
  expect(await refused(client('planner')('escalation.run', { body: {} }))).toEqual(['escalation.no-calendar', 'escalation.no-calendar'])
})
