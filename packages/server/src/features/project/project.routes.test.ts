import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Project } from '@ballast/contract/project.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testCodes } from '../../testing/register.ts'
import { saveProjects } from './index.ts'

let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let ctx: Context
let client: Client
let count = 0
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})
beforeEach(async () => {
  count += 1
  ctx = await testZone(database, { code: `zone-${count}` })
  await testCodes(database, ctx)
  client = http.client(`planner@zone-${count}`)
})

const create = (given: Partial<Parameters<typeof client<'project.create'>>[1]['body']> = {}) =>
  client('project.create', { body: { projectNo: 'P-1', nameZh: '甲项目', ...given } })
const edit = (project: Project, body: Parameters<typeof client<'project.edit'>>[1]['body']) =>
  client('project.edit', { params: { projectId: project.projectId }, body, ifMatch: project.version })
const problemOf = async (request: Promise<unknown>) =>
  (
    await request.then(
      () => expect.unreachable('was not refused'),
      (error: ProblemError) => error,
    )
  ).problem
const codesOf = async (request: Promise<unknown>) => (await problemOf(request)).reasons.map((reason) => reason.code)

test('a project exists before plan, cluster, category and parcel', async () => {
  const project = await create()
  expect(project).toMatchObject({
    projectNo: 'P-1',
    version: '1',
    categoryCode: null,
    clusterCode: null,
    parcels: [],
    plans: [],
    totalYuan: null,
    sourceKind: 'entered',
    modifiedBy: 'planner',
  })
  expect(await client('project.show', { params: { projectId: project.projectId } })).toEqual(project)
})

test('missing leaves, null clears, a value sets; parts are patched one by one', async () => {
  const project = await create({
    totalYuan: '100',
    composition: { construction: '60', other: '40.00', land: '40' },
    gates: { signing: '2024-01-01', completion: '2025-01-01' },
    notes: '备注',
    tags: ['a'],
  })
  const edited = await edit(project, { notes: null, gates: { completion: null, production: '2026-01-01' }, composition: { land: null } })
  expect(edited).toMatchObject({
    version: '2',
    nameZh: '甲项目',
    totalYuan: '100.00',
    notes: null,
    tags: ['a'],
    gates: { signing: '2024-01-01', completion: null, production: '2026-01-01' },
    composition: { construction: '60.00', other: '40.00', land: null, equipment: null },
  })
})

test('of two writers the second gets 409 with the project as it stands now', async () => {
  const seen = await create({ totalYuan: '1' })
  const first = await edit(seen, { totalYuan: '2' })
  const problem = await problemOf(edit(seen, { notes: '第二人' }))
  expect(problem).toMatchObject({
    status: 409,
    code: 'changed-meanwhile',
    extra: { current: { version: '2', totalYuan: '2.00', notes: null } },
  })
  expect(problem.extra?.['current']).toEqual(first)
  expect(await edit(first, { notes: '第二人' })).toMatchObject({ version: '3', totalYuan: '2.00', notes: '第二人' })
})

test('of requests at the same moment one takes the number, and one edit of a version stands', async () => {
  const outcomes = async (requests: Promise<unknown>[]) => (await Promise.allSettled(requests)).map((result) => result.status).toSorted()
  expect(await outcomes([create(), create({ nameZh: '乙' }), create({ nameZh: '丙' })])).toEqual(['fulfilled', 'rejected', 'rejected'])
  const [row] = (await client('project.list', { query: {} })).rows
  const seen = await client('project.show', { params: { projectId: row?.projectId as string } })
  expect(await outcomes(['a', 'b', 'c'].map((notes) => edit(seen, { notes })))).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect((await client('project.show', { params: { projectId: seen.projectId } })).version).toBe('2')
})

test('an edit that changes nothing leaves version and trail alone', async () => {
  const project = await create({ totalYuan: '1' })
  expect(await edit(project, { totalYuan: '1.00' })).toEqual(project)
  const { entries } = await client('project.history', { params: { projectId: project.projectId }, query: {} })
  expect(entries).toHaveLength(1)
})

test('a refusal gives every reason in the caller’s language, with its field', async () => {
  const body = { projectNo: 'P-1', nameZh: '甲', projectCode: '2401-110115-04-01-123456', industryCode: 'C39', clusterCode: 'it' }
  const problem = await problemOf(http.client(`planner@zone-${count}`, 'en')('project.create', { body }))
  expect(problem).toMatchObject({ status: 422, code: 'project.refused', title: 'The project was not saved' })
  expect(problem.reasons.map(({ code, at }) => [code, at])).toEqual([
    ['project.code-bad-check-digit', 'projectCode'],
    ['project.industry-bad-form', 'industryCode'],
    ['project.cluster-of-other-category', 'clusterCode'],
  ])
  expect(problem.reasons[0]?.message).toBe('The check digit of project code "2401-110115-04-01-123456" is wrong')
})

test('a number, a code or a name that another project has is refused', async () => {
  await create({ projectCode: '2401-110115-04-01-123455' })
  expect(await codesOf(create({ projectCode: '2401-110115-04-01-123455' }))).toEqual([
    'project.number-taken',
    'project.code-taken',
    'project.name-taken',
  ])
})

test('a legacy code is accepted with a notice', async () => {
  const project = await create({ projectCode: '2016-110115-47-03-001234' })
  expect(project.projectCodeCheck).toBe('legacy')
  expect(project.notices).toEqual([
    { code: 'project.code-legacy', message: '项目代码 2016-110115-47-03-001234 为 2020 年 11 月以前的旧码，无法校验', at: 'projectCode' },
  ])
})

test('an edit takes the source of the edited fact away, in the same transaction', async () => {
  await database.write(ctx.zone.zoneId, (tx) =>
    saveProjects(
      tx,
      ctx,
      [
        {
          projectNo: 'P-1',
          nameZh: '甲',
          totalFen: 100n as Fen,
          notes: 'x',
          provenance: { totalFen: { kind: 'simulated', citation: 'm' }, notes: { kind: 'public', citation: 'n' } },
        },
      ],
      { action: 'test', sourceKind: 'public' },
    ),
  )
  const [row] = (await client('project.list', { query: {} })).rows
  expect(row).toMatchObject({ simulated: ['totalFen'], sourceKind: 'public' })
  const project = await client('project.show', { params: { projectId: row?.projectId as string } })
  const edited = await edit(project, { totalYuan: '2' })
  expect(edited.provenance).toEqual({ nameZh: { kind: 'public', citation: '' }, notes: { kind: 'public', citation: 'n' } })
})

test('relations are shown from both sides', async () => {
  const one = await create()
  const two = await create({ projectNo: 'P-2', nameZh: '二期', relations: [{ kind: 'later_phase_of', projectNo: 'P-1' }] })
  expect(two.relations).toEqual([
    { kind: 'later_phase_of', direction: 'from', projectId: one.projectId, projectNo: 'P-1', nameZh: '甲项目', nameEn: null },
  ])
  const shown = await client('project.show', { params: { projectId: one.projectId } })
  expect(shown.relations).toEqual([
    { kind: 'later_phase_of', direction: 'to', projectId: two.projectId, projectNo: 'P-2', nameZh: '二期', nameEn: null },
  ])
})

test('the history says field by field what was, what is, who and when', async () => {
  const project = await create({ totalYuan: '1' })
  await edit(project, { totalYuan: '2', notes: 'x' })
  const { entries, next } = await client('project.history', { params: { projectId: project.projectId }, query: { limit: '1' } })
  expect(entries).toMatchObject([{ action: 'project.edit', actor: 'planner', actorName: '测试员' }])
  expect(entries[0]?.changes.toSorted((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
    { field: 'notes', before: null, after: 'x' },
    { field: 'totalFen', before: '1.00', after: '2.00' },
  ])
  const older = await client('project.history', { params: { projectId: project.projectId }, query: { limit: '1', cursor: next as string } })
  expect(older.entries).toMatchObject([{ action: 'project.create' }])
  expect(older.entries[0]?.changes).toContainEqual({ field: 'nameZh', before: null, after: '甲项目' })
  expect(older.next).toBeNull()
})

async function planWith(projectId: string) {
  const zone_id = ctx.zone.zoneId
  const version_id = newId()
  await database.system(async (tx) => {
    await tx.insertInto('year_plan').values({ zone_id, year: 2024 }).execute()
    await tx
      .insertInto('plan_version')
      .values({
        zone_id,
        version_id,
        year: 2024,
        status: 'draft',
        title: '草案',
        reason: 'r',
        created_by: 'x',
        created_at: ctx.clock.now(),
      })
      .execute()
    await tx
      .insertInto('plan_project')
      .values({ zone_id, version_id, project_id: projectId as never, annual_fen: 500n, profile: 'even', source_kind: 'simulated' })
      .execute()
    const amounts = { installation_fen: 0n, equipment_fen: 1n, other_fen: 2n, land_fen: 2n }
    const month = {
      zone_id,
      version_id,
      project_id: projectId as never,
      month_ym: '2024-03-01' as never,
      construction_fen: 497n,
      ...amounts,
    }
    await tx
      .insertInto('plan_month')
      .values([
        { ...month, countable: true },
        { ...month, countable: false, not_countable_reason: '设备未到' },
      ])
      .execute()
  })
}

test('a project that stands in a plan is not deleted, and says in which; any other is', async () => {
  const [planned, free] = [await create(), await create({ projectNo: 'P-2', nameZh: '乙' })]
  await planWith(planned.projectId)
  const remove = (project: Project, version = project.version) =>
    client('project.delete', { params: { projectId: project.projectId }, ifMatch: version })
  const problem = await problemOf(remove(planned))
  expect(problem).toMatchObject({ status: 422, code: 'project.in-use' })
  expect(problem.reasons).toMatchObject([{ code: 'project.stands-in-plan', message: '列入 2024 年计划「草案」' }])
  expect(await problemOf(remove(free, '9'))).toMatchObject({ code: 'changed-meanwhile', extra: { current: { projectNo: 'P-2' } } })
  await remove(free)
  expect(await problemOf(client('project.show', { params: { projectId: free.projectId } }))).toMatchObject({
    status: 404,
    code: 'project.not-found',
  })
  const { entries } = await client('project.history', { params: { projectId: free.projectId }, query: {} })
  expect(entries.map((entry) => entry.action)).toEqual(['project.delete', 'project.create'])
})

test('the page shows the months of the plan, countable apart from not countable', async () => {
  const project = await create()
  await planWith(project.projectId)
  const { plans } = await client('project.show', { params: { projectId: project.projectId } })
  expect(plans).toMatchObject([
    {
      year: 2024,
      status: 'draft',
      annualYuan: '5.00',
      plannedYuan: '5.00',
      notCountableYuan: '5.00',
      months: [
        { month: '2024-03', countable: true, yuan: '5.00', constructionYuan: '4.97', landYuan: '0.02' },
        { month: '2024-03', countable: false, notCountableReason: '设备未到' },
      ],
    },
  ])
})

test('a batch is saved as a whole: one refused row, and nothing is', async () => {
  const [one, two] = [await create(), await create({ projectNo: 'P-2', nameZh: '乙' })]
  const save = (rows: [Project, object][], dryRun = false) =>
    client('project.save-many', {
      body: { rows: rows.map(([{ projectId, version }, changes]) => ({ projectId, version, changes })), dryRun },
    })
  const problem = await problemOf(
    save([
      [one, { totalYuan: '5' }],
      [two, { totalYuan: '5', funding: { bond: '6' }, industryCode: 'x' }],
    ]),
  )
  expect(problem).toMatchObject({ status: 422, code: 'project.rows-refused' })
  expect(problem.reasons.map((reason) => reason.at)).toEqual(['rows.1.industryCode', 'rows.1.funding'])
  const total = async () => (await client('project.list', { query: {} })).totals?.totalYuan
  expect(await total()).toBe('0.00')

  const rows: [Project, object][] = [
    [one, { totalYuan: '5' }],
    [two, { nameZh: '乙' }],
  ]
  const dry = await save(rows, true)
  expect(dry.rows).toMatchObject([
    { outcome: 'changed', version: '1', changes: [{ field: 'totalFen', before: null, after: '5.00' }] },
    { outcome: 'unchanged', version: '1' },
  ])
  expect(await total()).toBe('0.00')
  expect((await save(rows)).rows.map((row) => [row.outcome, row.version])).toEqual([
    ['changed', '2'],
    ['unchanged', '1'],
  ])
  expect(await total()).toBe('5.00')

  const stale = await problemOf(
    save([
      [one, { notes: 'x' }],
      [two, { notes: 'x' }],
    ]),
  )
  expect(stale).toMatchObject({
    status: 409,
    code: 'changed-meanwhile',
    reasons: [{ at: 'rows.0' }],
    extra: { current: { [one.projectId]: { version: '2', totalYuan: '5.00' } } },
  })
})

test('only planners write; everyone reads', async () => {
  await testUser(database, ctx.zone.zoneId, { login: 'viewer', role: 'leader' })
  const viewer = http.client(`viewer@zone-${count}`)
  expect(await problemOf(viewer('project.create', { body: { projectNo: 'P', nameZh: '甲' } }))).toMatchObject({ status: 403 })
  expect((await viewer('project.list', { query: {} })).rows).toEqual([])
})

test('a project of another zone is not found', async () => {
  const project = await create()
  await testZone(database, { code: `other-${count}` })
  const stranger = http.client(`planner@other-${count}`)
  const params = { projectId: project.projectId }
  expect(await problemOf(stranger('project.show', { params }))).toMatchObject({ status: 404 })
  expect(await problemOf(stranger('project.edit', { params, body: { notes: 'x' }, ifMatch: '1' }))).toMatchObject({ status: 404 })
  expect((await stranger('project.history', { params, query: {} })).entries).toEqual([])
})
