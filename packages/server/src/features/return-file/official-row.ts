import { itemsOf, type Items, type MonthlyForm } from '@ballast/domain/report/form.ts'
import { wanFigures, wanItems, wholeWan, type WanFigures } from '@ballast/domain/report/wan-form.ts'
import { FUNDING_SOURCES, type FundingSource } from '@ballast/domain/project/project-row.ts'
import { allocate, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import { yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { CaseRecord } from '../report/index.ts'

/** A project's line of the official form: whole 万元 on which R1 to R5 hold. */
export interface OfficialRow {
  readonly record: CaseRecord
  readonly form: MonthlyForm
  readonly planTotal: bigint | null
  readonly lastYearEnd: bigint
  /** Year to date as the report before it printed it; zero at the beginning of a year. */
  readonly yearBefore: bigint
  readonly figures: WanFigures
  readonly newFixedAssets: bigint | null
  readonly funds: Readonly<Record<FundingSource, bigint | null>>
  readonly fundsTotal: bigint | null
  readonly payables: bigint | null
  readonly isSimulated: boolean
}

const yearItems = (form: MonthlyForm): Items => itemsOf((item) => form.year[item] ?? 0n)
const whole = (amount: Fen | null): bigint | null => (amount === null ? null : wholeWan(amount))

/** @param record of a project whose return has been filled in */
export function officialRow(record: CaseRecord & { readonly form: MonthlyForm }, month: YearMonth): OfficialRow {
  const { form, books, previous, previousMonth } = record
  const before = previous !== null && previousMonth !== null && yearOf(previousMonth) === yearOf(month) ? yearItems(previous) : null
  const figures = wanFigures(yearItems(form), before, books.lastYearEndFen)
  // The sources are rounded together, so that they add up to the rounded whole.
  const given = FUNDING_SOURCES.map((source) => form.funds[source] ?? 0n)
  const fundsTotal = wholeWan(sumFen(given))
  const parts = given.some((amount) => amount < 0n) ? given.map(wholeWan) : allocate(fundsTotal as Fen, given)
  return {
    record,
    form,
    figures,
    planTotal: whole(form.planTotalFen),
    lastYearEnd: figures.cumulative - figures.year,
    yearBefore: before === null ? 0n : wanItems(before).year,
    newFixedAssets: whole(form.newFixedAssetsFen),
    funds: Object.fromEntries(
      FUNDING_SOURCES.map((source, index) => [source, form.funds[source] === null ? null : (parts[index] ?? 0n)]),
    ) as OfficialRow['funds'],
    fundsTotal: FUNDING_SOURCES.every((source) => form.funds[source] === null) ? null : fundsTotal,
    payables: whole(form.payablesFen),
    isSimulated: record.sourceKind === 'simulated',
  }
}
