// Adds to the large database what lights look at: service managers, gates planned and passed, rules, words. What is there stays.
import { sql } from 'kysely'
import { insertRules, insertSteps, presetRules } from '../packages/server/src/features/light/index.ts'
import { PRESET_STEPS } from '../packages/domain/src/light/escalation.ts'
import type { Database } from '../packages/server/src/platform/database.ts'

/** Fifty managers a zone; the number of a project stands at the end of its name. */
const STATEMENTS = [
  `update project set service_manager = '管家' || (right(project_no, 6)::int % 50 + 1) where service_manager is null`,
  `insert into app_user (zone_id, user_id, login, name_zh, name_en)
   select zone_id, (substr(zone_id::text, 1, 8) || '-0000-7000-8000-010000000007')::uuid, 'manager', '管家7', 'Manager 7' from zone on conflict do nothing`,
  `insert into user_role (zone_id, user_id, role) select zone_id, user_id, 'service_manager' from app_user where login = 'manager' on conflict do nothing`,
  `insert into project_gate (zone_id, project_id, gate, planned_on)
   select p.zone_id, p.project_id, g.gate, date '2022-06-01' + g.ordinal::int * 150 + right(p.project_no, 6)::int % 400
   from project p, unnest(array['signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity'])
     with ordinality g(gate, ordinal) on conflict do nothing`,
  `insert into gate_progress (zone_id, project_id, gate, actual_on, passed_by, passed_at, source_kind)
   select d.zone_id, d.project_id, d.gate, d.planned_on + 20, 'bench', now(), 'simulated'
   from project_gate d join project p on p.zone_id = d.zone_id and p.project_id = d.project_id
   where d.planned_on + 20 <= date '2024-01-15' and not (d.gate = 'registration' and right(p.project_no, 6)::int % 5 = 0)
     and not (d.gate = 'construction_start' and right(p.project_no, 6)::int % 4 = 0) on conflict do nothing`,
  `insert into project_update (zone_id, update_id, project_id, text, written_by, written_at)
   select p.zone_id, gen_random_uuid(), p.project_id, '主体结构施工', 'bench', now() from project p
   where not exists (select from project_update)`,
  `insert into shared_calendar values ('bench', '测试', 'Bench', '2020-01-01', '2027-01-01') on conflict do nothing`,
  `update zone set calendar = 'bench' where calendar is null`,
]

export async function fillLights(database: Database, say: (line: string) => void): Promise<void> {
  const zones = await database.system(async (tx) => {
    const { rows } = await sql<{ zoneId: string }>`
      select z.zone_id as "zoneId" from zone z where not exists (select from light_rule r where r.zone_id = z.zone_id)`.execute(tx)
    return rows
  })
  if (zones.length === 0) return
  const began = performance.now()
  for (const statement of STATEMENTS) await database.script(statement)
  for (const { zoneId } of zones) {
    await database.system(async (tx) => {
      await insertRules(tx, zoneId as never, presetRules())
      await insertSteps(tx, zoneId as never, PRESET_STEPS)
    })
  }
  await database.script('analyze')
  say(`managers, gates, rules, words: ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
