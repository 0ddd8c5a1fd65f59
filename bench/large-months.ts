// Adds to the large database what stands in three years of months: plans, returns, figures from the site, corrections, evidence.
// Usage: node bench/large-months.ts postgres://…/database   (an empty database is filled first; what a filled one has stays)
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { openServer, type Database } from '../packages/server/src/platform/database.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { fillLargeDatabase } from './large-database.ts'
import { fillLights } from './large-lights.ts'

const EARLIER = [2022, 2023]
/** The period that is open on the business date: half of it is verified, the rest waits, went back or is missing. */
export const OPEN_MONTH = '2024-12'
const BUSINESS_ON = '2024-12-31'

const versionOf = (year: number) => `(substr(zone_id::text, 1, 8) || '-0000-7000-8000-03000000${year}')::uuid`
/** The number of a project. */
const P = `right(p.project_no, 6)::int`

const EARLIER_YEARS = EARLIER.flatMap((year) => [
  `insert into year_plan (zone_id, year) select zone_id, ${year} from zone`,
  `insert into plan_version (zone_id, version_id, year, number, status, title, reason, created_by, created_at, adopted_by, adopted_at)
   select zone_id, ${versionOf(year)}, ${year}, 1, 'adopted', '年度计划', 'bench', 'bench', now(), 'bench', now() from zone`,
  `insert into plan_node (zone_id, version_id, node_id, parent_id, code, name_zh, name_en, category_code, cluster_code, frame_fen, sort)
   select n.zone_id, w.version_id, n.node_id, n.parent_id, n.code, n.name_zh, n.name_en, n.category_code, n.cluster_code, n.frame_fen, n.sort
   from plan_version v join plan_version w on w.zone_id = v.zone_id and w.year = ${year}
   join plan_node n on n.zone_id = v.zone_id and n.version_id = v.version_id where v.year = 2024`,
  `insert into plan_project (zone_id, version_id, project_id, node_id, annual_fen, profile, source_kind)
   select n.zone_id, w.version_id, n.project_id, n.node_id, n.annual_fen, n.profile, n.source_kind
   from plan_version v join plan_version w on w.zone_id = v.zone_id and w.year = ${year}
   join plan_project n on n.zone_id = v.zone_id and n.version_id = v.version_id where v.year = 2024`,
  `insert into plan_month (zone_id, version_id, project_id, month_ym, countable, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
   select n.zone_id, n.version_id, n.project_id, make_date(${year}, m, 1), true, 40000000, 10000000, 30000000, 20000000, 5000000
   from plan_version v join plan_project n on n.zone_id = v.zone_id and n.version_id = v.version_id, generate_series(1, 12) m where v.year = ${year}`,
  `update year_plan y set adopted_version_id = v.version_id from plan_version v where v.zone_id = y.zone_id and v.year = y.year and y.year = ${year}`,
])

const PERIODS = [
  `update zone set business_on = '${BUSINESS_ON}'`,
  `insert into user_role (zone_id, user_id, role) select zone_id, user_id, r.role from app_user, unnest(array['statistics_officer', 'leader']) r(role)
   where login = 'planner'`,
  // Everything is registered and under construction in all three years.
  `delete from gate_progress where gate in ('completion', 'production', 'full_capacity')`,
  `insert into gate_progress (zone_id, project_id, gate, actual_on, passed_by, passed_at, source_kind)
   select zone_id, project_id, 'registration', '2021-12-01', 'bench', now(), 'simulated' from project
   on conflict (zone_id, project_id, gate) do update set actual_on = excluded.actual_on, passed_by = excluded.passed_by, passed_at = excluded.passed_at`,
  // January is reported with February.
  `insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on, closed_at, closed_by)
   select z.zone_id, m, case when extract(month from m) = 2 then (m - interval '1 month')::date else m end, e, e + 5, e + 8,
     case when m < date '${OPEN_MONTH}-01' then now() end, case when m < date '${OPEN_MONTH}-01' then 'bench' end
   from zone z, (select m::date as m, (m + interval '1 month - 1 day')::date as e from generate_series(date '2022-01-01', date '2024-12-01', interval '1 month') m) d
   where extract(month from m) <> 1`,
]

/** A tenth of what is done in a month, in fen: four of them construction, one installation, three equipment, two other. */
const tenthOf = (month: string) => `(10000000 + (${P}::bigint * 31 + extract(month from ${month})::int * 17) % 97 * 100000)`

const RETURNS = `
  insert into report_return (zone_id, project_id, month_ym, state, plan_total_fen, cumulative_fen, year_fen, month_fen,
    year_construction_fen, year_installation_fen, year_equipment_fen, year_used_equipment_fen, year_renewal_equipment_fen, year_other_fen,
    year_old_buildings_fen, year_land_fen, construction_fen, installation_fen, equipment_fen, other_fen, method, month_by_progress_fen, nature, holding, source_kind,
    submitted_by, submitted_at, reviewed_by, verified_by, verified_at, modified_by, modified_at)
  select zone_id, project_id, month_ym, state, total_fen, 10 * sum(a) over (partition by zone_id, project_id order by month_ym), 10 * y, 10 * a, 4 * y, y, 3 * y, 0, 0, 2 * y, 0, 0,
    4 * a, a, 3 * a, 2 * a, 'progress', 10 * a, '新建', '私人控股', 'simulated', 'reporter', now(), 'manager', case when state in ('verified', 'closed') then 'officer' end,
    case when state in ('verified', 'closed') then now() end, 'reporter', now()
  from (
    select p.zone_id, p.project_id, t.month_ym, p.total_fen, m.a, sum(m.a) over (partition by p.zone_id, p.project_id, date_trunc('year', t.month_ym) order by t.month_ym) as y,
      case when t.closed_at is not null then 'closed' when ${P} % 10 < 5 then 'verified' when ${P} % 10 < 8 then 'submitted' else 'returned' end as state
    from project p join report_period t on t.zone_id = p.zone_id, lateral (
      select ${tenthOf('t.month_ym')} + case when t.first_month_ym < t.month_ym then ${tenthOf('t.first_month_ym')} else 0 end as a) m
    where p.zone_id = any($1) and (t.closed_at is not null or ${P} % 10 < 9)
  ) r`

/** The site tells each month, every fourth project a second time; of every fifth another figure than the one that is reported. */
const DISPATCHED = `
  insert into dispatch_entry (zone_id, entry_id, project_id, month_ym, construction_fen, installation_fen, equipment_fen, other_fen, land_fen, source_kind,
    told_by, told_by_name, told_on, told_at, superseded_at)
  select p.zone_id, gen_random_uuid(), p.project_id, d.month, 4 * m.a, m.a, 3 * m.a, 2 * m.a + (${P} % 5 = 0)::int * 1000000, 0, 'simulated', 'manager', '管家', d.month + 25, d.month + 25,
    case when k = 2 then d.month + 26 end
  from project p, (select month::date as month from generate_series(date '2022-01-01', date '2024-12-01', interval '1 month') month) d,
    lateral (select ${tenthOf('d.month')} as a) m,
    lateral generate_series(1, case when ${P} % 4 = 0 then 2 else 1 end) k
  where p.zone_id = any($1)`

const AFTER = [
  `insert into report_event (zone_id, event_id, project_id, month_ym, step, note, done_by, done_by_name, done_at)
   select zone_id, gen_random_uuid(), project_id, month_ym, 'return', '与现场不符，请核对', 'officer', '统计员', now() from report_return where state = 'returned'`,
  `insert into report_correction (zone_id, correction_id, project_id, month_ym, appears_ym, construction_fen, installation_fen, equipment_fen,
     used_equipment_fen, renewal_equipment_fen, other_fen, old_buildings_fen, land_fen, reason_code, note, source_kind, corrected_by, corrected_at)
   select p.zone_id, gen_random_uuid(), p.project_id, make_date(y, 3, 1), make_date(y, 5, 1), -1000, 0, 0, 0, 0, 0, 0, 0, 'split', 'bench', 'simulated', 'officer', now()
   from project p, unnest(array[${EARLIER.join(', ')}, 2024]) y where ${P} % 25 = 0`,
  `insert into evidence (zone_id, evidence_id, project_id, subject_type, subject_id, file_name, media_type, byte_size, sha256, uploaded_by, uploaded_by_name, uploaded_at)
   select r.zone_id, gen_random_uuid(), r.project_id, 'return', to_char(r.month_ym, 'YYYY-MM'), '发票.pdf', 'application/pdf', 100000,
     md5(r.project_id::text || r.month_ym) || md5(r.month_ym::text), u.user_id, '填报人', now()
   from report_return r join app_user u on u.zone_id = r.zone_id and u.login = 'planner'
   where r.state = 'closed' and r.month_ym >= '2024-01-01' and ('x' || right(r.project_id::text, 7))::bit(28)::int % 3 > 0`,
]

/** Returns and figures from the site are written ten zones at a time. */
export async function fillMonths(database: Database, say: (line: string) => void): Promise<void> {
  const { rows: zones } = await database.system((tx) =>
    sql<{ zoneId: string }>`select zone_id as "zoneId" from zone where not exists (select from report_period) order by code`.execute(tx),
  )
  if (zones.length === 0) return
  let began = performance.now()
  const told = (what: string) => {
    say(`${what}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
    began = performance.now()
  }
  for (const statement of [...EARLIER_YEARS, ...PERIODS]) await database.script(statement)
  told('plans of two more years, periods')
  for (const [what, statement] of [
    ['returns', RETURNS],
    ['figures from the site', DISPATCHED],
  ] as const) {
    for (let at = 0; at < zones.length; at += 10) {
      const ids = zones.slice(at, at + 10).map(({ zoneId }) => `'${zoneId}'`)
      await database.script(statement.replace('$1', `array[${ids.join(', ')}]::uuid[]`))
    }
    told(`${what} of 36 months`)
  }
  for (const statement of AFTER) await database.script(statement)
  told('corrections, evidence, what went back')
  await database.script('vacuum analyze')
  told('statistics')
}

/** Fills what the database lacks. */
export async function readyMonths(database: Database, say: (line: string) => void): Promise<void> {
  await migrate(database)
  const { rows } = await database.system((tx) => sql<{ isFilled: boolean }>`select exists (select from zone) as "isFilled"`.execute(tx))
  if (rows[0]?.isFilled !== true) await fillLargeDatabase(database, say, { hasParcels: false })
  await fillLights(database, say)
  await fillMonths(database, say)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const url = process.argv[2]
  if (url === undefined) throw new Error('usage: node bench/large-months.ts postgres://…/database')
  const database = await openServer(url)
  await readyMonths(database, (line) => console.log(line))
  await database.close()
}
