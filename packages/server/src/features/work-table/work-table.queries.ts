import { sql } from 'kysely'
import type { Composition, PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { WriteTx } from '../../platform/database.ts'

export interface PlannedProject {
  projectId: Uuid
  projectNo: string
  version: bigint
  /** Composition of the total investment in the register. */
  registered: { readonly [K in keyof Composition]: Fen | null }
  months: PlanMonthRow[]
}

const idsIn = (ids: readonly Uuid[]) => sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`

/** Holds the plans of the projects, in one order for everybody, so that two work tables wait for one another and never deadlock. */
export async function holdPlannedProjects(
  tx: WriteTx,
  zoneId: Uuid,
  versionId: Uuid,
  projectIds: readonly Uuid[],
): Promise<{ year: number; projects: PlannedProject[] }> {
  // The version is held first, as every writer of a draft does.
  const { rows: versions } = await sql<{ year: number }>`
    select v.year from plan_version v where v.zone_id = ${zoneId} and v.version_id = ${versionId} for share`.execute(tx)
  if (!versions[0]) throw new Refusal('plan.version-not-found')
  await sql`select 1 from plan_project pp where pp.zone_id = ${zoneId} and pp.version_id = ${versionId} and pp.project_id in ${idsIn(projectIds)}
    order by pp.project_id for update`.execute(tx)
  const { rows: projects } = await sql<Omit<PlannedProject, 'months' | 'registered'> & PlannedProject['registered']>`
    select pp.project_id as "projectId", p.project_no as "projectNo", pp.version,
      p.total_construction_fen as "constructionFen", p.total_installation_fen as "installationFen", p.total_equipment_fen as "equipmentFen",
      p.total_other_fen as "otherFen", p.total_land_fen as "landFen"
    from plan_project pp join project p on p.zone_id = pp.zone_id and p.project_id = pp.project_id
    where pp.zone_id = ${zoneId} and pp.version_id = ${versionId} and pp.project_id in ${idsIn(projectIds)}`.execute(tx)
  const { rows: months } = await sql<PlanMonthRow & { projectId: Uuid }>`
    select m.project_id as "projectId", to_char(m.month_ym, 'YYYY-MM') as month, m.not_countable_reason as "notCountableReason",
      m.construction_fen as "constructionFen", m.installation_fen as "installationFen", m.equipment_fen as "equipmentFen",
      m.other_fen as "otherFen", m.land_fen as "landFen"
    from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${versionId} and m.project_id in ${idsIn(projectIds)}
    order by m.project_id, m.month_ym`.execute(tx)
  const byProject = Map.groupBy(months, (row) => row.projectId)
  return {
    year: versions[0].year,
    projects: projects.map(({ projectId, projectNo, version, ...registered }) => ({
      projectId,
      projectNo,
      version,
      registered,
      months: (byProject.get(projectId) ?? []).map(({ projectId: _projectId, ...line }) => line),
    })),
  }
}
