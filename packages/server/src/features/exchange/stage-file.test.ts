import { openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import type { ImportRun } from '@ballast/contract/exchange.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { createWorkbook } from '../../platform/spreadsheet-writer.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { readPlanRows } from '../plan/index.ts'
import { lineOf } from './lines.ts'
import { monthSheet, nodeSheet, shareSheet } from './plan-sheets.ts'
import type { SheetSpec } from './sheet.ts'
import { seedZone } from './testing/seed-zone.ts'
import { writeSheets } from './write-workbook.ts'

let database: Database
let ctx: Context
let client: Client
let versionId: Uuid
let folder: string
let http: Awaited<ReturnType<typeof testHttp>>

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
  http = await testHttp(database)
  client = http.client()
  versionId = await seedZone(database, ctx)
  folder = await mkdtemp(join(tmpdir(), 'ballast-stage-'))
})
afterAll(async () => {
  await http.app.close()
  await jobsOf(database).stop()
  await database.close()
  await rm(folder, { recursive: true })
})

async function imported(file: Blob, fileName: string): Promise<ImportRun> {
  const run = await client('exchange.upload', { query: { resource: 'plan', versionId }, file, fileName })
  await jobsOf(database).ended(run.importId)
  return client('exchange.show', { params: { importId: run.importId } })
}

async function workbook(sheets: readonly { spec: SheetSpec; rows: readonly object[] }[]): Promise<Blob> {
  const path = join(folder, 'plan.xlsx')
  const book = createWorkbook(path, { creator: 'test', at: new Date(0) })
  writeSheets(
    book,
    sheets.map(({ spec, rows }) => ({ spec, title: spec.zh, lines: rows.map((row) => lineOf(spec, row, 'zh-CN')) })),
    [],
    'zh-CN',
  )
  await book.close()
  return new Blob([await (await openAsBlob(path)).arrayBuffer()])
}

const rowsOf = async (importId: string) => (await client('exchange.preview', { params: { importId }, query: {} })).rows
const outcomes = async (importId: string) => (await rowsOf(importId)).map((row) => [row.part, row.key, row.outcome])

const nodes = nodeSheet({ lists: {}, customFields: [], year: 2024 })
const months = { '01': { constructionFen: 5_000_000n } }
const onLateNode = { projectNo: 'P-002', nodeCode: 'late', annualFen: 5_000_000n, profile: 'custom', countable: 'yes', months }
const share = (projectNo: string, parcel: string) => ({ projectNo, parcel, sharePpm: 1_000_000n, method: 'by_hand' })

test('rows of one project on several sheets have one outcome, whichever sheet comes first, and its amount counts once', async () => {
  const run = await imported(
    await workbook([
      { spec: monthSheet, rows: [onLateNode] },
      { spec: shareSheet, rows: [share('P-002', 'X23')] },
      { spec: nodes, rows: [{ code: 'late', parentCode: 'zone', nameZh: '后到的节点', nameEn: 'Late', frameFen: 1n, sort: 9 }] },
    ]),
    'plan.xlsx',
  )
  expect(await outcomes(run.importId)).toEqual([
    ['nodes', 'late', 'new'],
    ['shares', 'P-002', 'new'],
    ['months', 'P-002', 'new'],
  ])
  expect(run).toMatchObject({ status: 'ready', yuanBefore: '0.00', yuanAfter: '50000.00', rowsStaged: 3, rowsCompared: 3 })
  await client('exchange.commit', { params: { importId: run.importId }, body: { leaveOutRefused: false } })
  const { projects } = await database.read(ctx.zone.zoneId, (tx) => readPlanRows(tx, ctx.zone.zoneId, versionId))
  expect(projects.find(({ projectNo }) => projectNo === 'P-002')).toMatchObject({
    nodeCode: 'late',
    annualFen: 5_000_000n,
    months: [{ month: '2024-01', constructionFen: 5_000_000n }],
    shares: [{ parcel: 'X23', sharePpm: 1_000_000n }],
  })
})

test('a row that a later sheet spoils is refused with it', async () => {
  const run = await imported(
    await workbook([
      { spec: monthSheet, rows: [{ ...onLateNode, projectNo: 'P-001', nodeCode: null }] },
      { spec: shareSheet, rows: [share('P-001', '没有的地块')] },
    ]),
    'plan.xlsx',
  )
  expect(run).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 0, refused: 2 }, yuanAfter: '0.00' })
  const shareRow = (await rowsOf(run.importId)).find(({ part }) => part === 'shares')
  expect(shareRow?.reasons.map(({ code, at }) => [code, at])).toEqual([['plan.parcel-unknown', '落地份额!D5']])
})

test('rows of a plan without a project number are refused, each in its cell', async () => {
  const run = await imported(new Blob(['项目编号,月份,建筑,安装,设备,其他,其中:土地\nP-001,2024-01,1,,,,\n,2024-02,1,,,,\n']), 'lines.csv')
  expect(run.counts).toMatchObject({ refused: 1, changed: 1 })
  const refused = (await rowsOf(run.importId)).find(({ outcome }) => outcome === 'refused')
  expect(refused?.reasons.map(({ code, at }) => [code, at])).toEqual([['exchange.key-missing', 'lines.csv!A3']])
})
