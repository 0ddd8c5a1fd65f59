// A month from its opening to a correction after it was closed, by the people whom it concerns.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { ReportReturn, ReturnForm } from '@ballast/contract/report.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { setBusinessDate, testLights, testWatched } from '../../testing/watched.ts'
import { saveEnterprises } from '../enterprise/index.ts'

let database: Database
let ctx: Context
let http: Awaited<ReturnType<typeof testHttp>>
let reporter: Client
let manager: Client
let officer: Client
const ids: Record<string, Uuid> = {}

beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
  ctx = await testZone(database, { code: 'zone', businessOn: '2024-03-04' })
  const { zoneId } = ctx.zone
  await testLights(database, ctx)
  await database.write(zoneId, async (tx) => {
    await saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }], { action: 'test' })
    await sql`insert into code_item (zone_id, list, code, name_zh, name_en, sort) values
      (${zoneId}, 'correction-reason', 'split', '构成有误', 'Wrong split', 1), (${zoneId}, 'not-countable-reason', 'lease', '租赁', 'Rent', 1)`.execute(
      tx,
    )
    const { rows } = await sql<{ id: Uuid }>`select enterprise_id as id from enterprise`.execute(tx)
    ids['甲公司'] = rows[0]?.id as Uuid
  })
  await testUser(database, zoneId, {
    login: 'reporter',
    role: 'enterprise_reporter',
    nameZh: '填报人',
    enterpriseId: ids['甲公司'] as Uuid,
  })
  await testUser(database, zoneId, { login: 'manager', role: 'service_manager', nameZh: '王管家' })
  await testUser(database, zoneId, { login: 'officer', role: 'statistics_officer', nameZh: '统计员' })
  const dates = { registration: { actual: '2023-06-01' }, construction_start: { actual: '2023-05-01' } }
  for (const projectNo of ['A', 'B']) {
    ids[projectNo] = await testWatched(database, ctx, {
      projectNo,
      owner: '甲公司',
      serviceManager: '王管家',
      totalFen: 1_000_000_000_00n,
      dates,
    })
  }
  ids['late'] = await testWatched(database, ctx, { projectNo: 'C', owner: '甲公司', serviceManager: '王管家', dates: {} })
  await database.write(zoneId, (tx) =>
    sql`insert into report_opening (zone_id, project_id, before_year, cumulative_fen, source_kind)
      values (${zoneId}, ${ids['A']}, 2024, 20000000000, 'entered')`.execute(tx),
  )
  reporter = http.client('reporter@zone')
  manager = http.client('manager@zone')
  officer = http.client('officer@zone')
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const problemOf = (request: Promise<unknown>) =>
  request.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem : Promise.reject(error as Error)),
  )
const codesOf = async (request: Promise<unknown>) => (await problemOf(request))?.reasons.map(({ code }) => code)
const paramsOf = (projectNo: string, month: string) => ({ projectId: ids[projectNo] as string, month })
const show = (projectNo: string, month: string, client = reporter) => client('report.show', { params: paramsOf(projectNo, month) })
const yuan = (amount: number): string => `${amount}.00`

/** The form as it stands with this month's construction and equipment put on top of the books. */
function filled({ form, books }: ReportReturn, month: { construction: number; equipment: number }): ReturnForm {
  const before = Object.values({
    c: books.yearBefore.construction,
    i: books.yearBefore.installation,
    e: books.yearBefore.equipment,
    o: books.yearBefore.other,
  })
  const sum = before.reduce((total, amount) => total + Number(amount), 0) + month.construction + month.equipment
  return {
    ...form,
    cumulativeYuan: yuan(Number(books.lastYearEndYuan) + sum),
    yearYuan: yuan(sum),
    monthYuan: yuan(month.construction + month.equipment),
    year: {
      ...books.yearBefore,
      construction: yuan(Number(books.yearBefore.construction) + month.construction),
      equipment: yuan(Number(books.yearBefore.equipment) + month.equipment),
    },
  }
}
const save = (projectNo: string, month: string, form: ReturnForm, ifMatch: string, more: object = {}, client = reporter) =>
  client('report.save', { params: paramsOf(projectNo, month), body: { form, ...more }, ifMatch })
type Step = 'report.submit' | 'report.recall' | 'report.review' | 'report.verify'
const step = (client: Client, id: Step, projectNo: string, month: string, ifMatch: string) =>
  client(id, { params: paramsOf(projectNo, month), ifMatch })
async function report(projectNo: string, month: string, amounts: { construction: number; equipment: number }) {
  const begun = await show(projectNo, month)
  const saved = await save(projectNo, month, filled(begun, amounts), begun.version)
  return step(reporter, 'report.submit', projectNo, month, saved.version)
}

test('a period opens on its working days, January with February, and only when it is its turn', async () => {
  expect(await codesOf(officer('period.open', { body: { month: '2024-01' } }))).toEqual(['report.R10'])
  expect(await codesOf(reporter('period.open', { body: { month: '2024-02' } }))).toEqual(['action.forbidden'])
  const opened = await officer('period.open', { body: { month: '2024-02' } })
  expect(opened).toMatchObject({ firstMonth: '2024-01', opensOn: '2024-03-01', dueOn: '2024-03-07', closesOn: '2024-03-12' })
  expect(opened.counts).toMatchObject({ due: 2, missing: 2 })
  expect(await codesOf(officer('period.open', { body: { month: '2024-04' } }))).toEqual(['period.not-next', 'period.last-open'])
  expect(await codesOf(officer('period.open', { body: { month: '2024-03' } }))).toEqual(['period.last-open'])
})

test('the form begins with what the books and the register know; its own month stands beside', async () => {
  const begun = await show('A', '2024-02')
  expect(begun).toMatchObject({
    state: null,
    version: '0',
    lock: null,
    registeredOn: '2023-06-01',
    mayBuild: true,
    faults: [],
    findings: [],
  })
  expect(begun.form).toMatchObject({
    planTotalYuan: '1000000000.00',
    cumulativeYuan: '200000000.00',
    yearYuan: '0.00',
    startMonth: '2023-05',
    method: 'progress',
  })
})

test('a draft may be wrong; handing it in names every field that is, and the noise of each rule is counted', async () => {
  const begun = await show('A', '2024-02')
  const wrong = { ...filled(begun, { construction: 3_000_000, equipment: 1_000_000 }), cumulativeYuan: '1.00', planTotalYuan: '0.50' }
  const saved = await save('A', '2024-02', { ...wrong, year: { ...wrong.year, usedEquipment: '2000000.00' } }, begun.version)
  expect(saved.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['R1', 'hard'],
    ['R4', 'hard'],
    ['R6', 'soft'],
  ])
  const problem = await problemOf(step(reporter, 'report.submit', 'A', '2024-02', saved.version))
  expect(problem?.reasons.map(({ code, at }) => [code, at])).toEqual([
    ['report.R1', 'cumulativeYuan'],
    ['report.R4', 'year.equipment'],
    ['report.R6', 'cumulativeYuan'],
  ])
  expect(problem?.reasons[0]?.message).toBe('R1 自开始建设累计 0.0001 万元 应等于上年末累计 20000 万元 加本年累计 400 万元')
  const { rules } = await officer('period.settings', {})
  expect(rules.filter(({ refused }) => refused > 0).map(({ rule, refused }) => [rule, refused])).toEqual([
    ['R1', 1],
    ['R4', 1],
    ['R6', 1],
  ])
})

test('what is soft passes with a reason, which is kept and counted', async () => {
  const draft = await show('A', '2024-02')
  const form = { ...filled(draft, { construction: 3_000_000, equipment: 1_000_000 }), planTotalYuan: '1.00' }
  const saved = await save('A', '2024-02', form, draft.version, {
    reasons: { R6: '总投资调整文件在批' },
    notCountable: [{ reasonCode: 'lease', amountYuan: '120000' }],
    note: '正常',
  })
  expect(saved.notCountable).toEqual([{ reasonCode: 'lease', amountYuan: '120000.00' }])
  const submitted = await step(reporter, 'report.submit', 'A', '2024-02', saved.version)
  expect(submitted).toMatchObject({ state: 'submitted', lock: { code: 'under-review' } })
  expect(submitted.items).toMatchObject({ construction: '3000000.00', equipment: '1000000.00', land: '0.00' })
  expect((await officer('period.settings', {})).rules.find(({ rule }) => rule === 'R6')).toMatchObject({ refused: 1, accepted: 1 })
})

test('it is returned with a reason for each field, mended and verified by somebody else than who handed it in', async () => {
  const submitted = await show('A', '2024-02', manager)
  const review = await step(manager, 'report.review', 'A', '2024-02', submitted.version)
  expect(await codesOf(step(reporter, 'report.recall', 'A', '2024-02', review.version))).toEqual(['report.cannot-recall'])
  const returned = await manager('report.return', {
    params: paramsOf('A', '2024-02'),
    body: { fields: [{ field: 'year.equipment', reason: '缺到货单' }], note: '请核对设备' },
    ifMatch: review.version,
  })
  expect(returned).toMatchObject({ state: 'returned', lock: null })
  expect(returned.events.map(({ step: name, byName }) => [name, byName])).toEqual([
    ['submit', '填报人'],
    ['review', '王管家'],
    ['return', '王管家'],
  ])
  const list = await reporter('report.list', { params: { month: '2024-02' }, query: {} })
  expect(list.rows.map(({ projectNo, state, returnedFor }) => [projectNo, state, returnedFor])).toEqual([
    ['A', 'returned', '请核对设备'],
    ['B', null, null],
  ])
  const saved = await save(
    'A',
    '2024-02',
    { ...filled(returned, { construction: 3_000_000, equipment: 900_000 }), planTotalYuan: '1000000000' },
    returned.version,
  )
  const again = await step(reporter, 'report.submit', 'A', '2024-02', saved.version)
  expect(await codesOf(step(manager, 'report.verify', 'A', '2024-02', again.version))).toEqual(['action.forbidden'])
  expect(await step(officer, 'report.verify', 'A', '2024-02', again.version)).toMatchObject({ state: 'verified' })
})

test('two people on one return: the second is told what it is now', async () => {
  const begun = await show('B', '2024-02')
  const first = await save('B', '2024-02', filled(begun, { construction: 100, equipment: 0 }), begun.version)
  const late = await problemOf(save('B', '2024-02', filled(begun, { construction: 200, equipment: 0 }), begun.version))
  expect(late).toMatchObject({ code: 'changed-meanwhile', extra: { current: { version: first.version } } })
  const both = await Promise.all(
    [300, 400].map((construction) => problemOf(save('B', '2024-02', filled(begun, { construction, equipment: 0 }), first.version))),
  )
  expect(both.filter((problem) => problem === undefined)).toHaveLength(1)
  expect(both.find((problem) => problem !== undefined)?.code).toBe('changed-meanwhile')
})

test('after the due day the form says so; an exception with a reason opens it again', async () => {
  await setBusinessDate(database, ctx, '2024-03-08')
  const draft = await show('B', '2024-02')
  expect(draft.lock).toEqual({ code: 'past-due', message: '2024-02 已于 2024-03-07 截止，逾期须经统计人员许可' })
  expect(await codesOf(step(reporter, 'report.submit', 'B', '2024-02', draft.version))).toEqual(['report.lock-past-due'])
  const late = await officer('report.list', { params: { month: '2024-02' }, query: { late: 'true' } as never })
  expect(late.rows.map(({ projectNo }) => projectNo)).toEqual(['B'])
  const except = (untilOn: string) =>
    officer('period.except', { params: { month: '2024-02', projectId: ids['B'] as string }, body: { untilOn, reason: '系统故障' } })
  expect(await codesOf(except('2024-03-07'))).toEqual(['period.exception-early'])
  expect(await codesOf(except('2024-03-13'))).toEqual(['period.exception-late'])
  await except('2024-03-11')
  const open = await show('B', '2024-02')
  expect(open).toMatchObject({ lock: null, exceptionUntil: '2024-03-11' })
  const saved = await save('B', '2024-02', filled(open, { construction: 500_000, equipment: 0 }), open.version)
  await step(reporter, 'report.submit', 'B', '2024-02', saved.version)
})

test('a period is not closed while something waits, nor without a word about what is missing; then it is final', async () => {
  const close = (body: { missingReason?: string }, ifMatch: string) =>
    officer('period.close', { params: { month: '2024-02' }, body, ifMatch })
  const version = (await officer('period.list', {})).periods[0]?.version as string
  expect(await codesOf(close({}, version))).toEqual(['period.waiting-submitted'])
  const many = await officer('report.verify-many', {
    params: { month: '2024-02' },
    body: {
      returns: [
        { projectId: ids['A'] as string, version: (await show('A', '2024-02')).version },
        { projectId: ids['B'] as string, version: (await show('B', '2024-02')).version },
      ],
    },
  })
  expect(many).toMatchObject({ verified: 1, refused: [{ projectNo: 'A', message: '月报尚未提交' }] })
  const closed = await close({}, version)
  expect(closed).toMatchObject({ closedBy: 'officer', reportedYuan: '4400000.00', counts: { due: 2, missing: 0, closed: 2 } })
  const final = await show('A', '2024-02')
  expect(final).toMatchObject({ state: 'closed', lock: { code: 'period-closed' } })
  expect(await codesOf(save('A', '2024-02', final.form, final.version))).toEqual(['report.lock-period-closed'])
  // The database itself does not write it again.
  const { rows } = await database.write(ctx.zone.zoneId, (tx) =>
    sql`update report_return set construction_fen = 1 where month_ym = '2024-02-01' returning project_id`.execute(tx),
  )
  expect(rows).toEqual([])
})

test('a correction stands against its month and appears in the next report, whose return goes back if it was handed in', async () => {
  // With no period open, it waits for the one that comes next.
  const early = await officer(
    'report.correct',
    { params: paramsOf('B', '2024-02'), body: { items: { construction: '1' }, reasonCode: 'split', note: '凭证' } },
    // Kept for a repeated request, which plain JSON alone can be.
    { idempotencyKey: 'early' },
  )
  expect(early.corrections.map(({ appearsIn }) => appearsIn)).toEqual(['2024-03'])
  await setBusinessDate(database, ctx, '2024-04-02')
  await officer('period.open', { body: { month: '2024-03' } })
  const submitted = await report('A', '2024-03', { construction: 1_000_000, equipment: 0 })
  expect(submitted).toMatchObject({ state: 'submitted', form: { yearYuan: '4900000.00', cumulativeYuan: '204900000.00' } })
  const correct = (items: Record<string, string>, reasonCode = 'split', month = '2024-02') =>
    officer('report.correct', { params: paramsOf('A', month), body: { items, reasonCode, note: '设备误计建筑' } })
  expect(await codesOf(correct({ construction: '-3000000.01' }))).toEqual(['report.below-zero'])
  expect(await codesOf(correct({}, 'no'))).toEqual(['report.nothing-corrected', 'report.no-such-reason'])
  expect(await codesOf(correct({ construction: '1' }, 'split', '2024-03'))).toEqual(['report.month-open'])
  expect(await codesOf(correct({ land: '1' }))).toEqual(['report.other-parts'])
  const corrected = await correct({ construction: '-500000', equipment: '520000' })
  expect(corrected.corrections.map(({ appearsIn, totalYuan, by }) => [appearsIn, totalYuan, by])).toEqual([
    ['2024-03', '20000.00', 'officer'],
  ])
  // The month itself is as it was reported.
  expect(corrected.form.monthYuan).toBe('3900000.00')
  const back = await show('A', '2024-03')
  expect(back).toMatchObject({
    state: 'returned',
    books: { correctionsYuan: '20000.00', yearBefore: { construction: '2500000.00', equipment: '1420000.00' } },
  })
  expect(back.findings.map(({ rule }) => rule)).toEqual(['R2'])
  const saved = await save('A', '2024-03', filled(back, { construction: 1_000_000, equipment: 0 }), back.version)
  const again = await step(reporter, 'report.submit', 'A', '2024-03', saved.version)
  expect(again.form).toMatchObject({ yearYuan: '4920000.00', monthYuan: '1000000.00', cumulativeYuan: '204920000.00' })
})

test('nobody reports before the registration, nor on a project of somebody else', async () => {
  const begun = await show('late', '2024-03')
  const saved = await save(
    'late',
    '2024-03',
    { ...filled(begun, { construction: 1, equipment: 0 }), planTotalYuan: '5000000.00' },
    begun.version,
  )
  expect(await codesOf(step(reporter, 'report.submit', 'late', '2024-03', saved.version))).toEqual(['report.R8', 'report.R9'])
  const stranger = await testUser(database, ctx.zone.zoneId, { login: 'other-manager', role: 'service_manager', nameZh: '李管家' })
  expect(stranger.login).toBe('other-manager')
  expect((await problemOf(show('A', '2024-03', http.client('other-manager@zone'))))?.status).toBe(404)
})

test('a draft that was not handed in before the closing counts for nothing in the list of the period', async () => {
  await step(officer, 'report.verify', 'A', '2024-03', (await show('A', '2024-03')).version)
  const list = () => officer('report.list', { params: { month: '2024-03' }, query: {} })
  expect((await list()).totals).toMatchObject({ monthYuan: '1000001.00' })
  const version = (await officer('period.list', {})).periods[0]?.version as string
  const body = { missingReason: '企业停产' }
  const closed = await officer('period.close', { params: { month: '2024-03' }, body, ifMatch: version })
  const { rows, totals } = await list()
  expect(rows.map(({ projectNo, state, monthYuan, yearYuan }) => [projectNo, state, monthYuan, yearYuan])).toEqual([
    ['B', null, null, null],
    ['C', 'draft', null, null],
    ['A', 'closed', '1000000.00', '4920000.00'],
  ])
  expect([closed.reportedYuan, totals.monthYuan, totals.yearYuan]).toEqual(['1000000.00', '1000000.00', '4920000.00'])
})
