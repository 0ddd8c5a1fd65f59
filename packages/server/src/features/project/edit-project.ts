import type { Project, ProjectPatch } from '@ballast/contract/project.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { prepareProjects, type PreparedProject } from './prepare-projects.ts'
import { rowOfPatch } from './project-patch.ts'
import { findProject, showProject } from './show-project.ts'
import { writePrepared, type Slip } from './write-projects.ts'

export async function editProject(
  tx: WriteTx,
  ctx: Context,
  request: { readonly projectId: Uuid; readonly version: bigint; readonly changes: ProjectPatch },
  saving: { readonly action: RouteId; readonly slip?: Slip } = { action: 'project.edit' },
): Promise<Project> {
  const { projectId, version, changes } = request
  const before = await findProject(tx, ctx, projectId)
  if (before.version !== version) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showProject(tx, ctx, projectId) })
  }
  const entry = { before, row: rowOfPatch(before.facts.projectNo, changes) }
  const [prepared] = (await prepareProjects(tx, ctx.zone.zoneId, [entry], {})) as [PreparedProject]
  refuseIfAny('project.refused', prepared.faults)
  await writePrepared(tx, ctx, [prepared], saving.action, saving.slip)
  return showProject(tx, ctx, projectId)
}
