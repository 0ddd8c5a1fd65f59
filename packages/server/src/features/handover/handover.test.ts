import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PersonsWork } from '@ballast/contract/handover.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context, UserContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let app: Awaited<ReturnType<typeof testHttp>>['app']
let ctx: Context
let count = 0
let wang: UserContext
let li: UserContext

beforeAll(async () => {
  database = await testDatabase()
  ;({ app } = await testHttp(database))
})
afterAll(async () => {
  await app.close()
  await database.close()
})
beforeEach(async () => {
  count += 1
  ctx = await testZone(database, { code: `zone-${count}` })
  const { zoneId } = ctx.zone
  await testUser(database, zoneId, { login: 'admin', role: 'administrator' })
  wang = await testUser(database, zoneId, { login: 'wang', role: 'service_manager', nameZh: '王管家' })
  li = await testUser(database, zoneId, { login: 'li', role: 'service_manager', nameZh: '李管家' })
  const fen = (yuan: bigint) => (yuan * 10n * 10n) as never
  await save([
    { projectNo: 'A', nameZh: '甲项目', serviceManager: '王管家', totalFen: fen(2_900_000_000n) },
    { projectNo: 'B', nameZh: '乙项目', serviceManager: '王管家' },
    { projectNo: 'C', nameZh: '丙项目', serviceManager: '李管家', totalFen: fen(5n) },
  ])
})
const save = (rows: Parameters<typeof saveProjects>[2]) =>
  database.write(ctx.zone.zoneId, (tx) => saveProjects(tx, ctx, rows, { action: 'test' }))

async function ask(method: 'GET' | 'POST', userId: Uuid, body?: object, login = 'admin') {
  const headers = { 'x-ballast-user': `${login}@zone-${count}` }
  return app.inject({ method, url: `/api/v1/accounts/${userId}/handover`, headers, ...(body === undefined ? {} : { payload: body }) })
}
const preview = async (userId: Uuid) => (await ask('GET', userId)).json<PersonsWork>()
const carryOut = async (from: Uuid, to: Uuid, more: object = {}) => {
  const projectIds = (await preview(from)).projects.map((project) => project.projectId)
  return ask('POST', from, { to, projectIds, reason: '离职', ...more })
}
const codes = (answer: { json: () => { reasons: { code: string }[] } }) => answer.json().reasons.map(({ code }) => code)
const managers = () =>
  database.system(async (tx) => {
    const rows = await tx
      .selectFrom('project')
      .select(['project_no', 'service_manager'])
      .where('zone_id', '=', ctx.zone.zoneId)
      .orderBy('project_no')
      .execute()
    return rows.map((row) => `${row.project_no} ${row.service_manager}`)
  })
const follow = (projectNo: string, ...people: UserContext[]) =>
  database.system(async (tx) => {
    const { project_id } = await tx
      .selectFrom('project')
      .select('project_id')
      .where('zone_id', '=', ctx.zone.zoneId)
      .where('project_no', '=', projectNo)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('project_follower')
      .values(people.map(({ userId }) => ({ zone_id: ctx.zone.zoneId, project_id, user_id: userId })))
      .execute()
  })

/** An escalation of a project, open or closed. */
const escalate = (projectNo: string, closedOn: string | null) =>
  database.system((tx) =>
    sql`with rule as (
        insert into light_rule (zone_id, kind, name_zh, name_en, unit, red_after, owed_by, is_active, sort, source_kind)
        values (${ctx.zone.zoneId}, 'late-start', '迟开工', 'late', 'days', 1, 'service_manager', true, 1, 'entered')
        on conflict do nothing)
      insert into escalation (zone_id, escalation_id, project_id, kind, red_since_on, step, step_on, closed_on)
      select p.zone_id, ${newId()}, p.project_id, 'late-start', '2024-01-02', 'reminder', '2024-01-03', ${closedOn}::date
      from project p where p.zone_id = ${ctx.zone.zoneId} and p.project_no = ${projectNo}`.execute(tx),
  )

test('the preview counts projects and their totals to the fen, and what is followed', async () => {
  await follow('C', wang)
  expect(await preview(wang.userId)).toMatchObject({
    projects: [
      { projectNo: 'A', nameZh: '甲项目', totalYuan: '2900000000.00' },
      { projectNo: 'B', nameZh: '乙项目', totalYuan: null },
    ],
    totalYuan: '2900000000.00',
    followed: 1,
  })
})

test('all projects go to the other in one action, and both see it at once', async () => {
  await follow('B', wang, li)
  await follow('C', wang)
  await escalate('A', null)
  await escalate('B', '2024-01-10')
  expect((await carryOut(wang.userId, li.userId)).json()).toEqual({ projects: 2, escalations: 1, followed: 2 })
  expect(await managers()).toEqual(['A 李管家', 'B 李管家', 'C 李管家'])
  expect(await preview(wang.userId)).toEqual({ projects: [], totalYuan: '0.00', escalations: 0, followed: 0 })
  expect(await preview(li.userId)).toMatchObject({ totalYuan: '2900000005.00', escalations: 1, followed: 2 })
  const listed = async (login: string) =>
    (await app.inject({ url: '/api/v1/projects', headers: { 'x-ballast-user': `${login}@zone-${count}` } })).json<{ rows: object[] }>().rows
  expect([await listed('wang'), await listed('li')].map((rows) => rows.length)).toEqual([0, 3])
})

test('each project’s history and the trail of the account say so', async () => {
  await carryOut(wang.userId, li.userId)
  const entries = await database.system((tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['actor', 'subject_type', 'before', 'after'])
      .where('zone_id', '=', ctx.zone.zoneId)
      .where('action', '=', 'handover.carry-out')
      .orderBy('entry_id')
      .execute(),
  )
  expect(entries).toMatchObject([
    { actor: 'admin', subject_type: 'project', before: { serviceManager: '王管家' }, after: { serviceManager: '李管家' } },
    { actor: 'admin', subject_type: 'project' },
    { actor: 'admin', subject_type: 'account', after: { from: 'wang', to: 'li', projects: ['A', 'B'], reason: '离职' } },
  ])
})

test('when projects have come or gone since the preview, nothing is handed over', async () => {
  const { projects } = await preview(wang.userId)
  await save([{ projectNo: 'C', serviceManager: '王管家' }])
  const answer = await ask('POST', wang.userId, { to: li.userId, projectIds: projects.map(({ projectId }) => projectId), reason: '离职' })
  expect([answer.statusCode, codes(answer)]).toEqual([409, ['handover.projects-changed']])
  expect(await managers()).toEqual(['A 王管家', 'B 王管家', 'C 王管家'])
})

test('it is refused with every reason, and changes nothing', async () => {
  const { zoneId } = ctx.zone
  expect(codes(await carryOut(wang.userId, wang.userId))).toEqual(['handover.himself'])
  const gone = await testUser(database, zoneId, { login: 'gone', role: 'leader' })
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: false }).where('user_id', '=', gone.userId).execute())
  expect(codes(await carryOut(wang.userId, gone.userId))).toEqual(['handover.inactive', 'handover.no-manager'])
  expect(codes(await carryOut(gone.userId, li.userId))).toEqual(['handover.nothing'])
  expect((await carryOut(wang.userId, zoneId)).statusCode).toBe(404)
  expect((await ask('POST', wang.userId, { to: li.userId, projectIds: [], reason: 'x' }, 'li')).statusCode).toBe(403)
  expect(await managers()).toEqual(['A 王管家', 'B 王管家', 'C 李管家'])
})

test('a namesake who is no service manager hands over nothing of the manager’s', async () => {
  const namesake = await testUser(database, ctx.zone.zoneId, { login: 'namesake', role: 'leader', nameZh: '王管家' })
  expect(await preview(namesake.userId)).toMatchObject({ projects: [] })
})
