import type { Project, ProjectPatch } from '@ballast/contract/project.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { prepareProjects, type PreparedProject } from './prepare-projects.ts'
import { rowOfPatch } from './project-patch.ts'
import { showProject } from './show-project.ts'
import { writePrepared } from './write-projects.ts'

export async function createProject(tx: WriteTx, ctx: Context, given: ProjectPatch & { projectNo: string }): Promise<Project> {
  const entry = { before: undefined, row: rowOfPatch(given.projectNo, given) }
  const [prepared] = (await prepareProjects(tx, ctx.zone.zoneId, [entry], {})) as [PreparedProject]
  refuseIfAny('project.refused', prepared.faults)
  await writePrepared(tx, ctx, [prepared], 'project.create')
  return showProject(tx, ctx, prepared.projectId)
}
