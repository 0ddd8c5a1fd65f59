import type { Baseline } from '@ballast/contract/gantt.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { refusingRaces } from '../../platform/row-save.ts'
import { deleteBaseline, insertBaseline, isNameTaken, readBaselines } from './baseline.queries.ts'

export async function findBaseline(tx: ReadTx, ctx: Context, baselineId: Uuid): Promise<Baseline> {
  const [found] = await readBaselines(tx, ctx.zone.zoneId, baselineId)
  if (found === undefined) throw new Refusal('baseline.not-found')
  return found
}

/** Keeps all planned dates as they are, under a name of its own. */
export async function takeBaseline(tx: WriteTx, ctx: Context, name: string): Promise<Baseline> {
  if (await isNameTaken(tx, ctx.zone.zoneId, name)) {
    throw new Refusal('baseline.name-taken', [{ code: 'baseline.name-taken', params: { name }, at: 'name' }])
  }
  const { baselineId, dates } = await keepDates(tx, ctx, { name, versionId: null, action: 'baseline.take' })
  if (dates === 0) throw new Refusal('baseline.nothing-planned')
  return findBaseline(tx, ctx, baselineId)
}

/** Keeps the planned dates on which a plan came into force. */
export async function takeBaselineOfPlan(
  tx: WriteTx,
  ctx: Context,
  { versionId, year, number }: { versionId: Uuid; year: number; number: number },
): Promise<void> {
  await keepDates(tx, ctx, { name: `${year} 年计划第 ${number} 版`, versionId, action: 'plan.adopt' })
}

async function keepDates(tx: WriteTx, ctx: Context, { name, versionId, action }: { name: string; versionId: Uuid | null; action: string }) {
  const baselineId = newId()
  const given = { baselineId, name, versionId, by: ctx.user.login, at: ctx.clock.now() }
  const kept = await refusingRaces(() => insertBaseline(tx, ctx.zone.zoneId, given))
  await recordAudit(tx, ctx, { action, subjectType: 'gate_baseline', subjectId: baselineId, before: null, after: { name, ...kept } })
  return { baselineId, ...kept }
}

export async function removeBaseline(tx: WriteTx, ctx: Context, baselineId: Uuid): Promise<{ baselineId: Uuid }> {
  const { name, plan, takenBy, takenAt, projects } = await findBaseline(tx, ctx, baselineId)
  if (plan !== null) {
    throw new Refusal('baseline.belongs-to-plan', [
      { code: 'baseline.belongs-to-plan', params: { year: String(plan.year), number: plan.number } },
    ])
  }
  await deleteBaseline(tx, ctx.zone.zoneId, baselineId)
  await recordAudit(tx, ctx, {
    action: 'baseline.remove',
    subjectType: 'gate_baseline',
    subjectId: baselineId,
    before: { name, takenBy, takenAt, projects },
    after: null,
  })
  return { baselineId }
}
