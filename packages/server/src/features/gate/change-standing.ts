import type { GateSheet } from '@ballast/contract/gate.ts'
import type { Standing } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { changeLife } from './change-life.ts'
import { openPlan, writeStanding } from './gate.queries.ts'

/** Suspends, stops, withdraws or resumes a project. What it puts at risk of the plan is kept with the change; the plan itself stays. */
export async function changeStanding(
  tx: WriteTx,
  ctx: Context,
  given: { projectId: Uuid; ifMatch: bigint; to: Standing; sinceOn: PlainDate; reason: string },
): Promise<GateSheet> {
  const { projectId, ifMatch, to, sinceOn, reason } = given
  const { zoneId } = ctx.zone
  const request = {
    projectId,
    action: 'gate.change-standing',
    ifMatch,
    seen: (life: { record: { version: bigint } }) => life.record.version,
  } as const
  return changeLife(tx, ctx, request, async ({ standing: from }) => {
    const today = businessDate(ctx)
    refuseIfAny('gate.refused', [
      ...(from === to ? [{ code: 'gate.same-standing' }] : []),
      ...(sinceOn > today ? [{ code: 'gate.after-today', params: { on: sinceOn, today }, at: 'sinceOn' }] : []),
    ])
    const openPlanFen = await openPlan(tx, zoneId, projectId, sinceOn)
    await writeStanding(tx, zoneId, projectId, { from, to, sinceOn, reason, openPlanFen, by: ctx.user.login, at: ctx.clock.now() })
    return { before: { standing: from }, after: { standing: to, reason, openPlan: formatYuan(openPlanFen) } }
  })
}
