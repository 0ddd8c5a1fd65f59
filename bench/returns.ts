// A month's 1,000 returns out of a workbook: preview, and commit that hands them all in, against reading the same file alone with the
// same library. Three rounds in which they take turns, so that all see the same weather of the machine; the best time of each counts.
// Usage: node bench/returns.ts [returns]   (embedded database; with DATABASE_URL an empty PostgreSQL database)
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createReadStream, createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import { fen } from '../packages/domain/src/shared/money.ts'
import type { PlainDate, YearMonth } from '../packages/domain/src/shared/time.ts'
import { commitImport, exportTemplate, uploadImport } from '../packages/server/src/features/exchange/index.ts'
import { saveProjects } from '../packages/server/src/features/project/index.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import type { Context } from '../packages/server/src/platform/context.ts'
import { gatherStatistics, openEmbedded, openServer } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { jobsOf } from '../packages/server/src/platform/jobs.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { readWorkbook } from '../packages/server/src/platform/spreadsheet.ts'

const ROUNDS = 3
const count = Number(process.argv[2] ?? 1000)
const month = '2024-03' as YearMonth
const today = '2024-04-02' as PlainDate
const folder = await mkdtemp(join(tmpdir(), 'ballast-bench-'))
const url = process.env['DATABASE_URL']
const database = url === undefined ? await openEmbedded(join(folder, 'database')) : await openServer(url)
await migrate(database)
const zoneId = newId()
const userId = newId()
const ctx: Context = {
  zone: { zoneId, code: `bench-${zoneId}`, nameZh: '测试区', nameEn: 'Bench', businessOn: today, projectedEpsg: 4548 },
  user: {
    userId,
    login: 'officer',
    nameZh: '统计员',
    nameEn: 'Officer',
    grants: [{ role: 'statistics_officer', bureauOnly: false }],
    bureauCode: null,
    enterpriseId: null,
    mustChangePassword: false,
  },
  locale: 'zh-CN',
  requestId: 'bench',
  clock: systemClock,
  auditKey: Buffer.alloc(32),
}

const numbers = Array.from({ length: count }, (_, index) => `B-${String(index).padStart(6, '0')}`)
await database.system((tx) =>
  tx
    .insertInto('zone')
    .values({ zone_id: zoneId, code: ctx.zone.code, name_zh: '测试区', name_en: 'Bench', projected_epsg: 4548, business_on: today })
    .execute(),
)
await database.write(zoneId, async (tx) => {
  const projects = numbers.map((projectNo) => ({ projectNo, nameZh: `项目 ${projectNo}`, totalFen: fen(50_000_000_000n) }))
  await saveProjects(tx, ctx, projects, { action: 'pack.load' })
  await sql`insert into gate_progress (zone_id, project_id, gate, actual_on, passed_by, passed_at, source_kind)
    select p.zone_id, p.project_id, g.gate, '2023-06-01', 'bench', now(), 'entered' from project p, unnest(array['registration', 'construction_start']) g(gate)
    where p.zone_id = ${zoneId}`.execute(tx)
  await sql`insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on)
    values (${zoneId}, '2024-03-01', '2024-03-01', '2024-04-01', '2024-04-09', '2024-04-12')`.execute(tx)
})
await gatherStatistics(database)

async function preview(path: string): Promise<Uuid> {
  const upload = { fileName: path, stream: createReadStream(path) }
  const importId = await uploadImport(database, ctx, { resource: 'returns', month }, upload)
  await jobsOf(database).ended(`${userId} ${importId}`)
  return importId
}
const commit = (importId: Uuid, handIn: boolean) =>
  commitImport(database, ctx, importId, { leaveOutRefused: false, kind: 'returns', handIn })
async function expectReturns(state: string): Promise<void> {
  const { rows } = await database.system((tx) =>
    sql<{ n: bigint }>`select count(*) as n from report_return where zone_id = ${zoneId} and state = ${state}`.execute(tx),
  )
  if (Number(rows[0]?.n) !== count) throw new Error(`${rows[0]?.n} returns are ${state}`)
}
const forget = () => database.system((tx) => sql`delete from report_return where zone_id = ${zoneId}`.execute(tx))

// The workbook of the rounds is the period's own, written when every return has been filled in once.
const lines = numbers.map((projectNo, index) => `${projectNo},${index}.25,${index}.25,${index}.25,${index}.25`)
const csv = join(folder, 'first.csv')
const head = '项目编号,本月完成投资,自年初累计完成投资,自开始建设累计完成投资,自年初累计完成投资构成/建筑工程'
await writeFile(csv, [head, ...lines].join('\n'))
await commit(await preview(csv), false)
await expectReturns('draft')
const path = join(folder, 'returns.xlsx')
await pipeline((await exportTemplate(database, ctx, month)).body as Readable, createWriteStream(path))
await forget()

const best = { preview: Infinity, commit: Infinity, alone: Infinity, template: Infinity }
async function timed(what: keyof typeof best, work: () => Promise<unknown>): Promise<void> {
  const from = performance.now()
  await work()
  best[what] = Math.min(best[what], (performance.now() - from) / 1000)
}
for (let round = 0; round < ROUNDS; round += 1) {
  let importId = newId()
  await timed('preview', async () => void (importId = await preview(path)))
  await timed('commit', () => commit(importId, true))
  await expectReturns('submitted')
  await timed('template', async () => {
    const { body } = await exportTemplate(database, ctx, month)
    for await (const _ of body as Readable);
  })
  await forget()
  await timed('alone', async () => {
    let rows = 0
    for await (const sheet of readWorkbook(path)) for await (const _ of sheet.rows) rows += 1
    if (rows < count) throw new Error(`read ${rows} rows`)
  })
}

const line = (name: string, seconds: number, note = '') => console.log(`${name.padEnd(44)} ${seconds.toFixed(2).padStart(6)} s  ${note}`)
console.log(`${database.kind} database, ${count} returns, a workbook of ${Math.round((await stat(path)).size / 1024)} kB`)
line('reading the file alone, same library', best.alone)
line('import to preview', best.preview, `${(best.preview / best.alone).toFixed(1)} times reading alone`)
line('commit, every return handed in', best.commit, `${((best.commit / count) * 1000).toFixed(1)} ms a return`)
line('writing the workbook', best.template)
await database.close()
await rm(folder, { recursive: true, force: true })
