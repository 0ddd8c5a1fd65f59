// Fills a database with a plan of so many project-months and writes its workbook; started by import.ts as a process of its own,
// so that the process that is measured is a fresh one.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fen } from '../packages/domain/src/shared/money.ts'
import { monthsOfYear } from '../packages/domain/src/shared/time.ts'
import type { Uuid } from '../packages/domain/src/shared/ids.ts'
import { exportPlan } from '../packages/server/src/features/exchange/index.ts'
import { savePlanProjects } from '../packages/server/src/features/plan/index.ts'
import { saveProjects } from '../packages/server/src/features/project/index.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import type { Context } from '../packages/server/src/platform/context.ts'
import { forgetPlans, gatherStatistics, openEmbedded, openServer } from '../packages/server/src/platform/database.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'

const [folder = '', count = '', roundCount = ''] = process.argv.slice(2)
const projects = Number(count)
const url = process.env['DATABASE_URL']
const database = url === undefined ? await openEmbedded(join(folder, 'database')) : await openServer(url)
await migrate(database)
const zoneId = newId()
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
// The workbook comes from the first draft; each round imports it into a draft of its own, and copies it by plain SQL into another.
const source = newId()
const rounds: { target: Uuid; bare: Uuid }[] = Array.from({ length: Number(roundCount) }, () => ({ target: newId(), bare: newId() }))
await database.system(async (tx) => {
  await tx
    .insertInto('zone')
    .values({ zone_id: zoneId, code: ctx.zone.code, name_zh: '测试区', name_en: 'Bench', projected_epsg: 4548 })
    .execute()
  await tx.insertInto('year_plan').values({ zone_id: zoneId, year: 2024 }).execute()
  const draft = { zone_id: zoneId, year: 2024, status: 'draft', reason: 'bench', created_by: 'planner', created_at: systemClock.now() }
  await tx
    .insertInto('plan_version')
    .values([source, ...rounds.flatMap(({ target, bare }) => [target, bare])].map((id) => ({ ...draft, title: id, version_id: id })))
    .execute()
})
const numbers = Array.from({ length: projects }, (_, index) => `B-${String(index).padStart(6, '0')}`)
for (let from = 0; from < projects; from += 1000) {
  const slice = numbers.slice(from, from + 1000)
  await database.write(zoneId, async (tx) => {
    await forgetPlans(tx)
    const registered = slice.map((projectNo) => ({ projectNo, nameZh: `项目 ${projectNo}` }))
    await saveProjects(tx, ctx, registered, { action: 'bench' })
    const planned = slice.map((projectNo, index) => ({
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
    }))
    await savePlanProjects(tx, ctx, source, planned, { action: 'bench' })
  })
}
await gatherStatistics(database)
const file = await exportPlan(database, ctx, { format: 'xlsx', versionId: source, part: 'lines' })
await writeFile(join(folder, 'plan.xlsx'), file.body as never)
await writeFile(join(folder, 'zone.json'), JSON.stringify({ zoneId, source, rounds }))
await database.close()
