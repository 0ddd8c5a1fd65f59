import { sql } from 'kysely'
import type { LifeGate, Standing } from '@ballast/domain/gate/life.ts'
import type { RowSourceKind } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, isOneOfIds } from '../../platform/list-query.ts'
import type { projectSelection } from '../project/index.ts'

/** A project as the Gantt reads it. */
export interface GanttRecord {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly shortName: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly serviceManager: string | null
  readonly standing: Standing
  readonly plan: bigint | null
  readonly sourceKind: RowSourceKind
  readonly isSimulated: boolean
  readonly planned: Partial<Record<LifeGate, PlainDate>> | null
  readonly progress: Partial<Record<LifeGate, readonly [forecast: PlainDate | null, actual: PlainDate | null]>> | null
  readonly baseline: Partial<Record<LifeGate, PlainDate>> | null
}

interface Request {
  readonly selection: Awaited<ReturnType<typeof projectSelection>>
  readonly projectIds: readonly Uuid[] | undefined
  readonly baselineId: Uuid | undefined
  readonly publicOnly: boolean
}

/** Every project of a selection with its gates, in one statement, by name. */
export async function ganttRecords(tx: ReadTx, request: Request): Promise<GanttRecord[]> {
  const { selection, projectIds, baselineId, publicOnly } = request
  const { amounts, from, conditions, page } = selection
  const { fact } = amounts
  const gateSource = sql`s.zone_id = p.zone_id and s.subject_type = 'project' and s.subject_id = p.project_id`
  const plannedIsShown = publicOnly
    ? sql`exists (select from provenance s where ${gateSource} and s.field = 'gates.' || t.gate and s.source_kind in ('public', 'computed'))`
    : sql`true`
  const progressIsShown = publicOnly ? sql`g.source_kind = 'public'` : sql`true`
  // Nothing is known of where the dates of a baseline came from.
  const baseline =
    baselineId === undefined || publicOnly
      ? sql`null::json`
      : sql`(select json_object_agg(b.gate, b.planned_on) from gate_baseline_date b
          where b.zone_id = p.zone_id and b.baseline_id = ${baselineId}::uuid and b.project_id = p.project_id)`
  const { rows } = await sql<GanttRecord>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn",
      p.short_name as "shortName", ${fact('categoryCode', sql`p.category_code`)} as "categoryCode",
      ${fact('clusterCode', sql`p.cluster_code`)} as "clusterCode", ${fact('serviceManager', sql`p.service_manager`)} as "serviceManager",
      p.standing, ${amounts.plan} as plan, p.source_kind as "sourceKind",
      exists (select from provenance s where ${gateSource} and s.field like 'gates.%' and s.source_kind = 'simulated')
        or exists (select from gate_progress g where g.zone_id = p.zone_id and g.project_id = p.project_id
          and g.source_kind = 'simulated') as "isSimulated",
      (select json_object_agg(t.gate, t.planned_on) from project_gate t
        where t.zone_id = p.zone_id and t.project_id = p.project_id and ${plannedIsShown}) as planned,
      (select json_object_agg(g.gate, json_build_array(g.forecast_on, g.actual_on)) from gate_progress g
        where g.zone_id = p.zone_id and g.project_id = p.project_id and ${progressIsShown}) as progress,
      ${baseline} as baseline
    from ${from}
    where ${allOf([conditions, isOneOfIds(sql`p.project_id`, projectIds)])}
    order by ${page.orderBy}`.execute(tx)
  return rows
}
