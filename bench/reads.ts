// Speed of the reads on PostgreSQL with 100 zones × 1,000 projects × 12 months and 1,000,000 parcels.
// Usage: node bench/reads.ts postgres://…/database   (an empty database is filled first; a filled one is used again)
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { buildHttp } from '../packages/server/src/platform/http.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { identifyByLogin } from '../packages/server/src/features/session/identify.ts'
import { handlers } from '../packages/server/src/handlers.ts'
import { LARGE_ZONE, ZONES, fillGates, fillLargeDatabase } from './large-database.ts'
import { row, time, timePair } from './measure.ts'

const url = process.argv[2]
if (url === undefined) throw new Error('usage: node bench/reads.ts postgres://…/database')
const database = await openServer(url)
await migrate(database)
const zones = await database.system(async (tx) => (await tx.selectFrom('zone').select('zone_id').orderBy('code').execute()).length)
if (zones === 0) await fillLargeDatabase(database, (line) => console.log(line))
else await fillGates(database, (line) => console.log(line))

const app = await buildHttp({
  database,
  handlers,
  clock: systemClock,
  auditKey: Buffer.alloc(32),
  identify: identifyByLogin,
  requestsPerMinute: 100_000_000,
})
const get = async (zone: number, path: string) => {
  const answer = await app.inject({ url: path, headers: { 'x-ballast-user': `planner@zone-${zone}`, 'accept-encoding': 'identity' } })
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 500)}`)
  return answer
}
const zoneOf = (call: number) => ((call * 37) % ZONES) + 1
const zoneIds = await database.system(
  async (tx) => new Map((await tx.selectFrom('zone').select(['code', 'zone_id']).execute()).map((zone) => [zone.code, zone.zone_id])),
)
const zoneId = (zone: number) => zoneIds.get(`zone-${zone}`) as never

// The statement that a person would write by hand for the same page: filter, plan of the year, sort, fifty rows.
const bareList = (call: number) =>
  database.system((tx) =>
    sql`
      select p.*, e.name_zh as owner, plan.fen from project p
      left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id
      left join (
        select m.zone_id, m.project_id, sum(m.total_fen) as fen from plan_month m
        join year_plan y on y.zone_id = m.zone_id and y.adopted_version_id = m.version_id
        where m.zone_id = ${zoneId(zoneOf(call))} and y.year = 2024 and m.countable group by 1, 2
      ) plan on plan.zone_id = p.zone_id and plan.project_id = p.project_id
      where p.zone_id = ${zoneId(zoneOf(call))} and p.category_code = 'industry' and p.search_text like '%gyxm%'
      order by p.total_fen desc nulls last, p.project_id desc limit 50`.execute(tx),
  )
const list = (extra: string) => (call: number) =>
  get(zoneOf(call), `/api/v1/projects?categoryCode=industry&q=gyxm&sort=-totalYuan&limit=50${extra}`)

const [page, bare] = await timePair(200, list('&withTotals=false'), bareList)
console.log(
  row(
    'project list page, filter and sort, whole HTTP answer',
    page,
    `${(page.p50 / bare.p50).toFixed(2)} × the bare statement (aim ≤ 1.5)`,
  ),
)
console.log(row('the bare SQL statement, same process', bare))
console.log(row('the same page with totals of the selection', await time(100, list(''))))
console.log(
  row(
    'sorted by pinyin of the name',
    await time(100, (call) => get(zoneOf(call), '/api/v1/projects?sort=nameZh&limit=50&withTotals=false')),
  ),
)
console.log(row('plan roll-up, zone of 2,000 projects (aim ≤ 30 ms)', await time(100, () => get(LARGE_ZONE, '/api/v1/plans/2024'))))
console.log(row('cockpit, zone of 2,000 projects', await time(100, () => get(LARGE_ZONE, '/api/v1/cockpit/2024'))))

// What a person would write by hand for the Gantt: every project with its gates, progress, baseline and the plan of the year.
const bareGantt = (zone: number) =>
  database.system((tx) =>
    sql`
      select p.project_id, p.project_no, p.name_zh, p.name_en, p.short_name, p.category_code, p.cluster_code, p.service_manager, p.standing,
        p.source_kind, plan.fen, g.planned, r.progress, b.baseline, s.simulated
      from project p
      left join (
        select m.project_id, sum(m.total_fen) as fen from plan_month m
        join year_plan y on y.zone_id = m.zone_id and y.adopted_version_id = m.version_id
        where m.zone_id = ${zoneId(zone)} and y.year = 2024 and m.countable group by 1
      ) plan on plan.project_id = p.project_id
      left join (select project_id, jsonb_object_agg(gate, planned_on) as planned from project_gate where zone_id = ${zoneId(zone)} group by 1) g
        on g.project_id = p.project_id
      left join (select project_id, jsonb_object_agg(gate, jsonb_build_array(forecast_on, actual_on)) as progress from gate_progress
        where zone_id = ${zoneId(zone)} group by 1) r on r.project_id = p.project_id
      left join (select project_id, jsonb_object_agg(gate, planned_on) as baseline from gate_baseline_date
        where zone_id = ${zoneId(zone)} and baseline_id = ${zoneId(zone)} group by 1) b on b.project_id = p.project_id
      left join (select subject_id, bool_or(source_kind = 'simulated') as simulated from provenance
        where zone_id = ${zoneId(zone)} and subject_type = 'project' and field like 'gates.%' group by 1) s on s.subject_id = p.project_id
      where p.zone_id = ${zoneId(zone)} order by p.sort_key, p.project_id`.execute(tx),
  )
for (const [name, zone] of [
  ['1,000', zoneOf],
  ['2,000', () => LARGE_ZONE],
] as const) {
  const gantt = (call: number) => get(zone(call), `/api/v1/gantt?baselineId=${String(zoneId(zone(call)))}`)
  const [answer, bareOne] = await timePair(60, gantt, (call) => bareGantt(zone(call)))
  console.log(
    row(
      `Gantt of ${name} projects with a baseline, whole HTTP answer`,
      answer,
      `${(answer.p50 / bareOne.p50).toFixed(2)} × the bare statement`,
    ),
  )
  console.log(row('the bare SQL statement, same process', bareOne))
  const body = (await gantt(1)).rawPayload
  console.log(`${' '.repeat(59)}${(body.length / 1000).toFixed(0)} kB, ${(gzipSync(body).length / 1000).toFixed(0)} kB with gzip`)
}

for (const zoom of [12, 13, 14, 15, 16]) {
  const scale = 2 ** zoom
  const tile = (call: number) => {
    const lng = 116.46 + ((call * 13) % 100) * 0.0012
    const lat = 39.71 + ((call * 29) % 100) * 0.001
    const x = Math.floor(((lng + 180) / 360) * scale)
    const radians = (lat * Math.PI) / 180
    const y = Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * scale)
    return get(zoneOf(call), `/api/v1/tiles/parcels/${zoom}/${x}/${y}`)
  }
  console.log(row(`parcel tile at zoom ${zoom}, 10,000 parcels in the zone (aim p95 ≤ 40 ms)`, await time(100, tile)))
}
await app.close()
await database.close()
