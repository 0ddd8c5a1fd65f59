// Vitest's global set-up: migrates one database, from which every test file clones its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openEmbedded, openServer } from '../packages/server/src/platform/database.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each file's database comes from: a dump of the embedded one, or a template on a server. */
    databaseSource: { kind: 'embedded'; dump: string } | { kind: 'server'; adminUrl: string; template: string }
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const adminUrl = process.env['BALLAST_TEST_DATABASE_URL']
  if (adminUrl !== undefined && adminUrl !== '') return setUpServer(project, adminUrl)
  const folder = mkdtempSync(join(tmpdir(), 'ballast-test-'))
  const database = await openEmbedded(undefined)
  await migrate(database)
  const dump = join(folder, 'migrated.tar')
  writeFileSync(dump, Buffer.from(await (await database.pglite.dumpDataDir('none')).arrayBuffer()))
  await database.close()
  project.provide('databaseSource', { kind: 'embedded', dump })
  return async () => rmSync(folder, { recursive: true, force: true })
}

async function setUpServer(project: TestProject, adminUrl: string): Promise<() => Promise<void>> {
  const template = `ballast_template_${process.pid}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`create database ${template}`)
  const url = new URL(adminUrl)
  url.pathname = `/${template}`
  const database = await openServer(url.href)
  await migrate(database)
  await database.close()
  project.provide('databaseSource', { kind: 'server', adminUrl, template })
  return async () => {
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.end()
  }
}
