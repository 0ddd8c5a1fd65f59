// The path of a submit beside bare slurmrestd, on one real centre, in one run:
// 1. answers: firms submit over HTTP to a server of ours, which answers once the job is safe; how many a second, how soon, and at what
//    rate they then arrive in the engine. Bare: the same jobs sent straight to slurmrestd, as many at a time. The centre is full meanwhile,
//    so that no job that runs takes the processor away.
// 2. lag: with so many jobs waiting at the centre, how long after a job began or ended there we say so.
// 3. allocation: a load of one and a half times the cards for a while, straight to slurmrestd and through us; what share of the cards' time is
//    allocated.
// Usage: node bench/compute-submit.ts postgres://…/postgres [submits, 1000] [jobs that wait, 10000] [seconds of load, 120] [nodes, 12]
// (as root, on a machine with Slurm or debootstrap; makes a database of its own and drops it)
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { createClient, type Client } from '../packages/contract/src/client.ts'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import type { JobRequest } from '../packages/server/src/features/computing/engine/engine-port.ts'
import { saveEnterprises } from '../packages/server/src/features/enterprise/index.ts'
import { slurmEngine } from '../packages/server/src/features/computing/engine/slurm/slurm-adapter.ts'
import { tokenSigner } from '../packages/server/src/features/computing/engine/slurm/token-signer.ts'
import { auditKeyPath } from '../packages/server/src/platform/audit-key.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { TEST_AUDIT_KEY, testUser } from '../packages/server/src/testing/context.ts'
import { testHttp } from '../packages/server/src/testing/http.ts'
import { testVouchers } from '../packages/server/src/testing/vouchers.ts'
import { centreInput, rehearse } from '../tools/computing-twin/rehearsal.ts'
import { startServer } from './own-server.ts'

const adminUrl = process.argv[2]
if (adminUrl === undefined)
  throw new Error('usage: node bench/compute-submit.ts postgres://…/postgres [submits] [waiting] [seconds] [nodes]')
const [SUBMITS = 1000, WAITING = 10_000, SECONDS = 120, NODES = 12] = process.argv.slice(3).map(Number)
const IN_FLIGHT = [1, 8, 16]
const FIRMS = 16
const TFLOPS = 312
const CARDS = NODES * 8

const found = await rehearse({ centres: 1, nodes: NODES })
if (!('centres' in found)) throw new Error(found.join('\n'))
const twin = found
const [rehearsed] = twin.centres
if (rehearsed === undefined) throw new Error('no centre')
const inside = (...command: string[]) => twin.inside(rehearsed.name, ...command)
const name = `ballast_compute_submit_${process.pid}`
const admin = new pg.Client({ connectionString: adminUrl })
await admin.connect()
await admin.query(`create database ${name}`)
const url = new URL(adminUrl)
url.pathname = `/${name}`
const dataDir = mkdtempSync(join(tmpdir(), 'ballast-compute-submit-'))
writeFileSync(auditKeyPath(dataDir), `${TEST_AUDIT_KEY.toString('hex')}\n`, { mode: 0o600 })
const database = await openServer(url.href)
await migrate(database)
const zone = await testVouchers(database, 'submit', { clock: systemClock })
const { zoneId } = zone.ctx.zone
// The engine's time is real, so the zone's has to be.
await database.system((tx) => sql`update zone set business_on = null`.execute(tx))
const thisYear = Number(systemClock.now().slice(0, 4))
await zone.planner('voucher.fund', { params: { year: thisYear }, body: { unit: 'tflops_s', amount: '3600000000000000', note: 'bench' } })
await zone.planner('voucher.set-rate', { body: { cardType: 'A800', fromOn: '2024-01-01', tflops: TFLOPS, yuanPerPHour: '12.5' } })
const centreId = (await zone.operator('compute-centre.add', { body: centreInput(rehearsed, twin.version) })).centreId as Uuid
const http = await testHttp(database, { clock: systemClock })

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => (await database.read(zoneId, (tx) => query.execute(tx))).rows[0] as T

interface Firm {
  readonly client: Client
  readonly voucherId: Uuid
}
// Everybody comes from an address of his own.
const server = await startServer({ DATABASE_URL: url.href, BALLAST_DATA_DIR: dataDir, BALLAST_TRUSTED_PROXIES: '127.0.0.1' })
let requests = 0
const firms: Firm[] = []
for (let firm = 0; firm < FIRMS; firm += 1) {
  const nameZh = `企业${firm}`
  await database.write(zoneId, (tx) => saveEnterprises(tx, zone.ctx, [{ nameZh }], { action: 'bench' }))
  const { id: enterpriseId } = await one(sql<{ id: Uuid }>`select enterprise_id as id from enterprise where name_zh = ${nameZh}`)
  await testUser(database, zoneId, { login: `firm${firm}`, role: 'enterprise_reporter', nameZh, enterpriseId })
  const reporter = http.client(`firm${firm}@submit`)
  const { secret } = await reporter('token.create', {
    body: { name: 'bench', days: 1, actions: ['compute-job.submit', 'compute-job.cancel'] },
  })
  const client = createClient({
    fetch: (path, init) => fetch(new URL(path, server.url), init),
    headers: () => {
      requests += 1
      return { authorization: `Bearer ${secret}`, 'accept-language': 'en', 'x-forwarded-for': `10.${firm}.${requests % 250}.1` }
    },
  })
  firms.push({ client, voucherId: await zone.grant('tflops_s', '36000000000000', reporter) })
}

interface Wish {
  readonly cards: number
  readonly minutes: number
  readonly script: string
}
async function submit(at: number, { cards, minutes, script }: Wish): Promise<void> {
  const { client, voucherId } = firms[at % FIRMS] as Firm
  const template = { kind: 'script' as const, script: `#!/bin/bash\n${script}\n` }
  await client('compute-job.submit', {
    body: { voucherId, centreId, name: `job ${at}`, cardType: 'A800', cards, limitMinutes: minutes, template },
  })
}

const engine = slurmEngine(twin.version, { url: rehearsed.url, sign: tokenSigner(readFileSync(rehearsed.keyFile), systemClock) })
await engine.setEnvelopes([{ name: 'bare', description: 'bare', tflopsMinutes: 1_000_000_000 }])
await engine.provisionTenant({ account: 'bare', description: 'bare', users: ['tenant199'], envelopes: ['bare'], isBlocked: false })
await wait(2000)
const bareRequest = (at: number, { cards, minutes, script }: Wish): JobRequest => ({
  account: 'bare',
  user: 'tenant199',
  envelope: 'bare',
  ownId: `bare-${at}`,
  name: `bare ${at}`,
  script: `#!/bin/bash\n${script}\n`,
  workingDirectory: '/tmp',
  environment: { PATH: '/usr/bin:/bin' },
  partition: null,
  nodes: 1,
  cardType: 'a800',
  cardsPerNode: cards,
  limitMinutes: minutes,
  isHeld: false,
  mayRunAgain: false,
})
const bareSubmit = async (at: number, wish: Wish): Promise<void> => void (await engine.submit(bareRequest(at, wish)))

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
const spread = (values: readonly number[], unit: string): string => {
  const sorted = values.toSorted((a, b) => a - b)
  return [0.5, 0.95, 1]
    .map(
      (share) =>
        `${['p50', 'p95', 'worst'][[0.5, 0.95, 1].indexOf(share)]} ${percentile(sorted, share).toFixed(unit === 's' ? 1 : 0)} ${unit}`,
    )
    .join(', ')
}
async function flood(
  count: number,
  inFlight: number,
  from: number,
  work: (at: number) => Promise<void>,
): Promise<{ perSecond: number; took: number[] }> {
  let next = 0
  const took: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let at = next++; at < count; at = next++) {
        const asked = performance.now()
        await work(from + at)
        took.push(performance.now() - asked)
      }
    }),
  )
  return { perSecond: (count * 1000) / (performance.now() - began), took }
}
const LIVE = sql.raw("('held', 'submitted', 'pending', 'running', 'ended')")
const inLine = () => one(sql<{ n: number }>`select count(*)::int as n from compute_job where state = 'held'`)
const notOver = () => one(sql<{ n: number }>`select count(*)::int as n from compute_job where state in ${LIVE}`)
async function until(isSo: () => Promise<boolean>, seconds: number): Promise<void> {
  for (let turn = 0; turn < seconds * 10; turn += 1) {
    if (await isSo()) return
    await wait(100)
  }
  throw new Error(`not so after ${seconds} s`)
}

const short: Wish = { cards: 8, minutes: 1, script: 'sleep 8' }
// Every firm is known at the centre before anything is measured.
for (let firm = 0; firm < FIRMS; firm += 1) await submit(firm, short)
await until(async () => (await notOver()).n === 0, 120)
const fill = async () => {
  for (let node = 0; node < NODES; node += 1) await bareSubmit(node, { cards: 8, minutes: 600, script: 'sleep 100000' })
}
await fill()
await wait(5000)
let submitted = FIRMS
console.log(`submits of ${FIRMS} firms, ${SUBMITS} a run`)
for (const inFlight of IN_FLIGHT) {
  const began = performance.now()
  const ours = await flood(SUBMITS, inFlight, submitted, (at) => submit(at, short))
  await until(async () => (await inLine()).n === 0, 300)
  const handed = (SUBMITS * 1000) / (performance.now() - began)
  submitted += SUBMITS
  // What it still does for these is not to be in the way of the next.
  await wait(10_000)
  const bare = await flood(SUBMITS, Math.min(8, inFlight), submitted, (at) => bareSubmit(at, short))
  await inside('scancel', '--account', 'bare', '--state', 'PENDING')
  await wait(5000)
  console.log(
    `${String(inFlight).padStart(3)} in flight: ours ${ours.perSecond.toFixed(0)}/s, ${spread(ours.took, 'ms')}; in the engine ${handed.toFixed(0)}/s` +
      ` | bare ${bare.perSecond.toFixed(0)}/s, ${spread(bare.took, 'ms')}`,
  )
}

if (WAITING > 0) {
  // They come while the centre is full; then they go through, and most are always waiting behind those that are measured.
  const began = performance.now()
  const more = Math.max(0, WAITING - (await notOver()).n)
  await flood(more, 16, submitted, (at) => submit(at, { cards: 8, minutes: 10, script: 'sleep 8' }))
  await until(async () => (await inLine()).n === 0, 1200)
  console.log(
    `${(await notOver()).n} jobs wait at the centre, the last ${more} of them after ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  submitted += more
  await wait(30_000)
  await inside('scancel', '--account', 'bare')
  await wait(60_000)
  const since = new Date(Date.now() - 45_000).toISOString()
  // The engine tells whole seconds: what it says is up to a second early.
  const { rows } = await database.read(zoneId, (tx) =>
    sql<{
      what: string
      lag: number
    }>`select e.what, extract(epoch from e.at - case when e.what = 'running' then j.started_at else j.ended_at end)::float8 as lag
      from compute_job_event e join compute_job j on j.zone_id = e.zone_id and j.job_id = e.job_id
      where e.what in ('running', 'ended') and e.at > ${since} and j.started_at is not null and (e.what = 'running' or j.settled_at is not null)`.execute(
      tx,
    ),
  )
  for (const what of ['running', 'ended'])
    console.log(
      `with ${(await notOver()).n} jobs there, seen to be ${what} after (n ${rows.filter((row) => row.what === what).length}): ${spread(
        rows.filter((row) => row.what === what).map(({ lag }) => lag),
        's',
      )}`,
    )
  await inside('scancel', '--state', 'PENDING', '--partition', 'gpu')
}

if (SECONDS > 0) {
  // Whatever filled the centre until now would be taken for what the load allocates.
  await inside('scancel', '--partition', 'gpu')
  await until(async () => (await notOver()).n === 0, 1200)
  await wait(10_000)
  // Jobs of two to ten seconds on one to eight cards, drawn with a seed; one and a half times what the cards can do in the time.
  const draw = seeded(7)
  const wishes: (Wish & { readonly at: number })[] = []
  for (let at = 0, cardSeconds = 0; cardSeconds < 1.5 * CARDS * SECONDS; ) {
    const [cards, seconds] = [2 ** Math.floor(draw() * 4), 2 + Math.floor(draw() * 9)]
    wishes.push({ cards, minutes: 1, script: `sleep ${seconds}`, at })
    cardSeconds += cards * seconds
    at = (cardSeconds / (1.5 * CARDS)) * 1000
  }
  const shareOf = async (work: (at: number, wish: Wish) => Promise<void>): Promise<number> => {
    const from = Math.ceil(Date.now() / 1000)
    const began = performance.now()
    await Promise.all(
      wishes.map(async ({ at, ...wish }, index) => {
        await wait(Math.max(0, at - (performance.now() - began)))
        await work(submitted + index, wish)
      }),
    )
    submitted += wishes.length
    await wait(Math.max(0, SECONDS * 1000 - (performance.now() - began)))
    const to = from + SECONDS
    await inside('scancel', '--partition', 'gpu')
    await wait(15_000)
    const rows = await engine.ended({ from: from - 5, until: to + 60 })
    const used = rows.reduce((sum, { startedAt, endedAt, cards }) => {
      if (startedAt === null) return sum
      const seconds = Math.min(endedAt ?? to, to) - Math.max(startedAt, from)
      return sum + Math.max(0, seconds) * Object.values(cards).reduce((all, count) => all + count, 0)
    }, 0)
    return used / (CARDS * SECONDS)
  }
  const bare = await shareOf(bareSubmit)
  const ours = await shareOf(submit)
  await until(async () => (await notOver()).n === 0, 600)
  console.log(
    `load of 1.5 for ${SECONDS} s, ${wishes.length} jobs: allocated bare ${(100 * bare).toFixed(1)} %, through us ${(100 * ours).toFixed(1)} %`,
  )
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

await server.end('SIGTERM')
engine.close()
await zone.app.close()
await http.app.close()
await database.close()
await admin.query(`drop database ${name} with (force)`)
await admin.end()
await twin.close()
rmSync(dataDir, { recursive: true, force: true })
