import type { FiguresMonth } from '@ballast/contract/reconciliation.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { firstDayOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { hasCode } from '../code-list/index.ts'
import { findStanding } from '../dispatch/index.ts'
import { planVersionOf } from '../project/index.ts'
import { monthFigures, type MonthFigures } from './figures.view.ts'

const yuanOrNull = (amount: bigint | null): string | null => (amount === null ? null : formatYuan(amount))

function shown({
  month,
  planFen,
  dispatchedFen,
  reportedFen,
  correctedFen,
  dispatchedOfReturnFen,
  landPaidFen,
  landReportedFen,
  state,
  files,
  ...reason
}: MonthFigures): FiguresMonth {
  const { reasonCode, note, by, at, version } = reason
  return {
    month,
    planYuan: yuanOrNull(planFen),
    dispatchedYuan: yuanOrNull(dispatchedFen),
    reportedYuan: yuanOrNull(reportedFen),
    correctedYuan: formatYuan(correctedFen),
    differenceYuan: reportedFen === null ? null : formatYuan(reportedFen + correctedFen - dispatchedOfReturnFen),
    landPaidYuan: formatYuan(landPaidFen),
    landReportedYuan: yuanOrNull(landReportedFen),
    state,
    files: Number(files),
    reason:
      reasonCode === null || by === null || at === null || version === null
        ? null
        : { reasonCode, note, by, at, version: version.toString() },
  }
}

/** The three figures of a project, month by month. */
export async function readMonths(tx: ReadTx, ctx: Context, projectId: Uuid, year: number, action: RouteId = 'reconciliation.months') {
  const { zoneId } = ctx.zone
  if ((await findStanding(tx, zoneId, projectId, projectsInReach(ctx, action))) === undefined) throw new Refusal('project.not-found')
  const months = await monthFigures(tx, zoneId, projectId, { year, versionId: await planVersionOf(tx, zoneId, year) })
  return { projectId, year, months: months.map(shown) }
}

/** Answers for the difference of a month. */
export async function explainDifference(
  tx: WriteTx,
  ctx: Context,
  given: { projectId: Uuid; month: YearMonth; reasonCode: string; note: string | null; ifMatch: bigint },
) {
  const { zoneId } = ctx.zone
  const { projectId, month, reasonCode, note, ifMatch } = given
  const { months } = await readMonths(tx, ctx, projectId, yearOf(month), 'reconciliation.explain')
  const before = months.find((one) => one.month === month)?.reason ?? null
  if (!(await hasCode(tx, zoneId, 'difference-reason', reasonCode))) {
    throw new Refusal('reconciliation.refused', [{ code: 'report.no-such-reason', params: { code: reasonCode }, at: 'reasonCode' }])
  }
  const values = { reason_code: reasonCode, note, given_by: ctx.user.login, given_at: ctx.clock.now(), version: ifMatch + 1n }
  const written =
    ifMatch === 0n
      ? await tx
          .insertInto('difference_reason')
          .values({ zone_id: zoneId, project_id: projectId, month_ym: firstDayOf(month), ...values })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .execute()
      : await tx
          .updateTable('difference_reason')
          .set(values)
          .where('zone_id', '=', zoneId)
          .where('project_id', '=', projectId)
          .where('month_ym', '=', firstDayOf(month))
          .where('version', '=', ifMatch)
          .returning('version')
          .execute()
  const current = await readMonths(tx, ctx, projectId, yearOf(month), 'reconciliation.explain')
  if (written.length === 0) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  await recordAudit(tx, ctx, {
    action: 'reconciliation.explain',
    subjectType: 'return',
    subjectId: `${projectId} ${month}`,
    before: before === null ? null : { reasonCode: before.reasonCode, note: before.note },
    after: { reasonCode, note },
  })
  return current
}
