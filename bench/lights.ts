// Speed of lights and of a service manager's page on PostgreSQL with 100 zones × 1,000 projects, beside the bare SQL in the same run.
// Usage: node bench/lights.ts postgres://…/database   (an empty database is filled first; what a filled one lacks of gates is added)
import { sql } from 'kysely'
import { identifyByLogin } from '../packages/server/src/features/session/identify.ts'
import { handlers } from '../packages/server/src/handlers.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { buildHttp } from '../packages/server/src/platform/http.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { LARGE_ZONE, ZONES, fillLargeDatabase } from './large-database.ts'
import { fillLights } from './large-lights.ts'
import { row, time, timePair } from './measure.ts'

const url = process.argv[2]
if (url === undefined) throw new Error('usage: node bench/lights.ts postgres://…/database')
const database = await openServer(url)
await migrate(database)
const zones = await database.system(async (tx) => (await tx.selectFrom('zone').select('zone_id').execute()).length)
if (zones === 0) await fillLargeDatabase(database, (line) => console.log(line))
await fillLights(database, (line) => console.log(line))

const app = await buildHttp({
  database,
  handlers,
  clock: systemClock,
  auditKey: Buffer.alloc(32),
  identify: identifyByLogin,
  requestsPerMinute: 100_000_000,
})
const get = async (login: string, path: string) => {
  const answer = await app.inject({ url: path, headers: { 'x-ballast-user': login, 'accept-encoding': 'identity' } })
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 500)}`)
  return answer
}
const zoneOf = (call: number) => ((call * 37) % ZONES) + 1
const zoneIds = await database.system(
  async (tx) => new Map((await tx.selectFrom('zone').select(['code', 'zone_id']).execute()).map((zone) => [zone.code, zone.zone_id])),
)

// What a person would write by hand to see one manager's projects with their plan, gates and newest word.
const bare = (call: number) =>
  database.system((tx) =>
    sql`
      select p.*, (select sum(m.total_fen) from plan_month m join year_plan y on y.zone_id = m.zone_id and y.adopted_version_id = m.version_id
          where m.zone_id = p.zone_id and m.project_id = p.project_id and y.year = 2024 and m.countable) as plan,
        (select jsonb_object_agg(g.gate, g.planned_on) from project_gate g where g.zone_id = p.zone_id and g.project_id = p.project_id) as planned,
        (select jsonb_object_agg(g.gate, g.actual_on) from gate_progress g where g.zone_id = p.zone_id and g.project_id = p.project_id) as passed,
        (select u.text from project_update u where u.zone_id = p.zone_id and u.project_id = p.project_id order by u.written_at desc limit 1) as word
      from project p where p.zone_id = ${zoneIds.get(`zone-${zoneOf(call)}`) as string} and p.service_manager = ${`管家${(call % 50) + 1}`}`.execute(
      tx,
    ),
  )
const mine = (call: number) =>
  get(`planner@zone-${zoneOf(call)}`, `/api/v1/my-projects?manager=${encodeURIComponent(`管家${(call % 50) + 1}`)}`)
const own = (call: number) => get(`manager@zone-${zoneOf(call)}`, '/api/v1/my-projects')

const [page, statement] = await timePair(200, mine, bare)
console.log(row('my projects (20 of 1,000), asked by the office', page, `${(page.p50 / statement.p50).toFixed(2)} × the bare statement`))
console.log(row('the bare SQL statement, same process', statement))
console.log(row('my projects, asked by the service manager himself', await time(200, own), 'under the policies of ballast_scoped'))
const large = `planner@zone-${LARGE_ZONE}`
console.log(row('all lights of a zone of 2,000 projects (aim p95 < 100 ms)', await time(50, () => get(large, '/api/v1/lights/summary'))))
console.log(row('the list of lights of the same zone', await time(50, () => get(large, '/api/v1/lights'))))
console.log(row('load per manager of the same zone', await time(50, () => get(large, '/api/v1/manager-load'))))
await app.close()
await database.close()
