// A service manager's own page, and what the office sees of all of them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testLife } from '../../testing/life.ts'
import { setBusinessDate, testLights, testWatched } from '../../testing/watched.ts'

let database: Database
let ctx: Context
let app: Awaited<ReturnType<typeof testHttp>>['app']
let client: (login: string, language?: string) => Client
const ids: Record<string, Uuid> = {}

beforeAll(async () => {
  database = await testDatabase()
  const http = await testHttp(database)
  app = http.app
  client = (login, language) => http.client(`${login}@mine`, language)
  ctx = await testZone(database, { code: 'mine' })
  for (const [login, nameZh] of [
    ['wang', '王管家'],
    ['li', '李管家'],
  ] as const)
    await testUser(database, ctx.zone.zoneId, { login, role: 'service_manager', nameZh })
  await testUser(database, ctx.zone.zoneId, { login: 'leader', role: 'leader', nameZh: '周领导' })
  await testLights(database, ctx)
  const enter = async (projectNo: string, serviceManager: string | undefined, dates: Parameters<typeof testWatched>[2]['dates']) => {
    ids[projectNo] = await testWatched(database, ctx, {
      projectNo,
      ...(serviceManager === undefined ? {} : { serviceManager }),
      totalFen: 10_000_000_00n,
      dates,
    })
  }
  await enter('A', '王管家', { construction_start: { planned: '2023-11-20' } })
  await enter('B', '王管家', { signing: { planned: '2024-02-05', forecast: '2024-02-18' } })
  await enter('C', '李管家', { signing: { planned: '2024-01-25' } })
  await enter('D', undefined, {})
  await testLife(database, ctx, {
    gates: ['signing', 'construction_start'],
    conditions: [
      { code: 'agreement', gate: 'signing', owedBy: 'service_manager' },
      { code: 'total', gate: 'signing', owedBy: 'planner', kind: 'fact', fact: 'total' },
      { code: 'permit', gate: 'construction_start', owedBy: 'approver', kind: 'permit' },
    ],
  })
  await setBusinessDate(database, ctx, '2024-02-02')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const mine = (login: string, query: { manager?: string; followed?: boolean } = {}, language?: string) =>
  client(login, language)('my-projects.read', { query })

test('a service manager begins with his own: worst light first, the next gate with days, working days and who owes what', async () => {
  const { rows, totals, manager } = await mine('wang')
  expect(manager).toBe('王管家')
  expect(rows.map(({ projectNo, colour }) => [projectNo, colour])).toEqual([
    ['A', 'red'],
    ['B', 'green'],
  ])
  // From Friday 02-02: Sunday 02-04 is worked, 02-10 to 02-17 are not, Sunday 02-18 is.
  expect(rows[1]?.next).toEqual({
    gate: 'signing',
    expectedOn: '2024-02-18',
    isForecast: true,
    days: 16,
    workdays: 7,
    missing: [
      {
        conditionCode: 'agreement',
        nameZh: '条件agreement',
        nameEn: 'Condition agreement',
        owes: { role: 'service_manager', person: '王管家' },
      },
    ],
  })
  expect(totals).toEqual({ projects: 2, red: 1, yellow: 0, pastNextGate: 0, updatesDue: 2, totalYuan: '20000000.00', planYuan: '0.00' })
})

test('the office looks at any manager’s; a manager who asks for another’s sees his own', async () => {
  expect((await mine('leader', { manager: '李管家' })).rows.map(({ projectNo, next }) => [projectNo, next?.days])).toEqual([['C', -8]])
  expect((await mine('wang', { manager: '李管家' })).rows.map(({ projectNo }) => projectNo)).toEqual(['A', 'B'])
})

test('the load per manager adds up to the zone; projects without one come last', async () => {
  const { rows } = await client('leader')('my-projects.load', {})
  expect(rows.map(({ manager, projects, red, pastNextGate }) => [manager, projects, red, pastNextGate])).toEqual([
    ['王管家', 2, 1, 0],
    ['李管家', 1, 0, 1],
    [null, 1, 0, 0],
  ])
})

test('one line a month: the newest is shown, the older ones stay, and whoever follows sees it', async () => {
  await setBusinessDate(database, ctx, '2024-01-15')
  const params = { projectId: ids['B'] as Uuid }
  await client('leader')('project.follow', { params })
  await client('leader')('project.follow', { params })
  await client('wang')('project-update.write', { params, body: { text: '土地合同送审' } })
  await client('wang')('project-update.write', { params, body: { text: '合同已会签' } })
  const { updates, followers } = await client('leader')('project-update.list', { params })
  expect(updates.map(({ text, byName }) => [text, byName])).toEqual([
    ['合同已会签', '王管家'],
    ['土地合同送审', '王管家'],
  ])
  expect(followers).toEqual(['周领导'])
  const followed = await mine('leader', { followed: true })
  expect(
    followed.rows.map(({ projectNo, update, isFollowed, followers: count, isUpdateDue }) => [
      projectNo,
      update?.text,
      isFollowed,
      count,
      isUpdateDue,
    ]),
  ).toEqual([['B', '合同已会签', true, 1, false]])
  await client('leader')('project.unfollow', { params })
  expect((await mine('leader', { followed: true })).rows).toEqual([])
})

test('nobody writes about, follows or reads of a project that is not his', async () => {
  const params = { projectId: ids['C'] as Uuid }
  for (const work of [
    () => client('wang')('project-update.write', { params, body: { text: '?' } }),
    () => client('wang')('project.follow', { params }),
    () => client('wang')('project-update.list', { params }),
  ]) {
    await expect(work()).rejects.toThrow(ProblemError)
  }
})
