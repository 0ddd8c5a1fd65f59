// Every route as every role, as a stranger to the zone, and as another enterprise's user, held against the table of rights.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES, scopeOfGrant, type Role } from '@ballast/contract/roles.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { saveEnterprises } from '../features/enterprise/index.ts'
import { saveProjects } from '../features/project/index.ts'
import { testUser, testZone } from '../testing/context.ts'
import { testDatabase } from '../testing/database.ts'
import { testHttp } from '../testing/http.ts'
import type { Context } from './context.ts'
import type { Database, Place } from './database.ts'

let database: Database
let app: Awaited<ReturnType<typeof testHttp>>['app']
let ctx: Context
let strangers: Context
const ids: Record<string, Uuid> = {}

beforeAll(async () => {
  database = await testDatabase()
  ;({ app } = await testHttp(database))
  ctx = await testZone(database, { code: 'here' })
  strangers = await testZone(database, { code: 'elsewhere' })
  for (const role of ROLES) if (role !== 'planner') await testUser(database, ctx.zone.zoneId, { login: role, role, nameZh: `${role}甲` })
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }, { nameZh: '乙公司' }], { action: 'test' })
    await saveProjects(
      tx,
      ctx,
      [
        { projectNo: 'A', nameZh: '甲项目', owner: '甲公司', serviceManager: 'service_manager甲' },
        { projectNo: 'B', nameZh: '乙项目', owner: '乙公司', serviceManager: '别人' },
        { projectNo: 'C', nameZh: '无主项目' },
      ],
      { action: 'test' },
    )
    const { rows } = await sql<{ key: string; id: Uuid }>`
      select project_no as key, project_id as id from project union all select name_zh, enterprise_id from enterprise`.execute(tx)
    for (const { key, id } of rows) ids[key] = id
  })
  for (const [login, enterprise] of [
    ['reporter-a', '甲公司'],
    ['reporter-b', '乙公司'],
  ] as const) {
    const enterpriseId = ids[enterprise] as Uuid
    await testUser(database, ctx.zone.zoneId, { login, role: 'enterprise_reporter', enterpriseId })
  }
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const NOWHERE = '00000000-0000-7000-8000-000000000000'
const guarded = (Object.entries(routes) as [RouteId, RouteDefinition][]).filter(([, route]) => route.rights !== 'anyone')

async function ask(route: RouteDefinition, login: string, params: Record<string, string> = {}) {
  const url = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? (name === 'year' ? '2024' : NOWHERE))
  const answer = await app.inject({
    method: route.method,
    url,
    headers: { 'x-ballast-user': login, 'if-match': '"1"' },
    ...(route.body === undefined ? {} : { payload: {} }),
  })
  return {
    status: answer.statusCode,
    code: answer.headers['content-type']?.toString().includes('problem') ? answer.json<{ code: string }>().code : '',
    // The history of what is not there, or not for who asks, is an empty list.
    isEmptyHistory: answer.statusCode === 200 && answer.body === '{"entries":[],"next":null}',
  }
}

test('every route answers every role as the table of rights says', async () => {
  const wrong: string[] = []
  let asked = 0
  for (const [id, route] of guarded) {
    for (const role of ROLES) {
      const { code, status } = await ask(route, `${role}@here`)
      asked += 1
      const may = scopeOfGrant(route.rights as Exclude<RouteDefinition['rights'], 'anyone'>, { role, bureauOnly: false }) !== undefined
      if (may === (code === 'action.forbidden')) wrong.push(`${id} as ${role}: ${status} ${code}`)
      if (status >= 500) wrong.push(`${id} as ${role}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
  expect(asked).toBe(guarded.length * ROLES.length)
})

test('a planner of another zone reaches nothing of this one by its ids, whatever the route', async () => {
  const params = { projectId: ids['A'] as string, enterpriseId: ids['甲公司'] as string, userId: ctx.user.userId }
  const entries = () =>
    database.system(
      async (tx) => (await tx.selectFrom('audit_entry').select('entry_id').where('zone_id', '=', ctx.zone.zoneId).execute()).length,
    )
  const before = await entries()
  const reached: string[] = []
  for (const [id, route] of guarded.filter(([, { path }]) => /\{(projectId|enterpriseId|userId)\}/.test(path))) {
    for (const role of ['planner', 'administrator'] as const) {
      if (role === 'administrator') await testUser(database, strangers.zone.zoneId, { login: `admin-${id}`, role })
      const { status, isEmptyHistory } = await ask(route, role === 'planner' ? 'planner@elsewhere' : `admin-${id}@elsewhere`, params)
      if (status < 400 && !isEmptyHistory) reached.push(`${id} as ${role}: ${status}`)
    }
  }
  expect(reached).toEqual([])
  expect(await entries()).toBe(before)
})

test('a reporter of another enterprise, and another service manager, reach nothing of a project by its ids, whatever the route', async () => {
  const reached: string[] = []
  let asked = 0
  for (const [login, ofProject, ofEnterprise] of [
    ['reporter-b', 'A', '甲公司'],
    ['service_manager', 'B', '乙公司'],
  ] as const) {
    const params = { projectId: ids[ofProject] as string, enterpriseId: ids[ofEnterprise] as string }
    for (const [id, route] of guarded.filter(([, { path }]) => /\{(projectId|enterpriseId)\}/.test(path))) {
      const { status, isEmptyHistory } = await ask(route, `${login}@here`, params)
      asked += 1
      if (!isEmptyHistory && (status < 400 || status >= 500)) reached.push(`${id} as ${login}: ${status}`)
    }
  }
  expect(reached).toEqual([])
  expect(asked).toBeGreaterThan(50)
})

const listed = async (login: string, path: string): Promise<string[]> =>
  (await app.inject({ url: `/api/v1/${path}`, headers: { 'x-ballast-user': `${login}@here` } }))
    .json<{ rows: { nameZh: string }[] }>()
    .rows.map(({ nameZh }) => nameZh)
const shown = async (login: string, path: string): Promise<number> =>
  (await app.inject({ url: `/api/v1/${path}`, headers: { 'x-ballast-user': `${login}@here` } })).statusCode

test('an enterprise sees itself and its projects; a service manager his; the office all', async () => {
  expect(await listed('reporter-a', 'projects')).toEqual(['甲项目'])
  expect(await listed('reporter-b', 'projects')).toEqual(['乙项目'])
  expect(await listed('reporter-a', 'enterprises')).toEqual(['甲公司'])
  expect(await listed('service_manager', 'projects')).toEqual(['甲项目'])
  expect(await listed('service_manager', 'enterprises')).toEqual(['甲公司'])
  expect((await listed('leader', 'projects')).toSorted()).toEqual(['乙项目', '无主项目', '甲项目'].toSorted())
  for (const [login, project, status] of [
    ['reporter-a', 'A', 200],
    ['reporter-b', 'A', 404],
    ['service_manager', 'B', 404],
    ['leader', 'C', 200],
  ] as const) {
    expect([login, project, await shown(login, `projects/${ids[project]}`)]).toEqual([login, project, status])
  }
  expect(await shown('reporter-b', `enterprises/${ids['甲公司']}`)).toBe(404)
})

test('an export holds what the list shows, and no plan for who may not see the plan', async () => {
  const exported = async (login: string, resource: string) => {
    const answer = await app.inject({ url: `/api/v1/exports/${resource}?format=csv`, headers: { 'x-ballast-user': `${login}@here` } })
    return answer.statusCode === 200 ? ['甲项目', '乙项目', '无主项目'].filter((name) => answer.body.includes(name)) : answer.statusCode
  }
  expect(await exported('reporter-a', 'projects')).toEqual(['甲项目'])
  expect(await exported('service_manager', 'projects')).toEqual(['甲项目'])
  expect(await exported('leader', 'projects')).toHaveLength(3)
  expect(await exported('reporter-a', 'plan')).toBe(403)
})

test('a grant that is held to a bureau reaches its projects, and nothing that is about the zone as a whole', async () => {
  await database.system((tx) =>
    tx
      .updateTable('project')
      .set({ bureau_code: 'edb' })
      .where('project_id', '=', ids['B'] as Uuid)
      .execute(),
  )
  await testUser(database, ctx.zone.zoneId, { login: 'held', role: 'approver', bureauOnly: true, bureauCode: 'edb' })
  expect(await listed('held', 'projects')).toEqual(['乙项目'])
  expect(await shown('held', `projects/${ids['A']}`)).toBe(404)
  expect(await shown('held', 'cockpit/2024')).toBe(403)
})

test('the database itself shows an enterprise nothing of another, with hand-written SQL', async () => {
  const place: Place = {
    zoneId: ctx.zone.zoneId,
    reach: { userId: NOWHERE as Uuid, enterpriseId: ids['甲公司'] as Uuid, manager: null, bureau: null },
  }
  const seen = (query: string) =>
    database.read(place, async (tx) => (await sql.raw<{ name: string }>(query).execute(tx)).rows.map(({ name }) => name))
  expect(await seen('select name_zh as name from project')).toEqual(['甲项目'])
  expect(await seen('select name_zh as name from enterprise')).toEqual(['甲公司'])
  for (const table of [
    'app_user',
    'user_password',
    'user_session',
    'user_second_factor',
    'user_identity',
    'spent_logout_token',
    'api_token',
    'deputy',
    'plan_node',
    'plan_target',
    'import_file',
    'sign_in_failure',
  ]) {
    expect([table, await seen(`select zone_id::text as name from ${table}`)]).toEqual([table, []])
  }
  const write = (query: string) => database.write(place, (tx) => sql.raw(query).execute(tx))
  await expect(write(`update project set name_zh = '?'`)).rejects.toThrow(/permission denied/)
  await expect(write(`delete from audit_entry`)).rejects.toThrow(/permission denied/)
})

test('a setting cannot be closed by what stands in it', async () => {
  const reach = { userId: NOWHERE as Uuid, enterpriseId: null, manager: `x'; set local role none; --`, bureau: null }
  const role = await database.read({ zoneId: ctx.zone.zoneId, reach }, async (tx) => {
    const { rows } = await sql<{ role: string; manager: string }>`
      select current_user::text as role, current_setting('ballast.manager') as manager`.execute(tx)
    return rows[0]
  })
  expect(role).toEqual({ role: 'ballast_scoped', manager: `x'; set local role none; --` })
})

test('every role has something to do', () => {
  const idle = ROLES.filter((role: Role) => !guarded.some(([, { rights }]) => rights !== 'anyone' && rights[role] !== undefined))
  expect(idle).toEqual([])
})
