import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import type { ExchangeResource, ImportRun } from '@ballast/contract/exchange.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { noteIn } from '../../platform/spreadsheet-notes.ts'
import { readWorkbook } from '../../platform/spreadsheet.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { textRow, workbookParts, zipOf } from '../../testing/zip.ts'
import { readPlanRows } from '../plan/index.ts'
import { readProjectRows, saveProjects } from '../project/index.ts'
import { seedZone } from './testing/seed-zone.ts'

let database: Database
let ctx: Context
let client: Client
let versionId: Uuid
let http: Awaited<ReturnType<typeof testHttp>>

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
  http = await testHttp(database)
  client = http.client()
  versionId = await seedZone(database, ctx)
})
afterAll(async () => {
  await http.app.close()
  await jobsOf(database).stop()
  await database.close()
})

const exported = (resource: ExchangeResource, query: Record<string, unknown> = {}, language = 'zh-CN') =>
  http.client(undefined, language)('exchange.export', { params: { resource }, query })

async function imported(file: Blob, resource: ExchangeResource, fileName = 'file.xlsx'): Promise<ImportRun> {
  const run = await client('exchange.upload', {
    query: { resource, ...(resource === 'plan' ? { versionId } : {}) },
    file,
    fileName,
  })
  await jobsOf(database).ended(run.importId)
  return client('exchange.show', { params: { importId: run.importId } })
}

test.each([
  ['projects', 'xlsx', 'zh-CN'],
  ['projects', 'xlsx', 'en'],
  ['projects', 'csv', 'zh-CN'],
  ['projects', 'csv', 'en'],
  ['enterprises', 'xlsx', 'zh-CN'],
  ['enterprises', 'csv', 'en'],
  ['parcels', 'xlsx', 'en'],
  ['parcels', 'csv', 'zh-CN'],
  ['plan', 'xlsx', 'zh-CN'],
  ['plan', 'xlsx', 'en'],
  ['plan', 'csv', 'zh-CN'],
] as const)('an export of %s as %s (%s) comes back unchanged', async (resource, format, language) => {
  const file = await exported(resource, { format }, language)
  const run = await imported(file, resource, `file.${format}`)
  expect(run.reasons).toEqual([])
  expect(run.status).toBe('ready')
  expect(run.counts).toMatchObject({ new: 0, changed: 0, refused: 0 })
  expect(run.counts?.unchanged).toBeGreaterThan(0)
  expect(run.sheets.flatMap((sheet) => sheet.unknownColumns)).toEqual([])
})

const book = (rows: string) => zipOf(workbookParts(rows))
const CSV_HEAD = '项目编号,项目名称,总投资,投资类别\n'
const csv = (...lines: string[]) => new Blob([CSV_HEAD + lines.join('\n')])
const rowsOf = (importId: string, outcome: 'new' | 'changed' | 'unchanged' | 'refused') =>
  client('exchange.preview', { params: { importId }, query: { outcome } }).then(({ rows }) => rows)
const commit = (importId: string, leaveOutRefused = false) => client('exchange.commit', { params: { importId }, body: { leaveOutRefused } })
const totalOf = async (projectNo: string) =>
  (await database.read(ctx.zone.zoneId, (tx) => readProjectRows(tx, ctx.zone.zoneId))).find((row) => row.projectNo === projectNo)?.totalFen

test('a preview says cell by cell what is new, changed and refused; a commit writes it and audits each row', async () => {
  const run = await imported(
    csv('P-900,新项目,100.5,产业', 'P-002,二期,12,', 'P-001,,不是数,产业', '00123,编号像数字的项目,,'),
    'projects',
    'a.csv',
  )
  expect(run).toMatchObject({
    status: 'ready',
    counts: { new: 1, changed: 1, unchanged: 1, refused: 1 },
    yuanBefore: '0.00',
    yuanAfter: '1125000.00',
  })
  const [changed] = await rowsOf(run.importId, 'changed')
  expect(changed?.changes.map(({ label, at, before, after }) => [label, at, before, after])).toEqual([
    ['投资类别', 'a.csv!D3', '基础设施', null],
    ['总投资', 'a.csv!C3', null, '120000.00'],
  ])
  const [fresh] = await rowsOf(run.importId, 'new')
  expect(fresh?.changes.map(({ label, at, after }) => [label, at, after])).toEqual([
    ['项目编号', 'a.csv!A2', 'P-900'],
    ['项目名称', 'a.csv!B2', '新项目'],
    ['总投资', 'a.csv!C2', '1005000.00'],
    ['投资类别', 'a.csv!D2', '产业'],
  ])
  const [refused] = await rowsOf(run.importId, 'refused')
  expect(refused?.reasons).toEqual([{ code: 'money.not-a-number', message: '「不是数」不是金额', at: 'a.csv!C4' }])
  await expect(commit(run.importId)).rejects.toMatchObject({ problem: { code: 'exchange.refusals-left' } })
  expect(await totalOf('P-900')).toBeUndefined()
  expect(await commit(run.importId, true)).toMatchObject({ status: 'committed' })
  expect(await totalOf('P-900')).toBe(100_500_000n)
  expect(await totalOf('P-001')).toBe(290_000_000_001n)
  const audits = await database.system((tx) =>
    tx
      .selectFrom('audit_entry')
      .select('subject_type')
      .where('zone_id', '=', ctx.zone.zoneId)
      .where('action', '=', 'exchange.commit')
      .execute(),
  )
  expect(audits.map((entry) => entry.subject_type).sort()).toEqual(['import_run', 'project', 'project'])
  await expect(commit(run.importId, true)).rejects.toMatchObject({ problem: { code: 'exchange.not-ready' } })
})

test('when the data has changed since the preview, nothing is written and the preview is made again', async () => {
  const run = await imported(csv('P-002,二期,77,基础设施'), 'projects', 'a.csv')
  await database.write(ctx.zone.zoneId, (tx) =>
    saveProjects(tx, ctx, [{ projectNo: 'P-002', totalFen: 5n as never }], { action: 'project.edit' }),
  )
  await expect(commit(run.importId)).rejects.toMatchObject({ problem: { code: 'exchange.preview-conflict', status: 409 } })
  expect(await totalOf('P-002')).toBe(5n)
  const again = await client('exchange.show', { params: { importId: run.importId } })
  expect(again).toMatchObject({ status: 'ready', counts: { changed: 1 }, yuanBefore: '0.05' })
  await commit(run.importId)
  expect(await totalOf('P-002')).toBe(77_000_000n)
})

test('nothing is written after a cancel', async () => {
  const run = await imported(csv('P-901,取消的项目,1,产业'), 'projects', 'a.csv')
  const cancelled = await client('exchange.cancel', { params: { importId: run.importId } })
  expect(cancelled.status).toBe('cancelled')
  await expect(commit(run.importId)).rejects.toMatchObject({ problem: { code: 'exchange.not-ready' } })
  expect(await totalOf('P-901')).toBeUndefined()
  const rows = await database.system((tx) =>
    tx
      .selectFrom('import_row')
      .select('natural_key')
      .where('import_id', '=', run.importId as Uuid)
      .execute(),
  )
  expect(rows).toEqual([])
})

test('a cancel while the file is being read stops the reading', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `Q-${index},项目 ${index},1,产业`)
  const run = await client('exchange.upload', { query: { resource: 'projects' }, file: csv(...lines), fileName: 'a.csv' })
  expect(run.status).toBe('reading')
  const cancelled = await client('exchange.cancel', { params: { importId: run.importId } })
  expect(cancelled).toMatchObject({ status: 'cancelled', counts: null })
  expect(await totalOf('Q-1')).toBeUndefined()
})

test('a commit can be cancelled until its end, and then leaves nothing', async () => {
  const lines = Array.from({ length: 300 }, (_, index) => `C-${index},项目 ${index},1,产业`)
  const run = await imported(csv(...lines), 'projects', 'a.csv')
  const writing = commit(run.importId).catch((error: unknown) => error)
  await expect.poll(() => jobsOf(database).cancel(run.importId), { interval: 1, timeout: 10_000 }).toBe(true)
  expect(await writing).toMatchObject({ problem: { code: 'exchange.cancelled' } })
  expect(await totalOf('C-1')).toBeUndefined()
  expect((await client('exchange.show', { params: { importId: run.importId } })).status).toBe('cancelled')
})

test('a plan is imported with its new nodes, months and shares together, and comes back as it was written', async () => {
  const before = await database.read(ctx.zone.zoneId, (tx) => readPlanRows(tx, ctx.zone.zoneId, versionId))
  const file = await exported('plan', { format: 'csv', part: 'lines' })
  const text = (await file.text()).replace('0.0004,0.00005', '0.0005,0.00005')
  const run = await imported(new Blob([text]), 'plan', 'lines.csv')
  expect(run.counts).toMatchObject({ changed: 1, refused: 0 })
  const [row] = await rowsOf(run.importId, 'changed')
  expect(row?.changes.map(({ label, before: was, after }) => [label, was, after])).toEqual([['1月/其他', '4.00', '5.00']])
  await commit(run.importId)
  const after = await database.read(ctx.zone.zoneId, (tx) => readPlanRows(tx, ctx.zone.zoneId, versionId))
  const january = (rows: typeof before) => rows.projects.find(({ projectNo }) => projectNo === 'P-001')?.months?.[0]?.otherFen
  expect([january(before), january(after)]).toEqual([400n, 500n])
})

test('rows that repeat a key are refused, each naming the other', async () => {
  const run = await imported(csv('P-910,甲,1,产业', 'P-910,乙,2,产业'), 'projects', 'a.csv')
  const rows = await rowsOf(run.importId, 'refused')
  expect(rows.map(({ reasons }) => reasons.map(({ code, at }) => [code, at]))).toEqual([
    [['exchange.row-repeated', 'a.csv!A2']],
    [['exchange.row-repeated', 'a.csv!A3']],
  ])
})

test('a refused file says why, and keeps nothing', async () => {
  const run = await imported(new Blob(['<html>']), 'projects', 'a.xlsx')
  expect(run).toMatchObject({
    status: 'failed',
    reasons: [{ code: 'exchange.file-not-workbook', message: '这不是 Excel 工作簿（.xlsx）' }],
  })
  await expect(commit(run.importId)).rejects.toMatchObject({ problem: { code: 'exchange.not-ready' } })
})

test('an unknown kind of file is refused at once', async () => {
  const send = client('exchange.upload', { query: { resource: 'projects' }, file: new Blob(['x']), fileName: 'a.pdf' })
  await expect(send).rejects.toMatchObject({ problem: { code: 'exchange.file-type' } })
})

test('refusals come back in their own workbook: a note in the cell, and a sheet that lists them', async () => {
  const file = book(
    textRow(1, ['项目编号', '项目名称', '总投资']) +
      textRow(2, ['P-001', '第 6 代 OLED 生产线', '不是数']) +
      textRow(3, ['P-950', '好的', '1']),
  )
  const run = await imported(new Blob([file]), 'projects', '我的表.xlsx')
  expect(run.counts).toMatchObject({ new: 1, refused: 1 })
  const marked = await client('exchange.refusals', { params: { importId: run.importId } })
  const folder = await mkdtemp(join(tmpdir(), 'ballast-refusals-'))
  const path = join(folder, 'marked.xlsx')
  await writeFile(path, Buffer.from(await marked.arrayBuffer()))
  const sheets = new Map<string, unknown[]>()
  for await (const sheet of readWorkbook(path)) {
    const rows: unknown[] = []
    for await (const row of sheet.rows) rows.push(row.cells)
    sheets.set(sheet.name, rows)
  }
  expect(sheets.get('项目')).toEqual([
    ['项目编号', '项目名称', '总投资'],
    ['P-001', '第 6 代 OLED 生产线', '不是数'],
    ['P-950', '好的', '1'],
  ])
  expect(sheets.get('退回清单')?.[1]).toEqual(['C2', '项目', 'P-001', '「不是数」不是金额'])
  expect(await noteIn(path, '项目', 'C2')).toEqual({ text: '「不是数」不是金额', colour: 'FFFFC7CE' })
  await rm(folder, { recursive: true })
})

test('refusals of a CSV file come back as a last column', async () => {
  const run = await imported(csv('P-001,,不是数,产业', 'P-951,好的,1,产业'), 'projects', 'a.csv')
  const marked = await client('exchange.refusals', { params: { importId: run.importId } })
  expect((await marked.text()).split('\r\n').slice(0, 3)).toEqual([
    '项目编号,项目名称,总投资,投资类别,退回原因',
    'P-001,,不是数,产业,「不是数」不是金额',
    'P-951,好的,1,产业,',
  ])
})

test('an export of public facts leaves out what users entered and what is simulated', async () => {
  const file = await exported('projects', { format: 'csv', publicOnly: 'true', columns: 'nameZh,totalYuan,nature,sourceKind' })
  const lines = (await file.text()).trim().split('\r\n')
  expect(lines.slice(1)).toEqual(['1,P-001,第 6 代 OLED 生产线,,,公开'])
})

test('an export holds what its list shows: the same filter, order and columns', async () => {
  const file = await exported('projects', { format: 'csv', sort: '-projectNo', categoryCode: 'industry', columns: 'totalYuan,nature' })
  const lines = (await file.text()).trim().split('\r\n')
  expect(lines[0]).toBe('序号,项目编号,建设性质,总投资')
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['P-900', 'P-001'])
  await expect(exported('projects', { categoryCode: 'industry', sort: 'nonsense' })).rejects.toMatchObject({
    problem: { code: 'request.invalid' },
  })
})
