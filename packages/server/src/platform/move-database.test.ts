import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, afterEach, expect, test } from 'vitest'
import { TEST_AUDIT_KEY, testZone } from '../testing/context.ts'
import { testDatabase } from '../testing/database.ts'
import { recordAudit } from './audit.ts'
import { auditHeadsIn } from './audit-heads.ts'
import { auditKeysOf } from './audit-key.ts'
import { sealZone } from './audit-seal.ts'
import { verifyAudit } from './audit-verify.ts'
import { backup, restore } from './backup.ts'
import { checkDatabase } from './check-database.ts'
import { systemClock } from './clock.ts'
import type { Context } from './context.ts'
import { copyDatabase, rowsOf } from './copy-database.ts'
import { openEmbedded, type Database } from './database.ts'
import { distribute, distributeStatements } from './distribute.ts'
import { newId } from './ids.ts'
import { migrate } from './migrate.ts'
import { contentOf, readOneState } from './table-rows.ts'
import { loadOrder, tableShapes } from './table-shapes.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-move-'))
const dataDir = join(folder, 'source')
const database: Database = await testDatabase()
const source = { heads: auditHeadsIn(dataDir), clock: systemClock }
let ctx: Context
let target: Database | undefined

/** The other kind of database where a server is there, so that both directions are tried. */
async function otherDatabase(): Promise<Database> {
  if (database.kind === 'embedded') return testDatabase()
  migrated ??= await dumpMigrated()
  return openEmbedded(undefined, migrated)
}
let migrated: Blob | undefined

async function dumpMigrated(): Promise<Blob> {
  const embedded = await openEmbedded(undefined)
  await migrate(embedded)
  const dump = await embedded.pglite.dumpDataDir('none')
  await embedded.close()
  return dump
}

// Texts that a careless copy would change: quotes, line separators, exact decimals, jsonb null, microseconds.
async function fill(into: Database, given: Context): Promise<void> {
  const zoneId = given.zone.zoneId
  const [parent, child, project, version, root, leaf, parcel, first, correction] = Array.from({ length: 9 }, newId)
  const stamp = '2024-01-15 10:00:00.123456+08'
  await into.system(async (tx) => {
    await sql`insert into shared_calendar values ('cn', '中国', 'China', '2023-01-01', '2027-01-01') on conflict do nothing`.execute(tx)
    await sql`update zone set calendar = 'cn', settings = '{"a": null, "n": 12345678901234567890.10, "t": "\\u0001\\\\"}' where zone_id = ${zoneId}`.execute(
      tx,
    )
    await sql`insert into category values (${zoneId}, 'industry', '产业', 'Industry', true, 1)`.execute(tx)
    for (const [id, name, of] of [
      [child, '子公司"引号"', parent],
      [parent, `分隔\u2028符\n换行`, null],
    ]) {
      await sql`insert into enterprise (zone_id, enterprise_id, name_zh, aliases, parent_enterprise_id, custom, source_kind, search_text, sort_key, created_at, modified_at, modified_by)
        values (${zoneId}, ${id}, ${name}, array['a,b', '{}"', ''], null, 'null', 'entered', 's', 'k', ${stamp}, ${stamp}, 'u')`.execute(tx)
      if (of !== null) continue
      await sql`update enterprise set parent_enterprise_id = ${parent} where enterprise_id = ${child}`.execute(tx)
    }
    await sql`insert into project (zone_id, project_id, project_no, name_zh, owner_enterprise_id, category_code, total_fen, source_kind, search_text, sort_key, created_at, modified_at, modified_by)
      values (${zoneId}, ${project}, 'P1', '项目', ${child}, 'industry', 9223372036854775807, 'entered', 's', 'k', ${stamp}, ${stamp}, 'u')`.execute(
      tx,
    )
    await sql`insert into parcel (zone_id, parcel_id, kind, name, geometry, min_lng, min_lat, max_lng, max_lat, area_computed_m2, source_kind, search_text, sort_key, created_at, modified_at, modified_by)
      values (${zoneId}, ${parcel}, 'parcel', '地块', '{"type":"Polygon"}', 116.50000000000001, 39.1, 0.1, 1e-7, 123456789012.30, 'simulated', 's', 'k', ${stamp}, ${stamp}, 'u')`.execute(
      tx,
    )
    await sql`insert into year_plan (zone_id, year) values (${zoneId}, 2024)`.execute(tx)
    await sql`insert into plan_version (zone_id, version_id, year, number, status, title, reason, created_by, created_at, adopted_by, adopted_at)
      values (${zoneId}, ${version}, 2024, 1, 'adopted', 't', '', 'u', ${stamp}, 'u', ${stamp})`.execute(tx)
    await sql`update year_plan set adopted_version_id = ${version} where zone_id = ${zoneId}`.execute(tx)
    await sql`insert into plan_node (zone_id, version_id, node_id, parent_id, code, name_zh, name_en, frame_fen, sort)
      values (${zoneId}, ${version}, ${root}, null, 'root', 'r', 'r', 3, 1), (${zoneId}, ${version}, ${leaf}, ${root}, 'leaf', 'l', 'l', 3, 2)`.execute(
      tx,
    )
    await sql`insert into plan_project (zone_id, version_id, project_id, node_id, annual_fen, profile, source_kind)
      values (${zoneId}, ${version}, ${project}, ${leaf}, 3, 'custom', 'entered')`.execute(tx)
    await sql`insert into plan_month (zone_id, version_id, project_id, month_ym, countable, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
      values (${zoneId}, ${version}, ${project}, '2024-06-01', true, 1, 1, 0, 1, 1)`.execute(tx)
    await sql`insert into plan_share values (${zoneId}, ${version}, ${project}, ${parcel}, 1, 1000000, 'by_hand')`.execute(tx)
    // A correction and what it replaces, which a copy meets in either order.
    for (const [id, of, edition, reason] of [
      [first, null, 1, null],
      [correction, first, 2, '更正'],
    ] as const) {
      await sql`insert into bulletin (zone_id, bulletin_id, month_ym, status, number, edition, replaces_id, correction_reason, figures, figures_at,
          drafted_by, drafted_by_name, drafted_at, issued_on, issued_by, issued_by_name, issued_at)
        values (${zoneId}, ${id}, '2024-01-01', 'issued', 1, ${edition}, ${of}::uuid, ${reason}::text, '{"a": 1.10}', ${stamp}, 'u', 'u', ${stamp},
          '2024-02-01', 'u', 'u', ${stamp})`.execute(tx)
    }
  })
  for (let index = 0; index < 3; index += 1) {
    await into.write(zoneId, (tx) =>
      recordAudit(tx, given, { action: 'plan.adopt', subjectType: 'plan', subjectId: `${index}`, after: { title: `标题${index}` } }),
    )
  }
}

async function contents(of: Database): Promise<Record<string, unknown>> {
  return of.system(async (tx) => {
    await readOneState(tx)
    const result: Record<string, unknown> = {}
    for (const shape of await tableShapes(tx)) result[shape.name] = await contentOf(tx, rowsOf(shape), undefined)
    return result
  })
}

beforeAll(async () => {
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'audit.key'), `${TEST_AUDIT_KEY.toString('hex')}\n`)
  ctx = await testZone(database, { code: 'first' })
  const second = await testZone(database, { code: 'second' })
  await fill(database, ctx)
  await fill(database, second)
  const sealing = { database, keys: auditKeysOf(dataDir), heads: auditHeadsIn(dataDir), clock: systemClock }
  for (const zone of [ctx.zone, second.zone]) await sealZone(sealing, zone.zoneId, { full: true })
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(async () => {
  await target?.close()
  target = undefined
})

test('a copy holds exactly what the source holds', async () => {
  target = await otherDatabase()
  const copied = await copyDatabase(database, target)
  expect(copied.find((table) => table.table === 'enterprise')?.rows).toBe(4)
  expect(await contents(target)).toEqual(await contents(database))
  await expect(copyDatabase(database, target)).rejects.toMatchObject({ code: 'copy.zone-exists' })
  const back = await testDatabase()
  await copyDatabase(target, back)
  expect(await contents(back)).toEqual(await contents(database))
  await back.close()
})

test('one zone is copied without the others, and the next beside it', async () => {
  target = await otherDatabase()
  await copyDatabase(database, target, { zone: 'first' })
  expect((await target.system((tx) => tx.selectFrom('zone').select('code').execute())).map((row) => row.code)).toEqual(['first'])
  await copyDatabase(database, target, { zone: 'second' })
  expect(await contents(target)).toEqual(await contents(database))
  await expect(copyDatabase(database, target, { zone: 'none' })).rejects.toMatchObject({ code: 'copy.zone-not-found' })
})

test('a copy that does not arrive whole leaves nothing behind', async () => {
  target = await otherDatabase()
  await target.script(`create rule lose as on insert to plan_share do instead nothing`)
  await expect(copyDatabase(database, target)).rejects.toMatchObject({
    code: 'copy.content-differs',
    reasons: [{ params: { table: 'plan_share', expected: 2, actual: 0 } }],
  })
  expect(await target.system((tx) => tx.selectFrom('zone').select('code').execute())).toEqual([])
})

test('backup and restore give identical content, and the audit trail stays verifiable', async () => {
  target = await otherDatabase()
  const file = join(folder, 'all.backup')
  const manifest = await backup(database, file, { ...source, keys: auditKeysOf(dataDir) })
  expect(manifest.zones.map((zone) => zone.code)).toEqual(['first', 'second'])
  expect(statSync(file).mode & 0o077).toBe(0)
  const restored = join(folder, 'restored')
  await restore(target, file, { dataDir: restored, clock: systemClock })
  expect(await contents(target)).toEqual(await contents(database))
  expect(await verifyAudit(target, auditKeysOf(restored), auditHeadsIn(restored), ctx.zone.zoneId)).toMatchObject({
    sealedEntries: 3,
    findingCount: 0,
  })
  await expect(backup(database, file, source)).rejects.toMatchObject({ code: 'backup.file-exists' })
  await expect(restore(target, file, { dataDir: restored, clock: systemClock })).rejects.toMatchObject({ code: 'copy.zone-exists' })
})

test('the audit key is in a backup only when asked for, and never replaces another', async () => {
  target = await otherDatabase()
  const file = join(folder, 'no-key.backup')
  expect((await backup(database, file, source)).auditKeys).toBeUndefined()
  expect(gunzipSync(readFileSync(file)).toString()).not.toContain(TEST_AUDIT_KEY.toString('hex'))
  const withKey = join(folder, 'with-key.backup')
  await backup(database, withKey, { ...source, keys: auditKeysOf(dataDir) })
  const other = join(folder, 'other-key')
  auditKeysOf(other)
  await expect(restore(target, withKey, { dataDir: other, clock: systemClock })).rejects.toMatchObject({ code: 'backup.key-exists' })
})

test('a bad or newer backup is refused and writes nothing', async () => {
  const into = await otherDatabase()
  target = into
  const file = join(folder, 'good.backup')
  await backup(database, file, source)
  const text = gunzipSync(readFileSync(file)).toString()
  const bad = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content)
    return restore(into, join(folder, name), { dataDir: join(folder, 'bad'), clock: systemClock })
  }
  await expect(bad('not-a-backup', Buffer.from('hello'))).rejects.toMatchObject({ code: 'backup.damaged' })
  await expect(bad('other-json', gzipSync('{"a":1}\n'))).rejects.toMatchObject({ code: 'backup.unreadable' })
  await expect(bad('cut-off', readFileSync(file).subarray(0, 2000))).rejects.toMatchObject({ code: 'backup.damaged' })
  await expect(bad('without-end', gzipSync(text.slice(0, text.lastIndexOf('{"end"'))))).rejects.toMatchObject({ code: 'backup.damaged' })
  await expect(bad('one-letter', gzipSync(text.replace('标题1', '标题9')))).rejects.toMatchObject({ code: 'backup.damaged' })
  await expect(bad('next-format', gzipSync(text.replace('"formatVersion":1', '"formatVersion":2')))).rejects.toMatchObject({
    code: 'backup.newer',
  })
  await expect(bad('next-schema', gzipSync(text.replace('"0005_security.sql"', '"9999_future.sql"')))).rejects.toMatchObject({
    code: 'backup.newer',
  })
  await expect(restore(target, join(folder, 'none'), { dataDir, clock: systemClock })).rejects.toMatchObject({ code: 'backup.unreadable' })
  expect(await target.system((tx) => tx.selectFrom('zone').select('code').execute())).toEqual([])
  expect(existsSync(join(folder, 'bad', 'audit-heads.ndjson'))).toBe(false)
})

test('a sound database passes every check; what is wrong is named', async () => {
  target = await otherDatabase()
  expect((await checkDatabase(database)).filter((check) => !check.isOk)).toEqual([])
  await copyDatabase(database, target, { zone: 'first' })
  await target.script(`
    alter table plan_share disable row level security;
    grant delete on audit_entry to ballast_app;
    update plan_month set equipment_fen = 7;
    update plan_share set share_ppm = 999999;
    alter table project drop constraint project_zone_id_owner_enterprise_id_fkey;
    delete from enterprise where parent_enterprise_id is not null;
    alter table project add constraint project_zone_id_owner_enterprise_id_fkey foreign key (zone_id, owner_enterprise_id) references enterprise not valid;
    update schema_migration set sha256 = 'x' where name = '0003_plan.sql'`)
  const findings = Object.fromEntries((await checkDatabase(target)).map((check) => [check.check, check.findings]))
  expect(findings).toMatchObject({
    version: [],
    migrations: ['0003_plan.sql: changed'],
    'row-level-security': ['plan_share'],
    'audit-grants': ['audit_entry: DELETE'],
    references: ['project.project_zone_id_owner_enterprise_id_fkey: 1'],
    'month-sums': ['first 2024 v1 P1: 3 <> 10 fen'],
    'share-sums': ['first 2024 v1 P1: 999999 ppm'],
  })
})

test('tables load after what they refer to; only circles and self-references wait', async () => {
  const shapes = await database.system((tx) => tableShapes(tx))
  const { tables, links } = loadOrder(shapes)
  const place = new Map(tables.map((shape, index) => [shape.name, index]))
  for (const shape of tables) {
    for (const key of shape.foreignKeys) {
      const waits = key.columns.some((name) => links.get(shape.name)?.includes(name))
      if (!waits) expect(place.get(key.references), `${shape.name}.${key.name}`).toBeLessThan(place.get(shape.name) as number)
    }
  }
  expect(links.get('year_plan')).toEqual(['adopted_version_id'])
  expect(links.get('enterprise')).toEqual(['parent_enterprise_id'])
  expect(links.get('project')).toBeUndefined()
})

test('a Citus cluster gets shared tables everywhere and zone tables by zone, in an order that its foreign keys allow', async () => {
  const shapes = await database.system((tx) => tableShapes(tx))
  const statements = distributeStatements(shapes, 'ballast')
  const at = (part: string) => statements.findIndex((statement) => statement.includes(part))
  expect(statements[0]).toBe(`alter database "ballast" set citus.propagate_set_commands = 'local'`)
  expect(statements).toContain(`select create_reference_table('zone')`)
  expect(statements).toContain(`select create_reference_table('shared_calendar')`)
  expect(at(`create_reference_table('shared_calendar')`)).toBeLessThan(at(`create_reference_table('zone')`))
  expect(at(`create_reference_table('zone')`)).toBeLessThan(at('create_distributed_table'))
  expect(at(`create_distributed_table('enterprise'`)).toBeLessThan(at(`create_distributed_table('project'`))
  expect(
    statements
      .filter((statement) => statement.includes('create_distributed_table'))
      .slice(1)
      .every((s) => s.includes('colocate_with')),
  ).toBe(true)
  expect(statements.filter((statement) => /create_(reference|distributed)_table/.test(statement))).toHaveLength(shapes.length)
  const circular = statements.filter((statement) => statement.includes('year_plan_zone_id_adopted_version_id_fkey'))
  expect(circular).toEqual([
    'alter table "year_plan" drop constraint "year_plan_zone_id_adopted_version_id_fkey"',
    expect.stringContaining(
      'add constraint "year_plan_zone_id_adopted_version_id_fkey" FOREIGN KEY (zone_id, adopted_version_id) REFERENCES plan_version',
    ),
  ])
  expect(statements.at(-1)).toBe(circular[1])
})

test('distribution is refused where there is no Citus', async () => {
  await expect(distribute(database, () => undefined)).rejects.toMatchObject({
    code: database.kind === 'embedded' ? 'distribute.embedded' : 'distribute.no-citus',
  })
})
