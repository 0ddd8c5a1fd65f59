import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import type { Database } from './database.ts'
import { keepingPlans } from './kept-plans.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** How many statements that name the table the connection keeps. */
const keptOf = (table: string) =>
  database.system(async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where statement like ${`%${table}%`}
      and statement not like '%pg_prepared_statements%'`.execute(tx)
    return rows[0]?.n
  })

test('a statement is kept where that is asked for, and nowhere else; the embedded database keeps none', async () => {
  const read = (at: number) =>
    database.system(
      async (tx) => (await sql<{ n: number }>`select n from generate_series(1, 9) as kept_here(n) where n = ${at}`.execute(tx)).rows,
    )
  expect(await read(3)).toEqual([{ n: 3 }])
  expect(await keptOf('kept_here')).toBe(0)
  for (const at of [4, 5]) expect(await keepingPlans(() => read(at))).toEqual([{ n: at }])
  expect(await keptOf('kept_here')).toBe(database.kind === 'server' ? 1 : 0)
})

test('a table that got another column is read again, at the latest when it is asked for once more', async () => {
  await database.script('create table changing (a int); insert into changing values (1)')
  const read = () => keepingPlans(() => database.system(async (tx) => (await sql`select * from changing where a = ${1}`.execute(tx)).rows))
  expect(await read()).toEqual([{ a: 1 }])
  await database.script('alter table changing add column b int')
  if (database.kind === 'server') await expect(read()).rejects.toThrow('cached plan must not change result type')
  expect(await read()).toEqual([{ a: 1, b: null }])
})
