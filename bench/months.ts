// Speed of the monthly figures on PostgreSQL with 100 zones × 1,000 projects × 36 months: what people open each day beside the bare SQL of
// the same content, in the same run; closing a period of 1,000 projects beside the bare update; a bulletin.
// Usage: node bench/months.ts postgres://…/database [calls of each page, 100]
// An empty database is filled first, which takes a quarter of an hour; a filled one is used again.
import { sql, type RawBuilder } from 'kysely'
import { identifyByLogin } from '../packages/server/src/features/session/identify.ts'
import { handlers } from '../packages/server/src/handlers.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { buildHttp } from '../packages/server/src/platform/http.ts'
import { testFiles } from '../packages/server/src/testing/files.ts'
import { ZONES } from './large-database.ts'
import { OPEN_MONTH, readyMonths } from './large-months.ts'
import { row, timePair } from './measure.ts'

const RUNS = Number(process.argv[3] ?? 100)
/** Pages are opened in the first 90 zones, periods are closed in the others. */
const PAGE_ZONES = 90
const url = process.argv[2]
if (url === undefined) throw new Error('usage: node bench/months.ts postgres://…/database')
const database = await openServer(url)
await readyMonths(database, (line) => console.log(line))

const files = testFiles()
const app = await buildHttp({
  database,
  handlers,
  clock: systemClock,
  auditKey: Buffer.alloc(32),
  identify: identifyByLogin,
  requestsPerMinute: 100_000_000,
  files,
})
interface Sent {
  readonly method?: 'GET' | 'POST'
  readonly body?: object
  readonly ifMatch?: string
}
async function ask(login: string, path: string, { method = 'GET', body, ifMatch }: Sent = {}) {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      'x-ballast-user': login,
      'accept-encoding': 'identity',
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    },
    ...(body === undefined ? {} : { payload: body }),
  })
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 500)}`)
  return answer
}
const zoneOf = (call: number) => ((call * 37) % PAGE_ZONES) + 1
const zoneIds = await database.system(
  async (tx) => new Map((await tx.selectFrom('zone').select(['code', 'zone_id']).execute()).map((zone) => [zone.code, zone.zone_id])),
)
const idOf = (zone: number): string => zoneIds.get(`zone-${zone}`) as string
// Not compiled, as the pages' own statements are not: that alone takes longer than any of them.
const bare = (statement: RawBuilder<unknown>) =>
  database.system(async (tx) => {
    await sql`set local jit = off`.execute(tx)
    return statement.execute(tx)
  })

// What a person would write by hand for the same content, as the owner, without the policies.
const bareToday = (zone: string, manager: string | null) => sql`
  select p.project_id, p.project_no, p.name_zh, p.name_en, p.standing, p.service_manager, p.bureau_code, p.category_code, p.cluster_code, p.total_fen,
    n.annual_fen, plan.months as planned, done.months as reported, told.months as told, d.gates as gates, g.gates as passed, w.text, r.state, x.until_on
  from project p
  join plan_version v on v.zone_id = p.zone_id and v.year = 2024
  left join plan_project n on n.zone_id = p.zone_id and n.version_id = v.version_id and n.project_id = p.project_id
  left join lateral (select json_object_agg(m.month_ym, m.total_fen) as months from plan_month m where m.zone_id = p.zone_id and m.version_id = v.version_id
    and m.project_id = p.project_id and m.countable) plan on true
  left join lateral (select json_object_agg(r.month_ym, r.total_fen) as months from report_return r where r.zone_id = p.zone_id and r.project_id = p.project_id
    and r.state = 'closed' and r.month_ym >= '2024-01-01') done on true
  left join lateral (select json_object_agg(t.month_ym, t.total_fen) as months from dispatch_entry t where t.zone_id = p.zone_id and t.project_id = p.project_id
    and t.superseded_at is null and t.month_ym >= '2024-01-01') told on true
  left join lateral (select json_object_agg(g.gate, g.planned_on) as gates from project_gate g where g.zone_id = p.zone_id and g.project_id = p.project_id) d on true
  left join lateral (select json_object_agg(g.gate, g.actual_on) as gates from gate_progress g where g.zone_id = p.zone_id and g.project_id = p.project_id) g on true
  left join lateral (select u.text from project_update u where u.zone_id = p.zone_id and u.project_id = p.project_id order by u.written_at desc limit 1) w on true
  left join report_return r on r.zone_id = p.zone_id and r.project_id = p.project_id and r.month_ym = ${`${OPEN_MONTH}-01`}
  left join report_exception x on x.zone_id = p.zone_id and x.project_id = p.project_id and x.month_ym = ${`${OPEN_MONTH}-01`}
  where p.zone_id = ${zone} and (${manager}::text is null or p.service_manager = ${manager}) order by p.sort_key`

const bareReconciliation = (zone: string, manager: string | null) => sql`
  select p.project_id, p.project_no, p.name_zh, p.name_en, p.service_manager, p.cluster_code, plan.fen, told.fen, done.fen, done.months, proven.months, corrected.fen
  from project p
  left join (select m.project_id, sum(m.total_fen) as fen from plan_month m join plan_version v on v.zone_id = m.zone_id and v.version_id = m.version_id
    where m.zone_id = ${zone} and v.year = 2024 and m.countable and m.month_ym <= '2024-11-01' group by 1) plan on plan.project_id = p.project_id
  left join (select d.project_id, sum(d.total_fen) as fen from dispatch_entry d where d.zone_id = ${zone} and d.superseded_at is null
    and d.month_ym between '2024-01-01' and '2024-11-01' group by 1) told on told.project_id = p.project_id
  left join (select r.project_id, sum(r.total_fen) as fen, count(*) as months from report_return r where r.zone_id = ${zone} and r.state = 'closed'
    and r.month_ym between '2024-01-01' and '2024-11-01' group by 1) done on done.project_id = p.project_id
  left join (select c.project_id, sum(c.total_fen) as fen from report_correction c where c.zone_id = ${zone}
    and c.month_ym between '2024-01-01' and '2024-11-01' and c.appears_ym <= '2024-11-01' group by 1) corrected on corrected.project_id = p.project_id
  left join (select v.project_id, count(distinct v.subject_id) as months from evidence v where v.zone_id = ${zone} and v.subject_type = 'return'
    and v.subject_id between '2024-01' and '2024-11' and v.withdrawn_at is null group by 1) proven on proven.project_id = p.project_id
  where p.zone_id = ${zone} and (${manager}::text is null or p.service_manager = ${manager})`

const inMonths = (table: RawBuilder<unknown>, first: string, last: string, zone: string) => sql`
  select p.cluster_code, t.month_ym, sum(t.total_fen), sum(t.construction_fen + t.installation_fen), sum(t.equipment_fen)
  from ${table} t join project p on p.zone_id = t.zone_id and p.project_id = t.project_id
  where t.zone_id = ${zone} and t.month_ym between ${first} and ${last} group by 1, 2`
const closed = sql`(select * from report_return where state = 'closed')`
const bareDone = (zone: string) => sql`
  ${inMonths(sql`(select m.* from plan_month m join year_plan y on y.zone_id = m.zone_id and y.adopted_version_id = m.version_id where m.countable)`, '2024-01-01', '2024-12-01', zone)}
  union all ${inMonths(sql`(select * from dispatch_entry where superseded_at is null)`, '2024-01-01', '2024-12-01', zone)}
  union all ${inMonths(closed, '2024-01-01', '2024-12-01', zone)} union all ${inMonths(closed, '2023-01-01', '2023-12-01', zone)}`

const bareReturns = (zone: string) => sql`
  select p.project_id, p.project_no, p.name_zh, r.*, plan.fen, told.total_fen, before.total_fen, e.name_zh
  from project p left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id
  left join report_return r on r.zone_id = p.zone_id and r.project_id = p.project_id and r.month_ym = ${`${OPEN_MONTH}-01`}
  left join report_return before on before.zone_id = p.zone_id and before.project_id = p.project_id and before.month_ym = '2024-11-01'
  left join dispatch_entry told on told.zone_id = p.zone_id and told.project_id = p.project_id and told.month_ym = ${`${OPEN_MONTH}-01`} and told.superseded_at is null
  left join (select m.project_id, sum(m.total_fen) as fen from plan_month m join plan_version v on v.zone_id = m.zone_id and v.version_id = m.version_id
    where m.zone_id = ${zone} and v.year = 2024 and m.countable and m.month_ym = ${`${OPEN_MONTH}-01`} group by 1) plan on plan.project_id = p.project_id
  where p.zone_id = ${zone} order by p.sort_key`

const barePeriods = (zone: string) => sql`
  select t.*, r.* from report_period t left join (select month_ym, state, count(*), sum(total_fen) from report_return where zone_id = ${zone} group by 1, 2) r
  on r.month_ym = t.month_ym where t.zone_id = ${zone} order by t.month_ym desc`

const own = '管家7'
const pages: [string, 'planner' | 'manager', string, (zone: string) => RawBuilder<unknown>][] = [
  ['today, 1,000 projects', 'planner', '/today', (zone) => bareToday(zone, null)],
  ['today, a service manager with 20', 'manager', '/today', (zone) => bareToday(zone, own)],
  ['reconciliation by project, 11 months', 'planner', '/reconciliation/2024', (zone) => bareReconciliation(zone, null)],
  ['reconciliation by cluster, 11 months', 'planner', '/reconciliation/2024?group=cluster', (zone) => bareReconciliation(zone, null)],
  ['reconciliation of a service manager', 'manager', '/reconciliation/2024', (zone) => bareReconciliation(zone, own)],
  ['cockpit: done against plan, ranking', 'planner', '/cockpit/2024/done', bareDone],
  ['returns of the open period', 'planner', `/report-periods/${OPEN_MONTH}/returns`, bareReturns],
  ['periods of three years, how they stand', 'planner', '/report-periods', barePeriods],
]
for (const [name, login, path, statement] of pages) {
  const [answer, alone] = await timePair(
    RUNS,
    (call) => ask(`${login}@zone-${zoneOf(call)}`, path),
    (call) => bare(statement(idOf(zoneOf(call)))),
  )
  console.log(row(`${name}, whole HTTP answer`, answer, `${(answer.p50 / alone.p50).toFixed(2)} × the bare statement`))
  console.log(row('  the bare SQL of the same content, same process', alone))
}

// Closing: every return that is there is verified, a tenth is missing and has a word; the bare update in another zone, in turn.
const onMonth = (zone: number) => sql`zone_id = ${idOf(zone)} and month_ym = ${`${OPEN_MONTH}-01`}`
const verify = async (zone: number) => {
  await bare(sql`update report_return set state = 'verified' where ${onMonth(zone)}`)
  await bare(sql`update report_period set closed_at = null, closed_by = null where ${onMonth(zone)}`)
}
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
const [ours, plain]: [number[], number[]] = [[], []]
let returns = 0
for (let zone = PAGE_ZONES + 1; zone < ZONES; zone += 2) {
  await verify(zone)
  await verify(zone + 1)
  const { periods } = (await ask(`planner@zone-${zone}`, '/report-periods')).json<{ periods: { version: string }[] }>()
  const ifMatch = periods[0]?.version as string
  const body = { missingReason: '企业停产' }
  ours.push(
    await seconds(async () => {
      const answer = await ask(`planner@zone-${zone}`, `/report-periods/${OPEN_MONTH}/close`, { method: 'POST', body, ifMatch })
      returns = answer.json<{ counts: { closed: number } }>().counts.closed
    }),
  )
  plain.push(await seconds(() => bare(sql`update report_return set state = 'closed', version = version + 1 where ${onMonth(zone + 1)}`)))
  await verify(zone)
  await verify(zone + 1)
}
const best = (list: readonly number[]) => `best ${Math.min(...list).toFixed(3)} s, worst ${Math.max(...list).toFixed(3)} s`
console.log(`closing a period of 1,000 projects, ${returns} returns, whole HTTP answer: ${best(ours)}`)
console.log(`  the bare update of as many rows: ${best(plain)}`)

// A bulletin of the newest month that has none.
const editor = `planner@zone-${PAGE_ZONES + 1}`
const { openMonths } = (await ask(editor, '/bulletins?year=2024')).json<{ openMonths: string[] }>()
const month = openMonths
  .filter((open) => open < OPEN_MONTH)
  .toSorted()
  .at(-1)
if (month === undefined) console.log('every month of the year has its bulletin')
else {
  let draft = { bulletinId: '', version: '' }
  const drafting = await seconds(async () => {
    draft = (await ask(editor, '/bulletins', { method: 'POST', body: { month } })).json()
  })
  const issuing = await seconds(() => ask(editor, `/bulletins/${draft.bulletinId}/issue`, { method: 'POST', ifMatch: draft.version }))
  console.log(
    `bulletin of a zone of 1,000 projects: drafted in ${drafting.toFixed(2)} s, issued with its four files in ${issuing.toFixed(2)} s`,
  )
}
await app.close()
await database.close()
await files.remove()
