import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError, Client } from '@ballast/contract/client.ts'
import type { Registration } from '@ballast/contract/registration.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testLife } from '../../testing/life.ts'
import { testLights, testWatched } from '../../testing/watched.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let ctx: Context
let http: Awaited<ReturnType<typeof testHttp>>
const ids: Record<string, Uuid> = {}
const as = (login: string) => http.client(`${login}@zone`)

beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
  ctx = await testZone(database, { code: 'zone', businessOn: '2024-03-06' })
  const { zoneId } = ctx.zone
  await testLights(database, ctx)
  await database.write(zoneId, (tx) =>
    saveEnterprises(tx, ctx, [{ nameZh: '甲（北京）公司', creditCode: '91350200776049653A' }, { nameZh: '乙公司' }], { action: 'test' }),
  )
  const { rows } = await database.system((tx) =>
    sql<{ name: string; id: Uuid }>`select name_zh as name, enterprise_id as id from enterprise where zone_id = ${zoneId}`.execute(tx),
  )
  const enterpriseOf = (name: string) => rows.find((row) => row.name === name)?.id as Uuid
  await testUser(database, zoneId, { login: 'reporter', role: 'enterprise_reporter', enterpriseId: enterpriseOf('甲（北京）公司') })
  await testUser(database, zoneId, { login: 'other', role: 'enterprise_reporter', enterpriseId: enterpriseOf('乙公司') })
  await testUser(database, zoneId, { login: 'manager', role: 'service_manager', nameZh: '王管家' })
  await testUser(database, zoneId, { login: 'officer', role: 'statistics_officer', nameZh: '统计员' })
  await testUser(database, zoneId, { login: 'leader', role: 'leader' })
  const dates = { construction_start: { planned: '2024-02-20', actual: '2024-02-26' }, completion: { planned: '2025-06-30' } }
  for (const [projectNo, owner] of [
    ['A', '甲（北京）公司'],
    ['B', '甲（北京）公司'],
    ['C', '乙公司'],
  ] as const)
    ids[projectNo] = await testWatched(database, ctx, { projectNo, owner, serviceManager: '王管家', totalFen: 600_000_000n, dates })
  const codes = { A: '2310-360198-04-01-300275', B: '2603-141124-89-05-346948', C: '2411-130202-89-01-637015' }
  await database.write(zoneId, (tx) =>
    saveProjects(
      tx,
      ctx,
      Object.entries(codes).map(([projectNo, projectCode]) => ({
        projectNo,
        projectCode,
        industryCode: 'C3974',
        statAreaCode: '110115403001',
      })),
      { action: 'test' },
    ),
  )
  await testLife(database, ctx, {
    gates: ['registration', 'construction_start', 'completion'],
    conditions: [
      { code: 'contract', gate: 'registration', owedBy: 'enterprise_reporter' },
      { code: 'construction-permit', gate: 'construction_start', owedBy: 'approver', kind: 'permit' },
    ],
  })
  await database.write(zoneId, (tx) =>
    sql`insert into gate_fulfilment (zone_id, project_id, condition_code, fulfilled_on, document_no, fulfilled_by, fulfilled_at, source_kind)
      select zone_id, project_id, 'construction-permit', '2024-02-01', 'XK-' || project_no, 'test', now(), 'entered' from project`.execute(
      tx,
    ),
  )
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const show = (client: Client, projectNo: string): Promise<Registration> =>
  client('registration.show', { params: { projectId: ids[projectNo] as string } })
const of = (projectNo: string) => ({ params: { projectId: ids[projectNo] as string } })
const refusedWith = (request: Promise<unknown>): Promise<string[]> =>
  request.then(
    () => [],
    (error: ProblemError) => error.problem.reasons.map(({ code, at }) => (at === undefined ? code : `${code} ${at}`)),
  )
const statusOf = (request: Promise<unknown>): Promise<number> =>
  request.then(
    () => 200,
    (error: ProblemError) => error.problem.status,
  )
async function save(projectNo: string, change: Partial<Registration['declared']> = {}, explanations = {}): Promise<Registration> {
  const now = await show(as('reporter'), projectNo)
  return as('reporter')('registration.save', {
    ...of(projectNo),
    body: { declared: { ...now.declared, ...change }, explanations },
    ifMatch: now.version,
  })
}
const bring = (projectNo: string) =>
  as('reporter')('gate.fulfil', {
    params: { projectId: ids[projectNo] as string, conditionCode: 'contract' },
    body: { fulfilledOn: '2024-03-01', documentNo: 'HT-1' },
    ifMatch: '0',
  })

test('a pack that nobody has begun states what the registers say, and lacks what nobody has brought', async () => {
  const { declared, checks, state, open, items, next } = await show(as('reporter'), 'A')
  expect(state).toBe('none')
  expect(declared).toMatchObject({
    unitName: '甲（北京）公司',
    creditCode: '91350200776049653A',
    totalYuan: '6000000.00',
    startOn: '2024-02-26',
    completionOn: '2025-06-30',
    permitNo: 'XK-A',
  })
  expect(checks.every(({ outcome }) => outcome === 'ok')).toBe(true)
  expect(items.map(({ item, isMet }) => [item, isMet])).toEqual([['contract', false]])
  expect(open).toEqual(['缺「条件contract」，由企业填报人办理'])
  expect(next).toEqual({ month: '2024-03', dueOn: '2024-03-07' })
})

test('what differs is refused with both sides; what may differ passes with an explanation', async () => {
  const { version } = await save('A', { totalYuan: '6500000', industryCode: null, unitName: '丙公司', contractParty: '丙公司' })
  const submit = () => as('reporter')('registration.submit', { ...of('A'), ifMatch: version })
  expect(await refusedWith(submit())).toEqual([
    'registration.check-differs unit-name',
    'registration.check-differs total',
    'registration.check-missing industry',
    'gate.condition-missing',
  ])
  await bring('A')
  const facts = { unitName: '甲(北京)公司', contractParty: '甲(北京)公司', industryCode: 'C3974', totalYuan: '6500000.00' }
  const mended = await save('A', facts, { total: '备案已变更' })
  expect(mended.open).toEqual([])
  expect(mended.checks.find(({ check }) => check === 'total')).toMatchObject({
    outcome: 'differs',
    declared: '6500000.00',
    known: '6000000.00',
    explanation: '备案已变更',
  })
})

test('handed in, returned with coded reasons, handed in again, accepted by another, registered: the gate is passed by that', async () => {
  const draft = await show(as('reporter'), 'A')
  const submitted = await as('reporter')('registration.submit', { ...of('A'), ifMatch: draft.version })
  expect(submitted).toMatchObject({ state: 'submitted', batch: '2024-03', submittedBy: 'reporter' })
  expect(await refusedWith(save('A'))).toEqual(['registration.cannot-save'])
  // Whoever saw an older pack is told how it stands.
  expect(await statusOf(as('officer')('registration.accept', { ...of('A'), ifMatch: draft.version }))).toBe(409)
  const { version } = submitted
  const items = [
    { item: 'contract', reasonCode: 'unreadable' as const, note: '缺最后一页' },
    { item: 'nothing', reasonCode: 'other' as const },
  ]
  const sendBack = (list: typeof items) =>
    as('officer')('registration.return', { ...of('A'), body: { items: list, note: '请补正' }, ifMatch: version })
  expect(await refusedWith(sendBack(items))).toEqual(['registration.no-such-item items.1'])
  const returned = await sendBack(items.slice(0, 1))
  expect(returned).toMatchObject({ state: 'returned', batch: null })
  const again = await as('reporter')('registration.submit', { ...of('A'), ifMatch: returned.version })
  const registering = (seen: string, libraryNo = 'BJ-2024-0001', on = '2024-03-05') =>
    as('officer')('registration.register', { ...of('A'), body: { on, libraryNo }, ifMatch: seen })
  expect(await refusedWith(registering(again.version))).toEqual(['registration.cannot-register'])
  const accepted = await as('officer')('registration.accept', { ...of('A'), ifMatch: again.version })
  expect(await refusedWith(registering(accepted.version, 'BJ-2024-0001', '2024-03-07'))).toEqual(['gate.after-today on'])
  const done = await registering(accepted.version)
  expect(done).toMatchObject({ state: 'registered', registeredOn: '2024-03-05', libraryNo: 'BJ-2024-0001', open: [] })
  expect(done.events.map(({ step }) => step)).toEqual(['submit', 'return', 'submit', 'accept', 'register'])
  const gates = await as('manager')('gate.show', of('A'))
  expect(gates.gates.find(({ gate }) => gate === 'registration')).toMatchObject({ actualOn: '2024-03-05', passedBy: 'officer' })
})

test('a gate that is taken back puts the pack where it stood; the story tells it', async () => {
  const gate = (await as('planner')('gate.show', of('A'))).gates.find((each) => each.gate === 'registration')
  await as('planner')('gate.reopen', {
    params: { projectId: ids['A'] as string, gate: 'registration' },
    body: { reason: '编号有误' },
    ifMatch: gate?.version as string,
  })
  const back = await show(as('officer'), 'A')
  expect(back).toMatchObject({ state: 'accepted', registeredOn: null, libraryNo: null })
  expect(back.events.at(-1)).toMatchObject({ step: 'reopen', note: '编号有误' })
  const body = { on: '2024-03-06', libraryNo: 'BJ-2024-0002' }
  expect((await as('officer')('registration.register', { ...of('A'), body, ifMatch: back.version })).libraryNo).toBe('BJ-2024-0002')
})

test('a code and a number of the library are given once, also across what one sees', async () => {
  expect(await refusedWith(save('B', { projectCode: '2310-360198-04-01-300275' }))).toEqual([
    'registration.code-taken declared.projectCode',
  ])
  await bring('B')
  await save('B')
  const step = async (login: string, id: 'registration.submit' | 'registration.accept') =>
    as(login)(id, { ...of('B'), ifMatch: (await show(as('officer'), 'B')).version })
  await step('reporter', 'registration.submit')
  await step('officer', 'registration.accept')
  const taken = as('officer')('registration.register', {
    ...of('B'),
    body: { on: '2024-03-06', libraryNo: 'BJ-2024-0002' },
    ifMatch: (await show(as('officer'), 'B')).version,
  })
  expect(await refusedWith(taken)).toEqual(['registration.number-taken libraryNo'])
})

test('the pack is judged again when it is accepted: the register may have moved', async () => {
  const back = await as('officer')('registration.return', {
    ...of('B'),
    body: { note: '重报' },
    ifMatch: (await show(as('officer'), 'B')).version,
  })
  const waiting = await as('manager')('registration.submit', { ...of('B'), ifMatch: back.version })
  await database.write(ctx.zone.zoneId, (tx) => saveProjects(tx, ctx, [{ projectNo: 'B', industryCode: 'C3979' }], { action: 'test' }))
  expect(await refusedWith(as('officer')('registration.accept', { ...of('B'), ifMatch: waiting.version }))).toEqual([
    'registration.check-differs industry',
  ])
  expect(await refusedWith(as('manager')('registration.accept', { ...of('B'), ifMatch: waiting.version }))).toEqual(['action.forbidden'])
})

test('everybody sees the queue of what he reaches; nobody else’s pack is there for him', async () => {
  const rowsOf = async (login: string, query = {}) =>
    (await as(login)('registration.list', { query })).rows.map(({ projectNo, state, isLate }) => [projectNo, state, isLate])
  expect(await rowsOf('leader')).toEqual([
    ['B', 'submitted', false],
    ['C', 'none', true],
  ])
  expect(await rowsOf('other')).toEqual([['C', 'none', true]])
  expect(await rowsOf('reporter', { registeredIn: '2024-03' })).toEqual([['A', 'registered', false]])
  expect(await statusOf(show(as('other'), 'A'))).toBe(404)
  const { counts, batches, totals, rows } = await as('leader')('registration.list', { query: {} })
  expect(counts).toEqual({ none: 1, preparing: 0, submitted: 1, returned: 0, accepted: 0, registered: 1 })
  expect(batches).toEqual([{ month: '2024-03', packs: 2, registered: 1 }])
  expect(totals).toMatchObject({ projects: 2, totalYuan: '12000000.00' })
  // The list counts what the pack's own page names.
  for (const { projectNo, openChecks, openItems } of rows)
    expect(openChecks + openItems).toBe((await show(as('leader'), projectNo)).open.length)
})

test('R8 reads the same fact: registered in March, reported from March on', async () => {
  await as('officer')('period.open', { body: { month: '2024-02' } })
  const registered = await as('reporter')('report.show', { params: { projectId: ids['A'] as string, month: '2024-02' } })
  expect(registered.registeredOn).toBe('2024-03-06')
  expect(registered.findings.map(({ rule }) => rule)).toContain('R8')
})
