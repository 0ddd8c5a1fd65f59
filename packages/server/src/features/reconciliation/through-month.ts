import { monthOfDate, yearMonthOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { lastClosedMonth } from './figures.view.ts'

/** Up to which month the figures of a year are compared: the last closed one; else the month of today, or the whole of a year that is over. */
export async function throughMonth(tx: ReadTx, ctx: Context, year: number): Promise<{ through: YearMonth; isClosed: boolean }> {
  const closed = await lastClosedMonth(tx, ctx.zone.zoneId, year)
  if (closed !== undefined) return { through: closed, isClosed: true }
  const today = businessDate(ctx)
  const now = yearOf(today) === year ? monthOfDate(today) : yearMonthOf(year, yearOf(today) > year ? 12 : 1)
  return { through: now, isClosed: false }
}
