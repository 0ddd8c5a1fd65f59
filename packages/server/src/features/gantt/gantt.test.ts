import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import { GANTT_SORTS, type Gantt } from '@ballast/contract/gantt.ts'
import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan, parseYuan, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import { monthsOfYear, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testLights } from '../../testing/watched.ts'
import { testCodes } from '../../testing/register.ts'
import { draftPlan, savePlanProjects } from '../plan/index.ts'
import { saveProjects } from '../project/index.ts'

const on = (text: string) => text as PlainDate
const ids: Record<string, Uuid> = {}
let database: Database
let ctx: Context
let http: Awaited<ReturnType<typeof testHttp>>
let planner: Client

/** Today is 2024-01-15. A is a week late at its open gate, B overdue since New Year's Day, C has no gate, D has ended, E is early. */
const PROJECTS = [
  {
    projectNo: 'A',
    nameZh: '甲生产线',
    categoryCode: 'industry',
    clusterCode: 'it',
    serviceManager: '王建国',
    gates: { signing: on('2023-03-01'), construction_start: on('2024-02-01') },
  },
  {
    projectNo: 'B',
    nameZh: '乙学校',
    categoryCode: 'infrastructure',
    serviceManager: '陈晓',
    gates: { construction_start: on('2024-01-01') },
  },
  { projectNo: 'C', nameZh: '丙道路', categoryCode: 'infrastructure' },
  {
    projectNo: 'D',
    nameZh: '丁基地',
    categoryCode: 'industry',
    clusterCode: 'it',
    serviceManager: '王建国',
    gates: { construction_start: on('2022-05-01') },
  },
  {
    projectNo: 'E',
    nameZh: '戊中心',
    categoryCode: 'industry',
    clusterCode: 'bio',
    gates: { signing: on('2023-02-01'), completion: on('2024-09-30') },
  },
] as const

async function progress(projectNo: string, gate: LifeGate, dates: { forecast?: string; actual?: string }): Promise<void> {
  const { actual = null, forecast = null } = dates
  const passed = actual === null ? {} : { passed_by: ctx.user.login, passed_at: ctx.clock.now() }
  await database.write(ctx.zone.zoneId, (tx) =>
    tx
      .insertInto('gate_progress')
      .values({
        zone_id: ctx.zone.zoneId,
        project_id: ids[projectNo] as Uuid,
        gate,
        forecast_on: forecast as PlainDate | null,
        actual_on: actual as PlainDate | null,
        source_kind: 'entered',
        ...passed,
      })
      .execute(),
  )
}

const PLANNED: Readonly<Record<string, Fen>> = { A: fen(100_000_000_01n), B: fen(5_000_000_02n) }
const noMoney = { installationFen: fen(0n), equipmentFen: fen(0n), otherFen: fen(0n), landFen: fen(0n), notCountableReason: null }

async function planTheYear(): Promise<void> {
  await database.write(ctx.zone.zoneId, async (tx) => {
    const { versionId } = await draftPlan(tx, ctx, { year: 2024, title: '计划', reason: '测试' })
    const rows = Object.entries(PLANNED).map(([projectNo, annualFen]) => ({
      projectNo,
      annualFen,
      profile: 'custom' as const,
      months: monthsOfYear(2024).map((month, index) => ({ month, constructionFen: index === 0 ? annualFen : fen(0n), ...noMoney })),
    }))
    await savePlanProjects(tx, ctx, versionId, rows, { action: 'test' })
  })
}

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'zone' })
  await testZone(database, { code: 'other' })
  await testCodes(database, ctx)
  await testLights(database, ctx)
  await testUser(database, ctx.zone.zoneId, { login: 'manager', role: 'service_manager', nameZh: '王建国' })
  await testUser(database, ctx.zone.zoneId, { login: 'leader', role: 'leader' })
  await testUser(database, ctx.zone.zoneId, { login: 'reporter', role: 'enterprise_reporter' })
  http = await testHttp(database)
  planner = http.client('planner@zone')
  await database.write(ctx.zone.zoneId, (tx) => saveProjects(tx, ctx, [...PROJECTS], { action: 'test' }))
  for (const { nameZh, projectNo } of PROJECTS) {
    const { rows } = await planner('project.list', { query: { projectNo } })
    ids[projectNo] = rows.find((row) => row.nameZh === nameZh)?.projectId as Uuid
  }
  await planTheYear()
  await progress('A', 'signing', { actual: '2023-06-09' })
  await progress('A', 'construction_start', { forecast: '2024-02-08' })
  await progress('D', 'construction_start', { forecast: '2025-05-01' })
  await progress('E', 'signing', { actual: '2023-02-01' })
  await progress('E', 'completion', { forecast: '2024-08-31' })
  await progress('E', 'registration', { forecast: '2024-03-01' })
  await database.system(async (tx) => {
    await tx
      .updateTable('project')
      .set({ standing: 'withdrawn' })
      .where('project_id', '=', ids['D'] as Uuid)
      .execute()
  })
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const codeOf = (request: Promise<unknown>) =>
  request.then(
    () => 'none',
    (error: ProblemError) => error.problem.code,
  )
const read = (query: Parameters<typeof planner<'gantt.read'>>[1]['query'] = {}, client = planner) => client('gantt.read', { query })
const byNumber = (answer: Gantt, column: readonly unknown[]) =>
  Object.fromEntries(answer.projects.projectNo.map((projectNo, index) => [projectNo, column[index]]))

test('each project stands in its place in every column, with its dates by gate', async () => {
  const answer = await read()
  expect(answer).toMatchObject({ businessOn: '2024-01-15', count: 5, earliestOn: '2022-05-01', latestOn: '2025-05-01', baseline: null })
  const { projects } = answer
  expect(Object.values(projects).map((column) => column.length)).toEqual(Object.values(projects).map(() => 5))
  expect(byNumber(answer, answer.planned.construction_start ?? [])).toEqual({
    A: '2024-02-01',
    B: '2024-01-01',
    C: null,
    D: '2022-05-01',
    E: null,
  })
  expect(byNumber(answer, answer.actual.signing ?? [])).toEqual({ A: '2023-06-09', B: null, C: null, D: null, E: '2023-02-01' })
  expect(byNumber(answer, answer.forecast.registration ?? [])).toEqual({ A: null, B: null, C: null, D: null, E: '2024-03-01' })
  expect(byNumber(answer, projects.standing)).toMatchObject({ A: 'active', D: 'withdrawn' })
  // No project has a date at these: the columns are left out.
  expect(Object.keys(answer.planned).toSorted()).toEqual(['completion', 'construction_start', 'signing'])
  expect(answer.baselineDates).toEqual({})
})

test('the slip is that of the latest open gate; what has ended or has nothing to compare has none', async () => {
  const answer = await read()
  expect(byNumber(answer, answer.projects.slipDays)).toEqual({ A: 7, B: 14, C: null, D: null, E: -30 })
})

test('rows come by start, by name or by slip, those without a value last either way', async () => {
  const order = async (sort: (typeof GANTT_SORTS)[number]) => (await read({ sort })).projects.projectNo.join('')
  // The first date of each: A signed 2023-06-09, B planned 2024-01-01, D forecast 2025-05-01, E signed 2023-02-01.
  expect(await order('start')).toBe('EABDC')
  expect(await order('-start')).toBe('DBAEC')
  expect(await order('slip')).toBe('EABCD')
  expect(await order('-slip')).toBe('BAECD')
  // 丙 bing3, 丁 ding1, 甲 jia3, 戊 wu4, 乙 yi3
  expect(await order('nameZh')).toBe('CDAEB')
  expect(await order('-nameZh')).toBe('BEADC')
})

test('it selects with the filter of the project list, and shows what the user reaches', async () => {
  expect((await read({ clusterCode: ['it'] })).projects.projectNo).toEqual(['A', 'D'])
  expect((await read({ q: 'yxx' })).projects.projectNo).toEqual(['B'])
  expect((await read({ projectId: [ids['C'] as string, ids['B'] as string] })).count).toBe(2)
  expect((await read({}, http.client('manager@zone'))).projects.projectNo).toEqual(['A', 'D'])
  expect((await read({}, http.client('planner@other'))).count).toBe(0)
  expect((await read({ projectId: ids['A'] as string }, http.client('planner@other'))).count).toBe(0)
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        {
          q: fc.constantFrom('线', 'jsc', '路'),
          clusterCode: fc.subarray(['it', 'bio'], { minLength: 1 }),
          serviceManager: fc.subarray(['王建国', '陈晓'], { minLength: 1 }),
          hasPlan: fc.boolean(),
          construction_start_to: fc.constantFrom('2023-01-01', '2024-01-20'),
        },
        { requiredKeys: [] },
      ),
      async (filter) => {
        const list = await planner('project.list', { query: { ...filter, limit: 500 } })
        const answer = await read(filter)
        expect(answer.projects.projectNo.toSorted()).toEqual(list.rows.map(({ projectNo }) => projectNo).toSorted())
        expect(answer.planYuan).toBe(list.totals?.planYuan)
        expect(answer.planYuan).toBe(formatYuan(sumFen(answer.projects.planYuan.map((yuan) => (yuan === null ? 0n : parseYuan(yuan))))))
      },
    ),
    { numRuns: 25 },
  )
})

test('among public facts only, what is not published is left out, and so is any baseline', async () => {
  const answer = await read({ publicOnly: true })
  expect(answer.count).toBe(0)
  await database.system(async (tx) => {
    await tx
      .updateTable('project')
      .set({ source_kind: 'public' })
      .where('project_id', 'in', [ids['A'] as Uuid, ids['E'] as Uuid])
      .execute()
    await tx
      .insertInto('provenance')
      .values([
        {
          zone_id: ctx.zone.zoneId,
          subject_type: 'project',
          subject_id: ids['A'] as Uuid,
          field: 'gates.signing',
          source_kind: 'public',
          citation: 'press',
        },
        {
          zone_id: ctx.zone.zoneId,
          subject_type: 'project',
          subject_id: ids['E'] as Uuid,
          field: 'gates.completion',
          source_kind: 'simulated',
          citation: 'made',
        },
      ])
      .execute()
  })
  const published = await read({ publicOnly: true })
  expect(byNumber(published, published.planned.signing ?? [])).toEqual({ A: '2023-03-01', E: null })
  expect([published.planned.completion, published.actual, published.forecast]).toEqual([undefined, {}, {}])
  expect(byNumber(published, published.projects.isSimulated)).toEqual({ A: false, E: true })
})

let kept: Awaited<ReturnType<typeof takeByHand>>
const takeByHand = (name: string) => planner('baseline.take', { body: { name } })

test('a baseline keeps the dates as they were, and the slip is counted from it', async () => {
  kept = await takeByHand('年初')
  expect(kept).toMatchObject({ name: '年初', plan: null, takenBy: 'planner', projects: 4 })
  expect(await codeOf(takeByHand(' 年初 '))).toBe('baseline.name-taken')
  await database.write(ctx.zone.zoneId, (tx) =>
    saveProjects(tx, ctx, [{ projectNo: 'B', gates: { construction_start: on('2024-03-31') } }], { action: 'test' }),
  )
  const now = await read({ projectId: ids['B'] as string })
  expect(now.projects.slipDays).toEqual([0])
  const compared = await read({ projectId: ids['B'] as string, baselineId: kept.baselineId })
  expect(compared.baselineDates.construction_start).toEqual(['2024-01-01'])
  expect(compared.planned.construction_start).toEqual(['2024-03-31'])
  // 31 − 1 days of January, 29 of February, 31 of March.
  expect(compared.projects.slipDays).toEqual([90])
  expect(compared.baseline).toMatchObject({ baselineId: kept.baselineId, name: '年初' })
})

test('every role of the office reads baselines; the planner takes and removes them, and each of it is in the trail', async () => {
  const leader = http.client('leader@zone')
  expect((await leader('baseline.list', {})).baselines.map(({ name }) => name)).toEqual(['年初'])
  expect((await http.client('manager@zone')('baseline.list', {})).baselines).toMatchObject([{ name: '年初', projects: 2 }])
  expect((await http.client('planner@other')('baseline.list', {})).baselines).toEqual([])
  expect(await codeOf(leader('baseline.take', { body: { name: 'x' } }))).toBe('action.forbidden')
  const params = { baselineId: kept.baselineId }
  expect(await codeOf(http.client('planner@other')('baseline.remove', { params }))).toBe('baseline.not-found')
  await planner('baseline.remove', { params })
  expect(await codeOf(planner('baseline.remove', { params }))).toBe('baseline.not-found')
  expect(await codeOf(read({ baselineId: kept.baselineId }))).toBe('baseline.not-found')
  const entries = await database.system((tx) =>
    tx.selectFrom('audit_entry').select('action').where('subject_id', '=', kept.baselineId).orderBy('entry_id').execute(),
  )
  expect(entries.map(({ action }) => action)).toEqual(['baseline.take', 'baseline.remove'])
})

test('a zone without a planned date has nothing to keep', async () => {
  expect(await codeOf(http.client('planner@other')('baseline.take', { body: { name: '空' } }))).toBe('baseline.nothing-planned')
  expect((await http.client('planner@other')('baseline.list', {})).baselines).toEqual([])
})

test('money is the countable plan of the year, to the fen', async () => {
  const answer = await read({ planYear: 2024 })
  expect(answer.planYuan).toBe('105000000.03')
  expect(byNumber(answer, answer.projects.planYuan)).toEqual({ A: '100000000.01', B: '5000000.02', C: null, D: null, E: null })
})

test('lights are told when asked for, to whom the list of lights tells them, and never among public facts only', async () => {
  const { rows } = await planner('light.list', { query: {} })
  const colours = Object.fromEntries(rows.toReversed().map(({ projectNo, light }) => [projectNo, light.colour]))
  const answer = await read({ withLights: true })
  expect(answer.projects.light).toEqual(answer.projects.projectNo.map((projectNo) => colours[projectNo] ?? 'green'))
  expect(rows.length).toBeGreaterThan(0)
  const none = (given: Gantt) => expect(given.projects.light.every((light) => light === null)).toBe(true)
  none(await read())
  none(await read({ withLights: true, publicOnly: true }))
  none(await read({ withLights: true }, http.client('reporter@zone')))
})

test('what a baseline keeps cannot be changed by the application', async () => {
  const change = database.write(ctx.zone.zoneId, (tx) =>
    tx
      .updateTable('gate_baseline_date')
      .set({ planned_on: on('2030-01-01') })
      .execute(),
  )
  await expect(change).rejects.toThrow(/permission denied/)
})

test('every gate has its column when some project has a date there', async () => {
  for (const gate of LIFE_GATES) {
    await database.system((tx) =>
      tx
        .insertInto('project_gate')
        .values({ zone_id: ctx.zone.zoneId, project_id: ids['C'] as Uuid, gate, planned_on: on('2026-01-01') })
        .execute(),
    )
  }
  expect(Object.keys((await read()).planned)).toEqual([...LIFE_GATES])
})
