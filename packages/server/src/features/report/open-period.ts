import type { ReportPeriod } from '@ballast/contract/period.ts'
import { layPeriod, periodAfter } from '@ballast/domain/report/period.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { workdayIndex } from '@ballast/domain/shared/workday-index.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { readCalendar } from '../../platform/workday-calendar.ts'
import { caseOf, findPeriod, heldPeriod } from './load-period.ts'
import { holdPeriod, insertPeriod, readCalendarRule, readPeriods, updatePeriod } from './period.queries.ts'
import { shownPeriod } from './show-periods.ts'
import { subjectOf } from './save-returns.ts'

/** Opens the next period, with its dates laid out on the calendar of working days. Periods follow one another; none opens before the last is closed. */
export async function openPeriod(tx: WriteTx, ctx: Context, month: YearMonth): Promise<ReportPeriod> {
  const { zoneId } = ctx.zone
  await holdPeriod(tx, zoneId, 'alone')
  const rule = await readCalendarRule(tx, zoneId)
  const [newest] = await readPeriods(tx, zoneId)
  const next = newest === undefined ? month : periodAfter(newest.month, rule)
  refuseIfAny('period.refused', [
    ...(month === next ? [] : [{ code: 'period.not-next', params: { month, next }, at: 'month' }]),
    ...(newest === undefined || newest.closedAt !== null ? [] : [{ code: 'period.last-open', params: { month: newest.month } }]),
  ])
  const period = layPeriod(month, rule, workdayIndex(await readCalendar(tx, zoneId)))
  if (!(await insertPeriod(tx, zoneId, period))) throw new Refusal('period.refused', [{ code: 'period.there-already', params: { month } }])
  await recordAudit(tx, ctx, { action: 'period.open', subjectType: 'period', subjectId: month, before: null, after: period })
  return shownPeriod(tx, ctx, await findPeriod(tx, ctx, month))
}

/** Moves dates of a period that is not closed. */
export async function editPeriod(
  tx: WriteTx,
  ctx: Context,
  given: { month: YearMonth; version: bigint; dates: { opensOn?: PlainDate; dueOn?: PlainDate; closesOn?: PlainDate }; reason: string },
): Promise<ReportPeriod> {
  const { zoneId } = ctx.zone
  const { month, version, dates, reason } = given
  const period = await heldPeriod(tx, ctx, month, 'alone')
  const { opensOn, dueOn, closesOn } = { ...period, ...dates }
  refuseIfAny('period.refused', [
    ...(period.closedAt === null ? [] : [{ code: 'report.lock-period-closed', params: { month } }]),
    ...(opensOn > dueOn ? [{ code: 'period.due-before-open', at: 'dueOn', params: { opens: opensOn, due: dueOn } }] : []),
    ...(dueOn > closesOn ? [{ code: 'period.close-before-due', at: 'closesOn', params: { due: dueOn, closes: closesOn } }] : []),
  ])
  if (!(await updatePeriod(tx, zoneId, { month, version }, { opens_on: opensOn, due_on: dueOn, closes_on: closesOn }))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await shownPeriod(tx, ctx, period) })
  }
  await recordAudit(tx, ctx, {
    action: 'period.edit',
    subjectType: 'period',
    subjectId: month,
    before: { opensOn: period.opensOn, dueOn: period.dueOn, closesOn: period.closesOn },
    after: { opensOn, dueOn, closesOn, reason },
  })
  return shownPeriod(tx, ctx, await findPeriod(tx, ctx, month))
}

/** Lets one project report until a day after the report was due; the last word about it counts. */
export async function exceptProject(
  tx: WriteTx,
  ctx: Context,
  given: { month: YearMonth; projectId: Uuid; untilOn: PlainDate; reason: string },
): Promise<{ projectId: Uuid; untilOn: PlainDate; reason: string }> {
  const { zoneId } = ctx.zone
  const { month, projectId, untilOn, reason } = given
  const period = await heldPeriod(tx, ctx, month, 'shared')
  const before = await caseOf(tx, ctx, period, 'period.except', projectId)
  refuseIfAny('period.refused', [
    ...(period.closedAt === null ? [] : [{ code: 'report.lock-period-closed', params: { month } }]),
    ...(untilOn <= period.dueOn ? [{ code: 'period.exception-early', at: 'untilOn', params: { due: period.dueOn } }] : []),
    ...(untilOn > period.closesOn ? [{ code: 'period.exception-late', at: 'untilOn', params: { closes: period.closesOn } }] : []),
  ])
  const values = { until_on: untilOn, reason, granted_by: ctx.user.login, granted_at: ctx.clock.now() }
  await tx
    .insertInto('report_exception')
    .values({ zone_id: zoneId, project_id: projectId, month_ym: `${month}-01` as PlainDate, ...values })
    .onConflict((conflict) => conflict.columns(['zone_id', 'project_id', 'month_ym']).doUpdateSet(values))
    .execute()
  await recordAudit(tx, ctx, {
    action: 'period.except',
    subjectType: 'return',
    subjectId: subjectOf(projectId, month),
    before: { untilOn: before.exceptionUntil },
    after: { untilOn, reason },
  })
  return { projectId, untilOn, reason }
}
