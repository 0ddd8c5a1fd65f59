// One voucher, a hundred submits at once to three centres of real Slurm, sbatch past the platform beside them; a server of ours and a
// controller of Slurm are killed in the middle as by a power cut. Then the books of the engines and the ledger are held against what
// everybody was told: nothing overspent, nothing accepted and lost, nothing run twice, nothing charged twice. What a controller had begun
// and lost in its crash is counted as failed: its firm is told so.
// Usage: node bench/compute-kill.ts postgres://…/postgres [rounds, 20 unless told] [submits a round, 100]
// (as root, on a machine with Slurm or debootstrap; makes a database of its own and drops it)
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { createClient, type ProblemError } from '../packages/contract/src/client.ts'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import { slurmEngine } from '../packages/server/src/features/computing/engine/slurm/slurm-adapter.ts'
import { tokenSigner } from '../packages/server/src/features/computing/engine/slurm/token-signer.ts'
import { proveLedger } from '../packages/server/src/features/voucher/index.ts'
import { auditKeyPath } from '../packages/server/src/platform/audit-key.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { TEST_AUDIT_KEY } from '../packages/server/src/testing/context.ts'
import { testHttp } from '../packages/server/src/testing/http.ts'
import { testVouchers } from '../packages/server/src/testing/vouchers.ts'
import { centreInput, rehearse } from '../tools/computing-twin/rehearsal.ts'
import { startServer, type OwnServer } from './own-server.ts'

const adminUrl = process.argv[2]
if (adminUrl === undefined) throw new Error('usage: node bench/compute-kill.ts postgres://…/postgres [rounds] [submits]')
const ROUNDS = Number(process.argv[3] ?? 20)
const SUBMITS = Number(process.argv[4] ?? 100)
/** Jobs of the first wave that the voucher has room for. */
const ROOM = 37
const TFLOPS = 312
const HOLD = TFLOPS * 60
const DIRECT = 3
/** What waits for so long is cancelled, as its firm would. */
const WAITING_MS = 240_000
/** A job that its controller lost in its crash waits for its row two minutes. */
const SETTLED_WITHIN_MS = 420_000
/** So long after the crash its operator has looked at the nodes. */
const LOOKED_AFTER_MS = 30_000

const twin = await rehearse({ centres: 3, nodes: 2 })
if (!('centres' in twin)) throw new Error(twin.join('\n'))
const name = `ballast_compute_kills_${process.pid}`
const admin = new pg.Client({ connectionString: adminUrl })
await admin.connect()
await admin.query(`create database ${name}`)
const url = new URL(adminUrl)
url.pathname = `/${name}`
const dataDir = mkdtempSync(join(tmpdir(), 'ballast-compute-kills-'))
writeFileSync(auditKeyPath(dataDir), `${TEST_AUDIT_KEY.toString('hex')}\n`, { mode: 0o600 })
const database = await openServer(url.href)
await migrate(database)
const zone = await testVouchers(database, 'kill', { clock: systemClock })
const { zoneId } = zone.ctx.zone
// The engines' time is real, so the zone's has to be.
await database.system((tx) => sql`update zone set business_on = null`.execute(tx))
const thisYear = Number(systemClock.now().slice(0, 4))
await zone.planner('voucher.fund', { params: { year: thisYear }, body: { unit: 'tflops_s', amount: '3600000000', note: 'bench' } })
await zone.planner('voucher.set-rate', { body: { cardType: 'A800', fromOn: '2024-01-01', tflops: TFLOPS, yuanPerPHour: '12.5' } })
const centres: Uuid[] = []
for (const centre of twin.centres)
  centres.push((await zone.operator('compute-centre.add', { body: centreInput(centre, twin.version) })).centreId as Uuid)
const http = await testHttp(database, { clock: systemClock })
const { secret } = await http.client('firm@kill')('token.create', {
  body: { name: 'bench', days: 1, actions: ['compute-job.submit', 'compute-job.cancel'] },
})

let server: OwnServer | undefined
const startOurs = async (): Promise<void> => void (server = await startServer({ DATABASE_URL: url.href, BALLAST_DATA_DIR: dataDir }))
async function endOurs(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ending = server
  server = undefined
  await ending?.end(signal)
}
const firm = createClient({
  fetch: (path, init) => (server === undefined ? Promise.reject(new TypeError('no server')) : fetch(new URL(path, server.url), init)),
  headers: () => ({ authorization: `Bearer ${secret}`, 'accept-language': 'en' }),
})

type Told = 'accepted' | 'short' | 'refused'
/** Submits until there is an answer: a job keeps its id, so that what was lost was the answer and not the job. */
async function submit(voucherId: Uuid, at: number, codes: Map<string, number>): Promise<{ jobId: Uuid; told: Told }> {
  const jobId = newId()
  for (;;) {
    try {
      const template = { kind: 'script' as const, script: '#!/bin/bash\nsleep 1\n' }
      const centreId = centres[at % centres.length] as Uuid
      await firm('compute-job.submit', {
        body: { jobId, voucherId, centreId, name: `job ${at}`, cardType: 'A800', cards: 1, limitMinutes: 1, template },
      })
      return { jobId, told: 'accepted' }
    } catch (error) {
      const problem = (error as ProblemError).problem as ProblemError['problem'] | undefined
      const reasons = problem?.reasons.map(({ code }) => code) ?? []
      for (const code of [problem?.code ?? 'no answer', ...reasons]) codes.set(code, (codes.get(code) ?? 0) + 1)
      if (problem !== undefined && problem.status < 500 && problem.status !== 429)
        return { jobId, told: reasons.some((code) => code.startsWith('voucher.short')) ? 'short' : 'refused' }
      await wait(200 + Math.random() * 200)
    }
  }
}

const waitingOf = async (voucherId: Uuid): Promise<Uuid[]> =>
  (
    await database.read(zoneId, (tx) =>
      sql<{ jobId: Uuid }>`select job_id as "jobId" from compute_job
        where voucher_id = ${voucherId} and state not in ('settled', 'ended') and started_at is null`.execute(tx),
    )
  ).rows.map(({ jobId }) => jobId)

/** What the engines and our own rows say of what has not begun. */
async function sayWhyWaiting(): Promise<void> {
  const { rows } = await database.read(zoneId, (tx) =>
    sql<{ said: string; n: number }>`select concat_ws(' ', c.code, j.state, j.waits_for, j.fault_code) as said, count(*)::int as n
      from compute_job j join compute_centre c on c.zone_id = j.zone_id and c.centre_id = j.centre_id
      where j.state <> 'settled' group by 1 order by 1`.execute(tx),
  )
  for (const { said, n } of rows) console.log(`   ${n} × ${said}`)
  const { inside, centres: all } = twin as Exclude<typeof twin, readonly string[]>
  for (const { name: code } of all) {
    const [jobs, nodes] = [await inside(code, 'squeue', '-h', '-o', '%t %r %q'), await inside(code, 'sinfo', '-N', '-h', '-o', '%N %t %E')]
    console.log(`   ${code}: ${[...new Set(jobs.trim().split('\n'))].join(', ')} | ${nodes.trim().replaceAll('\n', ', ')}`)
  }
}

/**
 * A controller that lost jobs gives their numbers again; a node that still knows one of them is drained for it, and the job is held.
 * Its operator resumes the one and lets go of the other. @returns how many nodes
 */
async function lookAfter(code: string): Promise<number> {
  const { inside } = twin as Exclude<typeof twin, readonly string[]>
  const listed = await inside(code, 'sinfo', '-N', '-h', '-t', 'drained,draining', '-o', '%N %E')
  const nodes = listed.split('\n').flatMap((line) => (line.endsWith('Duplicate jobid') ? (line.split(' ')[0] ?? []) : []))
  for (const node of nodes) await inside(code, 'scontrol', 'update', `nodename=${node}`, 'state=resume')
  const waiting = await inside(code, 'squeue', '-h', '-t', 'PD', '-o', '%i|%r')
  for (const line of waiting.split('\n'))
    if (line.endsWith('launch failed requeued held')) await inside(code, 'scontrol', 'release', line.split('|')[0] ?? '')
  return nodes.length
}

/** Past the platform, with the firm's own account and the voucher's envelope, until so many are taken or it is over. @returns how many */
async function sbatchBeside(voucherNo: string, isOver: () => boolean): Promise<number> {
  let taken = 0
  while (taken < DIRECT && !isOver()) {
    await wait(500)
    const { rows } = await database.read(zoneId, (tx) =>
      sql<{ code: string; account: string; osUser: string }>`select c.code, t.account, t.os_user as "osUser" from compute_tenant t
        join compute_centre c on c.zone_id = t.zone_id and c.centre_id = t.centre_id where t.zone_id = ${zoneId} order by random()`.execute(
        tx,
      ),
    )
    const [one] = rows
    if (one === undefined) continue
    const asked = [
      '--account',
      one.account,
      '--qos',
      voucherNo.toLowerCase(),
      '--gres',
      'gpu:a800:1',
      '--time',
      '1',
      '--output',
      '/dev/null',
    ]
    taken += await runAs(one.code, one.osUser, ['sbatch', '--chdir', '/tmp', ...asked, '--wrap', 'sleep 1'])
  }
  return taken
}
/** What sbatch said where it did not take a job. */
const sbatchSaid = new Map<string, number>()
async function runAs(centre: string, osUser: string, command: readonly string[]): Promise<number> {
  try {
    await (twin as Exclude<typeof twin, readonly string[]>).inside(centre, 'runuser', '-u', osUser, '--', ...command)
    return 1
  } catch (error) {
    const said =
      String((error as { stderr?: string }).stderr ?? error)
        .trim()
        .split('\n')
        .at(-1) ?? ''
    sbatchSaid.set(said, (sbatchSaid.get(said) ?? 0) + 1)
    return 0
  }
}

const books = twin.centres.map((centre) =>
  slurmEngine(twin.version, { url: centre.url, sign: tokenSigner(readFileSync(centre.keyFile), systemClock) }),
)
const began = Math.floor(systemClock.milliseconds() / 1000)
const totals = {
  accepted: 0,
  short: 0,
  refused: 0,
  direct: 0,
  drained: 0,
  starved: 0,
  failed: 0,
  overspent: 0,
  lost: 0,
  twice: 0,
  charged: 0,
  ledger: 0,
  unsettled: 0,
}
await startOurs()
console.log(
  'round  seconds  accepted  short  refused  sbatch  drained  starved  failed  used of granted (TFLOPS·s)  overspent  lost  run twice  charged wrongly  ledger faults',
)
for (let round = 1; round <= ROUNDS; round += 1) {
  const from = performance.now()
  const voucherId = await zone.grant('tflops_s', String(HOLD * ROOM))
  const { voucherNo } = (
    await database.read(zoneId, (tx) =>
      sql<{ voucherNo: string }>`select voucher_no as "voucherNo" from voucher where voucher_id = ${voucherId}`.execute(tx),
    )
  ).rows[0] as { voucherNo: string }
  const codes = new Map<string, number>()
  const submits = Promise.all(Array.from({ length: SUBMITS }, (_, at) => submit(voucherId, at, codes)))
  await wait(Math.random() * 2500)
  let isOver = false
  const direct = sbatchBeside(voucherNo, () => isOver)
  await wait(Math.random() * 1500)
  const unlucky = twin.centres[Math.floor(Math.random() * twin.centres.length)]?.name as string
  await Promise.all([endOurs('SIGKILL'), twin.killController(unlucky).catch(() => undefined)])
  await wait(300)
  await Promise.all([startOurs(), twin.startController(unlucky)])
  const told = await submits
  const count = (what: Told) => told.filter((one) => one.told === what).length
  const open = async () =>
    (
      await database.read(zoneId, (tx) =>
        sql<{ n: number }>`select count(*)::int as n from compute_job where voucher_id = ${voucherId} and state <> 'settled'`.execute(tx),
      )
    ).rows[0]?.n ?? 0
  let starved = 0
  let drained = 0
  while ((await open()) > 0 && performance.now() - from < SETTLED_WITHIN_MS) {
    await wait(500)
    if (performance.now() - from > LOOKED_AFTER_MS) for (const centre of twin.centres) drained += await lookAfter(centre.name)
    if (starved > 0 || performance.now() - from < WAITING_MS) continue
    isOver = true
    await sayWhyWaiting()
    for (const jobId of await waitingOf(voucherId)) {
      starved += 1
      await firm('compute-job.cancel', { params: { jobId } })
    }
  }
  const unsettled = await open()
  isOver = true
  const directTaken = await direct
  const until = Math.floor(systemClock.milliseconds() / 1000) + 60
  const rows = (await Promise.all(books.map((engine) => engine.ended({ from: began - 60, until })))).flat()
  const ofVoucher = rows.filter(({ envelope, startedAt }) => envelope === voucherNo.toLowerCase() && startedAt !== null)
  const used = ofVoucher.reduce((sum, row) => sum + row.billedTflops * row.elapsedSeconds, 0)
  const runsOf = Map.groupBy(ofVoucher, ({ ownId }) => ownId)
  const accepted = told.filter((one) => one.told === 'accepted')
  const ends = new Map(
    (
      await database.read(zoneId, (tx) =>
        sql<{ jobId: Uuid; endState: string | null; charged: string; runs: number }>`select j.job_id as "jobId", j.end_state as "endState",
        coalesce(sum(u.amount_tflops_s), 0)::text as charged, count(u.use_id)::int as runs from compute_job j
        left join voucher_use u on u.zone_id = j.zone_id and u.job_id = j.job_id where j.voucher_id = ${voucherId} group by 1, 2`.execute(
          tx,
        ),
      )
    ).rows.map((row) => [row.jobId, row]),
  )
  const completed = (jobId: Uuid) => (runsOf.get(jobId) ?? []).filter(({ state }) => state === 'completed').length
  // A controller that died does not hear of the end of what it ran, and ends it at its limit: that job ran.
  const withoutRun = accepted.filter(({ jobId }) => !runsOf.has(jobId) && ends.get(jobId)?.endState !== 'cancelled')
  // Begun and lost by the controller before the books heard of it: whether it ran nobody knows, so it is never begun again, and its
  // firm is told that the centre failed, and pays nothing.
  const failed = withoutRun.filter(({ jobId }) => ends.get(jobId)?.endState === 'node_fail')
  const lost = withoutRun.filter((one) => !failed.includes(one))
  const twice = accepted.filter(({ jobId }) => completed(jobId) > 1)
  const wrong = [...ends.values()].filter(({ jobId, charged }) => {
    const own = (runsOf.get(jobId) ?? []).reduce((sum, row) => sum + row.billedTflops * row.elapsedSeconds, 0)
    return BigInt(charged) !== BigInt(own)
  })
  const faults = (await database.read(zoneId, (tx) => proveLedger(tx, zoneId))).filter(({ wrong: n }) => n > 0)
  const overspent = Math.max(0, used - HOLD * ROOM)
  const figures = [
    accepted.length,
    count('short'),
    count('refused'),
    directTaken,
    drained,
    starved,
    failed.length,
    `${used} of ${HOLD * ROOM}`,
    overspent,
    lost.length,
    twice.length,
    wrong.length,
    faults.length,
  ]
  console.log(
    `${String(round).padStart(5)} ${((performance.now() - from) / 1000).toFixed(0).padStart(8)}  ${figures.join('  ')}${unsettled > 0 ? `  NOT SETTLED ${unsettled}` : ''}`,
  )
  for (const [what, list] of Object.entries({ lost, twice }))
    for (const { jobId } of list.slice(0, 5))
      console.log(
        `   ${what} ${jobId} ${JSON.stringify(ends.get(jobId))} ${(runsOf.get(jobId) ?? []).map(({ state, jobId: no }) => `${no} ${state}`).join(', ')}`,
      )
  for (const { jobId, charged } of wrong.slice(0, 5))
    console.log(
      `   charged ${charged} for ${jobId}: ${(runsOf.get(jobId) ?? []).map((row) => `${row.state} ${row.billedTflops * row.elapsedSeconds}`).join(', ')}`,
    )
  if (count('refused') > 0) console.log(`   ${[...codes].map(([code, n]) => `${code} ${n}`).join(', ')}`)
  totals.accepted += accepted.length
  totals.short += count('short')
  totals.refused += count('refused')
  totals.direct += directTaken
  totals.drained += drained
  totals.starved += starved
  totals.failed += failed.length
  totals.overspent += overspent
  totals.lost += lost.length
  totals.twice += twice.length
  totals.charged += wrong.length
  totals.ledger += faults.length
  totals.unsettled += unsettled
}
for (const [said, n] of sbatchSaid) console.log(`sbatch refused ${n} times: ${said}`)
console.log(JSON.stringify(totals))
await endOurs('SIGTERM')
for (const engine of books) engine.close()
await zone.app.close()
await http.app.close()
await database.close()
await admin.query(`drop database ${name} with (force)`)
await admin.end()
await twin.close()
rmSync(dataDir, { recursive: true, force: true })
const { overspent, lost, twice, charged, ledger, unsettled } = totals
process.exitCode = [overspent, lost, twice, charged, ledger, unsettled].some((n) => n > 0) ? 1 : 0
