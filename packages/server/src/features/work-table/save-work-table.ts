import type { RouteInput, RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import type { PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { savePlanProjects } from '../plan/index.ts'
import { registeredComposition, withMonthAmounts } from './month-amount.ts'
import { holdPlannedProjects, type PlannedProject } from './work-table.queries.ts'
import { workTableRows } from './work-table.view.ts'

type Body = RouteInput<Routes['work-table.save']>['body']
type Answer = RouteResponse<Routes['work-table.save']>

const atRow = (reason: Reason, index: number): Reason => ({
  ...reason,
  at: reason.at === undefined ? `rows.${index}` : `rows.${index}.${reason.at}`,
})

function refuseIfAnyRow(reasons: readonly Reason[]): void {
  if (reasons.length === 0) return
  const count = new Set(reasons.map((reason) => reason.at?.split('.')[1])).size
  throw new Refusal('work-table.rows-refused', [{ code: 'work-table.rows-refused', params: { count } }, ...reasons])
}

/** Saves every row or none; a reason names its row and field ("rows.3.months.2024-05"). */
export async function saveWorkTable(tx: WriteTx, ctx: Context, versionId: Uuid, { part, rows }: Body): Promise<Answer> {
  const { zoneId } = ctx.zone
  const ids = rows.map((row) => row.projectId as Uuid)
  const { year, projects } = await holdPlannedProjects(tx, zoneId, versionId, ids)
  const held = new Map(projects.map((project) => [project.projectId, project]))
  await refuseStale(tx, ctx, { versionId, year }, part, rows, held)
  const planned = rows.map((row): PlanProjectRow => {
    const project = held.get(row.projectId as Uuid) as PlannedProject
    const amounts = new Map(Object.entries(row.months).map(([month, yuan]) => [month as YearMonth, parseYuan(yuan)]))
    return {
      projectNo: project.projectNo,
      ...(row.annualYuan === undefined ? {} : { annualFen: parseYuan(row.annualYuan) }),
      ...(amounts.size === 0
        ? {}
        : { months: withMonthAmounts(project.months, part, amounts, registeredComposition(project.registered)), profile: 'custom' }),
    }
  })
  const outcomes = await savePlanProjects(tx, ctx, versionId, planned, { action: 'work-table.save' })
  refuseIfAnyRow(outcomes.flatMap((outcome, index) => outcome.reasons.map((reason) => atRow(reason, index))))
  const after = new Map(
    (await holdPlannedProjects(tx, zoneId, versionId, ids)).projects.map((project) => [project.projectId, project.version]),
  )
  return {
    rows: rows.map(({ projectId }, index) => ({
      projectId,
      version: String(after.get(projectId as Uuid)),
      outcome: outcomes[index]?.outcome === 'unchanged' ? 'unchanged' : 'changed',
      changes: [...(outcomes[index]?.changes ?? [])],
    })),
  }
}

/** Projects that are no longer in the plan, named twice, or changed by somebody else; the answer carries the latter as they stand now. */
async function refuseStale(
  tx: WriteTx,
  ctx: Context,
  plan: { versionId: Uuid; year: number },
  part: Body['part'],
  rows: Body['rows'],
  held: ReadonlyMap<Uuid, PlannedProject>,
): Promise<void> {
  const missing: Reason[] = []
  const stale: Reason[] = []
  const staleIds: Uuid[] = []
  const seen = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const project = held.get(row.projectId as Uuid)
    if (project === undefined) missing.push(atRow({ code: 'plan.project-not-found' }, index))
    else if (seen.has(row.projectId)) missing.push(atRow({ code: 'work-table.row-twice' }, index))
    else if (project.version !== BigInt(row.version)) {
      stale.push(atRow({ code: 'changed-meanwhile' }, index))
      staleIds.push(project.projectId)
    }
    seen.add(row.projectId)
  }
  refuseIfAnyRow(missing)
  if (stale.length === 0) return
  const current = await workTableRows(tx, ctx.zone.zoneId, plan, part, staleIds)
  throw new Refusal('changed-meanwhile', stale, { current: Object.fromEntries(current.map((row) => [row.projectId, row])) })
}
