import type { ReportSettings } from '@ballast/contract/period.ts'
import type { PeriodRule } from '@ballast/domain/report/period.ts'
import type { ReportRule, Severity } from '@ballast/domain/report/rules.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { holdPeriod, readCalendarRule, readRules } from './period.queries.ts'

export async function readSettings(tx: ReadTx, ctx: Context): Promise<ReportSettings> {
  const { version, ...calendar } = await readCalendarRule(tx, ctx.zone.zoneId)
  return {
    calendar: { ...calendar, version: version.toString() },
    rules: (await readRules(tx, ctx.zone.zoneId)).map((rule) => ({
      ...rule,
      version: rule.version.toString(),
      refused: Number(rule.refused),
      accepted: Number(rule.accepted),
    })),
  }
}

const changedMeanwhile = async (tx: ReadTx, ctx: Context): Promise<Refusal> =>
  new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await readSettings(tx, ctx) })

/** Lays down when reports open, are due and close; periods that are open keep their dates. */
export async function editCalendar(
  tx: WriteTx,
  ctx: Context,
  given: PeriodRule & { citation: string | null; version: bigint },
): Promise<ReportSettings> {
  const { zoneId } = ctx.zone
  const { opensAfter, dueAfter, closesAfter, joinsJanuary, citation, version } = given
  await holdPeriod(tx, zoneId, 'alone')
  const { version: current, ...before } = await readCalendarRule(tx, zoneId)
  if (current !== version) throw await changedMeanwhile(tx, ctx)
  refuseIfAny('period.refused', [
    ...(dueAfter < opensAfter ? [{ code: 'period.days-order', at: 'dueAfter' }] : []),
    ...(closesAfter < dueAfter ? [{ code: 'period.days-order', at: 'closesAfter' }] : []),
  ])
  const values = {
    opens_after: opensAfter,
    due_after: dueAfter,
    closes_after: closesAfter,
    joins_january: joinsJanuary,
    citation,
    version: version + 1n,
  }
  await tx
    .insertInto('report_calendar')
    .values({ zone_id: zoneId, ...values })
    .onConflict((conflict) => conflict.column('zone_id').doUpdateSet(values))
    .execute()
  await recordAudit(tx, ctx, {
    action: 'period.edit-calendar',
    subjectType: 'report-settings',
    subjectId: 'calendar',
    before,
    after: { opensAfter, dueAfter, closesAfter, joinsJanuary, citation },
  })
  return readSettings(tx, ctx)
}

/** Makes a rule refuse, ask for a reason, or be silent. */
export async function editRule(
  tx: WriteTx,
  ctx: Context,
  given: { rule: ReportRule; severity: Severity; version: bigint },
): Promise<ReportSettings> {
  const { zoneId } = ctx.zone
  const { rule, severity, version } = given
  await holdPeriod(tx, zoneId, 'alone')
  const before = (await readRules(tx, zoneId)).find((one) => one.rule === rule)
  if (before?.version !== version) throw await changedMeanwhile(tx, ctx)
  const values = { severity, version: version + 1n }
  await tx
    .insertInto('report_rule')
    .values({ zone_id: zoneId, rule, ...values })
    .onConflict((conflict) => conflict.columns(['zone_id', 'rule']).doUpdateSet(values))
    .execute()
  await recordAudit(tx, ctx, {
    action: 'period.edit-rule',
    subjectType: 'report-settings',
    subjectId: rule,
    before: { severity: before.severity },
    after: { severity },
  })
  return readSettings(tx, ctx)
}
