import type { ReportPeriod } from '@ballast/contract/period.ts'
import { periodAfter, periodOf } from '@ballast/domain/report/period.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { addMonths, monthOfDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { countReturns, type PeriodCounts } from './period-counts.view.ts'
import { readCalendarRule, readPeriods, type PeriodRecord } from './period.queries.ts'

const NONE = {
  due: 0n,
  handedIn: 0n,
  draft: 0n,
  submitted: 0n,
  inReview: 0n,
  returned: 0n,
  verified: 0n,
  closed: 0n,
  reportedFen: 0n as Fen,
}

const counts = (tx: ReadTx, ctx: Context, months: readonly YearMonth[]) =>
  countReturns(tx, ctx.zone.zoneId, months, projectsInReach(ctx, 'period.list'))

function shown(period: PeriodRecord, counted: Omit<PeriodCounts, 'month'> = NONE): ReportPeriod {
  const { month, firstMonth, opensOn, dueOn, closesOn, closedAt, closedBy, version } = period
  const { due, handedIn, reportedFen, ...states } = counted
  return {
    month,
    firstMonth,
    opensOn,
    dueOn,
    closesOn,
    closedAt,
    closedBy,
    version: version.toString(),
    counts: {
      due: Number(due),
      missing: Number(due - handedIn),
      draft: Number(states.draft),
      submitted: Number(states.submitted),
      inReview: Number(states.inReview),
      returned: Number(states.returned),
      verified: Number(states.verified),
      closed: Number(states.closed),
    },
    reportedYuan: formatYuan(reportedFen),
  }
}

export async function shownPeriod(tx: ReadTx, ctx: Context, period: PeriodRecord): Promise<ReportPeriod> {
  return shown(period, (await counts(tx, ctx, [period.month])).get(period.month))
}

export async function listPeriods(tx: ReadTx, ctx: Context): Promise<{ businessOn: string; periods: ReportPeriod[]; next: YearMonth }> {
  const { zoneId } = ctx.zone
  const periods = await readPeriods(tx, zoneId)
  const rule = await readCalendarRule(tx, zoneId)
  const counted = await counts(
    tx,
    ctx,
    periods.map(({ month }) => month),
  )
  const today = businessDate(ctx)
  const [newest] = periods
  return {
    businessOn: today,
    periods: periods.map((period) => shown(period, counted.get(period.month))),
    next: newest === undefined ? periodOf(monthOfDate(addMonths(today, -1)), rule) : periodAfter(newest.month, rule),
  }
}
