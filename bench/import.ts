// An import of 100,000 project-months, against reading the same file alone with the same library, and its commit against
// the same rows written by plain SQL: three rounds in which they take turns, so that all see the same weather of the
// machine; the best time of each counts. Memory is the first round's, in a fresh process.
// Usage: node bench/import.ts [project-months]   (embedded database; with DATABASE_URL an empty PostgreSQL database)
import { spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import { commitImport, uploadImport } from '../packages/server/src/features/exchange/index.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import type { Context } from '../packages/server/src/platform/context.ts'
import { openEmbedded, openServer } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { jobsOf } from '../packages/server/src/platform/jobs.ts'
import { readWorkbook } from '../packages/server/src/platform/spreadsheet.ts'

const ROUNDS = 3
const projects = Math.ceil(Number(process.argv[2] ?? 100_000) / 12)
const folder = await mkdtemp(join(tmpdir(), 'ballast-bench-'))
const prepared = spawnSync(process.execPath, [join(import.meta.dirname, 'import-data.ts'), folder, String(projects), String(ROUNDS)], {
  stdio: 'inherit',
})
if (prepared.status !== 0) throw new Error('the data could not be prepared')
const path = join(folder, 'plan.xlsx')
const { zoneId, source, rounds } = JSON.parse(await readFile(join(folder, 'zone.json'), 'utf8')) as {
  zoneId: Uuid
  source: Uuid
  rounds: readonly { target: Uuid; bare: Uuid }[]
}
const url = process.env['DATABASE_URL']
const database = url === undefined ? await openEmbedded(join(folder, 'database')) : await openServer(url)
const ctx: Context = {
  zone: { zoneId, code: `bench-${zoneId}`, nameZh: '测试区', nameEn: 'Bench', businessOn: null, projectedEpsg: 4548 },
  user: {
    userId: newId(),
    login: 'planner',
    nameZh: '计划员',
    nameEn: 'Planner',
    grants: [{ role: 'planner', bureauOnly: false }],
    bureauCode: null,
    enterpriseId: null,
    mustChangePassword: false,
  },
  locale: 'zh-CN',
  requestId: 'bench',
  clock: systemClock,
  auditKey: Buffer.alloc(32),
}

/** Seconds by the clock and of this process's processors, which a busy machine cannot stretch; threads are counted in. */
interface Spent {
  readonly clock: number
  readonly cpu: number
}
const NEVER: Spent = { clock: Infinity, cpu: Infinity }
const faster = (a: Spent, b: Spent): Spent => (b.clock < a.clock ? b : a)
async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const from = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { clock: (performance.now() - from) / 1000, cpu: (user + system) / 1e6 }
}

async function readAlone(): Promise<void> {
  let rows = 0
  for await (const sheet of readWorkbook(path)) for await (const _ of sheet.rows) rows += 1
  if (rows < projects) throw new Error(`read ${rows} rows`)
}

/** The same rows into the same tables, under the same constraints and policies, without anything being sent or audited. */
const writeBare = (versionId: Uuid) =>
  database.write(zoneId, async (tx) => {
    await sql`insert into plan_project (zone_id, version_id, project_id, node_id, annual_fen, profile, note, source_kind, citation)
      select zone_id, ${versionId}::uuid, project_id, node_id, annual_fen, profile, note, source_kind, citation
      from plan_project where zone_id = ${zoneId} and version_id = ${source}`.execute(tx)
    await sql`insert into plan_month (zone_id, version_id, project_id, month_ym, countable, not_countable_reason, construction_fen,
        installation_fen, equipment_fen, other_fen, land_fen)
      select zone_id, ${versionId}::uuid, project_id, month_ym, countable, not_countable_reason, construction_fen,
        installation_fen, equipment_fen, other_fen, land_fen
      from plan_month where zone_id = ${zoneId} and version_id = ${source}`.execute(tx)
  })

async function monthsOf(versionId: Uuid): Promise<number> {
  const { rows } = await database.system((tx) =>
    sql<{ n: bigint }>`select count(*) as n from plan_month where zone_id = ${zoneId} and version_id = ${versionId}`.execute(tx),
  )
  return Number(rows[0]?.n)
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
/** Bytes at the peak of the work over those before it. */
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 20)
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  collectGarbage()
  const before = process.memoryUsage().rss
  peak = before
  await work()
  return peak - before
}

async function preview(versionId: Uuid): Promise<Uuid> {
  const upload = { fileName: 'plan.xlsx', stream: createReadStream(path) }
  const importId = await uploadImport(database, ctx, { resource: 'plan', versionId }, upload)
  await jobsOf(database).ended(importId)
  return importId
}

await database.read(zoneId, (tx) => tx.selectFrom('zone').select('code').execute())
const baseline = process.memoryUsage().rss
const best = { preview: NEVER, commit: NEVER, bare: NEVER, alone: NEVER }
const peaks: { preview: number; commit: number }[] = []
const months = projects * 12
for (const { target, bare } of rounds) {
  let importId = newId()
  const ofPreview = await peakOf(async () => {
    best.preview = faster(best.preview, await spent(async () => void (importId = await preview(target))))
  })
  const ofCommit = await peakOf(async () => {
    best.commit = faster(best.commit, await spent(() => commitImport(database, ctx, importId, { leaveOutRefused: false })))
  })
  peaks.push({ preview: ofPreview, commit: ofCommit })
  best.bare = faster(best.bare, await spent(() => writeBare(bare)))
  best.alone = faster(best.alone, await spent(readAlone))
  for (const version of [target, bare]) {
    const written = await monthsOf(version)
    if (written !== months) throw new Error(`${written} months`)
  }
}
clearInterval(watch)

const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`
const line = (name: string, { clock, cpu }: Spent, note: string) =>
  console.log(
    `${name.padEnd(44)} ${clock.toFixed(2).padStart(6)} s (${cpu.toFixed(2).padStart(5)} s CPU) ` +
      `${String(Math.round(months / clock)).padStart(7)} project-months/s  ${note}`,
  )
const share = (of: Spent, whole: Spent) => `${((of.clock / whole.clock) * 100).toFixed(0)} %`
console.log(`${database.kind} database, ${months} project-months in ${projects} rows, a workbook of ${mb((await stat(path)).size)}`)
line('reading the file alone, same library', best.alone, '')
line('import to preview', best.preview, `${share(best.alone, best.preview)} of reading alone (aim ≥ 50 %)`)
line('plain SQL: the same rows, tables, constraints', best.bare, '')
line('commit, one transaction, audited', best.commit, `${(best.commit.clock / best.bare.clock).toFixed(1)} × plain SQL (aim ≤ 2)`)
const [fresh] = peaks
console.log(
  `memory: ${mb(baseline)} with the database open; at the peak over it ${mb(fresh?.preview ?? 0)} to the preview, ${mb(fresh?.commit ?? 0)} for the commit`,
)
await rm(folder, { recursive: true, force: true })
await database.close()
