import { yearOf } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readPeriods } from '../report/index.ts'
import { runsOfYear } from './forecast.queries.ts'
import { lastJob } from './job.queries.ts'
import { knownMonths } from './known-months.ts'
import { forecastYears } from './plan-version.view.ts'
import { runRow } from './run-row.ts'
import { shownJob } from './shown-job.ts'

export async function listForecasts(tx: ReadTx, ctx: Context, asked: number | undefined) {
  const { zoneId } = ctx.zone
  const years = await forecastYears(tx, zoneId)
  const year = asked ?? years.find(({ hasPlan }) => hasPlan)?.year ?? years[0]?.year ?? yearOf(businessDate(ctx))
  const months = knownMonths(
    await readPeriods(tx, zoneId),
    year,
    years.some((one) => one.year === year && one.hasPlan),
  )
  const runs = await runsOfYear(tx, zoneId, year)
  const job = await lastJob(tx, zoneId)
  const there = new Set(runs.map(({ asOf }) => asOf))
  return {
    year,
    years: years.map((one) => one.year),
    rows: runs.map(runRow),
    months,
    missing: months.filter(({ month, isClosed }) => isClosed && !there.has(month)).map(({ month }) => month),
    job: job === undefined ? null : shownJob(ctx, job),
  }
}
