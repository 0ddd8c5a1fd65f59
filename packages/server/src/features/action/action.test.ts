// Actions of the reference zone: a plan computed in a thread on a forecast, accepted with strikes, its tasks closed and measured.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACTION_KINDS as SHOWN_KINDS, ACTION_LIMITS, type ActionPlan } from '@ballast/contract/action.ts'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { ACTION_KINDS, LIMIT_KINDS } from '@ballast/forecast/actions/action.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'
import { setBusinessDate } from '../../testing/watched.ts'
import { jobKey } from '../forecast/index.ts'
import { planKey } from './start-plan.ts'

let database: Database
let ctx: Context
let clientOf: (login: string) => Client
let client: Client
let close: () => Promise<unknown>
let runId: string

beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase())
  const http = await testHttp(database)
  clientOf = http.client
  client = http.client('planner')
  close = () => http.app.close()
  const { zoneId } = ctx.zone
  const job = await client('forecast.run', { body: { year: 2024, asOf: '2023-12', draws: 1000 } })
  await jobsOf(database).ended(jobKey(zoneId, job.jobId as never))
  runId = (await client('forecast.job', { params: { jobId: job.jobId } })).runs[0] as string
})
afterAll(async () => {
  await close()
  await database.close()
})

const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => (error.problem.reasons.length === 0 ? [error.problem.code] : error.problem.reasons.map(({ code }) => code)),
  )
async function computed(): Promise<ActionPlan> {
  const { planId } = await client('action.plan', { body: { runId } })
  await jobsOf(database).ended(planKey(ctx.zone.zoneId, planId as never))
  return client('action.show', { params: { planId } })
}
const asked = (plan: ActionPlan) =>
  plan.lines.map(({ lineId, assignee, dueOn }) => ({ lineId, assignee, dueOn: dueOn < '2024-04-30' ? '2024-04-30' : dueOn }))

test('the engine’s kinds and limits are named in the contract', () => {
  expect(SHOWN_KINDS).toEqual(ACTION_KINDS)
  expect(ACTION_LIMITS).toEqual(LIMIT_KINDS)
})

let plan: ActionPlan
test('a plan stands on its forecast, gains no less than the greedy one in the simulation, and keeps every capacity', async () => {
  plan = await computed()
  const forecast = await client('forecast.show', { params: { runId } })
  expect(plan.before).toMatchObject({ year50Yuan: forecast.year50Yuan, reached: forecast.reached })
  expect(plan.lines.length).toBeGreaterThan(5)
  expect(plan.after.reached).toBeGreaterThan(plan.before.reached)
  const cost = plan.lines.reduce((sum, { costYuan }) => sum + parseYuan(costYuan), 0n)
  expect(parseYuan(plan.after.shortfallYuan) + cost).toBeLessThan(parseYuan(plan.before.shortfallYuan))
  for (const { used, most } of plan.limits) expect(used).toBeLessThanOrEqual(most + 1e-9)
  const { valueYuan, boundYuan, greedyValueYuan } = plan.rounds[0] ?? expect.fail()
  expect(parseYuan(boundYuan ?? '0.00')).toBeGreaterThanOrEqual(parseYuan(valueYuan))
  expect(parseYuan(valueYuan)).toBeGreaterThanOrEqual(parseYuan(greedyValueYuan))
  expect(
    plan.lines.some(({ kind, gate, assigneeRole }) => kind === 'expedite' && gate !== null && assigneeRole !== 'service_manager'),
  ).toBe(true)
  expect(await codesOf(clientOf('manager')('action.show', { params: { planId: plan.planId } }))).toEqual(['action.forbidden'])
})

test('what exceeds a capacity, is not in the plan or is due in the past is refused with all reasons', async () => {
  const accept = (lines: { lineId: string; assignee: string | null; dueOn: string }[]) =>
    codesOf(client('action.accept', { params: { planId: plan.planId }, body: { lines } }))
  expect(await accept([{ lineId: 'nothing', assignee: null, dueOn: '2020-01-01' }])).toEqual(['action.unknown-line', 'action.due-past'])
  const added = plan.left.filter(({ limit }) => limit !== null).map(({ lineId, assignee }) => ({ lineId, assignee, dueOn: '2024-06-30' }))
  expect(added.length).toBeGreaterThan(0)
  expect(new Set(await accept([...asked(plan), ...added]))).toEqual(new Set(['action.beyond-capacity']))
})

test('accepted lines become tasks, once; whose task it is closes it, and is told of it', async () => {
  const [struck, ...kept] = asked(plan)
  const { rows } = await client('action.accept', { params: { planId: plan.planId }, body: { lines: kept } })
  expect(rows.length).toBe(plan.lines.length - 1)
  expect(await codesOf(client('action.accept', { params: { planId: plan.planId }, body: { lines: [struck as never] } }))).toEqual([
    'action.already-accepted',
  ])
  const task = rows.find(({ kind, assignee }) => kind === 'visit' && assignee !== null) ?? expect.fail()
  const closeIt = (who: Client, body: { state: 'done' | 'dropped'; on: string; reason: string | null }) =>
    codesOf(who('action-task.close', { params: { taskId: task.taskId }, ifMatch: task.version, body }))
  // Everybody's page of the day counts his own, and its list shows as many.
  const approvals = rows.filter(({ assigneeRole }) => assigneeRole === 'approver')
  const today = await clientOf('approver')('today.read', {})
  expect(today.sections.find(({ kind }) => kind === 'action-due')?.count ?? 0).toBe(approvals.length)
  expect((await clientOf('approver')('today.list', { params: { kind: 'action-due' } })).items.length).toBe(approvals.length)
  expect(await closeIt(clientOf('approver'), { state: 'done', on: '2024-04-10', reason: null })).toEqual(['action.not-yours'])
  expect(await closeIt(client, { state: 'dropped', on: '2025-04-10', reason: null })).toEqual([
    'action.reason-needed',
    'action.closed-ahead',
  ])
  expect(await closeIt(client, { state: 'done', on: '2024-04-10', reason: null })).toEqual([])
  expect(await closeIt(client, { state: 'done', on: '2024-04-10', reason: null })).toEqual(['action.task-closed'])
  const { rows: events } = await database.system((tx) =>
    sql<{ n: number }>`select count(*)::integer as n from notification_event where kind = 'action-assigned'`.execute(tx),
  )
  expect(events[0]?.n).toBe(rows.length)
  expect((await client('action-task.list', { query: { projectId: task.projectId, state: 'done' } })).rows.length).toBe(1)
})

test('a gate that was passed by its month has worked, one that was not has not; both move the chance of their kind', async () => {
  const { zoneId } = ctx.zone
  const open = (await client('action-task.list', { query: { state: 'open' } })).rows.filter(({ kind }) => kind === 'expedite')
  const [first, second] = [open[0] ?? expect.fail(), open[1] ?? expect.fail()]
  for (const { taskId, version } of [first, second])
    await client('action-task.close', { params: { taskId }, ifMatch: version, body: { state: 'done', on: '2024-04-10', reason: null } })
  await database.system(async (tx) => {
    await sql`delete from gate_progress where zone_id = ${zoneId} and (project_id, gate) in ((${first.projectId}, ${first.gate}), (${second.projectId}, ${second.gate}))`.execute(
      tx,
    )
    await sql`insert into gate_progress (zone_id, project_id, gate, actual_on, passed_at, passed_by, source_kind)
      values (${zoneId}, ${first.projectId}, ${first.gate}, '2024-01-05', now(), 'test', 'entered')`.execute(tx)
  })
  await setBusinessDate(database, ctx, '2024-12-15')
  expect(await client('action-task.measure', { body: {} })).toEqual({ measured: 2 })
  expect(await client('action-task.measure', { body: {} })).toEqual({ measured: 0 })
  const { measured } = await client('action.settings', {})
  expect(measured).toEqual([{ kind: 'expedite', n: 2, worked: 1 }])
  await setBusinessDate(database, ctx, '2024-04-10')
})

test('settings are dated and edited by one at a time; a capacity that is not entered is refused by its name', async () => {
  const before = await client('action.settings', {})
  expect(before.version).toBe('0')
  const save = (ifMatch: string, facts: Partial<typeof before.facts>) =>
    client('action.save-settings', { ifMatch, body: { validFrom: '2024-04-01', facts: { ...before.facts, ...facts } } })
  expect(await codesOf(save('0', { conflicts: [['visit', 'visit']] }))).toEqual(['action.conflict-with-itself'])
  expect(await save('0', { visitsPerMonth: null })).toMatchObject({ version: '1', sourceKind: 'entered', validFrom: '2024-04-01' })
  expect(await codesOf(save('0', {}))).toEqual(['changed-meanwhile'])
  const { planId } = await client('action.plan', { body: { runId } })
  await jobsOf(database).ended(planKey(ctx.zone.zoneId, planId as never))
  const { rows } = await client('action.list', {})
  expect(rows[0]).toMatchObject({ planId, state: 'failed' })
  expect(new Set(rows[0]?.reasons.map(({ code }) => code))).toEqual(new Set(['actions.unbounded']))
  expect((await save('1', {})).version).toBe('2')
})

test('a plan that is being computed can be cancelled, and a second one waits', async () => {
  const { planId } = await client('action.plan', { body: { runId } })
  expect(await codesOf(client('action.plan', { body: { runId } }))).toEqual(['action.busy'])
  expect(await client('action.cancel', { params: { planId } })).toMatchObject({ state: 'cancelled' })
})
