// Each thing that people are told of, done through the HTTP surface by whoever does it, and who hears of it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '@ballast/contract/roles.ts'
import type { Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { sql } from 'kysely'
import type { Context, UserContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { pdfOf, testFiles, tusAs } from '../../testing/files.ts'
import { testHttp } from '../../testing/http.ts'
import { testLife } from '../../testing/life.ts'
import { toldOf } from '../../testing/told.ts'
import { setBusinessDate, testLights, testWatched } from '../../testing/watched.ts'

const files = testFiles()
let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let ctx: Context
let as: (login: string) => Client
let projectId: Uuid
const people: Record<string, UserContext> = {}
const EVERYBODY = ['planner', 'admin', 'wang', 'li', 'leader', 'follower'].map((login) => `${login}@events`)

beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database, { files })
  as = (login) => http.client(`${login}@events`)
  ctx = await testZone(database, { code: 'events' })
  const given: [string, Role, string][] = [
    ['admin', 'administrator', '方十'],
    ['wang', 'service_manager', '王管家'],
    ['li', 'service_manager', '李管家'],
    ['leader', 'leader', '周五'],
    ['follower', 'finance', '李六'],
  ]
  for (const [login, role, nameZh] of given) people[login] = await testUser(database, ctx.zone.zoneId, { login, role, nameZh })
  await testLights(database, ctx)
  await testLife(database, ctx, { gates: ['signing', 'construction_start'], conditions: [] })
})
afterAll(async () => {
  await http.app.close()
  await database.close()
  await files.remove()
})
beforeEach(async () => {
  for (const table of ['evidence_upload', 'evidence', 'project', 'notification_event']) {
    await database.system((tx) => sql`delete from ${sql.table(table)}`.execute(tx))
  }
  await setBusinessDate(database, ctx, '2024-02-01')
  projectId = await testWatched(database, ctx, {
    projectNo: 'LATE',
    serviceManager: '王管家',
    dates: { construction_start: { planned: '2023-11-10' } },
  })
  await database.system((tx) => sql`update project set type_code = 'plant'`.execute(tx))
  await as('follower')('project.follow', { params: { projectId } })
})

const told = () => toldOf(database, ctx.zone.zoneId, http.client, EVERYBODY)
const texts = async (login: string, language = 'zh-CN') =>
  (await http.client(`${login}@events`, language)('notification.list', { query: {} })).rows.map(({ text }) => text)

test('a reminder and a letter go to who owes, the last step to the leadership as well, the reply to who asked', async () => {
  const run = async (on: string) => {
    await setBusinessDate(database, ctx, on)
    await as('planner')('escalation.run', { body: {} })
  }
  await run('2024-02-01')
  await run('2024-02-07')
  const [row] = (await as('planner')('escalation.list', { query: {} })).rows
  const link = `/escalations/${row?.escalationId}`
  expect(await told()).toEqual({ wang: [`escalation-reminder ${link}`, `escalation-supervision ${link}`] })
  expect(await texts('wang')).toEqual([
    '「LATE项目」亮红灯：未按计划月开工，自 2024-02-01 起。已发督办单〔2024〕1 号，请王管家于 2024-02-20 前回复。',
    '「LATE项目」亮红灯：未按计划月开工，自 2024-02-01 起。请王管家处理。',
  ])
  await as('wang')('escalation.reply', {
    params: { escalationId: row?.escalationId ?? '' },
    body: { text: '月底进场', promisedOn: '2024-02-29' },
    ifMatch: row?.version ?? '',
  })
  expect(await told()).toMatchObject({ planner: [`escalation-replied ${link}`], follower: [`escalation-replied ${link}`] })
  expect(await texts('planner', 'en')).toEqual(['Tester replied about “Project LATE” and promises it by 2024-02-29: 月底进场'])
  await run('2024-03-01')
  expect(await told()).toMatchObject({ leader: [`escalation-leadership ${link}`] })
  expect((await told())['li']).toBeUndefined()
})

test('an update reaches the followers, and not its writer', async () => {
  await as('wang')('project.follow', { params: { projectId } })
  await as('wang')('project-update.write', { params: { projectId }, body: { text: '桩基完成' } })
  expect(await told()).toEqual({ follower: [`project-updated /projects/${projectId}`] })
  expect(await texts('follower')).toEqual(['「LATE项目」本月进展（王管家）：桩基完成'])
})

test('a gate passed and taken back reaches the service manager and the followers', async () => {
  const params = { projectId }
  const version = async () => (await as('planner')('gate.show', { params })).gates.find(({ gate }) => gate === 'signing')?.version ?? '0'
  await as('planner')('gate.pass-signing', { params, body: { on: '2024-01-10' }, ifMatch: await version() })
  await as('planner')('gate.reopen', { params: { ...params, gate: 'signing' }, body: { reason: '协议未盖章' }, ifMatch: await version() })
  const both = [`gate-passed /projects/${projectId}?tab=gates`, `gate-reopened /projects/${projectId}?tab=gates`]
  expect(await told()).toEqual({ wang: both, follower: both })
  expect(await texts('wang')).toEqual([
    '「LATE项目」的节点「签约」被退回（测试员）：协议未盖章',
    '「LATE项目」已通过节点「签约」，日期 2024-01-10（测试员）',
  ])
})

test('who takes projects over hears of it once, whether one is edited or all are handed over', async () => {
  const [wang, li] = [people['wang'], people['li']] as [UserContext, UserContext]
  const edited = await as('planner')('project.show', { params: { projectId } })
  await as('planner')('project.edit', { params: { projectId }, body: { serviceManager: '李管家' }, ifMatch: edited.version })
  expect(await told()).toEqual({ li: [`project-handed-over /projects/${projectId}`] })
  await testWatched(database, ctx, { projectNo: 'SECOND', serviceManager: '李管家', dates: {} })
  const { projects } = await as('admin')('handover.preview', { params: { userId: li.userId } })
  const projectIds = projects.map((project) => project.projectId)
  await as('admin')('handover.carry-out', { params: { userId: li.userId }, body: { to: wang.userId, projectIds, reason: '调岗' } })
  expect((await told())['wang']).toEqual(['project-handed-over /my-projects'])
  expect(await texts('wang')).toEqual(['方十把 2 个项目交由您服务：LATE项目、SECOND项目'])
})

test('a deputy and whom he stands in for hear of it', async () => {
  const body = {
    absent: people['wang']?.userId ?? '',
    deputy: people['li']?.userId ?? '',
    fromOn: '2024-02-01',
    untilOn: '2024-02-09',
    reason: '休假',
  }
  await as('admin')('deputy.appoint', { body })
  expect(await told()).toEqual({ wang: ['deputy-appointed /account'], li: ['deputy-appointed /account'] })
  expect(await texts('li')).toEqual(['李管家自 2024-02-01 至 2024-02-09 代理王管家（方十授权）：休假'])
})

test('evidence that is withdrawn reaches the service manager', async () => {
  await tusAs(http.app, 'planner@events').bring(projectId, '照片.pdf', pdfOf('照片'), ['project', projectId])
  const [row] = (await as('planner')('evidence.list', { params: { projectId }, query: {} })).rows
  const params = { evidenceId: row?.evidenceId ?? '' }
  await as('planner')('evidence.withdraw', { params, body: { reason: '传错' }, ifMatch: row?.version ?? '' })
  expect(await told()).toEqual({ wang: [`evidence-withdrawn /projects/${projectId}?tab=evidence`] })
  expect(await texts('wang')).toEqual(['测试员撤回了「LATE项目」的佐证材料「照片.pdf」：传错'])
})

test('marking: one read and unread again, all that were seen, and nothing of others', async () => {
  for (const text of ['一', '二', '三']) await as('wang')('project-update.write', { params: { projectId }, body: { text } })
  await told()
  const mine = as('follower')
  const list = async (query = {}) => (await mine('notification.list', { query })).rows
  const [third, second, first] = await list()
  expect(await mine('notification.unread', {})).toEqual({ unread: 3 })
  const mark = (ids: (string | undefined)[], isRead = true) =>
    mine('notification.mark', { body: { notificationIds: ids as string[], isRead } })
  expect(await mark([third?.notificationId])).toEqual({ unread: 2 })
  expect((await list({ unread: true })).map(({ notificationId }) => notificationId)).toEqual([
    second?.notificationId,
    first?.notificationId,
  ])
  expect(await mark([third?.notificationId], false)).toEqual({ unread: 3 })
  const stolen = await as('leader')('notification.mark', { body: { notificationIds: [first?.notificationId ?? ''], isRead: true } })
  expect(stolen).toEqual({ unread: 0 })
  expect(await mine('notification.mark-all', { body: { until: second?.notificationId ?? '' } })).toEqual({ unread: 1 })
  expect((await list({ kind: 'gate-passed' })).length).toBe(0)
  const page = await mine('notification.list', { query: { limit: 2 } })
  expect(page.rows).toHaveLength(2)
  expect((await mine('notification.list', { query: { limit: 2, cursor: page.next ?? '' } })).rows).toHaveLength(1)
})
