import type { GateSheet } from '@ballast/contract/gate.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { lockLife } from './gate.queries.ts'
import { loadLife, type LoadedLife } from './load-life.ts'
import { showGates } from './show-gates.ts'

/** What a change says of itself in the audit trail: fields of the project, before and after. */
export interface LifeChange {
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

/**
 * One change of a project's gates. Whoever changes the same project waits, then sees what the other did; if it touched what this
 * change was decided on, the change is refused with the gates as they are now.
 * @param seen finds the version of what is being changed; the request has to have seen this one
 */
export async function changeLife(
  tx: WriteTx,
  ctx: Context,
  request: { projectId: Uuid; action: RouteId; ifMatch: bigint; seen: (life: LoadedLife) => bigint },
  work: (life: LoadedLife) => Promise<LifeChange>,
): Promise<GateSheet> {
  const { projectId, action, ifMatch, seen } = request
  await lockLife(tx, projectId)
  const life = await loadLife(tx, ctx.zone.zoneId, projectId)
  if (seen(life) !== ifMatch) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showGates(tx, ctx, projectId) })
  }
  const { before, after } = await work(life)
  await recordAudit(tx, ctx, { action, subjectType: 'project', subjectId: projectId, before, after })
  return showGates(tx, ctx, projectId)
}
