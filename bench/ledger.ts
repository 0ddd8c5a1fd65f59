// How fast the voucher ledger posts, beside the least that the same database could do: a hold and its capture with the release of the
// rest are three postings in two transactions, each with its balances, its audit entry and the check that nothing falls below zero.
// Bare: two transactions of one insert and one update. One voucher, where all have to wait for each other, and a voucher for each.
// Usage: node bench/ledger.ts [postgres://…/postgres] [jobs a run, 2000 unless told]
import { sql } from 'kysely'
import pg from 'pg'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import type { Instant } from '../packages/domain/src/shared/time.ts'
import { placeHold, proveLedger, recordUses } from '../packages/server/src/features/voucher/index.ts'
import { openEmbedded, openServer, type Database } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { testVouchers } from '../packages/server/src/testing/vouchers.ts'

const adminUrl = process.argv.find((argument) => argument.startsWith('postgres'))
const JOBS = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 2000)
const IN_FLIGHT = [1, 8, 32]
const MANY = 32

const name = `ballast_ledger_${process.pid}`
const admin = adminUrl === undefined ? undefined : new pg.Client({ connectionString: adminUrl })
await admin?.connect()
await admin?.query(`create database ${name}`)
const database: Database =
  adminUrl === undefined ? await openEmbedded(undefined) : await openServer(Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href)
await migrate(database)
const zone = await testVouchers(database, 'ledger')
const { ctx } = zone
const { zoneId } = ctx.zone
const vouchers: Uuid[] = []
for (let voucher = 0; voucher < MANY; voucher += 1) vouchers.push(await zone.grant('tflops_s', '36000000000'))
await database.system(async (tx) => {
  await sql`create table bare_account (id integer primary key, balance bigint not null, check (balance >= 0))`.execute(tx)
  await sql`create table bare_posting (id uuid primary key, account integer not null references bare_account, amount bigint not null)`.execute(
    tx,
  )
  for (let id = 0; id < MANY; id += 1) await sql`insert into bare_account values (${id}, 36000000000)`.execute(tx)
})

async function all(inFlight: number, work: (job: number) => Promise<void>): Promise<number> {
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let job = next++; job < JOBS; job = next++) await work(job)
    }),
  )
  return (performance.now() - began) / 1000
}

let engineJob = 0
async function ours(voucherId: Uuid): Promise<void> {
  const jobId = newId()
  const expiresAt = '2030-01-01T00:00:00.000Z' as Instant
  await database.write(zoneId, (tx) => placeHold(tx, ctx, { voucherId, jobId, cardType: 'A', cards: 8n, limitSeconds: 600n, expiresAt }))
  engineJob += 1
  const run = {
    centre: 'c1',
    engineJob: String(engineJob),
    submittedAt: '2024-03-15T01:00:00.000Z' as Instant,
    jobId,
    restart: 0n,
    enterpriseId: zone.firmId,
    cardType: 'A',
    cards: 8n,
    elapsedSeconds: 300n,
    startedAt: '2024-03-15T01:05:00.000Z' as Instant,
    endedAt: '2024-03-15T01:10:00.000Z' as Instant,
    endState: 'completed' as const,
    isLast: true,
  }
  await database.write(zoneId, (tx) => recordUses(tx, ctx, [run]))
}
async function bare(account: number): Promise<void> {
  for (const amount of [100, -50]) {
    await database.system(async (tx) => {
      await sql`update bare_account set balance = balance - ${amount} where id = ${account}`.execute(tx)
      await sql`insert into bare_posting values (${newId()}, ${account}, ${amount})`.execute(tx)
    })
  }
}

console.log(`${JOBS} jobs a run, ${adminUrl === undefined ? 'embedded database' : 'PostgreSQL'}`)
console.log('on            in flight  jobs/s  postings/s  bare pairs of transactions/s  share of bare')
for (const [where, of] of [
  ['one voucher', 1],
  [`${MANY} vouchers`, MANY],
] as const) {
  for (const inFlight of IN_FLIGHT) {
    const seconds = await all(inFlight, (job) => ours(vouchers[job % of] as Uuid))
    const bareSeconds = await all(inFlight, (job) => bare(job % of))
    const figures = [JOBS / seconds, (3 * JOBS) / seconds, JOBS / bareSeconds]
    console.log(
      `${where.padEnd(13)} ${String(inFlight).padStart(9)}  ${figures.map((figure) => figure.toFixed(0)).join('  ')}  ${((100 * bareSeconds) / seconds).toFixed(0)} %`,
    )
  }
}
const wrong = (await database.read(zoneId, (tx) => proveLedger(tx, zoneId))).filter((check) => check.wrong > 0)
console.log(`checks of the ledger that fail: ${wrong.length}`)
await zone.app.close()
await database.close()
await admin?.query(`drop database ${name} with (force)`)
await admin?.end()
process.exitCode = wrong.length > 0 ? 1 : 0
