import { pathOnWire } from '@ballast/contract/report-form.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { itemsOf, totalOf, type MonthlyForm } from '@ballast/domain/report/form.ts'
import { lastDayOf, submissionLock } from '@ballast/domain/report/period.ts'
import type { Lock } from '@ballast/domain/report/return-state.ts'
import type { ReportCase } from '@ballast/domain/report/rules.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import { monthOfDate, yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { CaseRecord } from './case.view.ts'
import type { PeriodRecord } from './period.queries.ts'

export const reportCase = (record: CaseRecord, { month, firstMonth }: Pick<PeriodRecord, 'month' | 'firstMonth'>): ReportCase => ({
  month,
  firstMonth,
  books: record.books,
  registeredOn: record.registeredOn,
  mayBuild: record.mayBuild,
  lastDay: lastDayOf(month),
})

/** Why the return cannot be written today; null: it can. What was returned may be mended after it was due. */
export function lockOf(record: CaseRecord, period: PeriodRecord, today: PlainDate): Lock | null {
  const { state, standing, exceptionUntil } = record
  if (state === 'closed') return 'period-closed'
  const lock = submissionLock({ ...period, isClosed: period.closedAt !== null }, exceptionUntil, today)
  if (lock === 'period-closed' || lock === 'not-open-yet') return lock
  if (state === 'verified') return 'verified'
  if (state === 'submitted' || state === 'in_review') return 'under-review'
  if (standing === 'stopped' || standing === 'withdrawn') return 'standing'
  return state === 'returned' ? null : lock
}

export const lockReason = (lock: Lock, { month, opensOn, dueOn }: PeriodRecord): Reason => ({
  code: `report.lock-${lock}`,
  params: { month, opens: opensOn, due: dueOn },
})
export const lockMessage = (ctx: Context, lock: Lock, period: PeriodRecord): string => {
  const { code, params } = lockReason(lock, period)
  return messageText(ctx.locale, code, params)
}

/** What stands in a return before anybody has written in it: the books carried forward, and what the register knows. */
export function initialForm(record: CaseRecord, month: YearMonth): MonthlyForm {
  const { books, previous, previousMonth } = record
  const year = totalOf(books.yearBefore)
  // Figures from the year's beginning start anew each January.
  const carried = previous !== null && previousMonth !== null && yearOf(previousMonth) === yearOf(month) ? previous : null
  const noFunds = { state_budget: null, domestic_loan: null, bond: null, foreign_capital: null, self_raised: null, other: null }
  return {
    planTotalFen: previous?.planTotalFen ?? record.totalFen,
    adjustedTotalDocument: previous?.adjustedTotalDocument ?? null,
    cumulativeFen: fen(books.lastYearEndFen + year),
    yearFen: year,
    monthFen: fen(0n),
    year: itemsOf((item) => books.yearBefore[item]),
    newFixedAssetsFen: carried?.newFixedAssetsFen ?? null,
    funds: carried?.funds ?? noFunds,
    payablesFen: previous?.payablesFen ?? null,
    floorAreaUnderConstructionM2: previous?.floorAreaUnderConstructionM2 ?? null,
    floorAreaCompletedM2: carried?.floorAreaCompletedM2 ?? null,
    method: previous?.method ?? 'progress',
    monthByProgressFen: null,
    monthByFinanceFen: null,
    nature: previous?.nature ?? record.nature,
    holding: previous?.holding ?? null,
    startMonth: previous?.startMonth ?? (record.startedOn === null ? null : monthOfDate(record.startedOn)),
    productionMonth: previous?.productionMonth ?? (record.producedOn === null ? null : monthOfDate(record.producedOn)),
    statAreaCode: previous?.statAreaCode ?? record.statAreaCode,
    industryCode: previous?.industryCode ?? record.industryCode,
  }
}

/** A reason whose place the API can name. */
export const onWire = <R extends Reason>(reason: R): R => (reason.at === undefined ? reason : { ...reason, at: pathOnWire(reason.at) })
