import type { ProjectUpdate } from '@ballast/contract/my-projects.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { actorName, notify } from '../notification/index.ts'
import { hasProject, insertUpdate, readFollowers, readUpdates, saveFollower } from './project-update.queries.ts'

/** Refuses a project that the action does not reach as one that is not there. */
async function requireProject(tx: ReadTx, ctx: Context, action: RouteId, projectId: Uuid): Promise<void> {
  if (!(await hasProject(tx, ctx.zone.zoneId, projectId, projectsInReach(ctx, action)))) throw new Refusal('project.not-found')
}

/** Every line that was written about a project, newest first, and who follows it. */
export async function listUpdates(tx: ReadTx, ctx: Context, projectId: Uuid): Promise<{ updates: ProjectUpdate[]; followers: string[] }> {
  const { zoneId } = ctx.zone
  await requireProject(tx, ctx, 'project-update.list', projectId)
  return { updates: await readUpdates(tx, zoneId, projectId), followers: await readFollowers(tx, zoneId, projectId, ctx.locale) }
}

/** Says in one sentence how a project stands; what was said before stays. */
export async function writeUpdate(tx: WriteTx, ctx: Context, projectId: Uuid, text: string): Promise<ProjectUpdate> {
  await requireProject(tx, ctx, 'project-update.write', projectId)
  const update = { updateId: newId(), text, by: ctx.user.login, byName: ctx.user.nameZh, at: ctx.clock.now() }
  await insertUpdate(tx, ctx.zone.zoneId, projectId, update)
  await recordAudit(tx, ctx, { action: 'project-update.write', subjectType: 'project', subjectId: projectId, after: { update: text } })
  await notify(tx, ctx, {
    kind: 'project-updated',
    key: `project-update:${update.updateId}`,
    subject: { type: 'project', id: projectId },
    projectId,
    link: `/projects/${projectId}`,
    params: { by: actorName(ctx.user), text },
    to: { followers: true },
  })
  return update
}

/** Follows a project, or stops to; done again it changes nothing. */
export async function follow(
  tx: WriteTx,
  ctx: Context,
  projectId: Uuid,
  isFollowed: boolean,
): Promise<{ projectId: Uuid; isFollowed: boolean }> {
  const action = isFollowed ? 'project.follow' : 'project.unfollow'
  await requireProject(tx, ctx, action, projectId)
  const isChanged = await saveFollower(tx, { zoneId: ctx.zone.zoneId, projectId, userId: ctx.user.userId }, isFollowed)
  const sides = { before: { isFollowed: !isFollowed }, after: { isFollowed } }
  if (isChanged) await recordAudit(tx, ctx, { action, subjectType: 'project', subjectId: projectId, ...sides })
  return { projectId, isFollowed }
}
