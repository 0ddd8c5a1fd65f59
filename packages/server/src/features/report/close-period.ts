import type { ReportPeriod } from '@ballast/contract/period.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { findPeriod, heldPeriod } from './load-period.ts'
import { updatePeriod } from './period.queries.ts'
import { closeReturns } from './return.queries.ts'
import { shownPeriod } from './show-periods.ts'

/**
 * Closes a period: what was verified is final from now on. Refused while a return waits for somebody; what is missing needs a word.
 */
export async function closePeriod(
  tx: WriteTx,
  ctx: Context,
  given: { month: YearMonth; version: bigint; missingReason: string | undefined },
): Promise<ReportPeriod> {
  const { zoneId } = ctx.zone
  const { month, version, missingReason } = given
  const period = await heldPeriod(tx, ctx, month, 'alone')
  const { counts } = await shownPeriod(tx, ctx, period)
  const waiting: Reason[] = (
    [
      ['submitted', counts.submitted],
      ['in_review', counts.inReview],
      ['returned', counts.returned],
    ] as const
  ).flatMap(([state, count]) => (count === 0 ? [] : [{ code: `period.waiting-${state}`, params: { count } }]))
  refuseIfAny('period.refused', [
    ...(period.closedAt === null ? [] : [{ code: 'report.lock-period-closed', params: { month } }]),
    ...(businessDate(ctx) < period.opensOn ? [{ code: 'report.lock-not-open-yet', params: { month, opens: period.opensOn } }] : []),
    ...waiting,
    ...(counts.missing > 0 && !missingReason ? [{ code: 'period.missing', params: { count: counts.missing }, at: 'missingReason' }] : []),
  ])
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  if (!(await updatePeriod(tx, zoneId, { month, version }, { closed_at: moment.at, closed_by: moment.by }))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await shownPeriod(tx, ctx, period) })
  }
  const { returns, totalFen } = await closeReturns(tx, zoneId, month)
  await recordAudit(tx, ctx, {
    action: 'period.close',
    subjectType: 'period',
    subjectId: month,
    before: { closedAt: null },
    after: {
      closedAt: moment.at,
      returns,
      totalYuan: formatYuan(totalFen),
      missing: counts.missing,
      ...(missingReason === undefined ? {} : { missingReason }),
    },
  })
  return shownPeriod(tx, ctx, await findPeriod(tx, ctx, month))
}
