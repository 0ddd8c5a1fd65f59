import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { TEST_AUDIT_KEY, testZone } from '../testing/context.ts'
import { testDatabase } from '../testing/database.ts'
import { recordAudit, recordAudits } from './audit.ts'
import { auditHeadsInMemory, type AuditHeads } from './audit-heads.ts'
import { fingerprintOf, type AuditKeys } from './audit-key.ts'
import { claimAuditKey } from './audit-key.ts'
import { sealZone, startSealer } from './audit-seal.ts'
import { findingReason, verifyAudit } from './audit-verify.ts'
import { systemClock } from './clock.ts'
import type { Context } from './context.ts'
import type { Database } from './database.ts'

const KEYS: AuditKeys = [TEST_AUDIT_KEY]
const database: Database = await testDatabase()
afterAll(() => database.close())

let ctx: Context
let heads: AuditHeads
let ids: Uuid[]
let zoneCount = 0

const write = (subjectId: string) =>
  database.write(ctx.zone.zoneId, (tx) =>
    recordAudit(tx, ctx, {
      action: 'project.edit',
      subjectType: 'project',
      subjectId,
      before: { nameZh: '旧', totalYuan: '1.00', tags: ['a'] },
      after: { nameZh: '新', totalYuan: '2.00', tags: ['a', 'b'] },
    }),
  )
const seal = () => sealZone({ database, keys: KEYS, heads, clock: systemClock }, ctx.zone.zoneId, { full: true })
const verify = () => verifyAudit(database, KEYS, heads, ctx.zone.zoneId)
const found = async () => (await verify()).findings.map(({ kind, entryId, seq }) => [kind, entryId, seq])
/** Hand-written SQL as the owner: the one who can do everything but make a MAC. */
const tamper = (statement: ReturnType<typeof sql>) => database.system(async (tx) => void (await statement.execute(tx)))

beforeEach(async () => {
  zoneCount += 1
  ctx = await testZone(database, { code: `zone-${zoneCount}` })
  heads = auditHeadsInMemory()
  for (let index = 0; index < 6; index += 1) await write(`p${index}`)
  await seal()
  ids = await database.system(async (tx) =>
    (await tx.selectFrom('audit_seal').select('entry_id').where('zone_id', '=', ctx.zone.zoneId).orderBy('seq').execute()).map(
      (row) => row.entry_id,
    ),
  )
})

test('an untouched trail is clean, and what is not sealed yet is pending', async () => {
  await write('later')
  expect(await verify()).toMatchObject({ sealedEntries: 6, pendingEntries: 1, headSeq: 6n, findingCount: 0 })
  await seal()
  expect(await verify()).toMatchObject({ sealedEntries: 7, pendingEntries: 0, findingCount: 0 })
})

test.each([
  ['its actor', sql`actor = 'somebody'`],
  ['its state before', sql`before = '{"nameZh":"别的"}'`],
  ['its state after, to nothing', sql`after = null`],
  ['its time, by a microsecond', sql`recorded_at = recorded_at + interval '1 microsecond'`],
  ['its MAC', sql`mac = repeat('0', 64)`],
])('an entry is named when %s is changed', async (_, change) => {
  await tamper(sql`update audit_entry set ${change} where entry_id = ${ids[2]}`)
  expect(await found()).toEqual([['entry-changed', ids[2], 3n]])
})

test('an entry that is moved to another zone is missed in the first and named in the second', async () => {
  const other = await testZone(database, { code: `other-${zoneCount}` })
  await tamper(sql`update audit_entry set zone_id = ${other.zone.zoneId} where entry_id = ${ids[2]}`)
  expect(await found()).toEqual([['entry-missing', ids[2], 3n]])
  expect((await verifyAudit(database, KEYS, heads, other.zone.zoneId)).findings).toMatchObject([{ kind: 'entry-forged', entryId: ids[2] }])
})

test('a deleted entry is named', async () => {
  await tamper(sql`delete from audit_entry where entry_id = ${ids[3]}`)
  expect(await found()).toEqual([['entry-missing', ids[3], 4n]])
})

test('entries deleted together with their seals leave a gap that is named', async () => {
  await tamper(sql`delete from audit_seal where entry_id in (${ids[2]}, ${ids[3]})`)
  await tamper(sql`delete from audit_entry where entry_id in (${ids[2]}, ${ids[3]})`)
  expect((await verify()).findings).toMatchObject([{ kind: 'seal-missing', seq: 3n, untilSeq: 4n }])
})

test('closing such a gap by renumbering is found', async () => {
  await tamper(sql`delete from audit_seal where entry_id = ${ids[2]}`)
  await tamper(sql`delete from audit_entry where entry_id = ${ids[2]}`)
  for (const seq of [4, 5, 6]) await tamper(sql`update audit_seal set seq = ${seq - 1} where zone_id = ${ctx.zone.zoneId} and seq = ${seq}`)
  const kinds = (await verify()).findings.map((finding) => finding.kind)
  expect(kinds).toContain('seal-changed')
  expect(kinds).toContain('tail-cut')
})

test('a forged entry is named, sealed or not, and the sealer does not take it into the chain', async () => {
  const copy = sql`insert into audit_entry (zone_id, entry_id, recorded_at, actor, actor_name, action, subject_type, subject_id, before, after, request_id, mac)
    select zone_id, '01900000-0000-7000-8000-000000000001', recorded_at, actor, actor_name, 'plan.adopt', subject_type, subject_id, before, after, request_id, mac
    from audit_entry where entry_id = ${ids[0]}`
  await tamper(copy)
  const forged = '01900000-0000-7000-8000-000000000001'
  expect(await found()).toEqual([['entry-forged', forged, null]])
  expect(await seal()).toEqual({ sealed: 0, forged: [forged] })
  await tamper(sql`insert into audit_seal (zone_id, seq, entry_id, chain_mac, sealed_at)
    values (${ctx.zone.zoneId}, 7, ${forged}, repeat('a', 64), now())`)
  expect(await found()).toEqual([['entry-changed', forged, 7n]])
})

test('two entries that swap places are both named', async () => {
  await tamper(sql`update audit_seal set seq = -3 where entry_id = ${ids[2]}`)
  await tamper(sql`update audit_seal set seq = 3 where entry_id = ${ids[3]}`)
  await tamper(sql`update audit_seal set seq = 4 where entry_id = ${ids[2]}`)
  expect(await found()).toEqual([
    ['seal-changed', ids[3], 3n],
    ['seal-changed', ids[2], 4n],
  ])
})

test('a changed seal is named, and not the links after it', async () => {
  await tamper(sql`update audit_seal set chain_mac = repeat('b', 64) where entry_id = ${ids[1]}`)
  expect(await found()).toEqual([['seal-changed', ids[1], 2n]])
  await tamper(sql`update audit_seal set sealed_at = sealed_at + interval '1 day' where entry_id = ${ids[4]}`)
  expect(await found()).toEqual([
    ['seal-changed', ids[1], 2n],
    ['seal-changed', ids[4], 5n],
  ])
})

test('a tail that is cut off shows against the head outside the database, also when the chain has grown since', async () => {
  await tamper(sql`delete from audit_entry where entry_id in (${ids[4]}, ${ids[5]})`)
  await tamper(sql`delete from audit_seal where entry_id in (${ids[4]}, ${ids[5]})`)
  expect(await found()).toEqual([['tail-cut', ids[5], 5n]])
  for (const subject of ['x', 'y', 'z']) await write(subject)
  await seal()
  const rewritten = await verify()
  expect(rewritten.findings).toMatchObject([{ kind: 'chain-rewritten', seq: 6n }])
  expect(findingReason(rewritten.findings[0]!)).toMatchObject({ code: 'audit.chain-rewritten', params: { seq: '6' } })
})

test('the application’s role can add and read entries, not change or delete them', async () => {
  for (const statement of [
    sql`update audit_entry set actor = 'x'`,
    sql`delete from audit_entry`,
    sql`update audit_seal set seq = seq + 100`,
    sql`delete from audit_seal`,
  ]) {
    await expect(database.write(ctx.zone.zoneId, (tx) => statement.execute(tx))).rejects.toThrow(/permission denied/)
  }
})

test('a writer never touches the chain, so neither writers nor the sealer wait for one another', async () => {
  const touched = await database.write(ctx.zone.zoneId, async (tx) => {
    await recordAudit(tx, ctx, { action: 'project.edit', subjectType: 'project', subjectId: 'open' })
    if (database.kind === 'server') {
      // While this transaction is open, another writer commits and the sealer chains what that one wrote.
      await write('other')
      expect(await seal()).toEqual({ sealed: 1, forged: [] })
    }
    const { rows } = await sql<{ relation: string }>`
      select distinct relation::regclass::text as relation from pg_locks where pid = pg_backend_pid() and relation is not null`.execute(tx)
    return rows.map((row) => row.relation)
  })
  expect(touched).toContain('audit_entry')
  expect(touched.filter((name) => name.includes('audit_seal'))).toEqual([])
  await seal()
  expect(await verify()).toMatchObject({ pendingEntries: 0, findingCount: 0 })
})

test('two sealers at once make one chain', async () => {
  await database.write(ctx.zone.zoneId, (tx) =>
    recordAudits(
      tx,
      ctx,
      Array.from({ length: 2500 }, (_, index) => ({ action: 'project.edit', subjectType: 'project', subjectId: `b${index}` })),
    ),
  )
  await Promise.all([seal(), seal(), seal()])
  await seal()
  expect(await verify()).toMatchObject({ sealedEntries: 2506, pendingEntries: 0, findingCount: 0 })
})

test('the sealer seals shortly after a change, and once more when it closes', async () => {
  const sealer = startSealer({ database, keys: KEYS, heads, clock: systemClock }, () => undefined)
  await write('one')
  sealer.notice(ctx.zone.zoneId)
  await expect.poll(async () => (await verify()).pendingEntries, { timeout: 5000 }).toBe(0)
  await write('two')
  await sealer.close()
  expect(await verify()).toMatchObject({ sealedEntries: 8, pendingEntries: 0, findingCount: 0 })
})

test('a retired key still verifies what it wrote; a database of another key is refused', async () => {
  const next = Buffer.alloc(32, 9)
  ctx = { ...ctx, auditKey: next }
  await write('after the change of keys')
  const keys: AuditKeys = [next, TEST_AUDIT_KEY]
  await sealZone({ database, keys, heads, clock: systemClock }, ctx.zone.zoneId, { full: true })
  expect(await verifyAudit(database, keys, heads, ctx.zone.zoneId)).toMatchObject({ sealedEntries: 7, findingCount: 0 })

  const folder = { dataDir: 'nowhere', acceptNew: false }
  await claimAuditKey(database, KEYS, systemClock, folder)
  await claimAuditKey(database, keys, systemClock, folder)
  const stranger: AuditKeys = [Buffer.alloc(32, 1)]
  await expect(claimAuditKey(database, stranger, systemClock, folder)).rejects.toMatchObject({
    code: 'audit.key-differs',
    reasons: [{ params: { fingerprint: expect.stringContaining(fingerprintOf(TEST_AUDIT_KEY)) } }],
  })
})
