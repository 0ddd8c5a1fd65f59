import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { ScanFailed, type Scanner } from '../../platform/file-store/clamd.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { pdfOf, testFiles, tusAs } from '../../testing/files.ts'
import { testHttp } from '../../testing/http.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let projectId: Uuid
const scanner: Scanner = {
  name: 'ClamAV',
  scan: async () => null,
}
const scanners = {
  finds: { ...scanner, scan: async () => 'Eicar-Test-Signature' },
  isDown: { ...scanner, scan: () => Promise.reject(new ScanFailed('connect ECONNREFUSED')) },
  passes: scanner,
}
beforeAll(async () => {
  database = await testDatabase()
  const ctx = await testZone(database)
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveProjects(tx, ctx, [{ projectNo: 'A', nameZh: '甲项目' }], { action: 'test' })
    const { rows } = await sql<{ id: Uuid }>`select project_id as id from project`.execute(tx)
    projectId = rows[0]?.id as Uuid
  })
})
afterAll(() => database.close())

async function bringing(changes: Parameters<typeof testFiles>[0], name: string) {
  const files = testFiles(changes)
  const { app, client } = await testHttp(database, { files })
  const tus = tusAs(app, 'planner')
  const answer = await tus.bring(projectId, name, pdfOf(name), ['project', projectId])
  const { rows, uploads } = await client('planner')('evidence.list', { params: { projectId }, query: {} })
  const parts = readdirSync(files.parts.folder)
  await app.close()
  return { answer, parts, uploads, row: rows.find((row) => row.fileName === name), remove: files.remove, files }
}

test('an infected file is refused by the name of its virus, and nothing of it is kept', async () => {
  const { answer, row, parts, uploads, remove } = await bringing({ scanner: scanners.finds }, '带毒.pdf')
  expect(answer.body.reasons).toMatchObject([{ code: 'evidence.infected', message: '「带毒.pdf」含有病毒 Eicar-Test-Signature，已丢弃' }])
  expect([row, parts, uploads]).toEqual([undefined, [], []])
  await remove()
})

test('a scanner that is down refuses the file and keeps the upload, which is complete once the scanner is back', async () => {
  const { answer, row, uploads, files } = await bringing({ scanner: scanners.isDown }, '等待.pdf')
  expect(answer.body.reasons?.[0]).toMatchObject({ code: 'evidence.scan-failed' })
  expect([row, uploads.length]).toEqual([undefined, 1])
  const { app } = await testHttp(database, { files: { ...files, scanner: scanners.passes } })
  const state = await tusAs(app, 'planner').look(uploads[0]?.uploadId as string, 'GET')
  expect(state).toMatchObject({ status: 200, body: { evidenceId: expect.any(String) } })
  await app.close()
  await files.remove()
})

test('where the operator has allowed it, a file that could not be scanned is taken and marked so', async () => {
  const unscanned = await bringing({ scanner: scanners.isDown, takesUnscanned: true }, '未扫描.pdf')
  expect([unscanned.answer.status, unscanned.row?.isScanned]).toEqual([204, false])
  await unscanned.remove()
  const scanned = await bringing({ scanner: scanners.passes }, '已扫描.pdf')
  expect([scanned.answer.status, scanned.row?.isScanned]).toEqual([204, true])
  await scanned.remove()
})
