import type { CockpitDone } from '@ballast/contract/cockpit-done.ts'
import { paceAmount, paceOf } from '@ballast/domain/plan/pace.ts'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthNumber, monthOfDate, monthsOfYear, yearMonthOf, yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { planVersionOf } from '../project/index.ts'
import { throughMonth } from '../reconciliation/index.ts'
import { cockpitTargets } from './cockpit.view.ts'
import { closedReports, clusterNames, doneRows, type DoneRow, type ReportEnd } from './done.view.ts'

type Figure = DoneRow['figure']
type Part = 'fen' | 'constructionInstallationFen' | 'equipmentFen'

/** What was done in a year, held against its plan, the time that has passed and the year before. */
export async function readDone(tx: ReadTx, ctx: Context, year: number): Promise<CockpitDone> {
  const { zoneId } = ctx.zone
  const versionId = await planVersionOf(tx, zoneId, year)
  const { through, isClosed } = await throughMonth(tx, ctx, year)
  const rows = await doneRows(tx, zoneId, { year, versionId })
  const reports = await closedReports(tx, zoneId, year)
  const targets = versionId === null ? [] : await cockpitTargets(tx, { zoneId, versionId })
  const ofYear = (indicator: string) =>
    targets.find((target) => target.indicator === indicator && target.scopeKind === 'zone' && target.period === 'year')
  const target = ofYear('total-investment')?.valueFen ?? null
  const growthTarget = ofYear('growth')?.valuePpm ?? null
  const [first, last] = [yearMonthOf(year, 1), yearMonthOf(year, 12)]
  const pace = paceOf(first, last, lastDayOf(through))
  const upTo = rows.filter((row) => atMonth(row, year) <= through)
  const plans = rows.filter(({ figure }) => figure === 'plan')
  return {
    businessOn: businessDate(ctx),
    year,
    through,
    isClosed,
    isSimulated: rows.some(({ isSimulated }) => isSimulated),
    targetYuan: target === null ? null : formatYuan(target),
    growthTarget: growthTarget === null ? null : ratioText(growthTarget, WHOLE_PPM),
    pace: ratioText(pace.passed, pace.whole) as string,
    ofTarget: target === null ? null : ratioText(sumOf(upTo, 'reported'), target),
    total: sums(upTo, plans),
    shares: { plan: sharesOf(upTo, 'plan'), dispatched: sharesOf(upTo, 'dispatched'), reported: sharesOf(upTo, 'reported') },
    months: monthsOfYear(year).map((month) => ({
      ...monthOf(rows, reports, month, businessDate(ctx)),
      paceYuan: target === null ? null : formatYuan(paceAmount(target, paceOf(first, last, lastDayOf(month)))),
    })),
    clusters: await byCluster(tx, ctx, upTo, plans),
  }
}

/** The month of the year that is looked at: of the year before, the same one. */
const atMonth = ({ month }: Pick<DoneRow, 'month'>, year: number): YearMonth => yearMonthOf(year, monthNumber(month))
const sumOf = (rows: readonly DoneRow[], figure: Figure, part: Part = 'fen'): bigint =>
  rows.reduce((sum, row) => (row.figure === figure ? sum + row[part] : sum), 0n)

const sharesOf = (rows: readonly DoneRow[], figure: Figure) => ({
  constructionInstallation: ratioText(sumOf(rows, figure, 'constructionInstallationFen'), sumOf(rows, figure)),
  equipment: ratioText(sumOf(rows, figure, 'equipmentFen'), sumOf(rows, figure)),
})

/** @param upTo rows through the month, @param plans those of the whole year */
function sums(upTo: readonly DoneRow[], plans: readonly DoneRow[]): CockpitDone['total'] {
  const [plan, reported, lastYear, planOfYear] = [
    sumOf(upTo, 'plan'),
    sumOf(upTo, 'reported'),
    sumOf(upTo, 'last-year'),
    sumOf(plans, 'plan'),
  ]
  return {
    planYuan: formatYuan(plan),
    dispatchedYuan: formatYuan(sumOf(upTo, 'dispatched')),
    reportedYuan: formatYuan(reported),
    lastYearYuan: formatYuan(lastYear),
    planOfYearYuan: formatYuan(planOfYear),
    done: ratioText(reported, plan),
    ofYear: ratioText(reported, planOfYear),
    growth: ratioText(reported - lastYear, lastYear),
  }
}

function monthOf(rows: readonly DoneRow[], reports: readonly ReportEnd[], month: YearMonth, today: PlainDate) {
  const year = yearOf(month)
  const lastYear = yearMonthOf(year - 1, monthNumber(month))
  const report = reports.find((one) => one.month === month)
  const lastTold = rows.reduce((last, row) => (row.figure === 'dispatched' && row.month > last ? row.month : last), '')
  const isKnown: Record<Figure, boolean> = {
    plan: true,
    dispatched: month <= monthOfDate(today) || month <= lastTold,
    reported: report !== undefined,
    'last-year': reports.some((one) => one.month === lastYear),
  }
  const amounts = (those: readonly DoneRow[]) => {
    const of = (figure: Figure) => (isKnown[figure] ? formatYuan(sumOf(those, figure)) : null)
    return {
      planYuan: formatYuan(sumOf(those, 'plan')),
      dispatchedYuan: of('dispatched'),
      reportedYuan: of('reported'),
      lastYearYuan: of('last-year'),
    }
  }
  return {
    month,
    reportedSince: report?.firstMonth ?? null,
    ...amounts(rows.filter((row) => atMonth(row, year) === month)),
    cumulative: amounts(rows.filter((row) => atMonth(row, year) <= month)),
  }
}

async function byCluster(tx: ReadTx, ctx: Context, upTo: readonly DoneRow[], plans: readonly DoneRow[]): Promise<CockpitDone['clusters']> {
  const names = await clusterNames(tx, ctx.zone.zoneId)
  const rowOf = (code: string | null, named: { nameZh: string; nameEn: string; color: string | null }) => ({
    clusterCode: code ?? '',
    ...named,
    ...sums(
      upTo.filter(({ clusterCode }) => clusterCode === code),
      plans.filter(({ clusterCode }) => clusterCode === code),
    ),
  })
  const ahead = (row: { done: string | null }) => (row.done === null ? -1 : Number(row.done))
  const own = names
    .filter(({ code }) => [...upTo, ...plans].some(({ clusterCode }) => clusterCode === code))
    .map(({ code, ...named }) => rowOf(code, named))
    .toSorted((a, b) => ahead(b) - ahead(a))
  const hasOthers = [...upTo, ...plans].some(({ clusterCode }) => clusterCode === null)
  return hasOthers ? [...own, rowOf(null, { nameZh: '不属于集群', nameEn: 'Without cluster', color: null })] : own
}
