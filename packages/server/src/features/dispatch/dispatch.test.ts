import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testWatched } from '../../testing/watched.ts'

let database: Database
let ctx: Context
let http: Awaited<ReturnType<typeof testHttp>>
let manager: Client
let projectId: Uuid
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
  ctx = await testZone(database, { code: 'zone', businessOn: '2024-03-20' })
  await testUser(database, ctx.zone.zoneId, { login: 'manager', role: 'service_manager', nameZh: '王管家' })
  projectId = await testWatched(database, ctx, { projectNo: 'A', serviceManager: '王管家', dates: {} })
  manager = http.client('manager@zone')
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const told = {
  month: '2024-03',
  constructionYuan: '1000000',
  installationYuan: '0',
  equipmentYuan: '250000.5',
  otherYuan: '40',
  landYuan: '40',
  progress: '0.35',
}
const tell = (more: Partial<typeof told> = {}) => manager('dispatch.tell', { params: { projectId }, body: { ...told, ...more } })
const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => error.problem.reasons.map(({ code }) => code),
  )

test('the last word about a month counts; the earlier ones stay to be seen', async () => {
  expect(await tell()).toMatchObject({
    totalYuan: '1250040.50',
    progress: '0.3500',
    byName: '王管家',
    toldOn: '2024-03-20',
    isCurrent: true,
  })
  await tell({ constructionYuan: '900000' })
  await tell({ month: '2024-02' })
  const { entries } = await manager('dispatch.list', { params: { projectId } })
  expect(entries.map(({ month, constructionYuan, isCurrent }) => [month, constructionYuan, isCurrent])).toEqual([
    ['2024-03', '900000.00', true],
    ['2024-03', '1000000.00', false],
    ['2024-02', '1000000.00', true],
  ])
})

test('ten at once: one counts, all are kept', async () => {
  await Promise.all(Array.from({ length: 10 }, (_, index) => tell({ month: '2024-01', constructionYuan: String(index) })))
  const { entries } = await manager('dispatch.list', { params: { projectId } })
  const january = entries.filter(({ month }) => month === '2024-01')
  expect(january).toHaveLength(10)
  expect(january.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
  expect(january[0]?.isCurrent).toBe(true)
})

test('a month that has not come, negative amounts and land beyond other are refused together', async () => {
  expect(await codesOf(tell({ month: '2024-04', constructionYuan: '-1', landYuan: '41' }))).toEqual([
    'dispatch.month-ahead',
    'report.negative',
    'dispatch.land-in-other',
  ])
  await testUser(database, ctx.zone.zoneId, { login: 'li', role: 'service_manager', nameZh: '李管家' })
  const other = http.client('li@zone')
  await expect(other('dispatch.tell', { params: { projectId }, body: told })).rejects.toMatchObject({ problem: { status: 404 } })
})
