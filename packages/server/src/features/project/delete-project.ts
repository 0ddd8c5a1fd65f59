import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { projectFieldTexts } from '@ballast/domain/project/project-facts.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { refusingRaces } from '../../platform/row-save.ts'
import { evidenceCount } from '../evidence/index.ts'
import { computingOfProject, plansWithProject, removeProject } from './project.queries.ts'
import { findProject, showProject } from './show-project.ts'

/** A project that stands in a plan, whatever the plan's state, that has evidence, or that computing power was granted or used for, is part of the record and stays. */
export async function deleteProject(tx: WriteTx, ctx: Context, projectId: Uuid, version: bigint): Promise<{ projectId: Uuid }> {
  const { facts } = await findProject(tx, ctx, projectId)
  const plans = await plansWithProject(tx, ctx.zone.zoneId, projectId)
  const files = await evidenceCount(tx, ctx.zone.zoneId, projectId)
  const { centres, applications, jobs } = await computingOfProject(tx, ctx.zone.zoneId, projectId)
  refuseIfAny('project.in-use', [
    ...plans.map((plan) => ({ code: 'project.stands-in-plan', params: { year: plan.year, title: plan.title } })),
    ...centres.map((centre) => ({ code: 'project.builds-centre', params: { centre } })),
    ...(applications + jobs === 0 ? [] : [{ code: 'project.has-computing', params: { applications, jobs } }]),
    ...(files === 0 ? [] : [{ code: 'project.has-evidence', params: { count: files } }]),
  ])
  const isRemoved = await refusingRaces(() => removeProject(tx, ctx.zone.zoneId, projectId, version))
  if (!isRemoved) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showProject(tx, ctx, projectId) })
  }
  const before = Object.fromEntries([...projectFieldTexts(facts)].filter(([, text]) => text !== null))
  await recordAudit(tx, ctx, { action: 'project.delete', subjectType: 'project', subjectId: projectId, before, after: null })
  return { projectId }
}
