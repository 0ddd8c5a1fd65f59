import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { insertEvents, projectNames, type Audience, type Params } from './event.queries.ts'

/** Something that happened and that people want to know. */
export interface Notice {
  readonly kind: NotificationKind
  /** Names what happened, for ever: told again under the same key, it is told once. */
  readonly key: string
  readonly subject: { readonly type: string; readonly id: string }
  /** The project that it is about; its name is the sentence's {project}, and whoever does not reach it is not told. */
  readonly projectId: Uuid | null
  /** Path of its page in the app. */
  readonly link: string
  /** Values of the sentence `notification.<kind>` of the contract. */
  readonly params: Params
  readonly to: Audience
}

/**
 * Tells people of it, in the transaction in which it happens: both stand or neither does. Who they are, and by which channels they
 * hear of it, is found out after the commit.
 */
export const notify = (tx: WriteTx, ctx: Context, notice: Notice): Promise<void> => notifyAll(tx, ctx, [notice])

export async function notifyAll(tx: WriteTx, ctx: Context, notices: readonly Notice[]): Promise<void> {
  const { zoneId } = ctx.zone
  const names = await projectNames(tx, zoneId, [...new Set(notices.flatMap(({ projectId }) => projectId ?? []))])
  const moment = { actorId: ctx.user.userId, happenedAt: ctx.clock.now() }
  const events = notices.map(({ subject, to, params, projectId, ...notice }) => {
    const project = projectId === null ? undefined : names.get(projectId)
    return {
      ...notice,
      ...moment,
      eventId: newId(),
      subjectType: subject.type,
      subjectId: subject.id,
      projectId,
      params: project === undefined ? params : { ...params, project },
      audience: to,
    }
  })
  await insertEvents(tx, zoneId, events)
}
