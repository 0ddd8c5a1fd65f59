import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages } from '../packages/contract/src/messages.ts'
import { routes } from '../packages/contract/src/routes.ts'
import type { Database } from '../packages/server/src/platform/database.ts'
import { testDatabase } from '../packages/server/src/testing/database.ts'
import { generatedTables } from './generate-tables.ts'
import { rightsTable } from './rights-table.ts'

const ROOT = join(import.meta.dirname, '..')
const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((path) => !/\.test\.tsx?$/.test(path))
  .sort()
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') }))

const found = (pattern: RegExp, except: RegExp) =>
  sources
    .filter(({ path, text }) => !except.test(path) && pattern.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
    .map(({ path }) => path)

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const names = (query: ReturnType<typeof sql<{ name: string }>>) =>
  database.system(async (tx) => (await query.execute(tx)).rows.map((row) => row.name))

test('every code that is refused with has a Chinese and an English sentence', () => {
  const codes = new Set<string>()
  for (const { path, text } of sources) {
    if (path.startsWith('packages/web/') || path.includes('/messages/')) continue
    for (const match of text.matchAll(/new Refusal\(\s*'([^']+)'|refuseIfAny\(\s*'([^']+)'|\bcode: '([a-z][a-z-]*\.[a-z.-]+)'/g))
      codes.add((match[1] ?? match[2] ?? match[3]) as string)
  }
  expect([...codes].filter((code) => !(code in messages)).sort()).toEqual([])
  expect(codes.size).toBeGreaterThan(15)
})

test('both languages of a sentence name the same values', () => {
  const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1])).sort((a, b) => a.localeCompare(b))
  expect(
    Object.entries(messages)
      .filter(([, { zh, en }]) => values(zh).join() !== values(en).join())
      .map(([code]) => code),
  ).toEqual([])
  expect(
    Object.entries(messages)
      .filter(([, { zh }]) => !/[一-鿿{]/.test(zh))
      .map(([code]) => code),
  ).toEqual([])
})

test('every route has a summary in both languages, somebody who may do it, and a path of its own', () => {
  const all = Object.entries(
    routes as Record<string, { method: string; path: string; rights: object | 'anyone'; summary: { zh: string; en: string } }>,
  )
  expect(all.filter(([, { summary, rights }]) => summary.zh === '' || summary.en === '' || Object.keys(rights).length === 0)).toEqual([])
  const paths = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([])
})

test('only the composition root and settings read the environment, only the clock reads the time', () => {
  expect(found(/\bprocess\.env\b/, /^packages\/(server|cli)\/src\/(main|testing\/)/)).toEqual([])
  expect(found(/\bnew Date\(\)|\bDate\.now\(/, /platform\/clock\.ts$/)).toEqual([])
})

test('only money.ts knows that a yuan has a hundred fen', () => {
  expect(found(/[*/] ?100n?\b/, /shared\/(money|ratio)\.ts$/)).toEqual([])
})

test('the types of the tables are those that the migrations give', async () => {
  expect(readFileSync(join(ROOT, 'packages/server/src/platform/tables.ts'), 'utf8').replaceAll(/\s+/g, ' ')).toBe(
    (await generatedTables()).replaceAll(/\s+/g, ' '),
  )
})

test('every table has its Chinese name as a comment', async () => {
  const unnamed = sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    and c.relname <> 'schema_migration' and coalesce(obj_description(c.oid), '') !~ '[一-鿿]'`
  expect(await names(unnamed)).toEqual([])
})

test('columns keep to the conventions of units', async () => {
  const odd = sql<{ name: string }>`
    select c.table_name || '.' || c.column_name as name from information_schema.columns c where c.table_schema = 'public' and (
      (c.column_name like '%\\_fen' and c.udt_name <> 'int8') or (c.column_name like '%\\_on' and c.udt_name <> 'date') or
      (c.column_name like '%\\_at' and c.udt_name <> 'timestamptz') or c.udt_name in ('varchar', 'bpchar', 'timestamp', 'money'))`
  expect(await names(odd)).toEqual([])
})

test('the glossary has a row for every table', async () => {
  const glossary = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8')
  const tables = await names(sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_migration'`)
  expect(tables.filter((name) => !glossary.includes(`\`${name}\``)).sort()).toEqual([])
})

test('the page of rights is made from the contract', () => {
  expect(readFileSync(join(ROOT, 'docs/rights.md'), 'utf8')).toBe(rightsTable())
})
