import type { ProjectFunds } from '@ballast/contract/fund.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { balanceOf, overdrawnOn, type FundBalance } from '@ballast/domain/fund/balance.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { findStanding } from '../dispatch/index.ts'
import { insertMovements, lockFunds, readMovements, withdrawMovement, type MovementFacts, type MovementRecord } from './fund.queries.ts'

async function requireProject(tx: ReadTx, ctx: Context, projectId: Uuid, action: RouteId): Promise<void> {
  const standing = await findStanding(tx, ctx.zone.zoneId, projectId, projectsInReach(ctx, action))
  if (standing === undefined) throw new Refusal('project.not-found')
}

const inForce = (movements: readonly MovementRecord[]): MovementRecord[] => movements.filter(({ withdrawnAt }) => withdrawnAt === null)

export const shownBalance = ({ releasedFen, spentFen, idleFen, idleSince, daysIdle }: FundBalance) => ({
  releasedYuan: formatYuan(releasedFen),
  spentYuan: formatYuan(spentFen),
  idleYuan: formatYuan(idleFen),
  idleShare: ratioText(idleFen, releasedFen),
  idleSince,
  daysIdle,
})

export async function showFunds(tx: ReadTx, ctx: Context, projectId: Uuid, action: RouteId = 'fund.show'): Promise<ProjectFunds> {
  await requireProject(tx, ctx, projectId, action)
  const movements = await readMovements(tx, ctx.zone.zoneId, projectId)
  const today = businessDate(ctx)
  return {
    projectId,
    businessOn: today,
    ...shownBalance(balanceOf(inForce(movements), today)),
    movements: movements.map(({ on, fen, withdrawnBy, withdrawnAt, withdrawnReason, files, version, ...movement }) => ({
      ...movement,
      movedOn: on,
      amountYuan: formatYuan(fen),
      version: version.toString(),
      files: Number(files),
      withdrawn:
        withdrawnBy === null || withdrawnAt === null || withdrawnReason === null
          ? null
          : { by: withdrawnBy, at: withdrawnAt, reason: withdrawnReason },
    })),
  }
}

/** What the audit trail says of a movement. */
export const sideOf = ({ kind, on, fen, source, batch }: MovementFacts) => ({
  'fund.kind': kind,
  'fund.movedOn': on,
  'fund.amountYuan': formatYuan(fen),
  ...(source === null ? {} : { 'fund.source': source }),
  ...(batch === null ? {} : { 'fund.batch': batch }),
})

function overdrawn(movements: readonly MovementFacts[], at: string): Reason[] {
  const day = overdrawnOn(movements)
  if (day === null) return []
  const { releasedFen, spentFen } = balanceOf(movements, day)
  return [{ code: 'fund.overdrawn', params: { on: day, released: formatYuan(releasedFen), spent: formatYuan(spentFen) }, at }]
}

/** What is wrong with a movement by itself, and among what else moved: no more is spent than was released, on any day. */
export const faultsOf = (facts: MovementFacts, others: readonly MovementFacts[], today: PlainDate): Reason[] => [
  ...(facts.on > today ? [{ code: 'fund.after-today', params: { on: facts.on, today }, at: 'movedOn' }] : []),
  ...(facts.fen <= 0n ? [{ code: 'fund.not-positive', at: 'amountYuan' }] : []),
  ...(facts.kind === 'spending' && facts.fen > 0n ? overdrawn([...others, facts], 'amountYuan') : []),
]

/** Enters a release or a spending. */
export async function enterMovement(tx: WriteTx, ctx: Context, projectId: Uuid, facts: MovementFacts): Promise<ProjectFunds> {
  const action = facts.kind === 'release' ? 'fund.release' : 'fund.spend'
  await requireProject(tx, ctx, projectId, action)
  await lockFunds(tx, projectId)
  const { zoneId } = ctx.zone
  const others = inForce(await readMovements(tx, zoneId, projectId))
  refuseIfAny('fund.refused', faultsOf(facts, others, businessDate(ctx)))
  await insertMovements(tx, zoneId, [{ projectId, ...facts, sourceKind: 'entered', citation: null }], momentOf(ctx))
  await recordAudit(tx, ctx, { action, subjectType: 'project', subjectId: projectId, before: null, after: sideOf(facts) })
  return showFunds(tx, ctx, projectId, action)
}

export const momentOf = ({ user, clock }: Context) => ({ by: user.login, byName: user.nameZh, at: clock.now() })

/** Takes an entry out of the sums; it stays to be seen, with the reason. A release under what was spent of it stays. */
export async function withdrawEntry(
  tx: WriteTx,
  ctx: Context,
  given: { projectId: Uuid; movementId: Uuid; ifMatch: bigint; reason: string },
): Promise<ProjectFunds> {
  const { projectId, movementId, ifMatch: version, reason } = given
  const action = 'fund.withdraw'
  await requireProject(tx, ctx, projectId, action)
  await lockFunds(tx, projectId)
  const { zoneId } = ctx.zone
  const all = await readMovements(tx, zoneId, projectId)
  const before = all.find((movement) => movement.movementId === movementId)
  if (before === undefined) throw new Refusal('fund.not-found')
  const left = inForce(all).filter((movement) => movement.movementId !== movementId)
  refuseIfAny('fund.refused', before.withdrawnAt === null ? overdrawn(left, 'movementId') : [])
  if (!(await withdrawMovement(tx, zoneId, { movementId, version }, { by: ctx.user.login, at: ctx.clock.now(), reason }))) {
    const current = await showFunds(tx, ctx, projectId, action)
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  }
  await recordAudit(tx, ctx, { action, subjectType: 'project', subjectId: projectId, before: sideOf(before), after: { reason } })
  return showFunds(tx, ctx, projectId, action)
}
