import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '@ballast/contract/roles.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { handlers } from '../../handlers.ts'
import type { AuditHeads } from '../../platform/audit-heads.ts'
import { sealZone } from '../../platform/audit-seal.ts'
import { verifyAudit } from '../../platform/audit-verify.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Context, UserContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { buildHttp } from '../../platform/http.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { identifier } from '../../testing/http.ts'
import { hashPassword, setPassword } from '../account/index.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveProjects } from '../project/index.ts'

const PASSWORD = 'Right-Password-1'
let database: Database
let app: Awaited<ReturnType<typeof buildHttp>>
let hash: string
let ctx: Context
let count = 0
let wang: UserContext
let li: UserContext

beforeAll(async () => {
  database = await testDatabase()
  hash = await hashPassword(PASSWORD)
  app = await buildHttp({
    database,
    handlers,
    clock: systemClock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(systemClock, 'machine'),
    requestsPerMinute: 1_000_000,
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})
/** A zone on 2024-02-08 with two service managers, each with a project, and an administrator. */
beforeEach(async () => {
  count += 1
  ctx = await testZone(database, { code: `zone-${count}`, businessOn: '2024-02-08' })
  wang = await withPassword({ login: 'wang', role: 'service_manager', nameZh: '王管家' })
  li = await withPassword({ login: 'li', role: 'service_manager', nameZh: '李管家' })
  await withPassword({ login: 'admin', role: 'administrator' })
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }, { nameZh: '乙公司' }], { action: 'test' })
    const rows = [
      { projectNo: 'A', nameZh: '甲项目', serviceManager: '王管家' },
      { projectNo: 'B', nameZh: '乙项目', serviceManager: '李管家' },
    ]
    await saveProjects(tx, ctx, rows, { action: 'test' })
  })
})

async function withPassword(given: { login: string; role: Role; nameZh?: string; enterpriseId?: Uuid }): Promise<UserContext> {
  const user = await testUser(database, ctx.zone.zoneId, given)
  await database.write(ctx.zone.zoneId, (tx) =>
    setPassword(tx, ctx.zone.zoneId, { userId: user.userId, hash, mustChange: false, at: systemClock.now() }),
  )
  return user
}
const onDay = (day: string) =>
  database.system((tx) =>
    tx
      .updateTable('zone')
      .set({ business_on: day as never })
      .where('zone_id', '=', ctx.zone.zoneId)
      .execute(),
  )

type Browser = Record<string, string>
async function send(from: Browser, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) {
  const answer = await app.inject({ method, url: `/api/v1/${url}`, cookies: from, ...(body === undefined ? {} : { payload: body }) })
  for (const { name, value } of answer.cookies) from[name] = value
  return answer
}
async function signedIn(login: string): Promise<Browser> {
  const browser: Browser = {}
  expect((await send(browser, 'POST', 'session', { login: `${login}@zone-${count}`, password: PASSWORD })).statusCode).toBe(200)
  return browser
}
const asAdmin = { authorization: 'Bearer machine' }
async function appoint(body: object) {
  const headers = { ...asAdmin, 'x-ballast-user': `admin@zone-${count}` }
  return app.inject({ method: 'POST', url: '/api/v1/deputies', headers, payload: { reason: '春节值班', ...body } })
}
const spring = () => ({ absent: wang.userId, deputy: li.userId, fromOn: '2024-02-09', untilOn: '2024-02-18' })
const act = async (browser: Browser, userId: Uuid | null) => (await send(browser, 'PUT', 'session/acting-for', { userId })).statusCode
interface Shown {
  user: { login: string; roles: string[] }
  actions: string[]
  actsFor: { login: string } | null
  mayActFor: { login: string; untilOn: string }[]
}
const session = async (browser: Browser) => (await send(browser, 'GET', 'session')).json<Shown>()
const projects = async (browser: Browser) =>
  (await send(browser, 'GET', 'projects')).json<{ rows: { projectNo: string }[] }>().rows.map((row) => row.projectNo)

test('a deputy reaches what the absent person reaches from the first day to the last, by the business date', async () => {
  expect((await appoint(spring())).json()).toMatchObject({ state: 'coming', absent: { login: 'wang' }, deputy: { login: 'li' } })
  const browser = await signedIn('li')
  expect([await act(browser, wang.userId), (await session(browser)).mayActFor]).toEqual([422, []])

  await onDay('2024-02-09')
  expect((await session(browser)).mayActFor).toMatchObject([{ login: 'wang', nameZh: '王管家', untilOn: '2024-02-18' }])
  expect(await act(browser, wang.userId)).toBe(200)
  expect(await session(browser)).toMatchObject({ user: { login: 'li' }, actsFor: { login: 'wang' } })
  expect(await projects(browser)).toEqual(['A'])

  await onDay('2024-02-18')
  expect([await projects(browser), (await session(browser)).actsFor?.login]).toEqual([['A'], 'wang'])
  await onDay('2024-02-19')
  expect([await projects(browser), await session(browser)]).toMatchObject([['B'], { actsFor: null, mayActFor: [] }])
  expect(await act(browser, wang.userId)).toBe(422)
})

test('he is himself again when he says so, and in every other session', async () => {
  await appoint({ ...spring(), fromOn: '2024-02-01' })
  const [browser, other] = [await signedIn('li'), await signedIn('li')]
  await act(browser, wang.userId)
  expect([await projects(browser), await projects(other)]).toEqual([['A'], ['B']])
  expect(await act(browser, null)).toBe(200)
  expect(await projects(browser)).toEqual(['B'])
})

test('he has the roles of the absent person, no more and no fewer: route, rows and button alike', async () => {
  const leader = await withPassword({ login: 'boss', role: 'leader' })
  await appoint({ ...spring(), absent: leader.userId, fromOn: '2024-02-01' })
  const [browser, boss] = [await signedIn('li'), await signedIn('boss')]
  expect((await send(browser, 'GET', 'cockpit/2024')).json()).toMatchObject({ code: 'action.forbidden' })
  await act(browser, leader.userId)
  const [mine, his] = [await session(browser), await session(boss)]
  expect([mine.actions, mine.user.roles]).toEqual([his.actions, his.user.roles])
  expect((await send(browser, 'GET', 'cockpit/2024')).json()).not.toMatchObject({ code: 'action.forbidden' })
  expect((await projects(browser)).toSorted()).toEqual(['A', 'B'])
  expect((await send(browser, 'GET', 'accounts')).statusCode).toBe(403)
})

test('what a deputy does says who did it and for whom, and the trail proves it', async () => {
  const planner = await withPassword({ login: 'plan', role: 'planner', nameZh: '周计划' })
  await appoint({ ...spring(), absent: planner.userId, fromOn: '2024-02-01' })
  const browser = await signedIn('li')
  await act(browser, planner.userId)
  expect((await send(browser, 'POST', 'enterprises', { nameZh: '丙公司' })).statusCode).toBe(200)
  const entries = await database.system((tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['action', 'actor', 'actor_name', 'on_behalf_of'])
      .where('zone_id', '=', ctx.zone.zoneId)
      .orderBy('entry_id', 'desc')
      .limit(2)
      .execute(),
  )
  expect(entries).toEqual([
    { action: 'enterprise.create', actor: 'li', actor_name: '李管家（代周计划）', on_behalf_of: 'plan' },
    { action: 'deputy.act', actor: 'li', actor_name: '李管家', on_behalf_of: null },
  ])
  const heads = { of: () => [], append: () => undefined } as unknown as AuditHeads
  await sealZone({ database, keys: [TEST_AUDIT_KEY], heads, clock: systemClock }, ctx.zone.zoneId, { full: true })
  const verify = async () => (await verifyAudit(database, [TEST_AUDIT_KEY], heads, ctx.zone.zoneId)).findings.map(({ kind }) => kind)
  expect(await verify()).toEqual([])
  for (const forged of ['wang', null]) {
    await database.system((tx) =>
      sql`update audit_entry set on_behalf_of = ${forged} where zone_id = ${ctx.zone.zoneId} and action = 'enterprise.create'`.execute(tx),
    )
    expect(await verify()).toEqual(['entry-changed'])
  }
})

test('revoked, it ends at once; so it does when the absent person’s account is closed', async () => {
  const { deputyId } = (await appoint({ ...spring(), fromOn: '2024-02-01' })).json<{ deputyId: string }>()
  const browser = await signedIn('li')
  await act(browser, wang.userId)
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: false }).where('user_id', '=', wang.userId).execute())
  expect([await projects(browser), (await session(browser)).mayActFor]).toEqual([['B'], []])
  await database.system((tx) => tx.updateTable('app_user').set({ is_active: true }).where('user_id', '=', wang.userId).execute())
  expect(await projects(browser)).toEqual(['A'])
  const admin = await signedIn('admin')
  expect((await send(admin, 'DELETE', `deputies/${deputyId}`)).json()).toMatchObject({ state: 'revoked' })
  expect(await projects(browser)).toEqual(['B'])
  expect((await send(admin, 'GET', 'deputies')).json()).toMatchObject({ deputies: [{ deputyId, state: 'revoked', appointedBy: 'admin' }] })
})

test('to stand in is not handed on: who stands in for a deputy does not reach what that one reaches for another', async () => {
  const zhao = await withPassword({ login: 'zhao', role: 'service_manager', nameZh: '赵管家' })
  await appoint({ ...spring(), fromOn: '2024-02-01' })
  await appoint({ absent: li.userId, deputy: zhao.userId, fromOn: '2024-02-01', untilOn: '2024-02-18' })
  const browser = await signedIn('zhao')
  expect(await act(browser, wang.userId)).toBe(422)
  await act(browser, li.userId)
  expect([await act(browser, wang.userId), await projects(browser)]).toEqual([422, ['B']])
})

test('while he stands in he makes no token: it would be his own, with the rights of the other', async () => {
  await appoint({ ...spring(), fromOn: '2024-02-01' })
  const browser = await signedIn('li')
  await act(browser, wang.userId)
  const make = () => send(browser, 'POST', 'account/tokens', { name: 'x', days: 1, actions: null })
  expect((await make()).json()).toMatchObject({ reasons: [{ code: 'token.while-acting' }] })
  await act(browser, null)
  expect((await make()).statusCode).toBe(200)
})

test('an appointment is refused with every reason, and only administrators make one', async () => {
  const enterpriseId = await database.read(ctx.zone.zoneId, async (tx) => {
    const { enterprise_id: id } = await tx.selectFrom('enterprise').select('enterprise_id').limit(1).executeTakeFirstOrThrow()
    return id
  })
  const reporter = await withPassword({ login: 'reporter', role: 'enterprise_reporter', enterpriseId })
  const refused = await appoint({ absent: reporter.userId, deputy: li.userId, fromOn: '2024-01-01', untilOn: '2024-02-07' })
  expect(refused.json<{ reasons: { code: string }[] }>().reasons.map(({ code }) => code)).toEqual([
    'deputy.another-enterprise',
    'deputy.period-over',
  ])
  expect((await appoint({ ...spring(), absent: ctx.zone.zoneId })).statusCode).toBe(404)
  expect((await send(await signedIn('li'), 'POST', 'deputies', { ...spring(), reason: 'x' })).statusCode).toBe(403)
})

test('a command acts as who it is', async () => {
  await appoint({ ...spring(), fromOn: '2024-02-01' })
  const headers = { ...asAdmin, 'x-ballast-user': `li@zone-${count}` }
  const answer = await app.inject({ method: 'PUT', url: '/api/v1/session/acting-for', headers, payload: { userId: wang.userId } })
  expect(answer.json()).toMatchObject({ code: 'deputy.no-session' })
})
