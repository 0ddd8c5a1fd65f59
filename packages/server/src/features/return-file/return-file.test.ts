// A month's workbook from its download to returns that are handed in, by the people whom it concerns.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { ImportRun } from '@ballast/contract/exchange.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { testUser } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'
import { sheetTexts, type SheetText } from '../../testing/sheet-text.ts'

let database: Database
let zone: ReturnsZone
const month = '2024-02'

beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
})
afterAll(async () => {
  await zone.http.app.close()
  await jobsOf(database).stop()
  await database.close()
})

const problemOf = (request: Promise<unknown>) =>
  request.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem : Promise.reject(error as Error)),
  )
const template = (client: Client) => client('return-file.template', { params: { month } })
async function uploaded(client: Client, file: Blob, fileName = '月报.xlsx', period = month): Promise<ImportRun> {
  let run = await client('return-file.upload', { params: { month: period }, file, fileName })
  while (run.status === 'reading') {
    await new Promise((resolve) => setTimeout(resolve, 20))
    run = await client('return-file.show', { params: { importId: run.importId } })
  }
  return run
}
const rowsOf = (client: Client, importId: string) =>
  client('return-file.preview', { params: { importId }, query: {} }).then(({ rows }) => rows)
const commit = (client: Client, importId: string, handIn = false, leaveOutRefused = false) =>
  client('return-file.commit', { params: { importId }, body: { handIn, leaveOutRefused } })
const show = (projectNo: string) => zone.officer('report.show', { params: { projectId: zone.ids[projectNo] as string, month } })
/** The cell of a row in the column whose hidden key this is. */
function cellAt({ cells }: SheetText, key: string, row: number): string {
  const [at] = [...cells].find(([address, text]) => address.endsWith('2') && /^[A-Z]+2$/.test(address) && text === key) ?? []
  return `${at?.slice(0, -1)}${row}`
}
const csv = (...lines: string[]) => new Blob([lines.join('\n')])
const HEAD =
  '项目编号,本月完成投资,自年初累计完成投资,自开始建设累计完成投资,自年初累计完成投资构成/建筑工程,自年初累计完成投资构成/设备工器具购置'

test('the workbook holds what one reports on: an enterprise its projects, the officer all', async () => {
  const numbers = async (client: Client) => {
    const [sheet] = (await sheetTexts(await template(client))) as [SheetText]
    return [...sheet.cells].filter(([at, text]) => /^B\d+$/.test(at) && /^[ABC]$/.test(text)).map(([, text]) => text)
  }
  expect(await numbers(zone.reporter)).toEqual(['A', 'B'])
  expect(await numbers(zone.manager)).toEqual(['A', 'B'])
  expect(await numbers(zone.officer)).toEqual(['A', 'B', 'C'])
})

test('what is only to be read is locked; the month is blank and the rest follows from it', async () => {
  const [sheet, about, choices] = (await sheetTexts(await template(zone.reporter))) as [SheetText, SheetText, SheetText]
  expect([sheet.name, about.name, choices.name]).toEqual(['月报', '说明', '选项'])
  expect(sheet.isProtected).toBe(true)
  expect(sheet.cells.get('A1')).toBe('测试区 固定资产投资月报填报表　2024年1—2月　金额单位：万元　截止 2024-03-07')
  const at = (key: string) => cellAt(sheet, key, 5)
  expect(sheet.cells.get(at('~books.lastYearEndFen'))).toBe('20000')
  expect(sheet.cells.get(at('monthFen'))).toBeUndefined()
  expect(sheet.formulas.get(at('yearFen'))).toBe(`${at('~before.totalFen')}+${at('monthFen')}`)
  expect(sheet.cells.get(at('cumulativeFen'))).toBe('20000')
  expect(sheet.formulas.get(at('cumulativeFen'))).toBe(`${at('~books.lastYearEndFen')}+${at('yearFen')}`)
  for (const key of ['projectNo', '~name', '~books.lastYearEndFen', 'yearFen', 'cumulativeFen'])
    expect(sheet.unlocked, key).not.toContain(at(key))
  for (const key of ['monthFen', 'year.construction', 'method', 'reasons.R6', 'note']) expect(sheet.unlocked, key).toContain(at(key))
  expect(cellAt(sheet, 'reasons.R1', 5)).toBe('undefined5')
  const column = (key: string) => at(key).slice(0, -1)
  const lists = new Map(sheet.validations.map(({ range, list }) => [range.replace(/\d.*/, ''), list]))
  for (const key of ['method', 'holding', 'nature']) expect(lists.get(column(key)), key).toMatch(/^选项!/)
})

test('an untouched workbook says nothing of a month that nobody has begun', async () => {
  const run = await uploaded(zone.reporter, await template(zone.reporter))
  expect(run).toMatchObject({ status: 'ready', resource: 'returns', month, counts: { new: 0, changed: 0, unchanged: 2, refused: 0 } })
  expect(run.returns).toEqual({ passing: 0, warned: 0 })
  expect((await problemOf(commit(zone.reporter, run.importId, true)))?.code).toBe('exchange.nothing-to-write')
})

test('a preview says what each return would become, and every cell that a rule refuses', async () => {
  const run = await uploaded(zone.reporter, csv(HEAD, 'A,400,400,20400,300,100', 'B,10,11,10,10,', 'C,1,1,1,1,', 'X,1,1,1,1,'), 'a.csv')
  expect(run.counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 3 })
  expect(run).toMatchObject({ returns: { passing: 1, warned: 0 }, yuanBefore: '0.00', yuanAfter: '4000000.00' })
  const [a, b, c, x] = await rowsOf(zone.reporter, run.importId)
  expect(a?.changes.map(({ label, at, after }) => [label, at, after])).toEqual([
    ['自开始建设累计完成投资', 'a.csv!D2', '204000000.00'],
    ['自年初累计完成投资', 'a.csv!C2', '4000000.00'],
    ['本月完成投资', 'a.csv!B2', '4000000.00'],
    ['自年初累计完成投资构成/建筑工程', 'a.csv!E2', '3000000.00'],
    ['自年初累计完成投资构成/设备工器具购置', 'a.csv!F2', '1000000.00'],
  ])
  expect(b?.reasons.map(({ code, at }) => [code, at])).toEqual([
    ['report.R1', 'a.csv!D3'],
    ['report.R2', 'a.csv!C3'],
    ['report.R3', 'a.csv!C3'],
  ])
  expect([a, b, c, x].map((row) => row?.project?.nameEn)).toEqual(['Project A', 'Project B', undefined, undefined])
  for (const row of [c, x])
    expect(row?.reasons.map(({ code, at }) => [code, at])).toEqual([['report.project-unknown', `a.csv!A${row?.rowNumber}`]])
  expect((await problemOf(commit(zone.reporter, run.importId)))?.code).toBe('exchange.refusals-left')
  const refusals = await (await zone.reporter('return-file.refusals', { params: { importId: run.importId } })).text()
  expect(refusals).toContain('R3 本年累计 11 万元')
  expect(await commit(zone.reporter, run.importId, false, true)).toMatchObject({ status: 'committed' })
  expect(await show('A')).toMatchObject({ state: 'draft', form: { monthYuan: '4000000.00', cumulativeYuan: '204000000.00' } })
  expect(await show('B')).toMatchObject({ state: null })
})

test('the workbook of what is kept comes back unchanged; a draft that stands can be handed in with it', async () => {
  const run = await uploaded(zone.reporter, await template(zone.reporter))
  expect(run).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 2, refused: 0 }, returns: { passing: 1 } })
  expect((await problemOf(commit(zone.reporter, run.importId)))?.code).toBe('exchange.nothing-to-write')
  await commit(zone.reporter, run.importId, true)
  expect(await show('A')).toMatchObject({ state: 'submitted' })
  expect(await show('B')).toMatchObject({ state: null })
})

test('what a soft rule finds is saved, and handed in once its reason stands in its column', async () => {
  const rows = (reason: string) => csv(`${HEAD},计划总投资,审核说明/R6 累计超过计划总投资`, `B,12,12,12,12,,5,${reason}`)
  const first = await uploaded(zone.reporter, rows(''), 'b.csv')
  expect(first).toMatchObject({ counts: { new: 1 }, returns: { passing: 0, warned: 1 } })
  const [row] = await rowsOf(zone.reporter, first.importId)
  expect(row?.reasons.map(({ code, at }) => [code, at])).toEqual([['report.R6', 'b.csv!H2']])
  await commit(zone.reporter, first.importId, true)
  expect(await show('B')).toMatchObject({ state: 'draft' })
  const second = await uploaded(zone.reporter, rows('调整文件在批'), 'b.csv')
  expect(second).toMatchObject({ counts: { changed: 1 }, returns: { passing: 1, warned: 0 } })
  await commit(zone.reporter, second.importId, true)
  const handedIn = await show('B')
  expect(handedIn).toMatchObject({ state: 'submitted', lock: { code: 'under-review' } })
  expect(handedIn.findings.map(({ rule, reason }) => [rule, reason])).toEqual([['R6', '调整文件在批']])
  const late = await uploaded(zone.reporter, csv(HEAD, 'B,13,13,13,13,'), 'b.csv')
  expect((await rowsOf(zone.reporter, late.importId))[0]?.reasons.map(({ code }) => code)).toContain('report.lock-under-review')
})

test('somebody else’s change between preview and commit is shown before anything is written', async () => {
  const run = await uploaded(zone.officer, csv(HEAD, 'C,1,1,1,1,'), 'c.csv')
  const { form, version } = await show('C')
  await zone.officer('report.save', {
    params: { projectId: zone.ids['C'] as string, month },
    body: { form: { ...form, monthYuan: '20000.00', note: undefined } as never },
    ifMatch: version,
  })
  expect((await problemOf(commit(zone.officer, run.importId)))?.code).toBe('exchange.preview-conflict')
  const [row] = await rowsOf(zone.officer, run.importId)
  expect([row?.outcome, row?.changes.map(({ field, before, after }) => [field, before, after])[2]]).toEqual([
    'changed',
    ['monthFen', '20000.00', '10000.00'],
  ])
  expect((await commit(zone.officer, run.importId)).status).toBe('committed')
  expect((await show('C')).form.monthYuan).toBe('10000.00')
})

test('an import of returns is its user’s alone, and is none of registers', async () => {
  const run = await uploaded(zone.reporter, csv(HEAD, 'A,1,1,1,1,'), 'own.csv')
  const params = { importId: run.importId }
  await testUser(database, zone.ctx.zone.zoneId, { login: 'other', role: 'statistics_officer', nameZh: '另一人' })
  for (const login of ['manager@zone', 'officer@zone', 'other@zone']) {
    const client = zone.http.client(login)
    expect((await problemOf(client('return-file.show', { params })))?.code, login).toBe('exchange.not-found')
    expect((await problemOf(client('return-file.cancel', { params })))?.code, login).toBe('exchange.not-found')
    expect((await client('return-file.list', { query: {} })).runs.every(({ fileName }) => fileName !== 'own.csv')).toBe(true)
  }
  const planner = zone.http.client('planner@zone')
  expect((await problemOf(planner('exchange.show', { params })))?.code).toBe('exchange.not-found')
  expect((await problemOf(planner('exchange.commit', { params, body: {} })))?.code).toBe('exchange.not-found')
  expect((await planner('exchange.list', { query: {} })).runs).toEqual([])
  expect((await zone.reporter('return-file.cancel', { params })).status).toBe('cancelled')
})

test('a workbook of another month, or of something else, is refused as a whole', async () => {
  await zone.http.client('planner@zone')('exchange.export', { params: { resource: 'projects' }, query: {} })
  const march = new Blob([await (await template(zone.reporter)).arrayBuffer()])
  expect(
    (await problemOf(zone.reporter('return-file.upload', { params: { month: '2024-03' }, file: march, fileName: 'm.xlsx' })))?.code,
  ).toBe('period.not-found')
  const projects = await zone.http.client('planner@zone')('exchange.export', { params: { resource: 'projects' }, query: {} })
  expect(await uploaded(zone.reporter, projects)).toMatchObject({ status: 'failed', reasons: [{ code: 'exchange.wrong-resource' }] })
})
