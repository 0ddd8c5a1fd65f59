// An import of 100,000 project-months, against reading the same file alone with the same library.
// Usage: node bench/import.ts [project-months]   (embedded database; with DATABASE_URL an empty PostgreSQL database)
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fen } from '../packages/domain/src/shared/money.ts'
import { monthsOfYear } from '../packages/domain/src/shared/time.ts'
import { commitImport, exportPlan, uploadImport } from '../packages/server/src/features/exchange/index.ts'
import { savePlanProjects } from '../packages/server/src/features/plan/index.ts'
import { saveProjects } from '../packages/server/src/features/project/index.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import type { Context } from '../packages/server/src/platform/context.ts'
import { openEmbedded, openServer } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { jobsOf } from '../packages/server/src/platform/jobs.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { readWorkbook } from '../packages/server/src/platform/spreadsheet.ts'

const projectMonths = Number(process.argv[2] ?? 100_000)
const projects = Math.ceil(projectMonths / 12)
const url = process.env['DATABASE_URL']
const database = url === undefined ? await openEmbedded(undefined) : await openServer(url)
await migrate(database)
const ctx: Context = {
  zone: { zoneId: newId(), code: `bench-${newId()}`, nameZh: '测试区', nameEn: 'Bench', businessOn: null, projectedEpsg: 4548 },
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
const { zoneId } = ctx.zone
const versionId = newId()
await database.system(async (tx) => {
  await tx
    .insertInto('zone')
    .values({ zone_id: zoneId, code: ctx.zone.code, name_zh: '测试区', name_en: 'Bench', projected_epsg: 4548 })
    .execute()
  await tx.insertInto('year_plan').values({ zone_id: zoneId, year: 2024 }).execute()
  const version = { zone_id: zoneId, year: 2024, status: 'draft', reason: 'bench', created_by: 'planner', created_at: systemClock.now() }
  await tx
    .insertInto('plan_version')
    .values([{ ...version, version_id: versionId, title: 'from' }])
    .execute()
})
const numbers = Array.from({ length: projects }, (_, index) => `B-${String(index).padStart(6, '0')}`)
for (let from = 0; from < projects; from += 1000) {
  const slice = numbers.slice(from, from + 1000)
  await database.write(zoneId, async (tx) => {
    await saveProjects(
      tx,
      ctx,
      slice.map((projectNo) => ({ projectNo, nameZh: `项目 ${projectNo}` })),
      { action: 'bench' },
    )
    await savePlanProjects(
      tx,
      ctx,
      versionId,
      slice.map((projectNo, index) => ({
        projectNo,
        annualFen: fen(12_000_000_00n),
        profile: 'custom' as const,
        months: monthsOfYear(2024).map((month, at) => ({
          month,
          notCountableReason: null,
          constructionFen: fen(BigInt(400_000_00 + at * 101 + index)),
          installationFen: fen(100_000_00n),
          equipmentFen: fen(300_000_01n),
          otherFen: fen(200_000_00n),
          landFen: fen(50_000_00n),
        })),
      })),
      { action: 'bench' },
    )
  })
}

const folder = await mkdtemp(join(tmpdir(), 'ballast-bench-'))
const path = join(folder, 'plan.xlsx')
const began = performance.now()
const file = await exportPlan(database, ctx, { format: 'xlsx', versionId, part: 'lines' })
await writeFile(path, file.body as never)
const seconds = (from: number) => (performance.now() - from) / 1000
console.log(
  `export of ${projects * 12} project-months: ${seconds(began).toFixed(1)} s, ${((await stat(path)).size / 1024 ** 2).toFixed(1)} MB`,
)

// The import below must write every row, so the plan is emptied first.
await database.system(async (tx) => void (await tx.deleteFrom('plan_project').where('zone_id', '=', zoneId).execute()))

/** Seconds by the clock and of the processors, which a busy machine cannot stretch; threads are counted in. */
interface Spent {
  readonly clock: number
  readonly cpu: number
}
async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const from = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { clock: seconds(from), cpu: (user + system) / 1e6 }
}

async function readAlone(): Promise<void> {
  let rows = 0
  for await (const sheet of readWorkbook(path)) for await (const _ of sheet.rows) rows += 1
  if (rows < projects) throw new Error(`read ${rows} rows`)
}

let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 50)
const baseline = process.memoryUsage().rss
await readAlone()
const alone = await spent(readAlone)
const afterReading = peak
peak = 0
let importId = newId()
const previewed = await spent(async () => {
  const upload = { fileName: 'plan.xlsx', stream: createReadStream(path) }
  importId = await uploadImport(database, ctx, { resource: 'plan', versionId }, upload)
  await jobsOf(database).ended(importId)
})
const committed = await spent(() => commitImport(database, ctx, importId, { leaveOutRefused: false }))
clearInterval(watch)
const run = await database.system((tx) =>
  tx.selectFrom('import_run').select(['status', 'summary', 'rows_read']).where('import_id', '=', importId).executeTakeFirstOrThrow(),
)
const months = await database.system(async (tx) =>
  Number(
    (
      await tx
        .selectFrom('plan_month')
        .select((e) => e.fn.countAll<bigint>().as('n'))
        .where('zone_id', '=', zoneId)
        .executeTakeFirstOrThrow()
    ).n,
  ),
)
if (run.status !== 'committed' || months !== projects * 12) throw new Error(`${run.status}, ${months} months`)
const rate = (time: number) => Math.round((projects * 12) / time)
const mb = (bytes: number) => Math.round(bytes / 1024 ** 2)
const line = (name: string, { clock, cpu }: Spent) =>
  console.log(
    `${name.padEnd(42)} ${clock.toFixed(1).padStart(6)} s (${cpu.toFixed(1).padStart(5)} s CPU) ${String(rate(clock)).padStart(7)} project-months/s  ` +
      `${((alone.clock / clock) * 100).toFixed(0).padStart(4)} % of reading alone`,
  )
console.log(`${database.kind} database, ${months} project-months in ${projects} rows`)
line('reading the file alone, same library', alone)
line('import to preview (aim ≥ 50 %)', previewed)
line('commit, one transaction, audited', committed)
line('import from upload to commit', { clock: previewed.clock + committed.clock, cpu: previewed.cpu + committed.cpu })
console.log(`memory: ${mb(baseline)} MB before, ${mb(afterReading)} MB while reading alone, ${mb(peak)} MB at the peak of the import`)
await rm(folder, { recursive: true, force: true })
await database.close()
