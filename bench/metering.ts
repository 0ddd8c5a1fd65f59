// A replay of jobs through the books of an engine: cancelled, failed, preempted, requeued, node failures, revoked siblings, jobs past the
// platform; read in overlapping windows. Prints what differs between the engine and the ledger, in TFLOPS·s: it must be zero.
// Usage: node bench/metering.ts [postgres://…/an-empty-database] [jobs]
import { isUse, billedWork } from '../packages/domain/src/metering/book-run.ts'
import type { PlainDate } from '../packages/domain/src/shared/time.ts'
import { meterCentre } from '../packages/server/src/features/metering/meter-centre.ts'
import { proveCentreDay } from '../packages/server/src/features/metering/prove-day.ts'
import { fixedClock } from '../packages/server/src/platform/clock.ts'
import { openEmbedded, openServer } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { proveLedger } from '../packages/server/src/features/voucher/proof.view.ts'
import { TEST_AUDIT_KEY } from '../packages/server/src/testing/context.ts'
import { booksOf, bookRows, FATES, testCentre } from '../packages/server/src/testing/engine-books.ts'
import { holdFor, testVouchers } from '../packages/server/src/testing/vouchers.ts'

const url = process.argv.find((argument) => argument.startsWith('postgres'))
const count = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 1000)
const database = url === undefined ? await openEmbedded(undefined) : await openServer(url)
await migrate(database)
const zone = await testVouchers(database, `metering-${newId().slice(-12)}`)
const { zoneId } = zone.ctx.zone
const centre = await testCentre(database, zoneId, 'c1', zone.firmId)
const voucherId = await zone.grant('tflops_s', '2000000000000')

const FIRST = Date.parse('2024-03-10T16:00:00Z') / 1000
const DAYS = 3
const jobs = Array.from({ length: count }, (_, index) => ({
  ownId: newId(),
  fate: FATES[index % FATES.length] as (typeof FATES)[number],
  cards: 1 + (index % 8),
  seconds: 60 + ((index * 7919) % 7000),
  submittedAt: FIRST + Math.floor((index * (DAYS * 86_400 - 30_000)) / count),
}))
for (const { ownId, fate, cards, seconds } of jobs) {
  if (fate === 'past the platform') continue
  await zone.planner('voucher-hold.place', { params: { voucherId }, body: { ...holdFor(seconds + 60, ownId), cards } })
}
const rows = bookRows(jobs)
const metering = (seconds: number) => ({
  database,
  clock: fixedClock(new Date(seconds * 1000).toISOString()),
  auditKey: TEST_AUDIT_KEY,
  zone: zone.ctx.zone,
  centre,
  // The books of this moment: what has not ended yet is not in them.
  engine: booksOf(rows.filter(({ endedAt }) => (endedAt ?? 0) <= seconds)),
})

const began = performance.now()
let readings = 0
let recorded = 0
for (let at = FIRST + 1800; at <= FIRST + DAYS * 86_400 + 3600; at += 1800) {
  recorded += (await meterCentre(metering(at))).recorded
  readings += 1
}
const seconds = (performance.now() - began) / 1000
let [difference, engine, metered, suspense, faults] = [0n, 0n, 0n, 0n, 0]
for (let day = 0; day < DAYS; day += 1) {
  const on = new Date((FIRST + day * 86_400 + 8 * 3600) * 1000).toISOString().slice(0, 10) as PlainDate
  const proof = await proveCentreDay(metering(FIRST + (DAYS + 1) * 86_400), on)
  difference += proof.difference
  engine += proof.engine
  metered += proof.metered
  suspense += proof.suspense
  faults += proof.faults.length
  console.log(
    `${on}: ${proof.runs} runs, engine ${proof.engine}, metered ${proof.metered}, suspense ${proof.suspense}, difference ${proof.difference}`,
  )
}
const all = rows.filter(isUse).reduce((sum, row) => sum + billedWork(row), 0n)
const wrong = (await database.read(zoneId, (tx) => proveLedger(tx, zoneId))).filter((check) => check.wrong > 0)
console.log(`${count} jobs, ${rows.length} rows in the books, ${recorded} runs recorded in ${readings} readings of ${seconds.toFixed(1)} s`)
console.log(
  `engine ${engine} (all rows: ${all}), metered ${metered}, suspense ${suspense}, faults ${faults}, ledger checks that fail: ${wrong.length}`,
)
console.log(`difference: ${difference} TFLOPS·s`)
await zone.app.close()
await database.close()
if (difference !== 0n || engine !== all || faults > 0 || wrong.length > 0) process.exitCode = 1
