// The gates of a project through the whole HTTP surface: who passes what, what is missing, what stays said.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import { PASS_ACTIONS, type GateSheet } from '@ballast/contract/gate.ts'
import { ROLES } from '@ballast/contract/roles.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testLife } from '../../testing/life.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let ctx: Context
let close: () => Promise<void>
let client: (login?: string, language?: string) => Client
let projectId: Uuid
let count = 0

beforeAll(async () => {
  database = await testDatabase()
  const http = await testHttp(database)
  client = (login, language) => http.client(login === undefined ? undefined : `${login}@gates`, language)
  close = () => http.app.close()
  ctx = await testZone(database, { code: 'gates' })
  const { zoneId } = ctx.zone
  await database.write(zoneId, (tx) => saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }, { nameZh: '乙公司' }], { action: 'test' }))
  const enterprise = async (name: string) =>
    (
      await database.read(zoneId, (tx) =>
        tx.selectFrom('enterprise').select('enterprise_id as id').where('name_zh', '=', name).executeTakeFirstOrThrow(),
      )
    ).id
  for (const role of ROLES)
    if (role !== 'planner' && role !== 'enterprise_reporter') await testUser(database, zoneId, { login: role, role, nameZh: `${role}甲` })
  await testUser(database, zoneId, { login: 'reporter', role: 'enterprise_reporter', enterpriseId: await enterprise('甲公司') })
  await testUser(database, zoneId, { login: 'other-reporter', role: 'enterprise_reporter', enterpriseId: await enterprise('乙公司') })
  await testLife(database, ctx, {
    gates: ['signing', 'land_award', 'construction_start', 'full_capacity'],
    conditions: [
      { code: 'agreement', gate: 'signing', owedBy: 'service_manager' },
      { code: 'land-contract', gate: 'land_award', owedBy: 'land_officer' },
      { code: 'permit', gate: 'construction_start', owedBy: 'approver', kind: 'permit' },
      { code: 'progress', gate: 'construction_start', owedBy: 'enterprise_reporter' },
      { code: 'total', gate: 'construction_start', owedBy: 'planner', kind: 'fact', fact: 'total', minimumFen: 5_000_000_00n },
      { code: 'paid', gate: 'full_capacity', owedBy: 'finance', kind: 'figure', minimumFen: 100_00n },
    ],
  })
})
afterAll(async () => {
  await close()
  await database.close()
})

beforeEach(async () => {
  count += 1
  const projectNo = `P${count}`
  const row = { projectNo, nameZh: `项目${count}`, owner: '甲公司', serviceManager: 'service_manager甲', totalFen: 6_000_000_00n as never }
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveProjects(tx, ctx, [row], { action: 'test' })
    await tx.updateTable('project').set({ type_code: 'plant' }).where('project_no', '=', projectNo).execute()
    projectId = (await tx.selectFrom('project').select('project_id as id').where('project_no', '=', projectNo).executeTakeFirstOrThrow()).id
  })
})

const show = (login = 'leader') => client(login)('gate.show', { params: { projectId } })
const versionOf = (sheet: GateSheet, gate: LifeGate) => sheet.gates.find((one) => one.gate === gate)?.version ?? '0'
const fulfilmentVersion = (sheet: GateSheet, code: string) =>
  sheet.gates.flatMap(({ conditions }) => conditions).find((one) => one.conditionCode === code)?.fulfilment?.version ?? '0'
async function pass(login: string, gate: Exclude<LifeGate, 'registration'>, on: string): Promise<GateSheet> {
  const ifMatch = versionOf(await show(), gate)
  return client(login)(PASS_ACTIONS[gate], { params: { projectId }, body: { on }, ifMatch })
}
async function bring(login: string, conditionCode: string, more: { figureYuan?: string; fulfilledOn?: string } = {}): Promise<GateSheet> {
  const body = { fulfilledOn: '2023-06-01', documentNo: `${conditionCode}-1`, ...more }
  return client(login)('gate.fulfil', {
    params: { projectId, conditionCode },
    body,
    ifMatch: fulfilmentVersion(await show(), conditionCode),
  })
}
async function refused(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error })
  return [error.problem.code, ...error.problem.reasons.map(({ code }) => code)]
}

test('what is missing is shown with who owes it before anybody presses, in the language asked for', async () => {
  const signing = async (language: string) =>
    (await client('leader', language)('gate.show', { params: { projectId } })).gates[0]?.obstacles.map(({ message, owedBy }) => [
      message,
      owedBy,
    ])
  expect(await signing('zh-CN')).toEqual([['缺「条件agreement」，由服务管家办理', 'service_manager']])
  expect(await signing('en')).toEqual([['“Condition agreement” is missing; owed by the service manager', 'service_manager']])
})

test('four roles walk a project through all its gates; the slip history and the audit trail tell it', async () => {
  await bring('service_manager', 'agreement')
  await pass('service_manager', 'signing', '2023-06-01')
  await bring('land_officer', 'land-contract')
  await pass('land_officer', 'land_award', '2023-07-03')
  await bring('approver', 'permit')
  await bring('reporter', 'progress')
  await pass('approver', 'construction_start', '2023-09-01')
  await bring('finance', 'paid', { figureYuan: '100' })
  const sheet = await pass('statistics_officer', 'full_capacity', '2024-01-15')
  expect(sheet.gates.map(({ gate, actualOn, passedBy }) => [gate, actualOn, passedBy])).toEqual([
    ['signing', '2023-06-01', 'service_manager'],
    ['land_award', '2023-07-03', 'land_officer'],
    ['construction_start', '2023-09-01', 'approver'],
    ['full_capacity', '2024-01-15', 'statistics_officer'],
  ])
  expect(sheet.changes.map(({ gate, which, toOn, by }) => `${gate} ${which} ${toOn} ${by}`)).toEqual([
    'full_capacity actual 2024-01-15 statistics_officer',
    'construction_start actual 2023-09-01 approver',
    'land_award actual 2023-07-03 land_officer',
    'signing actual 2023-06-01 service_manager',
  ])
  const { entries } = await client('auditor')('project.history', { params: { projectId }, query: {} })
  expect(entries.map(({ action }) => action).filter((action) => action.startsWith('gate.pass'))).toHaveLength(4)
})

test('a gate that cannot be passed says every reason', async () => {
  await database.write(ctx.zone.zoneId, (tx) =>
    tx.updateTable('project').set({ total_fen: 1n, standing: 'suspended' }).where('project_id', '=', projectId).execute(),
  )
  expect(await refused(pass('approver', 'construction_start', '2024-01-16'))).toEqual([
    'gate.refused',
    'gate.standing',
    'gate.earlier-open',
    'gate.earlier-open',
    'gate.condition-missing',
    'gate.condition-missing',
    'gate.condition-missing',
    'gate.after-today',
  ])
})

test('nobody passes a gate or brings a condition that is another role’s; an enterprise only its own', async () => {
  expect(await refused(pass('planner', 'land_award', '2023-07-03'))).toEqual(['action.forbidden', 'action.forbidden'])
  expect(await refused(pass('leader', 'signing', '2023-07-03'))).toEqual(['action.forbidden', 'action.forbidden'])
  expect(await refused(bring('planner', 'permit'))).toEqual(['gate.refused', 'gate.not-yours'])
  expect(await refused(bring('reporter', 'permit'))).toEqual(['gate.refused', 'gate.not-yours'])
  expect(await refused(bring('other-reporter', 'progress'))).toEqual(['project.not-found'])
  expect(await refused(bring('administrator', 'total'))).toEqual(['gate.refused', 'gate.by-the-register'])
  expect(await refused(bring('finance', 'paid', { figureYuan: '99.99' }))).toEqual(['gate.refused', 'gate.figure-needed'])
  expect(await refused(bring('finance', 'paid', { figureYuan: '100', fulfilledOn: '2024-01-16' }))).toEqual([
    'gate.refused',
    'gate.after-today',
  ])
  await database.write(ctx.zone.zoneId, (tx) =>
    tx.updateTable('project').set({ service_manager: '别人' }).where('project_id', '=', projectId).execute(),
  )
  expect(await refused(bring('service_manager', 'agreement'))).toEqual(['project.not-found'])
})

test('an enterprise cannot write a gate’s date even with hand-written SQL', async () => {
  const enterpriseId = (
    await database.read(ctx.zone.zoneId, (tx) =>
      tx.selectFrom('project').select('owner_enterprise_id as id').where('project_id', '=', projectId).executeTakeFirstOrThrow(),
    )
  ).id as Uuid
  const place = { zoneId: ctx.zone.zoneId, reach: { userId: newId(), enterpriseId, manager: null, bureau: null } }
  const write = (statement: ReturnType<typeof sql>) => database.write(place, (tx) => statement.execute(tx))
  await expect(
    write(
      sql`insert into gate_progress (zone_id, project_id, gate, source_kind) values (${ctx.zone.zoneId}, ${projectId}, 'signing', 'entered')`,
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(write(sql`delete from gate_date_change`)).rejects.toThrow(/permission denied/)
})

test('two people on one gate: the second is told what it is now, and nothing is written twice', async () => {
  await bring('service_manager', 'agreement')
  const both = await Promise.allSettled([
    client('service_manager')('gate.pass-signing', { params: { projectId }, body: { on: '2023-06-01' }, ifMatch: '0' }),
    client('planner')('gate.pass-signing', { params: { projectId }, body: { on: '2023-06-02' }, ifMatch: '0' }),
  ])
  const won = both.filter((result) => result.status === 'fulfilled')
  const lost = both.filter((result) => result.status === 'rejected')
  expect([won.length, lost.length]).toEqual([1, 1])
  const { problem } = (lost[0] as PromiseRejectedResult).reason as ProblemError
  expect(problem.code).toBe('changed-meanwhile')
  expect((problem.extra as { current: GateSheet }).current.gates[0]?.actualOn).toBe(won[0]?.value.gates[0]?.actualOn)
  expect((await show()).changes).toHaveLength(1)
})

test('a gate passed while what it needs is withdrawn: one of the two is refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    await bring('service_manager', 'agreement')
    const sheet = await show()
    const [passed, withdrawn] = await Promise.allSettled([
      client('planner')('gate.pass-signing', { params: { projectId }, body: { on: '2023-06-01' }, ifMatch: versionOf(sheet, 'signing') }),
      client('service_manager')('gate.withdraw', {
        params: { projectId, conditionCode: 'agreement' },
        body: { reason: '错传' },
        ifMatch: fulfilmentVersion(sheet, 'agreement'),
      }),
    ])
    expect([passed.status, withdrawn.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const after = await show()
    const signing = after.gates[0]
    expect(signing?.actualOn !== null).toBe(signing?.conditions[0]?.isMet)
    if (signing?.actualOn != null) {
      await client('planner')('gate.reopen', { params: { projectId, gate: 'signing' }, body: { reason: '重来' }, ifMatch: signing.version })
    }
  }
})

test('a passed gate is taken back with a reason by the right alone, last one first; what was said stays', async () => {
  await bring('service_manager', 'agreement')
  await pass('service_manager', 'signing', '2023-06-01')
  await bring('land_officer', 'land-contract')
  const sheet = await pass('land_officer', 'land_award', '2023-07-03')
  const reopen = (login: string, gate: LifeGate) =>
    client(login)('gate.reopen', { params: { projectId, gate }, body: { reason: '合同有误' }, ifMatch: versionOf(sheet, gate) })
  expect(await refused(reopen('land_officer', 'land_award'))).toEqual(['action.forbidden', 'action.forbidden'])
  expect(await refused(reopen('planner', 'signing'))).toEqual(['gate.refused', 'gate.later-passed'])
  expect(await refused(bring('land_officer', 'land-contract'))).toEqual(['gate.refused', 'gate.gate-passed'])
  const reopened = await reopen('planner', 'land_award')
  expect(reopened.gates[1]?.actualOn).toBeNull()
  expect(reopened.changes.slice(0, 2).map(({ toOn, reasonCode, note }) => [toOn, reasonCode, note])).toEqual([
    [null, 'reopened', '合同有误'],
    ['2023-07-03', 'passed', null],
  ])
})

test('a forecast has a coded reason and is kept beside the plan; a date that has passed is no forecast', async () => {
  const forecast = async (on: string, reasonCode = 'weather') =>
    client('service_manager')('gate.forecast', {
      params: { projectId, gate: 'land_award' },
      body: { on, reasonCode },
      ifMatch: versionOf(await show(), 'land_award'),
    })
  expect(await refused(forecast('2024-01-14', 'nothing'))).toEqual(['gate.refused', 'gate.forecast-past', 'gate.no-such-reason'])
  await forecast('2024-03-01')
  const sheet = await forecast('2024-04-01')
  expect(sheet.gates[1]).toMatchObject({ plannedOn: null, forecastOn: '2024-04-01', actualOn: null })
  expect(sheet.changes.map(({ fromOn, toOn, reasonCode }) => [fromOn, toOn, reasonCode])).toEqual([
    ['2024-03-01', '2024-04-01', 'weather'],
    [null, '2024-03-01', 'weather'],
  ])
})

test('a condition is waived by the right alone, with the reason in view; a project is stopped with what it puts at risk', async () => {
  const waiver = (login: string) =>
    client(login)('gate.waive', { params: { projectId, conditionCode: 'agreement' }, body: { reason: '老项目' }, ifMatch: '0' })
  expect(await refused(waiver('service_manager'))).toEqual(['action.forbidden', 'action.forbidden'])
  expect((await waiver('planner')).gates[0]?.conditions[0]).toMatchObject({ isMet: true, fulfilment: { waivedReason: '老项目' } })
  const { projectVersion } = await show()
  const stand = (to: 'stopped' | 'active', ifMatch: string) =>
    client('planner')('gate.change-standing', { params: { projectId }, body: { to, sinceOn: '2024-01-10', reason: '资金未到位' }, ifMatch })
  const stopped = await stand('stopped', projectVersion)
  expect(stopped).toMatchObject({ standing: 'stopped', standingSince: '2024-01-10' })
  expect(stopped.standings).toMatchObject([{ from: 'active', to: 'stopped', reason: '资金未到位', openPlanYuan: '0.00' }])
  expect(await refused(stand('active', projectVersion))).toEqual(['changed-meanwhile', 'changed-meanwhile'])
  expect(await refused(stand('stopped', stopped.projectVersion))).toEqual(['gate.refused', 'gate.same-standing'])
  expect(await refused(pass('planner', 'signing', '2023-06-01'))).toEqual(['gate.refused', 'gate.standing'])
})
