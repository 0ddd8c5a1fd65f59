import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import type { ExchangeResource, ImportRun } from '@ballast/contract/exchange.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveParcels } from '../parcel/index.ts'
import { readPlanRows, savePlanNodes, savePlanProjects, savePlanTargets } from '../plan/index.ts'
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
  http.client(undefined, language)('exchange.export', { params: { resource }, query }) as Promise<Blob>

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
