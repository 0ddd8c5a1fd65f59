import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import type { PlanProjectRow, PlanShareRow, ShareMethod } from '@ballast/domain/plan/plan-row.ts'
import { areaWeight, sharesByWeight } from '@ballast/domain/plan/share.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { claimRow, refuseRefused } from './edit-content.ts'
import { deleteContent, projectsByNo, readProjects } from './plan-content.queries.ts'
import { holdDraft } from './plan.queries.ts'
import { projectPlan } from './project-plan.view.ts'
import { savePlanProjects } from './save-plan-projects.ts'

interface ProjectClaim {
  readonly versionId: Uuid
  readonly projectId: Uuid
  readonly ifMatch: bigint | undefined
}

export async function addProject(tx: WriteTx, ctx: Context, versionId: Uuid, row: PlanProjectRow): Promise<ProjectPlan> {
  const { zoneId } = ctx.zone
  const projectId = (await projectsByNo(tx, zoneId, [row.projectNo])).get(row.projectNo)
  if (projectId !== undefined && (await readProjects(tx, zoneId, versionId, [projectId])).length > 0) {
    throw new Refusal('plan.row-refused', [{ code: 'plan.project-already-planned', params: { projectNo: row.projectNo } }])
  }
  refuseRefused(await savePlanProjects(tx, ctx, versionId, [row], { action: 'plan.add-project' }))
  return projectPlan(tx, zoneId, versionId, projectId as Uuid)
}

async function claimProject(tx: WriteTx, ctx: Context, claim: ProjectClaim): Promise<ProjectPlan> {
  const { zoneId } = ctx.zone
  const { versionId, projectId, ifMatch } = claim
  await holdDraft(tx, zoneId, versionId)
  const read = () => projectPlan(tx, zoneId, versionId, projectId)
  await claimRow(tx, zoneId, { versionId, table: 'plan_project', id: projectId, ifMatch }, read)
  return read()
}

export async function editProjectPlan(
  tx: WriteTx,
  ctx: Context,
  claim: ProjectClaim,
  change: Omit<PlanProjectRow, 'projectNo'>,
): Promise<ProjectPlan> {
  const { projectNo } = await claimProject(tx, ctx, claim)
  refuseRefused(await savePlanProjects(tx, ctx, claim.versionId, [{ ...change, projectNo }], { action: 'plan.edit-project' }))
  return projectPlan(tx, ctx.zone.zoneId, claim.versionId, claim.projectId)
}

/** Divides a project's plan over parcels: in proportion to what it uses of its parcels in the register, or as given. */
export async function placeProject(
  tx: WriteTx,
  ctx: Context,
  claim: ProjectClaim,
  given: { method: ShareMethod; shares: readonly Omit<PlanShareRow, 'method'>[] },
): Promise<ProjectPlan> {
  const before = await claimProject(tx, ctx, claim)
  const shares =
    given.method === 'by_hand' ? given.shares.map((share) => ({ ...share, method: given.method })) : byUse(before, given.method)
  refuseRefused(await savePlanProjects(tx, ctx, claim.versionId, [{ projectNo: before.projectNo, shares }], { action: 'plan.place' }))
  return projectPlan(tx, ctx.zone.zoneId, claim.versionId, claim.projectId)
}

function byUse({ places, projectNo }: ProjectPlan, method: 'area' | 'floor_area'): PlanShareRow[] {
  const weights = places.map((place) => areaWeight(method === 'area' ? place.areaM2 : place.floorAreaM2))
  if (weights.every((weight) => weight === 0n)) {
    throw new Refusal('plan.row-refused', [{ code: 'plan.no-area-to-share-by', params: { projectNo }, at: 'method' }])
  }
  const shares = sharesByWeight(weights)
  return places
    .map((place, index) => ({ parcel: place.parcel, sharePpm: shares[index] as bigint, method }))
    .filter((share) => share.sharePpm > 0n)
}

export async function removeProject(tx: WriteTx, ctx: Context, claim: ProjectClaim): Promise<{ projectId: Uuid }> {
  const before = await claimProject(tx, ctx, claim)
  await deleteContent(tx, ctx.zone.zoneId, claim.versionId, 'plan_project', [claim.projectId])
  await recordAudit(tx, ctx, {
    action: 'plan.remove-project',
    subjectType: 'plan_project',
    subjectId: `${claim.versionId}/${claim.projectId}`,
    before: { projectNo: before.projectNo, annualYuan: before.annualYuan, months: before.months, shares: before.shares },
  })
  return { projectId: claim.projectId }
}
