// Scenarios of the reference zone's forecast: made by the engine here, kept, shared, changed by their owner alone, turned into a draft plan.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { WireChange } from '@ballast/contract/scenario.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import { movableGates, openScenario, readScenario } from '@ballast/forecast/scenario.ts'
import { canonicalJson } from '../../platform/audit.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { testUser } from '../../testing/context.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'

let database: Database
let zoneId: string
let mine: Client
let theirs: Client
let close: () => Promise<unknown>
let runId: string
let input: ForecastInput
let changes: WireChange[]
const months = (given: Readonly<Record<number, string>>) => Array.from({ length: 12 }, (_, place) => given[place + 1] ?? '0.00')

beforeAll(async () => {
  const loaded = await loadedPackDatabase()
  ;({ database } = loaded)
  zoneId = loaded.ctx.zone.zoneId
  await testUser(database, loaded.ctx.zone.zoneId, { login: 'viewer', role: 'leader' })
  const http = await testHttp(database)
  mine = http.client('planner')
  theirs = http.client('viewer')
  close = () => http.app.close()
  const job = await mine('forecast.run', { body: { year: 2024, asOf: '2023-12', draws: 400 } })
  await jobsOf(database).ended(`forecast ${zoneId} ${job.jobId}`)
  runId = (await mine('forecast.job', { params: { jobId: job.jobId } })).runs[0] as string
  const given = await mine('forecast.input', { params: { runId } })
  input = readInput(given.input)
  expect(given.projects.map(({ projectId }) => projectId)).toEqual(input.projects.map(({ id }) => id))
  const waiting = input.projects.find((project) => movableGates(input, project).includes('construction_start'))
  const rich = input.projects.filter(({ id, planFen }) => id !== waiting?.id && (planFen[5] ?? 0n) > 100_000_000n)
  changes = [
    { kind: 'gate', projectId: waiting?.id as string, gate: 'construction_start', on: '2024-05-15' },
    { kind: 'months', projectId: rich[0]?.id as string, deltaYuan: months({ 6: '-1000000.01', 9: '1000000.01' }) },
    { kind: 'funds', fromProjectId: rich[1]?.id as string, toProjectId: rich[2]?.id as string, month: 6, yuan: '500000.00' },
    { kind: 'drop', projectId: rich[3]?.id as string },
  ]
})
afterAll(async () => {
  await close()
  await database.close()
})

const codesOf = (request: Promise<unknown>) =>
  request.then(
    () => [],
    (error: ProblemError) => [error.problem.code, ...error.problem.reasons.map(({ code, at }) => `${code} ${at ?? ''}`.trim())],
  )

test('what the server makes of changes is what anybody makes of the same input, to the bit', async () => {
  const tried = await mine('scenario.try', { body: { runId, changes } })
  const { base, outcomeOf } = openScenario(input, { draws: 400, seed: (await mine('forecast.input', { params: { runId } })).seed })
  expect(canonicalJson(tried.outcome)).toBe(canonicalJson(outcomeOf(readScenario(input, changes).changes)))
  expect(canonicalJson(tried.base)).toBe(canonicalJson(base))
  const shown = await mine('forecast.show', { params: { runId } })
  expect(tried.base.horizons.map(({ spread }) => spread)).toEqual(shown.horizons.map(({ total }) => total))
  expect(tried.base.reached).toBeCloseTo(shown.reached as number, 5)
})

test('all that is wrong is said at once, by name; nothing is kept of it', async () => {
  const wrong: WireChange[] = [
    { kind: 'drop', projectId: '00000000-0000-4000-8000-000000000000' },
    { kind: 'months', projectId: input.projects[0]?.id as string, deltaYuan: months({ 3: '-99999999999.00' }) },
  ]
  const expected = ['scenario.refused', 'scenario.project-unknown changes.0', 'scenario.plan-below-zero changes.1']
  expect(await codesOf(mine('scenario.try', { body: { runId, changes: wrong } }))).toEqual(expected)
  expect(await codesOf(mine('scenario.save', { body: { runId, name: 'X', changes: wrong } }))).toEqual(expected)
  expect((await mine('scenario.list', { query: {} })).scenarios).toEqual([])
})

test('a scenario is its owner’s until shared; others read it and cannot change it; an edit names the version it saw and is made anew', async () => {
  const kept = await mine('scenario.save', { body: { runId, name: '五月开工', changes } })
  expect(kept).toMatchObject({ version: '1', year: 2024, asOf: '2023-12', isMine: true, isShared: false, changes })
  const params = { scenarioId: kept.scenarioId }
  expect(await codesOf(theirs('scenario.show', { params }))).toEqual(['scenario.not-found'])
  expect((await theirs('scenario.list', { query: { year: 2024 } })).scenarios).toEqual([])
  expect(await codesOf(mine('scenario.save', { body: { runId, name: '五月开工', changes } }))).toEqual([
    'scenario.name-taken',
    'scenario.name-taken name',
  ])
  expect(await mine('scenario.edit', { params, body: { isShared: true }, ifMatch: '1' })).toMatchObject({ version: '2', isShared: true })
  expect(await theirs('scenario.show', { params })).toMatchObject({ isMine: false, resultVersion: kept.resultVersion })
  expect((await codesOf(theirs('scenario.edit', { params, body: { name: 'x' }, ifMatch: '2' })))[0]).toBe('scenario.not-yours')
  expect((await codesOf(theirs('scenario.remove', { params, ifMatch: '2' })))[0]).toBe('scenario.not-yours')
  expect((await codesOf(mine('scenario.edit', { params, body: { name: 'x' }, ifMatch: '1' })))[0]).toBe('changed-meanwhile')
  const fewer = await mine('scenario.edit', { params, body: { changes: changes.slice(0, 1) }, ifMatch: '2' })
  expect(fewer.resultVersion).toBe((await mine('scenario.try', { body: { runId, changes: changes.slice(0, 1) } })).resultVersion)
  expect(fewer.resultVersion).not.toBe(kept.resultVersion)
  const { rows } = await database.system((tx) =>
    sql<{ action: string }>`select action from audit_entry where subject_id = ${kept.scenarioId} order by entry_id`.execute(tx),
  )
  expect(rows.map(({ action }) => action)).toEqual(['scenario.save', 'scenario.edit', 'scenario.edit'])
  await mine('scenario.remove', { params, ifMatch: fewer.version })
  expect(await codesOf(mine('scenario.show', { params }))).toEqual(['scenario.not-found'])
})

test('a draft of the plan has the money of the scenario to the fen, and says in its reason what a plan does not hold', async () => {
  const { scenarioId } = await mine('scenario.save', { body: { runId, name: '调整', changes } })
  expect((await codesOf(theirs('scenario.draft-plan', { params: { scenarioId }, body: {} })))[0]).toBe('action.forbidden')
  const draft = await mine('scenario.draft-plan', { params: { scenarioId }, body: {} })
  expect(draft).toMatchObject({ year: 2024, planned: 4 })
  expect(draft.leftOut).toHaveLength(1)
  const { versions } = await mine('plan.versions', { params: { year: 2024 } })
  const version = versions.find(({ versionId }) => versionId === draft.versionId)
  expect(version).toMatchObject({ status: 'draft', title: '情景「调整」的计划调整' })
  expect(version?.reason).toMatch(/开工改到 2024-05.*资金 500000.00 元/)
  const inForce = versions.find(({ isInForce }) => isInForce)?.versionId as string
  const { projects } = await mine('plan.diff', { query: { from: inForce, to: draft.versionId } })
  const [, moved, funds, dropped] = changes as unknown as [
    never,
    { projectId: string },
    { fromProjectId: string; toProjectId: string },
    { projectId: string },
  ]
  const deltaOf = (projectId: string) => projects.find((one) => one.projectId === projectId)
  expect(deltaOf(moved.projectId)?.months).toEqual([
    { month: '2024-06', deltaYuan: '-1000000.01' },
    { month: '2024-09', deltaYuan: '1000000.01' },
  ])
  expect(deltaOf(funds.fromProjectId)?.deltaYuan).toBe('-500000.00')
  expect(deltaOf(funds.toProjectId)?.deltaYuan).toBe('500000.00')
  const all = input.projects.find(({ id }) => id === dropped.projectId)?.planFen.reduce((sum: bigint, one: Fen) => sum + one, 0n) as bigint
  expect(parseYuan(deltaOf(dropped.projectId)?.deltaYuan as string)).toBe(-all)
  expect(formatYuan(all)).toBe(deltaOf(dropped.projectId)?.beforeYuan)
})
