// Lights, lists between gates, and who answers for what, through the whole HTTP surface.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { LightKind } from '@ballast/domain/light/light-rule.ts'
import { parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { setBusinessDate, testLights, testWatched } from '../../testing/watched.ts'
import { saveEnterprises } from '../enterprise/index.ts'

let database: Database
let ctx: Context
let app: Awaited<ReturnType<typeof testHttp>>['app']
let client: (login: string, language?: string) => Client
const ids: Record<string, Uuid> = {}

beforeAll(async () => {
  database = await testDatabase()
  const http = await testHttp(database)
  app = http.app
  client = (login, language) => http.client(`${login}@lights`, language)
  ctx = await testZone(database, { code: 'lights' })
  const { zoneId } = ctx.zone
  await testUser(database, zoneId, { login: 'wang', role: 'service_manager', nameZh: '王管家' })
  await testUser(database, zoneId, { login: 'leader', role: 'leader' })
  await testUser(database, zoneId, { login: 'admin', role: 'administrator' })
  await testLights(database, ctx)
  await database.write(zoneId, (tx) => saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }], { action: 'test' }))
  ids['late'] = await testWatched(database, ctx, {
    projectNo: 'LATE',
    serviceManager: '王管家',
    totalFen: 123_456_789_01n,
    owner: '甲公司',
    dates: { construction_start: { planned: '2024-01-20' } },
  })
  ids['signed'] = await testWatched(database, ctx, {
    projectNo: 'SIGNED',
    serviceManager: '李管家',
    totalFen: 50_000_000_00n,
    dates: { signing: { actual: '2024-02-01' }, land_award: { planned: '2024-03-01', forecast: '2024-06-30' } },
  })
  ids['started'] = await testWatched(database, ctx, {
    projectNo: 'STARTED',
    serviceManager: '王管家',
    dates: { construction_start: { actual: '2024-01-15' } },
  })
  ids['signed-too'] = await testWatched(database, ctx, {
    projectNo: 'SIGNED-2',
    serviceManager: '王管家',
    totalFen: 1_00n,
    dates: { signing: { actual: '2024-04-26' } },
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})
beforeEach(() => setBusinessDate(database, ctx, '2024-01-15'))

const lights = async (on: string, login = 'leader', query: Record<string, unknown> = {}, language = 'zh-CN') => {
  await setBusinessDate(database, ctx, on)
  return client(login, language)('light.list', { query })
}
const drawn = ({ rows }: Awaited<ReturnType<typeof lights>>) =>
  rows.map(({ projectNo, light }) => `${projectNo} ${light.colour} ${light.since}`)
async function refused(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error })
  return [error.problem.code, ...error.problem.reasons.map(({ code }) => code)]
}

test('lights come on with the business date, red first, each with what is owed by whom', async () => {
  expect(drawn(await lights('2024-01-31'))).toEqual([])
  expect(drawn(await lights('2024-02-01'))).toEqual(['LATE yellow 2024-02-01'])
  const april = await lights('2024-04-01')
  expect(drawn(april)).toEqual(['STARTED red 2024-03-16', 'LATE red 2024-04-01'])
  expect(april.rows.map(({ light }) => [light.says, light.owes])).toEqual([
    ['2024-01-15 开工，尚未入库', { role: 'statistics_officer', person: null }],
    ['计划 2024-01 开工，尚未开工', { role: 'service_manager', person: '王管家' }],
  ])
  expect((await lights('2024-04-01', 'leader', {}, 'en')).rows[1]?.light.says).toBe(
    'Construction start was planned for 2024-01 and has not happened',
  )
})

test('working days: signed on 2024-02-01 with 5 and 10 of them turns on 02-08 and 02-21, over Spring Festival and two worked Sundays', async () => {
  const admin = client('admin')
  const rule = async () => (await admin('light.settings', {})).rules.find(({ kind }) => kind === 'signed-not-awarded')
  const edit = async (body: Record<string, unknown>) =>
    admin('light.edit-rule', { params: { kind: 'signed-not-awarded' }, body, ifMatch: (await rule())?.version ?? '' })
  await edit({ unit: 'workdays', yellowAfter: 5, redAfter: 10 })
  const signed = async (on: string) => drawn(await lights(on, 'leader', { kind: 'signed-not-awarded' }))
  expect(await signed('2024-02-07')).toEqual([])
  expect(await signed('2024-02-08')).toEqual(['SIGNED yellow 2024-02-08'])
  expect(await signed('2024-02-20')).toEqual(['SIGNED yellow 2024-02-08'])
  expect(await signed('2024-02-21')).toEqual(['SIGNED red 2024-02-21'])
  // 2024-04-28 and 2024-05-11 are worked, 05-01 to 05-05 are not.
  expect(await signed('2024-05-08')).toEqual(['SIGNED red 2024-02-21', 'SIGNED-2 yellow 2024-05-08'])
  expect(await signed('2024-05-14')).toEqual(['SIGNED red 2024-02-21', 'SIGNED-2 red 2024-05-14'])
  await edit({ unit: 'days', yellowAfter: 90, redAfter: 180 })
})

test('a service manager sees the lights of his projects alone', async () => {
  expect(drawn(await lights('2024-08-01', 'leader', { kind: 'signed-not-awarded' }))).toEqual([
    'SIGNED red 2024-07-31',
    'SIGNED-2 yellow 2024-07-26',
  ])
  expect(drawn(await lights('2024-08-01', 'wang', { kind: 'signed-not-awarded' }))).toEqual(['SIGNED-2 yellow 2024-07-26'])
  const { totals } = await client('wang')('light.stuck', { params: { list: 'signed-not-awarded' }, query: {} })
  expect(totals).toMatchObject({ count: 1, totalYuan: '1.00' })
})

test('a list between gates counts days and working days, and its totals are its rows', async () => {
  await setBusinessDate(database, ctx, '2024-05-13')
  const list = await client('leader')('light.stuck', { params: { list: 'signed-not-awarded' }, query: {} })
  // From 02-01 on: 17 working days of February, 21 of March, 23 of April, 7 of May; from 04-26: 04-28, 29, 30, 05-06 to 05-11, 05-13.
  expect(list.rows.map(({ projectNo, since, days, workdays, expectedOn }) => [projectNo, since, days, workdays, expectedOn])).toEqual([
    ['SIGNED', '2024-02-01', 102, 68, '2024-06-30'],
    ['SIGNED-2', '2024-04-26', 17, 10, null],
  ])
  expect(list.totals).toEqual({ count: 2, totalYuan: '50000001.00', planYuan: '0.00' })
  const sum = sumFen(list.rows.map(({ totalYuan }) => (totalYuan === null ? 0n : parseYuan(totalYuan))))
  expect(parseYuan(list.totals.totalYuan)).toBe(sum)
  const summary = await client('leader')('light.summary', {})
  expect(summary.lists.map(({ list: name, count }) => [name, count])).toEqual([
    ['signed-not-awarded', 2],
    ['awarded-not-started', 0],
    ['started-not-registered', 1],
    ['completed-not-producing', 0],
  ])
  expect(summary.lists[0]?.totalYuan).toBe(list.totals.totalYuan)
  for (const colour of ['red', 'yellow'] as const) {
    const { totals } = await client('leader')('light.list', { query: { colour } })
    expect([totals.lights, totals.projects, totals.planYuan]).toEqual([
      summary.lights[colour],
      summary.projects[colour],
      summary.stake[`${colour}Yuan`],
    ])
  }
})

test('a list is exported as it is shown', async () => {
  await setBusinessDate(database, ctx, '2024-05-13')
  const answer = await app.inject({
    url: '/api/v1/stuck-lists/signed-not-awarded/export?format=csv&serviceManager=李管家',
    headers: { 'x-ballast-user': 'leader@lights' },
  })
  const [head = '', ...lines] = answer.body.replace('\uFEFF', '').trim().split('\r\n')
  expect(head.split(',').slice(0, 5)).toEqual(['项目编号', '项目名称', '签约日期', '已过天数', '已过工作日'])
  expect(lines.map((line) => line.split(',').slice(0, 6))).toEqual([['SIGNED', 'SIGNED项目', '2024-02-01', '102', '68', '2024-06-30']])
  const workbook = await app.inject({
    url: '/api/v1/stuck-lists/signed-not-awarded/export',
    headers: { 'x-ballast-user': 'leader@lights', 'accept-language': 'en' },
  })
  expect(workbook.statusCode).toBe(200)
  expect(workbook.rawPayload.subarray(0, 2).toString()).toBe('PK')
})

test('somebody answers for a light until a day, with a reason; afterwards the rule counts again, and the trail tells it', async () => {
  await lights('2024-04-01')
  const planner = client('planner')
  const of = (kind: LightKind) => ({ projectId: ids['late'] as Uuid, kind })
  const override = (body: { colour: 'green' | 'yellow'; reason: string; untilOn: string }, kind: LightKind = 'late-start') =>
    planner('light.override', { params: of(kind), body })
  expect(await refused(override({ colour: 'green', reason: '雨季', untilOn: '2024-03-31' }))).toEqual([
    'light.override-refused',
    'light.until-past',
  ])
  expect(await refused(override({ colour: 'green', reason: '雨季', untilOn: '2024-04-30' }, 'permit-lapse'))).toEqual([
    'light.override-refused',
    'light.not-on',
  ])
  expect(
    await refused(
      client('wang')('light.override', { params: of('late-start'), body: { colour: 'green', reason: '雨季', untilOn: '2024-04-30' } }),
    ),
  ).toContain('action.forbidden')
  const light = await override({ colour: 'green', reason: '管线迁改，已批延期', untilOn: '2024-04-30' })
  expect(light).toMatchObject({ colour: 'green', ruleColour: 'red', override: { reason: '管线迁改，已批延期', by: 'planner' } })
  expect(drawn(await lights('2024-04-30'))).toContain('LATE green 2024-04-01')
  expect(drawn(await lights('2024-05-01'))).toContain('LATE red 2024-04-01')
  await setBusinessDate(database, ctx, '2024-04-15')
  await planner('light.end-override', { params: of('late-start') })
  expect(drawn(await lights('2024-04-15'))).toContain('LATE red 2024-04-01')
  expect(await refused(planner('light.end-override', { params: of('late-start') }))).toEqual([
    'light.override-refused',
    'light.no-override',
  ])
  const { rows } = await database.system((tx) =>
    sql<{
      action: string
      after: unknown
    }>`select action, after from audit_entry where action like 'light.%override' order by recorded_at, entry_id`.execute(tx),
  )
  expect(rows).toEqual([
    { action: 'light.override', after: { kind: 'late-start', colour: 'green', reason: '管线迁改，已批延期', untilOn: '2024-04-30' } },
    { action: 'light.end-override', after: null },
  ])
})

test('a rule is the zone’s to set, by an administrator, and all that is wrong with it is told', async () => {
  const admin = client('admin')
  const { rules } = await admin('light.settings', {})
  const late = rules.find(({ kind }) => kind === 'late-start')
  const ifMatch = late?.version ?? ''
  const edit = (body: Record<string, unknown>, version = ifMatch, login = 'admin') =>
    client(login)('light.edit-rule', { params: { kind: 'late-start' }, body, ifMatch: version })
  expect(await refused(edit({ yellowAfter: 3, redAfter: 1, conditionCode: 'x' }))).toEqual([
    'light.rule-refused',
    'light.yellow-after-red',
    'light.permit-of-its-rule',
  ])
  expect(await refused(edit({ yellowAfter: null, redAfter: null }))).toContain('light.never-on')
  expect(await refused(edit({ redAfter: 4 }, ifMatch, 'planner'))).toContain('action.forbidden')
  await edit({ redAfter: 4 })
  expect(await refused(edit({ redAfter: 5 }))).toContain('changed-meanwhile')
  expect(drawn(await lights('2024-04-01', 'leader', { kind: 'late-start' }))).toEqual(['LATE yellow 2024-02-01'])
  await edit({ redAfter: 2 }, (BigInt(ifMatch) + 1n).toString())
  expect(await refused(admin('light.edit-step', { params: { step: 'leadership' }, body: { afterWorkdays: 0 }, ifMatch: '1' }))).toEqual([
    'light.step-refused',
    'light.step-distance',
  ])
})

test('the preset is added where it is missing and changes nothing that is there', async () => {
  const before = await client('admin')('light.settings', {})
  expect(await client('admin')('light.use-preset', {})).toEqual(before)
  const bare = await testZone(database, { code: 'bare', role: 'administrator' })
  const http = await testHttp(database)
  const there = http.client('administrator@bare')
  expect(await there('light.settings', {})).toEqual({ rules: [], steps: [] })
  const { rules, steps } = await there('light.use-preset', {})
  expect([rules.length, steps.length, bare.zone.code]).toEqual([9, 3, 'bare'])
  await http.app.close()
})
