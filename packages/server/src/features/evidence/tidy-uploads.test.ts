import { utimesSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { pdfOf, testFiles, tusAs } from '../../testing/files.ts'
import { testHttp } from '../../testing/http.ts'
import { saveProjects } from '../project/index.ts'
import { tidyUploads } from './tidy-uploads.ts'

const files = testFiles()
let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let projectId: Uuid
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database, { files })
  const ctx = await testZone(database)
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveProjects(tx, ctx, [{ projectNo: 'A', nameZh: '甲项目' }], { action: 'test' })
    projectId = (await sql<{ id: Uuid }>`select project_id as id from project`.execute(tx)).rows[0]?.id as Uuid
  })
})
afterAll(async () => {
  await http.app.close()
  await database.close()
  await files.remove()
})

const left = async () => (await files.parts.list()).map(({ uploadId }) => uploadId).sort()

test('only parts that nobody can go on with are removed', async () => {
  const tus = tusAs(http.app, 'planner')
  const subject = { subjectType: 'gate', subjectId: 'signing' }
  const open = (await tus.begin(projectId, 100, { filename: 'open.pdf', ...subject })).body.uploadId as string
  const content = pdfOf('done')
  const done = (await tus.begin(projectId, content.length, { filename: 'done.pdf', ...subject })).body.uploadId as string
  expect((await tus.send(done, 0, content)).status).toBe(204)
  // As after a kill between the row and the removal of the part; then parts of no upload, from long ago and from just now.
  writeFileSync(files.parts.pathOf(done as Uuid), content)
  const [stray, fresh] = [newId(), newId()]
  for (const id of [stray, fresh]) writeFileSync(files.parts.pathOf(id), 'x')
  const [old, now] = [new Date('2024-01-14T00:00:00Z'), new Date('2024-01-15T02:00:00Z')]
  utimesSync(files.parts.pathOf(stray), old, old)
  utimesSync(files.parts.pathOf(fresh), now, now)

  expect(await tidyUploads(database, files, fixedClock('2024-01-15T02:00:00Z'))).toBe(2)
  expect(await left()).toEqual([open, fresh].sort())
  // Three days after it was begun.
  await tidyUploads(database, files, fixedClock('2024-01-18T02:00:01Z'))
  expect(await left()).toEqual([])
  expect((await tus.look(open)).status).toBe(404)
})
