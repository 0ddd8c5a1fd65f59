import type { ActionPlanRow } from '@ballast/contract/action.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { monthOfYear, monthsKnown } from '@ballast/forecast/input.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { inThread } from '../../platform/thread.ts'
import { findRun } from '../forecast/index.ts'
import { actorName } from '../notification/index.ts'
import type { PlanTask } from './make-plan.ts'
import { findPlan, insertPlan, managersOf, movePlan } from './plan.queries.ts'
import { PRESET_FACTS } from './preset.ts'
import { measuredOf, settingOn } from './setting.queries.ts'
import { engineSettings } from './settings.ts'
import { planRow } from './shown-plan.ts'

export const planKey = (zoneId: Uuid, planId: Uuid): string => `actions ${zoneId} ${planId}`

const YEAR_MONTHS = 12
/** Steps that a plan has before its thread has counted them. */
const UNCOUNTED = 100
/** Often enough for a bar that moves, rarely enough to ask little of the database. */
const TELL_MS = 300

/** Begins to compute a plan on a forecast; the answer does not wait for it. The forecast's own draws and seed, so that its base is the forecast. */
export async function startPlan(database: Database, ctx: Context, runId: Uuid): Promise<ActionPlanRow> {
  const { zoneId } = ctx.zone
  const planId = newId()
  const { task, row } = await database.write(zoneId, async (tx) => {
    const run = await findRun(tx, zoneId, runId)
    const firstMonth = Math.max(1, monthOfYear(run.year, businessDate(ctx)))
    refuseIfAny('action.refused', [
      ...(run.targetFen === null ? [{ code: 'action.no-target' }] : []),
      ...(monthsKnown(run) === YEAR_MONTHS || firstMonth > YEAR_MONTHS ? [{ code: 'action.year-over', params: { asOf: run.asOf } }] : []),
    ])
    const facts = (await settingOn(tx, zoneId, businessDate(ctx)))?.facts ?? PRESET_FACTS
    const measured = await measuredOf(tx, zoneId)
    const by = { by: ctx.user.login, byName: actorName(ctx.user).zh, at: ctx.clock.now() }
    if (!(await insertPlan(tx, zoneId, { planId, runId, total: UNCOUNTED, basis: { facts, measured }, ...by })))
      throw new Refusal('action.refused', [{ code: 'action.busy' }])
    await recordAudit(tx, ctx, { action: 'action.plan', subjectType: 'action_plan', subjectId: planId, after: { runId, asOf: run.asOf } })
    const made: PlanTask = {
      input: run.input,
      draws: Number(run.draws),
      seed: Number(run.seed),
      settings: engineSettings(facts, measured),
      managers: await managersOf(tx, zoneId),
      firstMonth,
    }
    return { task: made, row: planRow(ctx, await findPlan(tx, zoneId, planId)) }
  })
  jobsOf(database).start(planKey(zoneId, planId), (signal) => computePlan(database, ctx, planId, task, signal))
  return row
}

async function computePlan(database: Database, ctx: Context, planId: Uuid, task: PlanTask, signal: AbortSignal): Promise<void> {
  const { zoneId } = ctx.zone
  const end = (state: 'done' | 'failed' | 'cancelled', given: { reasons?: readonly Reason[]; result?: string }) =>
    database.write(zoneId, (tx) => movePlan(tx, zoneId, planId, { end: { state, at: ctx.clock.now(), ...given } }))
  try {
    const result = await inThread(new URL('./action.worker.ts', import.meta.url), task, signal, progress(database, zoneId, planId))
    await end('done', { result })
  } catch (error) {
    const isCancelled = signal.aborted
    if (!isCancelled && !(error instanceof Refusal)) console.error(`action plan ${planId} failed (request ${ctx.requestId})`, error)
    const reasons = error instanceof Refusal && error.reasons.length > 0 ? error.reasons : [{ code: 'action.failed' }]
    await (isCancelled ? end('cancelled', { reasons: [{ code: 'action.cancelled' }] }) : end('failed', { reasons }))
      // The database itself is gone: there is nobody left to tell, and a start marks the plan as interrupted.
      .catch(() => undefined)
  }
}

/** Writes down how far the thread is, one write at a time. */
function progress(database: Database, zoneId: Uuid, planId: Uuid): (done: number, total: number | undefined) => void {
  let told = performance.now()
  let isTelling = false
  return (done, total) => {
    if (isTelling || performance.now() - told < TELL_MS) return
    isTelling = true
    told = performance.now()
    void database
      .write(zoneId, (tx) => movePlan(tx, zoneId, planId, { done, total }))
      .catch(() => undefined)
      .finally(() => (isTelling = false))
  }
}

/** Stops the computing wherever it is; a plan that is over stays as it ended. */
export async function cancelPlan(database: Database, ctx: Context, planId: Uuid): Promise<ActionPlanRow> {
  const { zoneId } = ctx.zone
  const answer = await database.write(zoneId, async (tx) => {
    await findPlan(tx, zoneId, planId)
    const end = { state: 'cancelled' as const, at: ctx.clock.now(), reasons: [{ code: 'action.cancelled' }] }
    if (await movePlan(tx, zoneId, planId, { end }))
      await recordAudit(tx, ctx, { action: 'action.cancel', subjectType: 'action_plan', subjectId: planId })
    return findPlan(tx, zoneId, planId)
  })
  jobsOf(database).cancel(planKey(zoneId, planId))
  return planRow(ctx, answer)
}
