import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { recordAudits } from '../../platform/audit.ts'
import { auditHeadsInMemory } from '../../platform/audit-heads.ts'
import { sealZone } from '../../platform/audit-seal.ts'
import { systemClock, fixedClock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'

const database = await testDatabase()
let app: Awaited<ReturnType<typeof testHttp>>['app']
let client: (login?: string, language?: string) => Client
let ctx: Context

const at = (time: string, actor: string, records: Parameters<typeof recordAudits>[2]) =>
  database.write(ctx.zone.zoneId, (tx) =>
    recordAudits(tx, { ...ctx, clock: fixedClock(time), user: { ...ctx.user, login: actor } }, records),
  )

beforeAll(async () => {
  ctx = await testZone(database, { role: 'auditor' })
  await testUser(database, ctx.zone.zoneId, { login: 'viewer', role: 'leader' })
  ;({ app, client } = await testHttp(database))
  await at('2024-01-10T15:59:00Z', 'planner', [
    { action: 'project.create', subjectType: 'project', subjectId: 'a', after: { nameZh: '示范项目', totalYuan: '1.00' } },
  ])
  await at('2024-01-10T16:00:00Z', 'admin', [
    {
      action: 'project.edit',
      subjectType: 'project',
      subjectId: 'a',
      before: { nameZh: '示范项目', totalYuan: '1.00' },
      after: { nameZh: '示范项目', totalYuan: '2.00' },
    },
  ])
  await at('2024-01-10T16:00:01Z', 'admin', [
    { action: 'parcel.edit', subjectType: 'parcel', subjectId: 'x', before: { name: '100%' }, after: { name: '99%' } },
  ])
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const list = async (query: Record<string, unknown>) =>
  (await client('auditor')('audit.list', { query })).entries.map((entry) => entry.action)

test('entries are listed newest first and paged without gap or repeat', async () => {
  expect(await list({})).toEqual(['parcel.edit', 'project.edit', 'project.create'])
  const first = await client('auditor')('audit.list', { query: { limit: 2 } })
  const second = await client('auditor')('audit.list', { query: { limit: 2, cursor: first.next as string } })
  expect([...first.entries, ...second.entries].map((entry) => entry.action)).toEqual(['parcel.edit', 'project.edit', 'project.create'])
  expect(second.next).toBeNull()
})

test('each filter selects what it says; a day is a day in Beijing', async () => {
  expect(await list({ action: 'parcel.edit' })).toEqual(['parcel.edit'])
  expect(await list({ subjectType: 'project', subjectId: 'a' })).toEqual(['project.edit', 'project.create'])
  expect(await list({ actor: 'planner' })).toEqual(['project.create'])
  expect(await list({ from: '2024-01-11' })).toEqual(['parcel.edit', 'project.edit'])
  expect(await list({ until: '2024-01-10' })).toEqual(['project.create'])
  expect(await list({ q: '示范 2.00' })).toEqual(['project.edit'])
  expect(await list({ q: '99%' })).toEqual(['parcel.edit'])
  expect(await list({ q: '9_%' })).toEqual([])
})

test('an entry shows what changed, field by field', async () => {
  const { entries } = await client('auditor')('audit.list', { query: { action: 'project.edit' } })
  expect(entries[0]).toMatchObject({ kind: 'changed', subjectName: '示范项目', fields: ['totalYuan'], fieldCount: 1 })
  const entry = await client('auditor')('audit.show', { params: { entryId: entries[0]?.entryId as string } })
  expect(entry.changes).toEqual([{ field: 'totalYuan', before: '1.00', after: '2.00' }])
  expect(entry).toMatchObject({ actor: 'admin', seq: null, requestId: 'test' })
  await expect(client('auditor')('audit.show', { params: { entryId: ctx.zone.zoneId } })).rejects.toMatchObject({
    problem: { status: 404 },
  })
})

test('the choices are what the trail holds', async () => {
  expect(await client('auditor')('audit.choices', {})).toMatchObject({
    actions: ['parcel.edit', 'project.create', 'project.edit'],
    subjectTypes: ['parcel', 'project'],
  })
})

test('verification names what was changed, in the language asked for', async () => {
  const sealing = { database, keys: [TEST_AUDIT_KEY] as const, heads: auditHeadsInMemory(), clock: systemClock }
  await sealZone(sealing, ctx.zone.zoneId, { full: true })
  expect(await client('auditor')('audit.verify', {})).toMatchObject({ isClean: true, sealedEntries: 3, pendingEntries: 0, headSeq: '3' })
  await database.system((tx) => sql`update audit_entry set actor = 'nobody' where action = 'project.edit'`.execute(tx))
  const answer = await client('auditor', 'en')('audit.verify', {})
  expect(answer).toMatchObject({ isClean: false, findingCount: 1, findings: [{ kind: 'entry-changed' }] })
  expect(answer.findings[0]?.message).toMatch(/^The content of entry .* was changed$/)
})

test('the trail is for those who audit', async () => {
  await expect(client('viewer')('audit.list', { query: {} })).rejects.toMatchObject({ problem: { code: 'action.forbidden' } })
  await expect(client('viewer')('audit.verify', {})).rejects.toMatchObject({ problem: { code: 'action.forbidden' } })
})
