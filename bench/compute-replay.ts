// Reconciliation on a real Slurm: jobs that end in every way a centre knows (done, failed, over their limit, cancelled before and while
// they ran, preempted, put back by the operator, node lost, submitted past the platform, by a member who has left since) go through the
// platform; then the ledger and the suspense account are held against what sacct itself says. Blocked, a firm runs nothing, also after
// its centre's controller was killed; and every limit at the centre, read back, is the one that the platform wrote.
// Usage: node bench/compute-replay.ts postgres://…/postgres [jobs, 1000 unless told] [nodes, 12]
// (as root, on a machine with Slurm or debootstrap; makes a database of its own and drops it)
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import { enginesOver, startDispatcher, useEngines } from '../packages/server/src/features/computing/index.ts'
import { startMetering } from '../packages/server/src/features/metering/index.ts'
import { proveLedger } from '../packages/server/src/features/voucher/index.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { TEST_AUDIT_KEY, testUser } from '../packages/server/src/testing/context.ts'
import { testHttp } from '../packages/server/src/testing/http.ts'
import { testVouchers } from '../packages/server/src/testing/vouchers.ts'
import { centreInput, rehearse } from '../tools/computing-twin/rehearsal.ts'

const adminUrl = process.argv[2]
if (adminUrl === undefined) throw new Error('usage: node bench/compute-replay.ts postgres://…/postgres [jobs] [nodes]')
const JOBS = Number(process.argv[3] ?? 1000)
const NODES = Number(process.argv[4] ?? 12)
const AT_ONCE = 8
const TFLOPS = 312

const found = await rehearse({ centres: 1, nodes: NODES })
if (!('centres' in found)) throw new Error(found.join('\n'))
const twin = found
const [rehearsed] = twin.centres
if (rehearsed === undefined) throw new Error('no centre')
const inside = (...command: string[]) => twin.inside(rehearsed.name, ...command)
const name = `ballast_compute_replay_${process.pid}`
const admin = new pg.Client({ connectionString: adminUrl })
await admin.connect()
await admin.query(`create database ${name}`)
const url = new URL(adminUrl)
url.pathname = `/${name}`
const database = await openServer(url.href)
await migrate(database)
const report = (message: string, detail: Record<string, unknown>) => console.error(message, detail['err'] ?? detail)
const engines = enginesOver(systemClock, () => undefined)
const zone = await testVouchers(database, 'replay', { clock: systemClock })
useEngines(database, engines)
const { zoneId } = zone.ctx.zone
// The engine's time is real, so the zone's has to be.
await database.system((tx) => sql`update zone set business_on = null`.execute(tx))
await testUser(database, zoneId, { login: 'leaver', role: 'enterprise_reporter', nameZh: '离职员', enterpriseId: zone.firmId })
await testUser(database, zoneId, { login: 'chief', role: 'administrator', nameZh: '管理员' })
const http = await testHttp(database, { clock: systemClock })
const [leaver, chief] = [http.client('leaver@replay'), http.client('chief@replay')]
const thisYear = Number(systemClock.now().slice(0, 4))
await zone.planner('voucher.fund', { params: { year: thisYear }, body: { unit: 'tflops_s', amount: '360000000000', note: 'bench' } })
await zone.planner('voucher.set-rate', { body: { cardType: 'A800', fromOn: '2024-01-01', tflops: TFLOPS, yuanPerPHour: '12.5' } })
const centreId = (await zone.operator('compute-centre.add', { body: centreInput(rehearsed, twin.version) })).centreId as Uuid
const vouchers = [
  { client: zone.firm, voucherId: await zone.grant('tflops_s', '30000000000') },
  { client: zone.otherFirm, voucherId: await zone.grant('tflops_s', '30000000000', zone.otherFirm) },
]
const given = { database, clock: systemClock, auditKey: TEST_AUDIT_KEY, engines }
const dispatcher = startDispatcher(given, report)
const meters = startMetering(given, report)

type Fate = 'completed' | 'failed' | 'over its limit' | 'cancelled' | 'put back' | 'of one who left' | 'past the platform'
const FATES: readonly [Fate, number][] = [
  ['completed', 0.58],
  ['failed', 0.1],
  ['over its limit', 0.02],
  ['cancelled', 0.12],
  ['put back', 0.03],
  ['of one who left', 0.05],
  ['past the platform', 0.1],
]
const SCRIPTS: Readonly<Record<Fate, string>> = {
  completed: 'sleep $((RANDOM % 3 + 1))',
  failed: 'sleep 1; exit 3',
  'over its limit': 'sleep 600',
  cancelled: 'sleep 45',
  'put back': 'sleep 12',
  'of one who left': 'sleep 2',
  'past the platform': 'sleep 1',
}
const fateOf = (index: number): Fate => {
  // Every share of every hundred, in an order that repeats.
  let left = ((index * 37) % 100) / 100
  for (const [fate, share] of FATES) {
    if (left < share - 1e-9) return fate
    left -= share
  }
  return 'completed'
}

const began = performance.now()
const say = (text: string) => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`)
/** One that was cancelled before it was submitted is never settled. */
const NOT_OVER = "state not in ('settled', 'cancelled', 'refused')"
const count = async (condition: string): Promise<number> =>
  (
    await database.read(zoneId, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from compute_job where ${sql.raw(condition)}`.execute(tx),
    )
  ).rows[0]?.n ?? 0
async function until(what: string, isSo: () => Promise<boolean>, seconds: number): Promise<void> {
  for (let turn = 0; turn < seconds * 2; turn += 1) {
    if (await isSo()) return
    await wait(500)
  }
  throw new Error(`after ${seconds} s: ${what} is not so`)
}
const isOver = async (jobId: string) => (await count(`job_id = '${jobId}' and not (${NOT_OVER})`)) === 1
const engineJobOf = async (jobId: string): Promise<string | undefined> =>
  (
    await database.read(zoneId, (tx) =>
      sql<{ job: string | null }>`select engine_job as job from compute_job where job_id = ${jobId} and state = 'running'`.execute(tx),
    )
  ).rows[0]?.job ?? undefined

async function submit(index: number, fate: Fate): Promise<string> {
  const { client, voucherId } = vouchers[index % 2] as (typeof vouchers)[number]
  const isLeaver = fate === 'of one who left'
  const { jobId } = await (isLeaver ? leaver : client)('compute-job.submit', {
    body: {
      voucherId: isLeaver ? (vouchers[0] as (typeof vouchers)[number]).voucherId : voucherId,
      centreId,
      name: `${fate} ${index}`,
      cardType: 'A800',
      cards: fate === 'put back' ? 8 : 1 + (index % 8),
      limitMinutes: 1,
      template: { kind: 'script', script: `#!/bin/bash\n${SCRIPTS[fate]}\n` },
    },
  })
  return jobId
}

interface Tenant {
  readonly account: string
  readonly osUser: string
  readonly voucherNo: string
}
const tenantOf = async (enterpriseId: Uuid): Promise<Tenant> => {
  const { rows } = await database.read(zoneId, (tx) =>
    sql<Tenant>`select t.account, t.os_user as "osUser", v.voucher_no as "voucherNo" from compute_tenant t
      join voucher v on v.zone_id = t.zone_id and v.enterprise_id = t.enterprise_id
      where t.zone_id = ${zoneId} and t.enterprise_id = ${enterpriseId}`.execute(tx),
  )
  return rows[0] as Tenant
}
/** @returns `taken`, or why it was refused */
async function sbatch({ account, osUser, voucherNo }: Tenant): Promise<string> {
  const asked = ['--account', account, '--qos', voucherNo.toLowerCase(), '--gres', 'gpu:a800:1', '--time', '1', '--output', '/dev/null']
  try {
    await inside('runuser', '-u', osUser, '--', 'sbatch', '--chdir', '/tmp', ...asked, '--wrap', SCRIPTS['past the platform'])
    return 'taken'
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .replaceAll('\n', ' ')
  }
}

// The first job makes the firms known at the centre.
await Promise.all(vouchers.map((_, index) => submit(index, 'completed')))
await until('the first jobs are settled', async () => (await count(NOT_OVER)) === 0, 120)
const tenants = [await tenantOf(zone.firmId), await tenantOf(zone.otherFirmId)] as const

const left = Array.from({ length: JOBS }, (_, index) => ({ index, fate: fateOf(index) }))
const asked = new Map<Fate, number>()
const toPutBack: string[] = []
const cancels: Promise<void>[] = []
const beside: Promise<void>[] = []
let taken = 0
/** Refused while other jobs hold the whole envelope, as it is to be; tried until there is room. */
async function besides(tenant: Tenant): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if ((await sbatch(tenant)) === 'taken') {
      taken += 1
      return
    }
    await wait(1500)
  }
}
async function worker(): Promise<void> {
  for (let one = left.shift(); one !== undefined; one = left.shift()) {
    const { index, fate } = one
    asked.set(fate, (asked.get(fate) ?? 0) + 1)
    if (fate === 'past the platform') {
      beside.push(besides(tenants[index % 2] as Tenant))
      continue
    }
    const jobId = await submit(index, fate)
    if (fate === 'put back') toPutBack.push(jobId)
    const { client } = vouchers[index % 2] as (typeof vouchers)[number]
    if (fate === 'cancelled')
      cancels.push(
        // Half of them before they can have begun.
        wait(index % 4 < 2 ? 0 : 20_000)
          .then(() => client('compute-job.cancel', { params: { jobId } }))
          .then(
            () => undefined,
            () => undefined,
          ),
      )
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, worker))
say(`${JOBS} asked for: ${[...asked].map(([fate, n]) => `${fate} ${n}`).join(', ')}`)

/** By Slurm's own command and not through anything of ours: a job that was put back has a row for each start. */
interface Row {
  readonly state: string
  readonly work: bigint
  readonly account: string
}
const sacct = async (): Promise<Row[]> => {
  const text = await inside('sacct', '-a', '-X', '-D', '-n', '-P', '-S', 'now-1days', '-o', 'State,ElapsedRaw,AllocTRES,Account')
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [state = '', elapsed = '0', tres = '', account = ''] = line.split('|')
      return { state: state.split(' ')[0] ?? '', work: BigInt(elapsed) * BigInt(/billing=(\d+)/.exec(tres)?.[1] ?? 0), account }
    })
}

// What a centre does to jobs meanwhile: its operator puts some back, two nodes fail, and somebody more urgent takes a node from them.
let putBack = 0
const putBackAll = (async () => {
  for (let turn = 0; turn < 400 && toPutBack.length > 0; turn += 1) {
    await wait(300)
    for (const jobId of toPutBack.splice(0)) {
      const engineJob = await engineJobOf(jobId)
      if (engineJob === undefined) {
        if (!(await isOver(jobId))) toPutBack.push(jobId)
        continue
      }
      await inside('scontrol', 'update', `jobid=${engineJob}`, 'requeue=1').catch(() => '')
      const isDone = await inside('scontrol', 'requeue', engineJob).then(
        () => true,
        () => false,
      )
      if (isDone) putBack += 1
    }
  }
})()
const nodesWith = async () =>
  [...new Set((await inside('squeue', '-h', '-t', 'R', '-o', '%N')).trim().split('\n'))].filter((node) => /^g\d+$/.test(node))
await until('two nodes have jobs', async () => (await nodesWith()).length >= 3, 120)
const [failing = 'g1', alsoFailing = 'g2'] = await nodesWith()
for (const node of [failing, alsoFailing]) await inside('scontrol', 'update', `nodename=${node}`, 'state=down', 'reason=bench')
await wait(3000)
// One that has reported meanwhile is back by itself.
for (const node of [failing, alsoFailing]) await inside('scontrol', 'update', `nodename=${node}`, 'state=resume').catch(() => '')
const lower = tenants.map(({ voucherNo }) => voucherNo.toLowerCase()).join(',')
await inside('sacctmgr', '-i', 'add', 'qos', 'urgent', `preempt=${lower}`, 'priority=1000')
await inside('sacctmgr', '-i', 'modify', 'user', 'root', 'set', 'qos+=urgent')
await wait(1000)
/** Somebody more urgent takes every node, from whoever is there. @returns whether anybody was */
async function takeAllNodes(): Promise<boolean> {
  const wide = ['--qos', 'urgent', '--nodes', String(NODES), '--gres', 'gpu:a800:8', '--time', '1', '--output', '/dev/null']
  await until('somebody runs', async () => (await nodesWith()).length > 0, 240)
  await inside('sbatch', '--wait', '--chdir', '/tmp', ...wide, '--wrap', 'sleep 2')
  return (await sacct()).some(({ state }) => state === 'PREEMPTED')
}
for (let turn = 0; turn < 5 && !(await takeAllNodes()); turn += 1);
await Promise.all([...cancels, putBackAll])
say(`put back by the operator ${putBack}, nodes that failed 2`)
await Promise.all(beside)
say(`past the platform: ${taken} taken`)

// The member leaves while his jobs are about; they stay the firm's.
const { accounts } = await chief('account.list', {})
const gone = accounts.find(({ login }) => login === 'leaver')
if (gone === undefined) throw new Error('no such member')
await chief('account.edit', { params: { userId: gone.userId }, body: { isActive: false }, ifMatch: gone.version })
const told = () => count(NOT_OVER)
let before = await told()
for (let idle = 0; before > 0 && idle < 240; idle += 1) {
  await wait(1000)
  const now = await told()
  if (now < before) idle = 0
  before = now
}
await until('every job is settled', async () => (await count(NOT_OVER)) === 0, 300)
await until('nothing is left at the centre', async () => (await inside('squeue', '-h', '-o', '%i')).trim() === '', 120)
say('every job is settled')
await wait(5000)

const rows = await sacct()
const today = systemClock.today()
const first = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(
  new Date(Date.now() - (performance.now() - began) - 120_000),
)
const days = [...new Set([first, today])]
const proofs = []
for (const day of days) proofs.push(await zone.operator('metering.prove', { body: { centreId, day } }))
const ours = (
  await database.read(zoneId, (tx) =>
    sql<{ metered: string; suspense: string; runs: number; left: string }>`select
      (select coalesce(sum(u.amount_tflops_s), 0) from voucher_use u)::text as metered,
      (select coalesce(sum(s.amount_tflops_s), 0) from compute_suspense s where s.use_id is null)::text as suspense,
      (select count(*) from voucher_use)::int as runs,
      (select coalesce(sum(u.amount_tflops_s), 0) from voucher_use u join compute_job j on j.job_id = u.job_id
        where j.name like 'of one who left%' and u.enterprise_id = ${zone.firmId})::text as left`.execute(tx),
  )
).rows[0] as { metered: string; suspense: string; runs: number; left: string }
const engine = rows.reduce((sum, { work }) => sum + work, 0n)
const difference = engine - BigInt(ours.metered) - BigInt(ours.suspense)
const faults = (await database.read(zoneId, (tx) => proveLedger(tx, zoneId))).filter(({ wrong }) => wrong > 0)
say(
  `rows of sacct: ${rows.length}; ${[...Map.groupBy(rows, ({ state }) => state)].map(([state, of]) => `${state} ${of.length}`).join(', ')}`,
)
say(`sacct ${engine} TFLOPS·s, metered ${ours.metered} (${ours.runs} runs), suspense ${ours.suspense}: difference ${difference}`)
for (const proof of proofs)
  say(`proof of ${proof.day}: engine ${proof.engine}, difference ${proof.difference}, rows that differ ${proof.faults.length}`)
say(`of the member who left ${ours.left} TFLOPS·s are the firm's; checks of the ledger that fail: ${faults.length}`)

// Every limit, as sacctmgr has it and as the controller has it, beside what was written.
const kept = await database.read(zoneId, (tx) =>
  sql<{
    name: string
    minutes: string
  }>`select name, tflops_min::text as minutes from compute_envelope where centre_id = ${centreId}`.execute(tx),
)
let limitsOff = 0
for (const { name: qos, minutes } of kept.rows) {
  const inBooks = (await inside('sacctmgr', '-n', '-P', 'show', 'qos', qos, 'format=GrpTRESMins')).trim()
  const inControl = await inside('scontrol', 'show', 'assoc_mgr', 'flags=qos', `qos=${qos}`)
  const controlled = /GrpTRESMins=\S*billing=(\d+)/.exec(inControl)?.[1]
  if (inBooks !== `billing=${minutes}` || controlled !== minutes) limitsOff += 1
  say(`limit of ${qos}: written ${minutes}, sacctmgr ${inBooks}, controller ${controlled} TFLOPS·min`)
}

// Blocked: what waits does not begin and what is submitted past us is refused, also by a controller that was killed and came back.
const full = await inside(
  'sbatch',
  '--parsable',
  '--chdir',
  '/tmp',
  '--nodes',
  String(NODES),
  '--exclusive',
  '--gres',
  'gpu:a800:8',
  '--time',
  '5',
  '--output',
  '/dev/null',
  '--wrap',
  'sleep 300',
)
await until('the centre is full', async () => (await inside('squeue', '-h', '-t', 'R', '-o', '%i')).includes(full.trim()), 60)
const waitingJob = await submit(0, 'completed')
await until('the job waits', async () => (await count(`job_id = '${waitingJob}' and state = 'pending'`)) === 1, 60)
const tenant = async () => {
  const one = (await zone.operator('compute-tenant.list', {})).rows.find(({ enterpriseId }) => enterpriseId === zone.firmId)
  if (one === undefined) throw new Error('no tenant')
  return one
}
const block = async (reason: string | null) => {
  const { version } = await tenant()
  await zone.operator('compute-tenant.block', { params: { centreId, enterpriseId: zone.firmId }, body: { reason }, ifMatch: version })
  dispatcher.notice()
  await until('the centre has been told', async () => (await tenant()).isDone, 60)
}
await block('欠费')
await twin.killController(rehearsed.name)
await wait(500)
await twin.startController(rehearsed.name)
await until(
  'the controller is back',
  () =>
    inside('scontrol', 'ping').then(
      (text) => text.includes('UP'),
      () => false,
    ),
  60,
)
await inside('scancel', full.trim())
const refusedWith = await sbatch(tenants[0])
await wait(25_000)
const hasBegun = async () => (await count(`job_id = '${waitingJob}' and started_at is not null`)) === 1
const beganBlocked = await hasBegun()
const isThere = (await inside('squeue', '-h', '-t', 'PD', '-o', '%r')).trim()
say(
  `blocked, after the controller was killed: the job that waited ${beganBlocked ? 'BEGAN' : `waits (${isThere})`}; sbatch past us: ${refusedWith}`,
)
await block(null)
await until('the job begins once the block is lifted', hasBegun, 120)
await until('it is settled', async () => (await count(NOT_OVER)) === 0, 120)
say('the block lifted, the job ran and is settled')

const missing = ['COMPLETED', 'CANCELLED', 'FAILED', 'TIMEOUT', 'PREEMPTED', 'REQUEUED', 'NODE_FAIL'].filter(
  (state) => !rows.some((row) => row.state === state),
)
if (missing.length > 0) say(`no row is ${missing.join(', ')}`)
const isWrong =
  missing.length > 0 ||
  difference !== 0n ||
  proofs.some((proof) => proof.difference !== '0' || proof.faults.length > 0) ||
  faults.length > 0 ||
  limitsOff > 0 ||
  beganBlocked ||
  refusedWith === 'taken' ||
  ours.left === '0'
await dispatcher.close()
await meters.close()
engines.close()
await zone.app.close()
await http.app.close()
await database.close()
await admin.query(`drop database ${name} with (force)`)
await admin.end()
await twin.close()
process.exitCode = isWrong ? 1 : 0
