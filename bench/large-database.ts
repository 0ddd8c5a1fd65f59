// Fills a PostgreSQL database with 100 zones × 1,000 projects × 12 months and 1,000,000 parcels (and one zone of 2,000 projects), for
// the measurements of this folder.
// Usage: node bench/large-database.ts postgres://…/an_empty_database
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { openServer, type Database } from '../packages/server/src/platform/database.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'

export const ZONES = 100
export const PROJECTS_A_ZONE = 1000
/** One more zone, for the roll-up of a large plan. */
export const LARGE_ZONE = ZONES + 1
export const LARGE_ZONE_PROJECTS = 2000
export const PARCELS_A_ZONE = 10_000

/** Ids are made from numbers, so that a statement can join what another one made. */
const id = (kind: string) => `lpad(to_hex(${kind}), 8, '0')`
const uuidOf = (prefix: string, zone: string, n: string) =>
  `(${id(zone)} || '-0000-7000-8000-' || '${prefix}' || lpad(to_hex(${n}), 10, '0'))::uuid`

const STATEMENTS = [
  `insert into zone (zone_id, code, name_zh, name_en, business_on, projected_epsg)
   select ${uuidOf('00', 'z', '0')}, 'zone-' || z, '第 ' || z || ' 区', 'Zone ' || z, '2024-01-15', 4548 from generate_series(1, ${LARGE_ZONE}) z`,
  `insert into app_user (zone_id, user_id, login, name_zh, name_en)
   select ${uuidOf('00', 'z', '0')}, ${uuidOf('01', 'z', '1')}, 'planner', '计划员', 'Planner' from generate_series(1, ${LARGE_ZONE}) z`,
  `insert into user_role (zone_id, user_id, role) select zone_id, user_id, 'planner' from app_user`,
  `insert into category (zone_id, category_code, name_zh, name_en, is_industry, sort)
   select ${uuidOf('00', 'z', '0')}, c.code, c.zh, c.code, c.code = 'industry', c.sort
   from generate_series(1, ${LARGE_ZONE}) z, (values ('industry', '产业', 1), ('infrastructure', '基础设施', 2), ('public_service', '公共服务', 3)) c(code, zh, sort)`,
  `insert into cluster (zone_id, cluster_code, category_code, name_zh, name_en, color, sort)
   select ${uuidOf('00', 'z', '0')}, 'cluster-' || k, 'industry', '集群 ' || k, 'Cluster ' || k, '#0b4f6c', k from generate_series(1, ${LARGE_ZONE}) z, generate_series(1, 5) k`,
  `insert into project (zone_id, project_id, project_no, name_zh, category_code, cluster_code, total_fen, source_kind, search_text, sort_key, created_at, modified_at, modified_by)
   select ${uuidOf('00', 'z', '0')}, ${uuidOf('02', 'z', 'p')}, 'P' || lpad(p::text, 6, '0'), '工业项目 ' || lpad(p::text, 6, '0'),
     case when p % 10 < 6 then 'industry' when p % 10 < 8 then 'infrastructure' else 'public_service' end,
     case when p % 10 < 6 then 'cluster-' || (p % 5 + 1) end, (p * 7919 % 1000 + 1)::bigint * 100000000,
     'simulated', 'p' || lpad(p::text, 6, '0') || ' 工业项目 gongyexiangmu gyxm', 'gong1 ye4 xiang4 mu4 ' || lpad((p * 7919 % 1000)::text, 6, '0'), now(), now(), 'bench'
   from generate_series(1, ${LARGE_ZONE}) z, lateral generate_series(1, case when z = ${LARGE_ZONE} then ${LARGE_ZONE_PROJECTS} else ${PROJECTS_A_ZONE} end) p`,
  `insert into year_plan (zone_id, year) select ${uuidOf('00', 'z', '0')}, 2024 from generate_series(1, ${LARGE_ZONE}) z`,
  `insert into plan_version (zone_id, version_id, year, number, status, title, reason, created_by, created_at, adopted_by, adopted_at)
   select ${uuidOf('00', 'z', '0')}, ${uuidOf('03', 'z', '1')}, 2024, 1, 'adopted', '年度计划', 'bench', 'bench', now(), 'bench', now() from generate_series(1, ${LARGE_ZONE}) z`,
  `update year_plan y set adopted_version_id = v.version_id from plan_version v where v.zone_id = y.zone_id`,
  `insert into plan_node (zone_id, version_id, node_id, parent_id, code, name_zh, name_en, category_code, cluster_code, frame_fen, sort)
   select v.zone_id, v.version_id, (substr(v.zone_id::text, 1, 8) || '-0000-7000-8000-0400000000' || n.suffix)::uuid,
     case when n.parent is null then null else (substr(v.zone_id::text, 1, 8) || '-0000-7000-8000-0400000000' || n.parent)::uuid end,
     n.code, n.code, n.code, n.category, n.cluster, 1000000000000, n.sort
   from plan_version v, (values ('01', null, 'root', null, null, 0), ('02', '01', 'industry', 'industry', null, 1), ('03', '01', 'infrastructure', 'infrastructure', null, 2),
     ('04', '01', 'public_service', 'public_service', null, 3), ('11', '02', 'cluster-1', 'industry', 'cluster-1', 1), ('12', '02', 'cluster-2', 'industry', 'cluster-2', 2),
     ('13', '02', 'cluster-3', 'industry', 'cluster-3', 3), ('14', '02', 'cluster-4', 'industry', 'cluster-4', 4), ('15', '02', 'cluster-5', 'industry', 'cluster-5', 5))
     n(suffix, parent, code, category, cluster, sort)`,
  `insert into plan_target (zone_id, version_id, target_id, indicator, scope_kind, scope_code, period, comparator, value_fen, source_kind)
   select v.zone_id, v.version_id, (substr(v.zone_id::text, 1, 8) || '-0000-7000-8000-050000000001')::uuid, 'total-investment', 'zone', '', 'year', 'at_least', 10000000000000, 'simulated' from plan_version v`,
  `insert into plan_project (zone_id, version_id, project_id, node_id, annual_fen, profile, source_kind)
   select p.zone_id, v.version_id, p.project_id, n.node_id, 1200000000, 'even', 'simulated'
   from project p join plan_version v on v.zone_id = p.zone_id join plan_node n on n.zone_id = p.zone_id and n.code = coalesce(p.cluster_code, p.category_code)`,
  `insert into plan_month (zone_id, version_id, project_id, month_ym, countable, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
   select p.zone_id, p.version_id, p.project_id, make_date(2024, m, 1), true, 40000000, 10000000, 30000000, 20000000, 5000000
   from plan_project p, generate_series(1, 12) m`,
]

const PARCELS = `insert into parcel (zone_id, parcel_id, kind, name, geometry, min_lng, min_lat, max_lng, max_lat, min_x_m, min_y_m, max_x_m, max_y_m,
     area_computed_m2, area_official_m2, land_use_code, status, source_kind, search_text, sort_key, created_at, modified_at, modified_by)
   select ${uuidOf('00', 'z', '0')}, ${uuidOf('06', 'z', 'g')}, 'parcel', '地块 ' || g,
     jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(
       jsonb_build_array(x, y), jsonb_build_array(x + 0.0012, y), jsonb_build_array(x + 0.0012, y + 0.0009), jsonb_build_array(x, y + 0.0009), jsonb_build_array(x, y)))),
     x, y, x + 0.0012, y + 0.0009, 0, 0, 100, 100, 10268.55, 10268.55, '0601', case g % 3 when 0 then 'sold' when 1 then 'built' else 'reserve' end,
     'simulated', '地块 ' || g || ' dikuai dk', 'di4 kuai4 ' || lpad(g::text, 6, '0'), now(), now(), 'bench'
   from generate_series($1::int, $2::int) z, generate_series(1, ${PARCELS_A_ZONE}) g,
     lateral (select 116.45 + (g % 100) * 0.0015 as x, 39.70 + (g / 100) * 0.0012 as y) place`

const AFTER_PARCELS = [
  `insert into parcel_name (zone_id, name, parcel_id) select zone_id, name, parcel_id from parcel`,
  `insert into plan_share (zone_id, version_id, project_id, parcel_id, ordinal, share_ppm, method)
   select p.zone_id, p.version_id, p.project_id, (substr(p.zone_id::text, 1, 8) || '-0000-7000-8000-06' || right(p.project_id::text, 10))::uuid, 1, 1000000, 'area' from plan_project p`,
  'analyze',
]

// Six planned gates a project, what has been passed of them, their sources, and a baseline a month before any of it moved.
const GATES = `(values ('signing', 0, 0), ('land_award', 1, 150), ('construction_start', 2, 240), ('completion', 3, 700),
     ('production', 4, 760), ('full_capacity', 5, 1200)) g(gate, ordinal, days)`
const START = `(date '2022-01-01' + (('x' || right(p.project_id::text, 6))::bit(24)::int * 7919 % 900))`
const GATE_STATEMENTS = [
  `insert into project_gate (zone_id, project_id, gate, planned_on) select p.zone_id, p.project_id, g.gate, ${START} + g.days from project p, ${GATES}`,
  `insert into provenance (zone_id, subject_type, subject_id, field, source_kind, citation)
   select zone_id, 'project', project_id, 'gates.' || gate, 'simulated', 'bench' from project_gate`,
  `insert into gate_progress (zone_id, project_id, gate, forecast_on, actual_on, passed_by, passed_at, source_kind)
   select p.zone_id, p.project_id, g.gate, ${START} + g.days + 14, case when ${START} + g.days < date '2024-01-15' then ${START} + g.days + 5 end,
     case when ${START} + g.days < date '2024-01-15' then 'bench' end, case when ${START} + g.days < date '2024-01-15' then now() end, 'simulated'
   from project p, ${GATES} where g.ordinal < 4`,
  `insert into gate_baseline (zone_id, baseline_id, name, taken_by, taken_at) select zone_id, zone_id, 'bench', 'bench', now() from zone`,
  `insert into gate_baseline_date (zone_id, baseline_id, project_id, gate, planned_on)
   select zone_id, zone_id, project_id, gate, planned_on - 30 from project_gate`,
  'analyze',
]

/** Gives the projects of a database that has been filled before their gates, where they have none. */
export async function fillGates(database: Database, say: (line: string) => void): Promise<void> {
  const { rows } = await database.system((tx) =>
    sql<{ isFilled: boolean }>`select exists (select from project_gate) as "isFilled"`.execute(tx),
  )
  if (rows[0]?.isFilled === true) return
  const began = performance.now()
  for (const statement of GATE_STATEMENTS) await database.script(statement)
  say(`gates, what is passed of them, a baseline: ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

/** @returns seconds it took */
export async function fillLargeDatabase(
  database: Database,
  say: (line: string) => void,
  { hasParcels }: { hasParcels: boolean } = { hasParcels: true },
): Promise<number> {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0)
  await migrate(database)
  for (const statement of STATEMENTS) await database.script(statement)
  say(`${ZONES} zones × ${PROJECTS_A_ZONE} projects × 12 months: ${seconds()} s`)
  if (hasParcels) {
    for (let zone = 1; zone <= LARGE_ZONE; zone += 10) {
      await database.system((tx) =>
        sql.raw(PARCELS.replace('$1', String(zone)).replace('$2', String(Math.min(zone + 9, LARGE_ZONE)))).execute(tx),
      )
    }
    say(`${ZONES * PARCELS_A_ZONE} parcels: ${seconds()} s`)
    for (const statement of AFTER_PARCELS) await database.script(statement)
    say(`names, shares, statistics: ${seconds()} s`)
  }
  await fillGates(database, say)
  return (performance.now() - began) / 1000
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const url = process.argv[2]
  if (url === undefined) throw new Error('usage: node bench/large-database.ts postgres://…/an_empty_database')
  const database = await openServer(url)
  await fillLargeDatabase(database, (line) => console.log(line))
  await database.close()
}
