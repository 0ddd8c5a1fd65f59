import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testZone } from '../testing/context.ts'
import { testDatabase } from '../testing/database.ts'
import type { Context } from './context.ts'
import type { Database } from './database.ts'
import { newId } from './ids.ts'

let database: Database
let a: Context
let b: Context
beforeAll(async () => {
  database = await testDatabase()
  a = await testZone(database, { code: 'a' })
  b = await testZone(database, { code: 'b' })
})
afterAll(() => database.close())

test('a connection set to zone A sees nothing of zone B, with hand-written SQL', async () => {
  const rows = await database.read(
    a.zone.zoneId,
    async (tx) => (await sql<{ zone_id: string }>`select zone_id from app_user`.execute(tx)).rows,
  )
  expect(rows).toEqual([{ zone_id: a.zone.zoneId }])
})

test('a connection set to zone A cannot write into zone B, with hand-written SQL', async () => {
  const insert = database.write(a.zone.zoneId, (tx) =>
    sql`insert into category (zone_id, category_code, name_zh, name_en, is_industry, sort) values (${b.zone.zoneId}, 'x', 'x', 'x', true, 1)`.execute(
      tx,
    ),
  )
  await expect(insert).rejects.toThrow(/row-level security/)
  const updated = await database.write(
    a.zone.zoneId,
    async (tx) => (await sql`update app_user set name_zh = '?' where zone_id = ${b.zone.zoneId}`.execute(tx)).numAffectedRows,
  )
  expect(updated).toBe(0n)
})

test('a transaction with no zone sees and writes nothing', async () => {
  await database.system(async (tx) => {
    await sql`select set_config('role', 'ballast_app', true)`.execute(tx)
    expect((await sql`select * from app_user`.execute(tx)).rows).toEqual([])
  })
})

test('a read transaction refuses to write, whatever its type says', async () => {
  const write = database.read(a.zone.zoneId, (tx) => sql`update app_user set name_zh = '?'`.execute(tx))
  await expect(write).rejects.toThrow(/read-only/)
})

test('every table with a zone has row-level security, and zone_id leads its keys and foreign keys', async () => {
  const violations = await database.system(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'zone_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity
      union all
      select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'zone_id'
      where k.contype in ('p', 'u', 'f') and k.conkey[1] <> a.attnum and k.conname <> 'zone_code_key' and k.conname <> 'zone_calendar_fkey'
      union all
      select k.conrelid::regclass || ' ' || k.conname || ' has no index' from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
        select 1 from pg_index i where i.indrelid = k.conrelid
        and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] <@ k.conkey)`.execute(
      tx,
    )
    return rows.map((row) => row.name)
  })
  expect(violations).toEqual([])
})

test('an adopted version cannot be changed, with hand-written SQL', async () => {
  const versionId = newId()
  await database.write(a.zone.zoneId, async (tx) => {
    await sql`insert into year_plan (zone_id, year) values (${a.zone.zoneId}, 2024)`.execute(tx)
    await sql`insert into plan_version (zone_id, version_id, year, status, title, reason, created_by, created_at)
      values (${a.zone.zoneId}, ${versionId}, 2024, 'draft', 't', 'r', 'u', now())`.execute(tx)
    await sql`insert into plan_node (zone_id, version_id, node_id, code, name_zh, name_en, frame_fen, sort)
      values (${a.zone.zoneId}, ${versionId}, ${newId()}, 'root', 'r', 'r', 1, 1)`.execute(tx)
    await sql`update plan_version set status = 'adopted', number = 1, adopted_by = 'u', adopted_at = now() where version_id = ${versionId}`.execute(
      tx,
    )
  })
  const touched = await database.write(
    a.zone.zoneId,
    async (tx) => (await sql`update plan_node set frame_fen = 2 where version_id = ${versionId}`.execute(tx)).numAffectedRows,
  )
  expect(touched).toBe(0n)
  const insert = database.write(a.zone.zoneId, (tx) =>
    sql`insert into plan_node (zone_id, version_id, node_id, code, name_zh, name_en, frame_fen, sort)
      values (${a.zone.zoneId}, ${versionId}, ${newId()}, 'more', 'r', 'r', 1, 1)`.execute(tx),
  )
  await expect(insert).rejects.toThrow(/row-level security/)
})
